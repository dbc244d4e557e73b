import LanguageModels
import Testing
import Understudy

@Suite struct UnderstudyLaneTests {
  @Test func `no more lanes open than the limit`() throws {
    let model = UnderstudyCast.understudy(laneLimit: 2)
    _ = try model.openLane()
    _ = try model.openLane()
    #expect(throws: LanguageModelError.noLaneLeft(limit: 2)) { try model.openLane() }
  }

  @Test func `a closed lane opens again empty`() throws {
    let model = UnderstudyCast.understudy(laneLimit: 1)
    let lane = try model.openLane()
    _ = try model.logits(feeding: model.tokens(of: "Morning, lovey"), to: lane)
    model.close(lane)
    #expect(try model.openLane() == lane)
    #expect(model.length(of: lane) == 0)
  }

  @Test func `a lane holds exactly its capacity`() throws {
    let model = UnderstudyCast.understudy(laneCapacity: 4)
    let lane = try model.openLane()
    _ = try model.logits(feeding: model.tokens(of: "Morning, lovey,"), to: lane)
    #expect(model.length(of: lane) == 4)
    let error = LanguageModelError.laneFull(lane: 0, length: 4, adding: 1, capacity: 4)
    #expect(throws: error) { try model.logits(feeding: [10], to: lane) }
    #expect(model.length(of: lane) == 4)
  }

  @Test(arguments: [
    (
      [Token](repeating: 10, count: 9),
      LanguageModelError.laneFull(lane: 1, length: 2, adding: 9, capacity: 8)
    ),
    ([10, -1], .failed(status: -1, tokens: 2)),
    ([1_000_000], .failed(status: -1, tokens: 1)),
  ])
  func `a feed that fails leaves every lane as it was`(
    tokens: [Token], error: LanguageModelError
  ) throws {
    let model = UnderstudyCast.understudy(laneCapacity: 8)
    let lanes = [try model.openLane(), try model.openLane()]
    let before = try lanes.map {
      try model.logits(feeding: model.tokens(of: "TurnReport:"), to: $0)
    }
    var isRead = false
    #expect(throws: error) {
      try model.advance([
        Feed(lane: lanes[0], tokens: [10], reading: .last),
        Feed(lane: lanes[1], tokens: tokens, reading: .last),
      ]) { _, _, _ in isRead = true }
    }
    #expect(!isRead)
    #expect(lanes.map { model.length(of: $0) } == [2, 2])
    for (lane, logits) in zip(lanes, before) {
      model.rewind(lane, to: 1)
      let last = Array(model.tokens(of: "TurnReport:").suffix(1))
      #expect(try model.logits(feeding: last, to: lane) == logits)
    }
  }

  @Test(arguments: [(0, 0), (3, 3), (4, 4), (99, 4)])
  func `rewinding forgets what comes after and nothing else`(to: Int, left: Int) throws {
    let model = UnderstudyCast.understudy()
    let lane = try model.openLane()
    _ = try model.logits(feeding: model.tokens(of: "Morning, lovey,"), to: lane)
    model.rewind(lane, to: to)
    #expect(model.length(of: lane) == left)
  }

  @Test func `the record tells training texts and sizes apart`() {
    let model = UnderstudyCast.understudy(laneLimit: 5, laneCapacity: 77)
    #expect(model.identity.name == "understudy")
    #expect(model.identity.hash == "cast")
    #expect(model.identity.parameters["lanes"] == "5")
    #expect(model.identity.parameters["tokensPerLane"] == "77")
  }
}
