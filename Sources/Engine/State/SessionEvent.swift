package import LanguageModels

/// Something that happened in a chat.
///
/// The state of a chat is a fold over the events that lead to where it is.
package enum SessionEvent: Hashable, Sendable {
  /// The declared stack was changed.
  case mask(StackEdit)
  /// A setting was given a value, as it was typed.
  case setting(name: String, value: String)
  /// The seed of the turns that follow.
  case seed(UInt64)
  /// The language model of the turns that follow, where it is another than before.
  case model(ModelIdentity)
  /// The user said something.
  case utterance(String)
  /// It was answered.
  case reply(Turn)
  /// Lanes have read on the reply at this place, counted as in ``goTo(_:)``, that had slept through
  /// it: the turn as it is known since.
  case settled(place: Int, Turn)
  /// What follows from here on is a branch with this name.
  case branch(String)
  /// The chat went back, or over, to a place that there was already: after the event of this
  /// number, counted from one, or before all of them at zero.
  case goTo(Int)
}

extension SessionEvent {
  /// The number of the oldest format that can tell it, so that older programs read what they can.
  package var format: Int {
    switch self {
    case .mask, .setting, .seed, .utterance, .reply: 1
    case .branch, .goTo: 2
    case .model: 3
    case .settled: 4
    }
  }
}

extension SessionEvent: Codable {
  private enum Key: String, CodingKey {
    case event, edit, name, value, seed, model, text, turn, place
  }
  private enum Kind: String {
    case mask, setting, seed, model, utterance, reply, settled, branch, goTo
  }

  /// Reads an event by its `event` key.
  ///
  /// - Throws: `DecodingError` naming the key that is missing or wrong.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decode(String.self, forKey: .event)
    guard let kind = Kind(rawValue: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .event, in: container,
        debugDescription:
          "this program does not know the event \"\(name)\"; a newer program may have written it")
    }
    switch kind {
    case .mask: self = .mask(try container.decode(StackEdit.self, forKey: .edit))
    case .setting:
      self = .setting(
        name: try container.decode(String.self, forKey: .name),
        value: try container.decode(String.self, forKey: .value))
    case .seed: self = .seed(try container.decode(UInt64.self, forKey: .seed))
    case .model: self = .model(try container.decode(ModelIdentity.self, forKey: .model))
    case .utterance: self = .utterance(try container.decode(String.self, forKey: .text))
    case .reply: self = .reply(try container.decode(Turn.self, forKey: .turn))
    case .settled:
      self = .settled(
        place: try container.decode(Int.self, forKey: .place),
        try container.decode(Turn.self, forKey: .turn))
    case .branch: self = .branch(try container.decode(String.self, forKey: .name))
    case .goTo: self = .goTo(try container.decode(Int.self, forKey: .place))
    }
  }

  /// Writes the event with its kind under `event`.
  ///
  /// - Throws: `EncodingError` when the encoder refuses.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .mask(let edit):
      try container.encode(Kind.mask.rawValue, forKey: .event)
      try container.encode(edit, forKey: .edit)
    case .setting(let name, let value):
      try container.encode(Kind.setting.rawValue, forKey: .event)
      try container.encode(name, forKey: .name)
      try container.encode(value, forKey: .value)
    case .seed(let seed):
      try container.encode(Kind.seed.rawValue, forKey: .event)
      try container.encode(seed, forKey: .seed)
    case .model(let model):
      try container.encode(Kind.model.rawValue, forKey: .event)
      try container.encode(model, forKey: .model)
    case .utterance(let text):
      try container.encode(Kind.utterance.rawValue, forKey: .event)
      try container.encode(text, forKey: .text)
    case .reply(let turn):
      try container.encode(Kind.reply.rawValue, forKey: .event)
      try container.encode(turn, forKey: .turn)
    case .settled(let place, let turn):
      try container.encode(Kind.settled.rawValue, forKey: .event)
      try container.encode(place, forKey: .place)
      try container.encode(turn, forKey: .turn)
    case .branch(let name):
      try container.encode(Kind.branch.rawValue, forKey: .event)
      try container.encode(name, forKey: .name)
    case .goTo(let place):
      try container.encode(Kind.goTo.rawValue, forKey: .event)
      try container.encode(place, forKey: .place)
    }
  }
}
