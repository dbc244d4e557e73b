import MaskInference
import Support

/// What nobody would say, and what few of the model's speakers would.
enum OddTalk {
  /// Words of letters drawn at random.
  static func letters(words: Int, seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed, stream: 1)
    return (0..<words).map { _ in
      String(
        (0..<Int.random(in: 3...8, using: &generator)).map { _ in
          Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &generator)))
        })
    }.joined(separator: " ")
  }

  /// Words of ordinary talk in no order.
  static func jumble(words: Int, seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed, stream: 2)
    let known = Talk.ordinary.flatMap { $0.split { !$0.isLetter && $0 != "'" } }
    return (0..<words).compactMap { _ in known.randomElement(using: &generator).map(String.init) }
      .joined(separator: " ")
  }

  /// `text` again and again.
  static func again(_ text: String, times: Int) -> String {
    Array(repeating: text, count: times).joined(separator: " ")
  }

  /// Ordinary sentences, to be said too often.
  static let sentences = [
    "I went to the market and bought some fish.",
    "The kettle is on the stove, and it is raining.",
    "Please close the door behind you when you leave.",
  ]

  /// Ordinary talk in other languages, the same five things in each.
  static let foreign = [
    Talk.Kind(
      name: "German",
      turns: [
        "Heute Abend koche ich eine Suppe aus Linsen und Karotten.",
        "Weißt du, wann der nächste Zug nach Hamburg fährt?",
        "Meine Schwester hat gestern im Garten ihren Schlüssel verloren. Wir haben ihn zwei "
          + "Stunden lang gesucht.",
        "Guten Morgen! Wie hast du geschlafen?",
        "Ich glaube, dass der Winter dieses Jahr lang wird.",
      ]),
    Talk.Kind(
      name: "French",
      turns: [
        "Ce soir, je prépare une soupe aux lentilles et aux carottes.",
        "Sais-tu à quelle heure part le prochain train pour Lyon ?",
        "Hier, ma sœur a perdu ses clés dans le jardin. Nous les avons cherchées pendant deux "
          + "heures.",
        "Bonjour ! Comment as-tu dormi ?",
        "Je crois que l'hiver sera long cette année.",
      ]),
    Talk.Kind(
      name: "Spanish",
      turns: [
        "Esta noche voy a preparar una sopa de lentejas con zanahorias.",
        "¿Sabes a qué hora sale el próximo tren para Sevilla?",
        "Mi hermana perdió ayer sus llaves en el jardín. Las buscamos durante dos horas.",
        "¡Buenos días! ¿Cómo has dormido?",
        "Creo que este año el invierno será largo.",
      ]),
    Talk.Kind(
      name: "Latin",
      turns: [
        "Hodie vesperi iusculum ex lenticulis coquo.",
        "Scisne quando navis proxima Romam proficiscatur?",
        "Soror mea heri clavem in horto amisit. Duas horas eam quaesivimus.",
        "Salve! Quomodo dormivisti?",
        "Puto hiemem hoc anno longam futuram esse.",
      ]),
  ]
}
