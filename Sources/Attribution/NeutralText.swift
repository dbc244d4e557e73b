/// Sentences that nobody in particular says.
///
/// Some pad the lanes' contexts to one length. What a lane makes of the others on average is what it
/// makes of any text, whoever speaks; they must be others, because a model copies what it has read.
enum NeutralText {
  /// A sentence a line.
  static var padding: String { fillers.map { $0 + "\n" }.joined() }

  private static let fillers = [
    "The train leaves at ten past four.", "There is a window on the north side of the room.",
    "It rained for most of the afternoon.", "The shop on the corner sells bread and milk.",
    "Two people were waiting at the stop.", "The road turns left after the bridge.",
    "Water boils at a lower temperature in the mountains.",
    "The meeting was moved to the following week.", "A blue car was parked in front of the house.",
    "The library closes early on Fridays.", "Most of the tables were already taken.",
    "The path follows the river for a mile.", "The letter arrived in the morning.",
    "Some of the apples had fallen from the tree.", "The film lasts about two hours.",
    "There were four chairs around the table.", "The price had gone up a little since then.",
    "The garden is behind the building.", "The lights in the hall were switched off.",
    "He put the keys on the shelf by the door.", "She read the notice and went back inside.",
    "They had lunch before the others came.", "The second floor was being painted.",
    "The bus was a few minutes late.", "A small dog ran across the field.",
    "The map shows all of the larger villages.", "The box was heavier than it looked.",
    "The museum has a room full of clocks.", "It takes half an hour to walk there.",
    "The wind dropped towards the evening.",
  ]

  static let probes = [
    "The kettle stood on the stove.", "People walked past without looking up.",
    "The first page of the book was missing.", "A ladder leaned against the wall.",
    "The school is next to the church.", "It was colder than the day before.",
    "The boat had been painted white.", "There was nothing in the drawer.",
    "The answer came by post two days later.", "Both doors open to the street.",
    "The old mill is now a hotel.", "A clock struck the hour somewhere.",
    "The field was planted with potatoes.", "The number is written on the back.",
    "Nobody had closed the gate.", "The stairs lead down to the cellar.",
    "The coat was still wet from the rain.", "The river is wide at this point.",
    "Several of the cups were broken.", "The room was on the third floor.",
    "He waited until the others had left.", "She turned the page and read on.",
    "They sat down on the low wall.", "The smoke rose straight into the air.",
    "The village has one shop and one inn.", "The parcel was tied with string.",
    "A cart came slowly up the hill.", "The fire had gone out in the night.",
    "The table was laid for three.", "The last train had already gone.",
  ]
}
