import Foundation
import LanguageModels

/// A language model of eight tokens whose distributions are stated here, so that every number on
/// the stage can be worked out without it.
///
/// Two are control tokens and two are names that nobody says; a lane knows by the names in its
/// stage direction who speaks in it.
final class ToyModel: LanguageModel {
  static let end: Token = 0
  static let joint: Token = 1
  static let ann: Token = 2
  static let bob: Token = 3
  static let yes: Token = 4
  static let no: Token = 5
  static let maybe: Token = 6
  static let stop: Token = 7

  private static let pieces = ["", "", "", "", " yes", " no", " maybe", "."]
  private static let words: [String: Token] = [
    "Ann": ann, "Bob": bob, "yes": yes, "no": no, "maybe": maybe,
  ]

  /// What may be said.
  static let spoken = [yes, no, maybe, stop]

  /// The weight of every token, by the names in the stage direction; `nil` without one.
  private static func weights(of names: [Token]?) -> [Double] {
    switch names {
    case nil: [2, 0.5, 0.5, 0.5, 2, 2, 4, 3]
    case [ann]: [3, 0.5, 1, 0.5, 8, 1, 2, 4]
    case [bob]: [2, 0.5, 0.5, 1, 1, 6, 1, 3]
    default: [1, 0.5, 0.5, 0.5, 4, 5, 1, 5]
    }
  }

  /// The probability of every token where `names` speak (`nil`: plain text), the user said
  /// `prompt`, and `previous` came last.
  ///
  /// A word that the user has just said is three times as likely, a word that was said just before
  /// half as likely, and a reply hardly begins with a full stop.
  static func probabilities(
    names: [Token]?, prompt: [Token], previous: Token
  ) -> [Double] {
    var weights = weights(of: names)
    for token in Set(prompt) { weights[Int(token)] *= 3 }
    weights[Int(previous)] *= 0.5
    if previous == joint { weights[Int(stop)] *= 0.125 }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// The same as the model hands them out.
  static func logits(names: [Token]?, prompt: [Token], previous: Token) -> [Float] {
    probabilities(names: names, prompt: prompt, previous: previous).map { Float(log($0)) }
  }

  let name = "toy"
  let identity = ModelIdentity(name: "toy", hash: "toy", parameters: [:])
  let vocabularySize = 8
  let laneLimit: Int
  let laneCapacity: Int
  let endTokens = [end]
  let controlTokens = [end, joint, ann, bob]
  let promptTemplate = PromptTemplate(
    opening: [joint], directionToUser: [joint], userToReply: [joint], replyToUser: [joint],
    bareOpening: [end], bareBreak: [joint])

  /// What goes wrong at the given call of `advance`, counted from one.
  var failure: (_ call: Int) -> LanguageModelError? = { _ in nil }
  /// The calls of `advance` so far.
  private(set) var calls = 0
  /// The most tokens that one lane was given at once.
  private(set) var longestFeed = 0
  /// The tokens that all lanes have read, those that were forgotten too.
  private(set) var tokensRead = 0
  /// The most lanes that were open at once.
  private(set) var mostOpen = 0

  private var lanes: [[Token]?]

  init(laneLimit: Int = 18, laneCapacity: Int = 512) {
    self.laneLimit = laneLimit
    self.laneCapacity = laneCapacity
    lanes = Array(repeating: nil, count: laneLimit)
  }

  /// What every open lane has read.
  var contents: [[Token]] { lanes.compactMap(\.self) }

  /// The words known; others pass unnoticed.
  func tokens(of text: String) -> [Token] {
    text.split(whereSeparator: \.isWhitespace).flatMap { word -> [Token] in
      let token = Self.words[word.trimmingCharacters(in: .punctuationCharacters)]
      return (token.map { [$0] } ?? []) + (word.hasSuffix(".") ? [Self.stop] : [])
    }
  }

  func bytes(of token: Token) -> [UInt8] { Array(Self.pieces[Int(token)].utf8) }

  func openLane() throws(LanguageModelError) -> Lane {
    guard let index = lanes.firstIndex(of: nil) else { throw .noLaneLeft(limit: laneLimit) }
    lanes[index] = []
    mostOpen = max(mostOpen, contents.count)
    return Lane(index: index)
  }

  func close(_ lane: Lane) { lanes[lane.index] = nil }

  func length(of lane: Lane) -> Int { lanes[lane.index]?.count ?? 0 }

  func rewind(_ lane: Lane, to length: Int) {
    let surplus = max(0, self.length(of: lane) - length)
    lanes[lane.index]?.removeLast(surplus)
  }

  func compute(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    calls += 1
    tokensRead += feeds.reduce(0) { $0 + $1.tokens.count }
    longestFeed = max(longestFeed, feeds.map(\.tokens.count).max() ?? 0)
    if let error = failure(calls) { throw error }
    for feed in feeds where length(of: feed.lane) + feed.tokens.count > laneCapacity {
      throw .laneFull(
        lane: feed.lane.index, length: length(of: feed.lane), adding: feed.tokens.count,
        capacity: laneCapacity)
    }
    for (index, feed) in feeds.enumerated() {
      for (offset, token) in feed.tokens.enumerated() {
        lanes[feed.lane.index]?.append(token)
        guard feed.isRead(at: offset) else { continue }
        read(index, offset, .dense(Self.logits(after: lanes[feed.lane.index] ?? []).span))
      }
    }
  }

  private static func logits(after tokens: [Token]) -> [Float] {
    var parts = tokens.dropFirst().split(separator: joint, omittingEmptySubsequences: false)
    var names: [Token]?
    if tokens.first != end {
      let direction = parts.removeFirst()
      names = [ann, bob].filter(direction.contains)
    }
    // The parts are by turns the user's and the reply's.
    let prompt = parts.count.isMultiple(of: 2) ? Array(parts[parts.count - 2]) : []
    return logits(names: names, prompt: prompt, previous: tokens[tokens.count - 1])
  }
}
