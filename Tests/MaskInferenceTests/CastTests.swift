import MaskInference
import Testing

@Suite struct `The cast` {
  /// A cast and the hypotheses it should give.
  struct Example: Sendable {
    var hardwired: Mask?
    var declared: Stack
    var others: [Mask] = []
    var maximumDepth = 3
    var expected: [Stack]
  }

  @Test(arguments: [
    Example(declared: "", expected: [""]),
    Example(declared: "", others: ["p", "q"], expected: ["", "p", "q"]),
    Example(hardwired: "a", declared: "", expected: ["", "a"]),
    Example(hardwired: "a", declared: "a", expected: ["", "a"]),
    Example(hardwired: "a", declared: "a b", expected: ["", "a", "b", "a b"]),
    Example(hardwired: "a", declared: "b", expected: ["", "a", "b", "a b"]),
    Example(
      hardwired: "a", declared: "a b", others: ["p"], expected: ["", "a", "b", "p", "a b", "a p"]),
    Example(declared: "b c", others: ["p"], expected: ["", "b", "c", "p", "b c"]),
    Example(
      hardwired: "a", declared: "b a", others: ["p"],
      expected: ["", "a", "b", "p", "b a", "a b", "a p"]),
    Example(
      hardwired: "a", declared: "a b c",
      expected: ["", "a", "b", "c", "a b", "a c", "b c", "a b c"]),
    Example(
      hardwired: "a", declared: "a b c", maximumDepth: 2,
      expected: ["", "a", "b", "c", "a b", "a c", "b c"]),
    Example(
      hardwired: "a", declared: "a b", others: ["p"], maximumDepth: 1,
      expected: ["", "a", "b", "p"]),
    Example(hardwired: "a", declared: "a b", others: ["p"], maximumDepth: 0, expected: [""]),
  ])
  func `could be speaking as these stacks`(_ example: Example) {
    let cast = Cast(
      hardwired: example.hardwired, declared: example.declared, others: example.others)
    let hypotheses = cast.hypotheses(maximumDepth: example.maximumDepth)
    #expect(hypotheses.first == .bare)
    #expect(hypotheses.count == example.expected.count)
    #expect(Set(hypotheses) == Set(example.expected))
  }

  @Test(
    arguments: [
      (nil, "", [], []),
      ("a", "", ["p", "a", "p"], ["a", "p"]),
      ("a", "b a", ["b", "q"], ["a", "b", "q"]),
      (nil, "b c", ["p", "c"], ["b", "c", "p"]),
    ] as [(Mask?, Stack, [Mask], [Mask])])
  func `lists the hardwired and the declared masks first, each once`(
    _ hardwired: Mask?, _ declared: Stack, _ others: [Mask], _ expected: [Mask]
  ) {
    #expect(Cast(hardwired: hardwired, declared: declared, others: others).masks == expected)
  }

  @Test func `survives JSON unchanged`() throws {
    #expect(try roundTrip(Scene.chat) == Scene.chat)
    let nobody = Cast(hardwired: nil, declared: "")
    #expect(try roundTrip(nobody) == nobody)
  }
}
