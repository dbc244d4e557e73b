import Testing

@testable import Repl

@Suite struct `Reading between keys` {
  @Test func `is in portions of a tenth of a second at most, at fifty tokens a second and more`() {
    for millisecondsPerToken in [1.0, 2.5, 10, 20] {
      var pace = RestingPace()
      for _ in 0..<40 {
        pace.learn(from: .milliseconds(millisecondsPerToken * Double(pace.tokens)))
      }
      #expect(Double(pace.tokens) * millisecondsPerToken <= 100)
      #expect((4...64).contains(pace.tokens))
    }
  }

  @Test func `slows down at once and speeds up by and by`() {
    var pace = RestingPace()
    pace.learn(from: .milliseconds(1))
    #expect(pace.tokens == 20)
    pace.learn(from: .milliseconds(800))
    #expect(pace.tokens == 4)
    pace.learn(from: .zero)
    #expect(pace.tokens == 8)
  }
}
