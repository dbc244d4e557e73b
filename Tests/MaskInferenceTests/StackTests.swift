import Foundation
import MaskInference
import Testing

@Suite struct `A stack` {
  @Test(
    arguments: [
      ("", "x", "x"), ("a", "x", "a x"), ("a b", "x", "a b x"), ("a", "a", nil), ("a b", "a", nil),
    ] as [(Stack, Mask, Stack?)])
  func `takes a mask on top unless it is worn`(_ stack: Stack, _ mask: Mask, _ expected: Stack?) {
    #expect(stack.pushing(mask) == expected)
  }

  @Test(arguments: [("", nil), ("a", ""), ("a b", "a"), ("a b c", "a b")] as [(Stack, Stack?)])
  func `loses its outermost mask when popped`(_ stack: Stack, _ expected: Stack?) {
    #expect(stack.popped == expected)
  }

  @Test(
    arguments: [
      ("", "x", nil), ("a", "x", "x"), ("a b", "x", "a x"), ("a b", "b", nil), ("a b", "a", nil),
    ] as [(Stack, Mask, Stack?)])
  func `has its outermost mask replaced by one not worn`(
    _ stack: Stack, _ mask: Mask, _ expected: Stack?
  ) {
    #expect(stack.swapping(mask) == expected)
  }

  @Test(
    arguments: [
      ("", "x", ""), ("a", "a", ""), ("a b c", "a", "b c"), ("a b c", "b", "a c"),
      ("a b c", "c", "a b"), ("a b", "x", "a b"),
    ] as [(Stack, Mask, Stack)])
  func `has a mask taken off wherever it is worn`(
    _ stack: Stack, _ mask: Mask, _ expected: Stack
  ) {
    #expect(stack.removing(mask) == expected)
  }

  @Test(
    arguments: [
      ("", [""]), ("a", ["", "a"]), ("b a", ["", "a", "b", "b a"]),
      ("a b c", ["", "a", "b", "c", "a b", "a c", "b c", "a b c"]),
    ] as [(Stack, Set<Stack>)])
  func `has every part that keeps the order, each once`(_ stack: Stack, _ expected: Set<Stack>) {
    #expect(stack.parts.count == expected.count)
    #expect(Set(stack.parts) == expected)
  }

  @Test(arguments: [("", 0, nil), ("a", 1, "a"), ("a b c", 3, "c")] as [(Stack, Int, Mask?)])
  func `is as deep as it has masks and shows the last`(
    _ stack: Stack, _ depth: Int, _ outermost: Mask?
  ) {
    #expect(stack.depth == depth)
    #expect(stack.outermost == outermost)
  }

  @Test func `tells one order of masks from another`() {
    #expect(Stack("a b") != Stack("b a"))
  }

  @Test(arguments: [("", "bare"), ("a", "a"), ("a b", "a ▸ b")] as [(Stack, String)])
  func `reads as who wears whom`(_ stack: Stack, _ expected: String) {
    #expect(stack.description == expected)
  }

  @Test(arguments: [("", "[]"), ("a", #"["a"]"#), ("b a", #"["b","a"]"#)] as [(Stack, String)])
  func `is written as a list of names and read again`(_ stack: Stack, _ json: String) throws {
    #expect(try String(decoding: JSONEncoder().encode(stack), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(Stack.self, from: Data(json.utf8)) == stack)
  }

  @Test(arguments: [#"["a","a"]"#, #"["a","b","a"]"#, #""a""#, "[1]", "{}", "null"])
  func `is not read from a mask worn twice or from anything but names`(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Stack.self, from: Data(json.utf8))
    }
  }
}

@Suite struct `A mask` {
  @Test(arguments: ["grandmother", "", "Dr. \"Who\" ▸ é\n"])
  func `is written as its bare name and read again`(_ name: String) throws {
    let mask = Mask(name)
    #expect(try roundTrip([mask]) == [mask])
    #expect(try JSONDecoder().decode([String].self, from: JSONEncoder().encode([mask])) == [name])
  }

  @Test func `is not read from anything but a name`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Mask].self, from: Data(#"[{"name":"a"}]"#.utf8))
    }
  }

  @Test func `goes by name in a list`() {
    #expect((["b", "c", "a"] as [Mask]).sorted() == ["a", "b", "c"])
  }
}
