import LanguageModels

/// A model that reads nothing any more once it is stopped.
final class StoppableModel: LanguageModel {
  var isStopped = false
  private let model: any LanguageModel

  init(_ model: any LanguageModel) { self.model = model }

  var name: String { model.name }
  var identity: ModelIdentity { model.identity }
  var vocabularySize: Int { model.vocabularySize }
  var laneLimit: Int { model.laneLimit }
  var laneCapacity: Int { model.laneCapacity }
  var promptTemplate: PromptTemplate { model.promptTemplate }
  var endTokens: [Token] { model.endTokens }
  var controlTokens: [Token] { model.controlTokens }

  func tokens(of text: String) -> [Token] { model.tokens(of: text) }
  func bytes(of token: Token) -> [UInt8] { model.bytes(of: token) }
  func openLane() throws(LanguageModelError) -> Lane { try model.openLane() }
  func close(_ lane: Lane) { model.close(lane) }
  func length(of lane: Lane) -> Int { model.length(of: lane) }
  func rewind(_ lane: Lane, to length: Int) { model.rewind(lane, to: length) }

  func compute(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    guard !isStopped else { throw .interrupted }
    try model.advance(feeds, read: read)
  }
}
