package import Engine
import Foundation
package import MaskInference
package import Sessions

/// What a person is told of a turn beside its numbers: a sentence, and the facts in it for
/// programs.
package struct TurnNotice: Sendable {
  /// The name by which a program knows it; it never changes.
  package let kind: String
  /// The sentence, without a mark before it.
  package let text: String
  private let facts: [String: any Encodable & Sendable]

  private init(_ kind: String, _ text: String, facts: [String: any Encodable & Sendable] = [:]) {
    self.kind = kind
    self.text = text
    self.facts = facts
  }

  /// A notice of the stage.
  package init(_ notice: Notice) {
    switch notice {
    case .forgot(let turns):
      self.init(
        "forgot",
        "the context is full: the oldest \(turns) turn\(turns == 1 ? "" : "s") went, the masks stay",
        facts: ["turns": turns])
    case .shortened(let read, let of):
      self.init(
        "shortened", "your text is \(of) tokens and \(read) fit: the last \(read) were read",
        facts: ["read": read, "of": of])
    case .cardCut(let stack):
      self.init(
        "cardCut", "the card of \(stack) is too long for its lane: its beginning is told",
        facts: ["stack": stack])
    case .abridged(let stack, let cards, let examples):
      let losses =
        cards.map { "\($0.told) of \($0.of) tokens of \($0.mask) are told" }
        + (examples == 0
          ? [] : ["\(examples) example\(examples == 1 ? " is" : "s are") left out"])
      self.init(
        "abridged",
        "\(stack) is too long for a lane: \(losses.joined(separator: ", ")); a larger `--context` "
          + "holds more",
        facts: ["stack": stack, "cards": cards, "examples": examples])
    case .abridgedToo(let stacks):
      self.init(
        "abridgedToo",
        "in \(stacks.count) other lane\(stacks.count == 1 ? "" : "s"), of masks that might be speaking, cards "
          + "are told in part", facts: ["stacks": stacks])
    case .cardTooLong(let mask, let tokens, let room):
      self.init(
        "cardTooLong",
        "\(mask) is not considered: its card has \(tokens) tokens, and there is room for \(room)",
        facts: ["mask": mask, "tokens": tokens, "room": room])
    case .lorebookUnread(let mask, let entries):
      self.init(
        "lorebookUnread",
        "the lorebook of \(mask) is not read: \(entries) entr\(entries == 1 ? "y" : "ies")",
        facts: ["mask": mask, "entries": entries])
    case .emptyCard(let mask):
      self.init(
        "emptyCard", "the card of \(mask) says nothing of who it is or how it talks",
        facts: ["mask": mask])
    }
  }

  /// Everything that a turn tells by itself, in the order in which it is shown.
  package static func all(of turn: Turn) -> [TurnNotice] {
    warnings(of: turn.report) + happenings(in: turn)
  }

  /// What happened on the way.
  static func happenings(in turn: Turn) -> [TurnNotice] {
    ending(of: turn) + turn.notices.map { TurnNotice($0) }
  }

  /// What is to look out for in a report.
  static func warnings(of report: TurnReport) -> [TurnNotice] {
    var notices: [TurnNotice] = []
    let vacancy = report.anomaly.vacancy
    if vacancy > 0.5 {
      notices.append(
        TurnNotice(
          "nobody",
          "your words look like nobody's (\(Figures.share(vacancy))): the bare model speaks",
          facts: ["vacancy": vacancy]))
    }
    let (declared, shown) = (report.declared, report.mostProbable)
    if report.differsFromDeclared, shown.outermost != declared.outermost {
      notices.append(
        TurnNotice(
          "otherVoice", "you put on \(declared); the words show \(shown)",
          facts: ["declared": declared, "shown": shown]))
    }
    if report.droppedMass > 0.01 {
      notices.append(
        TurnNotice(
          "dropped",
          "hypotheses with \(Figures.share(report.droppedMass)) of the belief were dropped: "
            + "`:set width` keeps more",
          facts: ["mass": report.droppedMass]))
    }
    return notices
  }

  private static func ending(of turn: Turn) -> [TurnNotice] {
    switch turn.ending {
    case .finished: []
    case .length:
      [
        TurnNotice(
          "length", "the reply was cut at its longest; `:set reply-tokens` allows more")
      ]
    case .interrupted: [TurnNotice("interrupted", "stopped; what was said is kept")]
    }
  }

  /// A self-check that does not hold.
  package static func broken(_ check: SelfCheck) -> TurnNotice {
    TurnNotice(
      "selfCheck",
      "self-check: the lane that spoke trailed another by \(Figures.tenth(check.worstDeficit)) nats, "
        + "which \(check.comparisons) comparisons should not show; the numbers may be off",
      facts: [
        "nats": check.worstDeficit.isFinite ? check.worstDeficit : nil,
        "comparisons": check.comparisons,
      ])
  }

  /// What has become of the numbers shown after an earlier turn.
  package static func corrected(_ correction: TurnCorrection) -> TurnNotice {
    let changes = correction.changes.prefix(2)
    return TurnNotice(
      "correction",
      "turn \(correction.number), now that every eye has read it: "
        + changes.map {
          "\($0.name) \(Figures.share($0.settled)) (was \(Figures.share($0.shown)))"
        }.joined(separator: ", "),
      facts: [
        "turn": correction.number,
        "was": Dictionary(uniqueKeysWithValues: changes.map { ($0.name, $0.shown) }),
        "is": Dictionary(uniqueKeysWithValues: changes.map { ($0.name, $0.settled) }),
      ])
  }

  /// Bytes in what was said that are no text.
  package static let repaired = TurnNotice(
    "repaired", "some of that was not UTF-8 text; it was read as \u{FFFD}")

  /// A line that lost its end; `limit` is in bytes.
  package static func lineCut(limit: Int) -> TurnNotice {
    TurnNotice(
      "lineCut", "the line was longer than \(limit) bytes; the rest was left out",
      facts: ["limit": limit])
  }
}

extension TurnNotice: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  /// Writes `kind`, `text` and each fact under its own name.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: Key("kind"))
    try container.encode(text, forKey: Key("text"))
    for (name, fact) in facts { try container.encode(fact, forKey: Key(name)) }
  }
}
