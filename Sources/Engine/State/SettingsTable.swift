import LanguageModels
import MaskInference

/// One setting a person may read and change by name.
package struct SettingRow: Sendable {
  /// What it is called in `:set`.
  package let name: String
  /// What it does, in one line.
  package let summary: String
  /// What it may be, for people.
  package let range: String
  /// The value in `settings`, as a person would type it.
  package let read: @Sendable (_ settings: Settings) -> String
  /// Changes the value in `settings`; false where `text` is out of range.
  package let write: @Sendable (_ text: String, _ settings: inout Settings) -> Bool
  /// The value within the range that is nearest to `text`; `nil` where that is no number.
  let nearest: @Sendable (_ text: String) -> String?
  /// What the least value does, where people ask for less.
  let least: String?

  /// Why the setting cannot be a value and what to type instead.
  ///
  /// - Parameters:
  ///   - value: what is out of range.
  ///   - beginning: what is typed before a value.
  /// - Returns: a sentence without a stop.
  package func refusal(of value: String, typedAfter beginning: String) -> String {
    let start = "\(name) cannot be \"\(value)\": it takes \(range)"
    guard let nearest = nearest(value) else {
      return "\(start), such as `\(beginning)\(read(Settings()))`"
    }
    let isLeast = nearest == self.nearest("-inf")
    return "\(start); `\(beginning)\(nearest)` comes nearest"
      + (isLeast ? least.map { ": \($0)" } ?? "" : "")
  }
}

extension Settings {
  /// The first setting whose value is out of its range; `nil` where all are within.
  package var outOfRange: SettingRow? {
    var copy = self
    return Self.table.first { !$0.write($0.read(self), &copy) }
  }

  /// Every setting, in the order in which they are listed.
  package static let table: [SettingRow] = [
    SettingRow(
      name: "blend", summary: "how the speaker is chosen",
      range: BlendMode.allCases.map(\.rawValue).joined(separator: ", "),
      read: { $0.blend.rawValue },
      write: { text, settings in
        guard let mode = BlendMode(rawValue: text) else { return false }
        settings.blend = mode
        return true
      }, nearest: { _ in nil }, least: nil),
    number(
      "temperature", "randomness of the words", \.law.temperature, 0.05...2,
      least: "it is nearly greedy, so the model nearly always takes the likeliest word"),
    number(
      "min-p", "tokens below this share of the likeliest one fade out", \.law.minimumShare,
      0...0.5),
    number(
      "min-p-softness", "how gently those tokens fade out, in nats", \.law.softness, 0.05...2,
      least: "it nearly cuts them off"),
    number(
      "repetition", "penalty for words just said, in nats", \.law.repetition.presence, 0...3),
    number(
      "loop", "penalty for continuing a repeated passage, in nats a token", \.law.repetition.loop,
      0...10),
    count(
      "repetition-window", "how many tokens count as just said", \.law.repetition.window, 0...1024),
    count("reply-tokens", "longest reply, in tokens", \.replyTokens, 8...1024),
    count("reply-sentences", "most sentences in a reply", \.replySentences, 1...50),
    count("sentence-tokens", "longest sentence, in tokens", \.sentenceTokens, 8...256),
    count("examples", "example exchanges in each prompt", \.examples, 0...12),
    count("width", "most hypotheses considered", \.width, 3...64),
    count("cast", "most masks considered", \.castSize, 1...32),
    number(
      "kappa", "chance that the speaker stays from sentence to sentence",
      \.transition.persistence, 0...1),
    number(
      "beta", "weight of evidence from words that no single hypothesis spoke", \.foreignExponent,
      0...1),
    number("rho", "prior factor for each further mask in a stack", \.prior.depthDecay, 0.01...1),
    count("max-depth", "deepest stack considered", \.prior.maximumDepth, 1...6),
    number(
      "declared-share", "prior share of the declared masks", \.prior.declaredShare, 0.01...0.99),
    number(
      "reward", "prior tilt of the hardwired mask, in nats", \.prior.hardwiredReward, -10...10),
    number("push", "share of changes that put a mask on", \.transition.push, 0...1),
    number("pop", "share of changes that take the outermost off", \.transition.pop, 0...1),
    number("swap", "share of changes that replace the outermost", \.transition.swap, 0...1),
    number("redraw", "share of changes that draw a new stack", \.transition.redraw, 0...1),
    number("odds-push", "prior chance that `:mask` goes on top", \.odds.push, 0...1),
    number("odds-swap", "prior chance that `:mask` replaces the outermost", \.odds.swap, 0...1),
    number("odds-stay", "prior chance that `:mask` changes nothing", \.odds.stay, 0...1),
    number("linger", "prior chance that a mask taken off stays on", \.odds.linger, 0...1),
    number(
      "nobody-spread", "spread of the surprise z when nobody speaks", \.vacancyTest.spread,
      1.1...100),
    number("nobody", "prior chance that nobody speaks", \.vacancyTest.priorProbability, 0...0.5),
  ]

  private static func number(
    _ name: String, _ summary: String, _ path: any WritableKeyPath<Settings, Double> & Sendable,
    _ range: ClosedRange<Double>, least: String? = nil
  ) -> SettingRow {
    SettingRow(
      name: name, summary: summary, range: "\(range.lowerBound) to \(range.upperBound)",
      read: { String($0[keyPath: path]) },
      write: { text, settings in
        guard let value = Double(text), range.contains(value) else { return false }
        settings[keyPath: path] = value
        return true
      },
      nearest: { text in
        number(in: text).map { String(min(max($0, range.lowerBound), range.upperBound)) }
      }, least: least)
  }

  private static func count(
    _ name: String, _ summary: String, _ path: any WritableKeyPath<Settings, Int> & Sendable,
    _ range: ClosedRange<Int>
  ) -> SettingRow {
    SettingRow(
      name: name, summary: summary, range: "\(range.lowerBound) to \(range.upperBound)",
      read: { String($0[keyPath: path]) },
      write: { text, settings in
        guard let value = Int(text), range.contains(value) else { return false }
        settings[keyPath: path] = value
        return true
      },
      nearest: { text in
        number(in: text).map {
          let (least, most) = (Double(range.lowerBound), Double(range.upperBound))
          return String(Int(min(max($0, least), most).rounded()))
        }
      }, least: nil)
  }

  private static func number(in text: String) -> Double? {
    Double(text).flatMap { $0.isNaN ? nil : $0 }
  }
}
