import LanguageModels

/// A language model that notes how long it computes; the rest of the time is the program's own.
final class TimedModel: LanguageModel {
  private let model: any LanguageModel
  /// Time spent in the model, in seconds, what is done with its logits left out.
  private(set) var seconds = 0.0

  init(_ model: any LanguageModel) { self.model = model }

  var name: String { model.name }
  var identity: ModelIdentity { model.identity }
  var vocabularySize: Int { model.vocabularySize }
  var laneLimit: Int { model.laneLimit }
  var laneCapacity: Int { model.laneCapacity }
  var script: ConversationScript { model.script }
  var endTokens: [Token] { model.endTokens }
  var controlTokens: [Token] { model.controlTokens }

  func tokens(of text: String) -> [Token] { model.tokens(of: text) }
  func bytes(of token: Token) -> [UInt8] { model.bytes(of: token) }
  func openLane() throws(LanguageModelError) -> Lane { try model.openLane() }
  func close(_ lane: Lane) { model.close(lane) }
  func length(of lane: Lane) -> Int { model.length(of: lane) }
  func rewind(_ lane: Lane, to length: Int) { model.rewind(lane, to: length) }
  func recitedShare(of tokens: [Token]) -> Double? { model.recitedShare(of: tokens) }

  func advance(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ logits: Span<Float>) -> Void
  ) throws(LanguageModelError) {
    let clock = ContinuousClock()
    let start = clock.now
    var reading = Duration.zero
    defer { seconds += (clock.now - start - reading) / .seconds(1) }
    try model.advance(feeds) { feed, offset, logits in
      let begin = clock.now
      read(feed, offset, logits)
      reading += clock.now - begin
    }
  }
}
