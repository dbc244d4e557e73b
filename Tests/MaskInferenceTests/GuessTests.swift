import MaskInference
import Testing

@Suite struct `The likelihood of a sentence that a hypothesis slept through` {
  private static let assistant = Mask("assistant")
  private static let pirate = Mask("pirate")
  private static let monk = Mask("monk")
  private static let transition = Transition()
  private static let prior = Prior()

  private static func filter() -> MaskFilter {
    var filter = MaskFilter(
      cast: Cast(hardwired: assistant, declared: Stack([assistant, pirate]), others: [monk]),
      prior: prior, transition: transition)
    filter.predict()
    return filter
  }

  /// What is filled in where only the stacks in `known` were asked and everybody usually falls
  /// short by three nats.
  private static func completed(
    _ known: [Stack: Double], in filter: MaskFilter
  ) -> [Stack: Double] {
    let all = filter.completing(
      filter.hypotheses.map { known[$0] }, shortfalls: filter.hypotheses.map { _ in 3 })
    return Dictionary(zip(filter.hypotheses, all), uniquingKeysWith: { first, _ in first })
  }

  @Test func `is that of the stack that shows the same mask`() {
    let filter = Self.filter()
    let completed = Self.completed(
      [Stack([Self.assistant]): -50, Stack([Self.assistant, Self.pirate]): -5], in: filter)
    #expect(completed[Stack([Self.pirate])].map { abs($0 + 5) < 1e-12 } == true)
    #expect(completed[Stack([Self.assistant])] == -50)
  }

  @Test func `is what all make of it together, less the usual, where none shows its mask`() {
    let filter = Self.filter()
    let known = [Stack([Self.assistant]): -50.0, Stack([Self.assistant, Self.pirate]): -5]
    let common = filter.belief.mixture(filter.hypotheses.map { known[$0] })
    let completed = Self.completed(known, in: filter)
    for stack in [Stack([Self.monk]), .bare] {
      #expect(completed[stack].map { abs($0 - (common - 3)) < 1e-12 } == true)
    }
  }
}
