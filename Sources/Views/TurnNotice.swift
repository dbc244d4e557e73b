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
        "context full: the model no longer sees the "
          + (turns == 1 ? "oldest turn" : "\(turns) oldest turns") + "; masks are unaffected",
        facts: ["turns": turns])
    case .shortened(let read, let of):
      self.init(
        "shortened",
        "your text has \(of) tokens, and \(read) fit: only the last \(read) were read",
        facts: ["read": read, "of": of])
    case .cardCut(let stack):
      self.init(
        "cardCut",
        "the card of \(stack) is too long for the context: the model reads only its beginning",
        facts: ["stack": stack])
    case .abridged(let stack, let cards, let examples):
      let losses =
        cards.map { "the model reads \($0.told) of \($0.of) tokens of \($0.mask)" }
        + (examples == 0
          ? [] : ["\(examples) example\(examples == 1 ? " is" : "s are") left out"])
      self.init(
        "abridged",
        "\(stack) is too long for the context: \(losses.joined(separator: ", ")); a larger "
          + "`--context` holds more",
        facts: ["stack": stack, "cards": cards, "examples": examples])
    case .abridgedToo(let stacks):
      self.init(
        "abridgedToo",
        "\(stacks.count) other stack\(stacks.count == 1 ? " is" : "s are") too long for the "
          + "context too: the model reads only part of the cards",
        facts: ["stacks": stacks])
    case .cardTooLong(let mask, let tokens, let room):
      self.init(
        "cardTooLong",
        "\(mask) is not considered: its card has \(tokens) tokens, and there is room for "
          + "\(room); a larger `--context` holds more",
        facts: ["mask": mask, "tokens": tokens, "room": room])
    case .lorebookUnread(let mask, let entries):
      self.init(
        "lorebookUnread",
        "the lorebook of \(mask) is not read: \(entries) entr\(entries == 1 ? "y" : "ies")",
        facts: ["mask": mask, "entries": entries])
    case .emptyCard(let mask):
      self.init(
        "emptyCard",
        "the card of \(mask) is empty: the model knows only the name; add a description to it",
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
          "the program dropped hypotheses with \(Figures.share(report.droppedMass)) of the belief; "
            + "a larger `:set width` keeps more",
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
          "length",
          "the reply reached its limit and was cut; `:set reply-tokens` allows more")
      ]
    case .interrupted: [TurnNotice("interrupted", "stopped; the words so far are kept")]
    }
  }

  /// A self-check that does not hold.
  package static func broken(_ check: SelfCheck) -> TurnNotice {
    TurnNotice(
      "selfCheck",
      "self-check failed: the hypothesis that spoke scored "
        + "\(Figures.tenth(check.worstDeficit)) nats below another, too much for "
        + "\(check.comparisons) comparison\(check.comparisons == 1 ? "" : "s"); the numbers may be "
        + "wrong",
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
      "turn \(correction.number), now that others have scored it too: "
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
    "repaired", "some bytes were not UTF-8 text; the program read them as \u{FFFD}")

  /// A line that lost its end; `limit` is in bytes.
  package static func lineCut(limit: Int) -> TurnNotice {
    TurnNotice(
      "lineCut", "the line was longer than \(limit) bytes; the program left out the rest",
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
