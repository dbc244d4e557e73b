import Foundation
import Support
import Testing

/// Reads JSON from a literal, under the name that the error tables expect.
func tree(_ json: String) throws(JSONError) -> JSONTree {
  try JSONTree(parsing: Data(json.utf8), file: "test.json")
}

@Suite struct `JSON trees` {
  @Test(arguments: [
    #"{"z":1,"a":{"y":[],"b":{}},"z2":null}"#,
    #"[true,false,null,"",0]"#,
    #"[12345678901234567890123456789,-0,1.50,1e400,2E-7]"#,
    #"{"twice":1,"twice":2}"#,
    #"["\"\\\b\f\n\r\t\u0001\u001B/"]"#,
    #""é 😀 日本 \u0000""#,
  ])
  func `come out as they went in`(_ json: String) throws {
    #expect(String(decoding: try tree(json).encoded(), as: UTF8.self) == json)
  }

  @Test(arguments: [
    (#""\u00e9\u00E9""#, "éé"),
    (#""\ud83d\ude00""#, "😀"),
    (#""\/\b\f""#, "/\u{08}\u{0C}"),
    ("\u{FEFF} \"after a byte order mark\" \r\n", "after a byte order mark"),
  ])
  func `resolve escapes`(_ json: String, _ text: String) throws {
    #expect(try tree(json) == .string(text))
  }

  @Test func `take the last of a key written twice`() throws {
    #expect(try tree(#"{"a":1,"a":2}"#)["a"] == .number(JSONNumber(2)))
  }

  @Test func `sort keys by bytes in the canonical layout`() throws {
    let canonical = try tree(#"{ "b" : [1, 2], "é": 3, "a": {"d":0,"c":0}, "B":4 }"#)
      .encoded(.canonical)
    #expect(
      String(decoding: canonical, as: UTF8.self) == #"{"B":4,"a":{"c":0,"d":0},"b":[1,2],"é":3}"#)
  }

  @Test func `indent by two spaces and end in a newline`() throws {
    let indented = try tree(#"{"a":[1,{"b":null}],"c":[],"d":{}}"#).encoded(.indented)
    #expect(
      String(decoding: indented, as: UTF8.self) == """
        {
          "a": [
            1,
            {
              "b": null
            }
          ],
          "c": [],
          "d": {}
        }

        """)
  }

  @Test(arguments: UInt64(1)...40, [JSONTree.Layout.compact, .indented, .canonical])
  func `are valid JSON that reads back equal, whatever they hold`(
    _ seed: UInt64, _ layout: JSONTree.Layout
  ) throws {
    var random = TestGenerator(state: seed)
    let original = JSONTree.array([arbitrary(depth: 4, &random)])
    let data = original.encoded(layout)
    _ = try JSONSerialization.jsonObject(with: data)
    let back = try JSONTree(parsing: data, file: "test.json")
    #expect(back.encoded(.canonical) == original.encoded(.canonical))
  }

  @Test func `set a key in its place and remove it`() throws {
    var object = try tree(#"{"a":1,"b":2}"#)
    object.set("a", to: .bool(true))
    object.set("c", to: .null)
    object.remove("b")
    #expect(object == (try tree(#"{"a":true,"c":null}"#)))
  }
}

@Suite struct `JSON numbers` {
  @Test(arguments: ["0", "-1", "10.25", "1e9", "1E+9", "-0.0e-0", "99999999999999999999"])
  func `are accepted in JSON's spelling`(_ literal: String) {
    #expect(JSONNumber(literal: literal)?.literal == literal)
  }

  @Test(arguments: ["", "-", "01", "+1", ".5", "1.", "1e", "0x10", "NaN", " 1", "1 ", "١"])
  func `are refused in any other`(_ literal: String) {
    #expect(JSONNumber(literal: literal) == nil)
  }
}

@Suite struct `Text that is not JSON` {
  struct Fault: CustomTestStringConvertible, Sendable {
    let json: String
    let line: Int
    let column: Int
    let expected: String
    let found: String
    var testDescription: String { json.debugDescription }
  }

  @Test(arguments: [
    Fault(
      json: "", line: 1, column: 1, expected: "a JSON value", found: "the end of the file"),
    Fault(
      json: "\u{FEFF}x", line: 1, column: 1, expected: "a JSON value", found: "'x'"),
    Fault(
      json: "{\n  \"é\": tru\n}", line: 2, column: 8, expected: "a JSON value", found: "'t'"),
    Fault(
      json: "{\"a\":1,}", line: 1, column: 7, expected: "'}'", found: "a comma too many"),
    Fault(
      json: "[1,\n 2,\n]", line: 2, column: 3, expected: "']'", found: "a comma too many"),
    Fault(json: "[1,,2]", line: 1, column: 4, expected: "a JSON value", found: "a comma too many"),
    Fault(json: "[ ,1]", line: 1, column: 3, expected: "a JSON value", found: "a comma too many"),
    Fault(
      json: "{,\"a\":1}", line: 1, column: 2, expected: "a key in double quotes",
      found: "a comma too many"),
    Fault(
      json: "{\"a\":1 ,, \"b\":2}", line: 1, column: 9, expected: "a key in double quotes",
      found: "a comma too many"),
    Fault(
      json: "{} ,\n", line: 1, column: 4, expected: "nothing after the JSON value",
      found: "a comma too many"),
    Fault(json: "{\"a\":,}", line: 1, column: 6, expected: "a JSON value", found: "','"),
    Fault(json: "[1,", line: 1, column: 4, expected: "a JSON value", found: "the end of the file"),
    Fault(json: "{\"a\" 1}", line: 1, column: 6, expected: "':'", found: "'1'"),
    Fault(
      json: "{\"a\":1\n\"b\":2}", line: 2, column: 1, expected: "',' or '}'", found: "'\"'"),
    Fault(
      json: "[1 2]", line: 1, column: 4, expected: "',' or ']'", found: "'2'"),
    Fault(
      json: "[1", line: 1, column: 3, expected: "',' or ']'", found: "the end of the file"),
    Fault(
      json: "[\"abc", line: 1, column: 6, expected: "'\"' at the end of a string",
      found: "the end of the file"),
    Fault(
      json: "[\"a\nb\"]", line: 1, column: 4, expected: "an escape such as \\n or \\t",
      found: "the end of the line"),
    Fault(
      json: "[\"a\u{1B}\"]", line: 1, column: 4, expected: "an escape such as \\n or \\t",
      found: "control character U+001B"),
    Fault(
      json: #"["\x"]"#, line: 1, column: 3,
      expected: #"one of \" \\ \/ \b \f \n \r \t \u"#, found: #"'\'"#),
    Fault(
      json: #"["\u12G4"]"#, line: 1, column: 5, expected: "four hexadecimal digits",
      found: "'1'"),
    Fault(
      json: #"["\ud83d!"]"#, line: 1, column: 3, expected: "both halves of a surrogate pair",
      found: #"'\'"#),
    Fault(
      json: #"["\udc00"]"#, line: 1, column: 3, expected: "both halves of a surrogate pair",
      found: #"'\'"#),
    Fault(
      json: "{} é", line: 1, column: 4, expected: "nothing after the JSON value", found: "'é'"),
    Fault(json: "[01]", line: 1, column: 3, expected: "',' or ']'", found: "'1'"),
  ])
  func `is refused with its place`(_ fault: Fault) {
    #expect(
      throws: JSONError.malformed(
        file: "test.json", line: fault.line, column: fault.column, expected: fault.expected,
        found: fault.found)
    ) { try tree(fault.json) }
  }

  @Test func `is refused where it is not UTF-8`() {
    let bytes = Array("{\"a\":\n\"é".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
    #expect(
      throws: JSONError.malformed(
        file: "test.json", line: 2, column: 3, expected: "text in UTF-8", found: "byte 0xFF")
    ) { try JSONTree(parsing: Data(bytes), file: "test.json") }
  }

  @Test(
    arguments: [[0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
  func `is refused where its UTF-8 is cut, overlong or out of range`(_ bytes: [UInt8]) {
    #expect {
      try JSONTree(parsing: Data([0x22] + bytes + [0x22]), file: "test.json")
    } throws: { error in
      guard case .malformed(_, 1, 2, "text in UTF-8", _) = error as? JSONError else {
        return false
      }
      return true
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `is refused a hundred thousand levels deep`(_ opening: String) {
    #expect {
      try tree(String(repeating: opening, count: 100_000))
    } throws: { error in
      guard case .malformed(_, 1, _, let expected, _) = error as? JSONError else { return false }
      return expected == "at most 128 lists and objects inside one another"
    }
  }

  @Test func `is read at the limit of depth and refused one level past it`() throws {
    let limits = JSONTree.Limits(bytes: 100, depth: 3)
    _ = try JSONTree(parsing: Data("[[[]]]".utf8), file: "test.json", limits: limits)
    #expect(throws: JSONError.self) {
      try JSONTree(parsing: Data("[[[[]]]]".utf8), file: "test.json", limits: limits)
    }
  }
}

/// SplitMix64, so that a failing seed can be run again.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private func arbitrary(depth: Int, _ random: inout TestGenerator) -> JSONTree {
  func text() -> String {
    let scalars = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
      let planes = UInt32.random(in: 0...0x1FFFF, using: &random)
      return Unicode.Scalar(planes >> UInt32.random(in: 0...12, using: &random))
    }
    return String(String.UnicodeScalarView(scalars))
  }
  let size = Int.random(in: 0...4, using: &random)
  switch Int.random(in: 0...(depth == 0 ? 3 : 6), using: &random) {
  case 0: return .null
  case 1: return .bool(.random(using: &random))
  case 2: return .number(JSONNumber(.random(in: .min ... .max, using: &random)))
  case 3: return .string(text())
  case 4: return .array((0..<size).map { _ in arbitrary(depth: depth - 1, &random) })
  default:
    // Foundation, which checks the result, refuses no key but may fold equal ones; number them.
    return .object(
      (0..<size).map { JSONTree.Member("\($0)\(text())", arbitrary(depth: depth - 1, &random)) })
  }
}
