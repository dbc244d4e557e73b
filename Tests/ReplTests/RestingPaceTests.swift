import Testing

@testable import Repl

@Suite struct `Reading while nobody types` {
  @Test
  func `is in portions of four tenths of a second at most, at forty tokens a second and more`() {
    for millisecondsPerToken in [1.0, 2.5, 10, 20] {
      var pace = RestingPace()
      for _ in 0..<40 {
        pace.learn(
          from: .milliseconds(millisecondsPerToken * Double(pace.tokens)), isGivenUp: false)
      }
      #expect(Double(pace.tokens) * millisecondsPerToken <= 400)
      #expect((16...512).contains(pace.tokens))
    }
  }

  @Test func `is in half as much where a key came in the middle, down to what is done in no time`()
  {
    var pace = RestingPace()
    pace.learn(from: .milliseconds(1), isGivenUp: false)
    #expect(pace.tokens == 128)
    pace.learn(from: .milliseconds(1), isGivenUp: true)
    #expect(pace.tokens == 64)
    for _ in 0..<9 { pace.learn(from: .milliseconds(1), isGivenUp: true) }
    #expect(pace.tokens == 16)
  }
}
