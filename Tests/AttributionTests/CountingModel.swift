import Foundation
import LanguageModels

/// A model of bytes that expects what its lane has read: a byte read c times has weight c + 0.1.
final class CountingModel: LanguageModel {
  let name = "counting"
  let identity = ModelIdentity(name: "counting", hash: "counting", parameters: [:])
  let vocabularySize = 256
  let laneLimit: Int
  let laneCapacity = 4096
  let promptTemplate = PromptTemplate(
    opening: [], directionToUser: [], userToReply: [], replyToUser: [], bareOpening: [0],
    bareBreak: [])
  let endTokens: [Token] = [0]
  let controlTokens: [Token] = [0]
  private var read: [[Token]?]

  init(lanes: Int = 8) {
    laneLimit = lanes
    read = Array(repeating: nil, count: lanes)
  }

  /// What the open lanes have read.
  var contexts: [[Token]] { read.compactMap { $0 } }

  func tokens(of text: String) -> [Token] { text.utf8.map { Token($0) } }
  func bytes(of token: Token) -> [UInt8] { token == 0 ? [] : [UInt8(token)] }

  func openLane() throws(LanguageModelError) -> Lane {
    guard let index = read.firstIndex(where: { $0 == nil }) else {
      throw .noLaneLeft(limit: laneLimit)
    }
    read[index] = []
    return Lane(index: index)
  }

  func close(_ lane: Lane) { read[lane.index] = nil }
  func length(of lane: Lane) -> Int { read[lane.index]?.count ?? 0 }
  func rewind(_ lane: Lane, to length: Int) {
    read[lane.index] = Array((read[lane.index] ?? []).prefix(length))
  }

  func compute(
    _ feeds: [Feed],
    read callback: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    for (index, feed) in feeds.enumerated() {
      for (offset, token) in feed.tokens.enumerated() {
        read[feed.lane.index]?.append(token)
        guard feed.isRead(at: offset) else { continue }
        let logits = Self.logits(after: read[feed.lane.index] ?? [])
        callback(index, offset, .dense(logits.span))
      }
    }
  }

  /// The logits after `context`.
  static func logits(after context: [Token]) -> [Float] {
    var counts = [Double](repeating: 0.1, count: 256)
    for token in context { counts[Int(token)] += 1 }
    return counts.map { Float($0.logarithm) }
  }
}

extension Double {
  /// The natural logarithm.
  fileprivate var logarithm: Double { Foundation.log(self) }
}
