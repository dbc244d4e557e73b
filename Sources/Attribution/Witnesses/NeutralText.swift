/// Sentences that nobody in particular says.
///
/// Some pad the lanes' contexts. What a lane makes of the others is what it makes of any text,
/// whatever the voice; they must be others, because a model copies what it has read.
enum NeutralText {
  /// A sentence a line.
  static var padding: String { fillers.map { $0 + "\n" }.joined() }

  /// Of many registers, so that no lane takes them for the way somebody talks.
  private static let fillers = [
    "Platform two: all stations to the coast, calling at the airport.",
    "Add the flour a spoonful at a time, stirring, until the dough no longer sticks.",
    "Granite forms when magma cools slowly, deep under the ground.",
    "Dear Sir or Madam, thank you for your letter of the fourth of May.",
    "Light rain in the west, spreading east by midnight; lows of six degrees.",
    "Either party may end this agreement by giving three months' notice in writing.",
    "Wash at forty degrees, do not bleach, dry flat.",
    "The committee approved the minutes of its last meeting and elected a treasurer.",
    "What time does the pharmacy close on Saturdays?",
    "Turn the valve a quarter turn to the left, wait ten seconds, then close it again.",
    "Exports rose by two per cent in the third quarter, imports by slightly more.",
    "Chapter seven deals with the maintenance of pumps.",
    "For sale: oak wardrobe, two doors, some scratches, buyer collects.",
    "The heron nests in tall trees near shallow water and feeds mostly on fish.",
    "If the total is greater than one hundred, subtract ten and begin again.",
    "Visitors are asked to leave bags and umbrellas in the cloakroom.",
    "In 1862 a fire destroyed the northern wing, which was rebuilt in brick.",
    "Two tablets daily, with water, after a meal.",
    "Thanks, see you on Thursday then.",
    "The sum of the angles of a triangle is one hundred and eighty degrees.",
    "Passengers changing here should allow at least forty minutes.",
    "Knit one row, purl one row, repeat to the end.",
    "The defence argued that the contract had never been signed.",
    "Press the green button to print a receipt.",
    "Between the wars the village lost a third of its people to the towns.",
    "Onions, carrots, a kilo of rice, washing powder, light bulbs.",
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
    "Nine of the jars hold buttons.", "Copper is heavier than tin.",
    "The judge adjourned until Thursday.", "Half the orchard belongs to a cousin.",
    "On Sundays the pool opens at ten.", "A nurse came in and drew the blinds.",
    "Her suitcase weighs eleven kilos.", "The tenants share one washing machine.",
    "Our neighbour keeps bees.", "By evening the fog had lifted.",
    "A ferry runs twice a day in summer.", "The recipe calls for two eggs.",
    "Someone was playing the piano upstairs.", "The committee has five members.",
    "Her glasses lay on the newspaper.", "The tank holds forty litres.",
    "An old tram stood in the depot.", "The clerk stamped both forms.",
    "His office faces the harbour.", "Cedar grows slowly in this soil.",
    "The bicycle had a flat tyre.", "Lunch is served from noon until two.",
    "The handle came off in his hand.", "A goat was tied to the post.",
    "The exam has three parts.", "She bought stamps and an envelope.",
    "Workers had dug a trench along the pavement.", "The choir meets every other Monday.",
    "The valley is known for its cheese.", "A crack ran across the ceiling.",
  ]
}
