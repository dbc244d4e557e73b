import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import TestSupport
import Testing
import Understudy

/// Three short cards, an understudy that has read them, and chats with it that take a moment.
enum Hall {
  static let clerk = Mask("clerk")
  static let gardener = Mask("gardener")
  static let sailor = Mask("sailor")

  static func library() throws -> PersonaLibrary {
    PersonaLibrary([
      try persona(
        "clerk", name: "Mister Quill", about: "is a dry clerk who files forms.",
        greeting: nil,
        answers: [
          "Please fill in the form. The form is green.", "The form is filed. Thank you.",
          "I shall file that under rain.", "One stamp is enough. Two stamps are a form.",
        ]),
      try persona(
        "gardener", name: "Moss", about: "is a gardener who talks to beans and slugs.",
        greeting: "Mind the beans, petal.",
        answers: [
          "The beans are up, petal. The slugs are up too.", "Rain is good for beans, petal.",
          "I sing to the beans. They lean in and listen.", "A slug is only a bean that walks.",
        ]),
      try persona(
        "sailor", name: "Captain Tar", about: "is a sailor who has lost his ship.",
        greeting: "Have you seen my ship, mate?",
        answers: [
          "My ship, mate! She was here at noon.", "Rain, mate? I have drunk worse.",
          "She had two masts and a cat. The cat was captain.", "The sea took her, mate.",
        ]),
    ])
  }

  private static func persona(
    _ mask: String, name: String, about: String, greeting: String?, answers: [String]
  ) throws -> Persona {
    let cues = ["What about the rain?", "Who are you?", "What now?", "Tell me more."]
    let talk = zip(cues, answers).map { "<START>\n{{user}}: \($0)\n{{char}}: \($1)" }
    let card = [
      "name": name, "description": "{{char}} \(about)", "first_mes": greeting ?? "",
      "mes_example": talk.joined(separator: "\n"),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Persona(
      mask: mask, card: try CharacterCard(data: encoder.encode(card), file: mask),
      origin: .session)
  }

  static func model(capacity: Int = 2048) throws -> Understudy {
    Understudy(library: try library(), lanes: 6, tokensPerLane: capacity)
  }

  static var settings: Settings {
    var settings = Settings()
    settings.width = 4
    settings.examples = 1
    settings.replySentences = 2
    settings.sentenceTokens = 12
    return settings
  }

  /// A moment, so that tests do not depend on the clock.
  static let noon = Date(timeIntervalSince1970: 1_700_000_000)

  /// A chat that has not begun.
  static func chat(
    seed: UInt64 = 1, settings: Settings = settings, capacity: Int = 2048,
    stop: StopSignal = .never, file: URL? = nil
  ) throws -> Chat {
    var chat = try Chat(
      model: try model(capacity: capacity), library: try library(), hardwired: clerk,
      settings: settings, seed: seed, program: "0.1.0", stop: stop, file: file)
    chat.keepAllPersonas()
    return chat
  }

  /// A chat with one of every kind of event.
  static func evening(file: URL? = nil) throws -> Chat {
    var chat = try chat(file: file)
    try chat.edit(.putOn(gardener), at: noon)
    _ = try chat.say("What about the rain?", at: noon)
    try chat.set("kappa", to: "0.8", at: noon)
    try chat.reseed(7, at: noon)
    _ = try chat.say("And the sailor?", at: noon)
    return chat
  }

  /// Goes on with the session in `file`; the chat is still to be closed.
  static func goOn(
    _ file: URL, on model: any LanguageModel, saying words: [String] = []
  ) throws -> Chat {
    let opened = try SessionFile.open(file)
    var chat = try Chat(
      resuming: opened.document, model: model, library: library(), file: opened.file)
    for text in words { _ = try chat.say(text, at: noon) }
    return chat
  }

  /// Goes on with the session in `file`, says something and closes it.
  static func goOn(_ file: URL, saying text: String) throws {
    var chat = try goOn(file, on: model(), saying: [text])
    try chat.close()
  }

  /// Takes `document` up on a model of its own.
  static func resume(_ document: SessionDocument, capacity: Int = 2048) throws -> Chat {
    try Chat(
      resuming: document, model: try model(capacity: capacity), library: PersonaLibrary())
  }
}

extension SessionDocument {
  /// The document that `data` holds.
  init(data: Data) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("session.json")
    try data.write(to: file)
    try self.init(contentsOf: file)
  }

  /// What happened.
  var events: [SessionEvent] { entries.map(\.event) }

  /// The turns played.
  var replies: [Turn] {
    events.compactMap { if case .reply(let turn) = $0 { turn } else { nil } }
  }
}
