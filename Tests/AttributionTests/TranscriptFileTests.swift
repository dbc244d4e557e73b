import Attribution
import Foundation
import TestSupport
import Testing

private typealias Line = TranscriptFile.Line

private func transcript(_ text: String) throws -> TranscriptFile {
  let folder = try TemporaryFolder()
  return try TranscriptFile(contentsOf: folder.write("lines", text))
}

@Suite struct `A transcript` {
  @Test(
    arguments: [
      ("one\ntwo", [Line(text: "one"), Line(text: "two")]),
      ("\u{FEFF}one\r\n\r\n  two  \r\n", [Line(text: "one"), Line(text: "two")]),
      ("one\rtwo\n \t\n", [Line(text: "one"), Line(text: "two")]),
      ("\"Quoted,\" said she.", [Line(text: "\"Quoted,\" said she.")]),
      ("[The door opens.] Hello!", [Line(text: "[The door opens.] Hello!")]),
      ("{sighs} Well.\nYes.", [Line(text: "{sighs} Well."), Line(text: "Yes.")]),
      ("a\u{1B}[31mb", [Line(text: "ab")]),
    ] as [(String, [TranscriptFile.Line])])
  func `of plain text has a line on each line`(
    _ text: String, _ expected: [TranscriptFile.Line]
  ) throws {
    #expect(try transcript(text).lines == expected)
  }

  @Test(
    arguments: [
      (
        #"{"text": "a", "truth": "ann"}"# + "\n\n" + #"{"text":"b","truth":null}"#,
        [Line(text: "a", truth: ["ann"]), Line(text: "b")]
      ),
      (
        "\u{FEFF}" + #"{"text":"a","speaker":"Ann"}"# + "\r\n" + #"{"text":"b","name":"Bo"}"#,
        [Line(text: "a", speaker: "Ann"), Line(text: "b", speaker: "Bo")]
      ),
      (#"{"text":"only"}"#, [Line(text: "only")]),
      (#"{"text":"a","truth":["ann","bo"]}"#, [Line(text: "a", truth: ["ann", "bo"])]),
      (
        #"{"about":"x","test":[{"text":"a","truth":"ann"},{"text":" "},{"text":"b\nc"}]}"#,
        [Line(text: "a", truth: ["ann"]), Line(text: "b c")]
      ),
      (
        #"[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]"#,
        [Line(text: "hi", speaker: "user"), Line(text: "ho", speaker: "assistant")]
      ),
      (#"{"messages":[{"role":"user","content":"hi"}]}"#, [Line(text: "hi", speaker: "user")]),
      (#"["a", "b"]"#, [Line(text: "a"), Line(text: "b")]),
      (
        #"{"user_name":"U","chat_metadata":{}}"# + "\n" + #"{"name":"Meg","mes":"Arr"}"#,
        [Line(text: "Arr", speaker: "Meg")]
      ),
    ] as [(String, [TranscriptFile.Line])])
  func `is found in JSON by what it holds`(
    _ text: String, _ expected: [TranscriptFile.Line]
  ) throws {
    #expect(try transcript(text).lines == expected)
  }

  @Test(
    arguments: [
      ("", .empty(file: "F", expected: "lines of text, or JSON")),
      (" \r\n\t\n", .empty(file: "F", expected: "lines of text, or JSON")),
      (#"{"test":[{"text":""}]}"#, .empty(file: "F", expected: "at least one line said")),
      (
        #"{"mes":true}"# + "\n" + #"{"text":1}"#,
        .wrongType(
          file: "F", place: "line 1.mes", expected: "a string with the words said",
          found: "true or false")
      ),
      (
        #"[{"role":"user","content":null}]"#,
        .wrongType(
          file: "F", place: "[0].content", expected: "a string with the words said",
          found: "null")
      ),
      (
        #"{"truth":"ann"}"# + "\n" + #"{"truth":"ann"}"#,
        .missing(
          file: "F", place: "line 1.text (or .content, .mes)", expected: "the words said")
      ),
      (
        #"{"text":"b""#,
        .notJSON(
          file: "F", line: 1, column: 12, expected: "',' or '}'",
          found: "the end of the file")
      ),
      (
        "{\n  \"test\": [\n    {\"text\": \"a\"},\n    {\"text\": \"b\"}\n",
        .notJSON(
          file: "F", line: 5, column: 1, expected: "',' or ']'",
          found: "the end of the file")
      ),
      (
        #"{"test":[{"text":"a","truth":7}]}"#,
        .wrongType(
          file: "F", place: "test[0].truth", expected: "a name, or a list of names",
          found: "a number")
      ),
      (
        #"{"test":[3,{}]}"#,
        .wrongType(
          file: "F", place: "test[0]", expected: "a line, {\"text\": …}", found: "a number")
      ),
      (
        #"{"title":"x"}"#,
        .missing(file: "F", place: "test", expected: "a list of lines, each {\"text\": …}")
      ),
      (#"{"exemplars":{"a":["x"]}}"#, .noTranscript(file: "F")),
      (#"{"characters":[{"who":"Ann"}]}"#, .disguises(file: "F")),
    ] as [(String, AttributionError)])
  func `that is none is refused with its place`(
    _ text: String, _ expected: AttributionError
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("lines", text)
    let error = try #require(throws: AttributionError.self) {
      try TranscriptFile(contentsOf: file)
    }
    #expect(error.named("F", for: file.path) == expected.named("F", for: "F"))
  }

  @Test(
    arguments: [
      (#"{"conversations":[{"from":"human","value":"hi"}]}"#, .shareGPT),
      (#"[{"id":"1","conversations":[{"from":"human","value":"hi"}]}]"#, .shareGPT),
      (#"{"messages":[{"from":"human","value":"hi"}]}"#, .shareGPT),
      (#"{"title":"x","mapping":{"a":{"message":null}}}"#, .chatGPTExport),
      (#"[{"title":"x","mapping":{}},{"title":"y","mapping":{}}]"#, .chatGPTExport),
      (#"{"messages":[]}"# + "\n" + #"{"messages":[]}"#, .fineTuning),
      (#"[{"messages":[{"role":"user","content":"a"}]}]"#, .fineTuning),
      (#"{"prompt":"a","completion":"b"}"#, .completion),
      (
        #"{"prompt":"a","completion":"b"}"# + "\n" + #"{"prompt":"a","completion":"b"}"#,
        .completion
      ),
      (#"[{"instruction":"a","input":"","output":"b"}]"#, .instruction),
      (#"{"contents":[{"role":"user","parts":[{"text":"a"}]}]}"#, .gemini),
    ] as [(String, TranscriptForm)])
  func `in a form that is known and not read is refused by its name`(
    _ text: String, _ form: TranscriptForm
  ) throws {
    let error = try #require(throws: AttributionError.self) { try transcript(text) }
    guard case .foreignForm(_, form) = error else {
      Issue.record(error)
      return
    }
    #expect(error.description.contains("\(form), and the program cannot read that yet"))
    #expect(error.description.contains("JSON lines"))
  }

  private static let user = #"{"role":"user","content":"hi"}"#

  @Test(
    arguments: [
      (#"{"role":"system","content":"Be kind."}"#, [.system: 1]),
      (#"{"role":"System","content":"Be kind."}"#, [.system: 1]),
      (#"{"role":"developer","content":"Be kind."}"#, [.developer: 1]),
      (#"{"role":"tool","tool_call_id":"1","content":"42"}"#, [.tool: 1]),
      (#"{"role":"function","name":"f","content":null}"#, [.tool: 1]),
      (#"{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]}"#, [.toolCall: 1]),
      (#"{"role":"assistant","content":"","tool_calls":[{"id":"1"}]}"#, [.toolCall: 1]),
      (#"{"role":"assistant","function_call":{"name":"f"}}"#, [.toolCall: 1]),
      (#"{"role":"assistant","content":[{"type":"tool_use","id":"1"}]}"#, [.toolCall: 1]),
      (#"{"role":"user","content":[{"type":"tool_result","content":"42"}]}"#, [.tool: 1]),
      (#"{"role":"user","content":[{"type":"image_url","image_url":{}}]}"#, [.wordless: 1]),
      (#"{"type":"function_call","name":"f"}"#, [.toolCall: 1]),
      (#"{"type":"function_call_output","output":"42"}"#, [.tool: 1]),
      (#"{"name":"SillyTavern System","is_system":true,"mes":"Model changed."}"#, [.system: 1]),
      (#"{"name":"Meg","is_system":false,"mes":"Arr"}"#, [:]),
      (#"{"role":"assistant","content":"Wait.","tool_calls":[{"id":"1"}]}"#, [:]),
      (#"{"role":"user","content":""}"#, [:]),
    ] as [(String, [PassedOver.Kind: Int])])
  func `passes over what is no voice and counts it`(
    _ line: String, _ counts: [PassedOver.Kind: Int]
  ) throws {
    let user = Self.user
    for text in ["[\(line),\(user)]", "{\"messages\":[\(user),\(line)]}", "\(line)\n\(user)"] {
      let found = try transcript(text)
      #expect(found.passedOver.counts == counts)
      #expect(found.passedOver.faultCount == 0)
      #expect(found.lines.contains(Line(text: "hi", speaker: "user")))
      #expect(found.passedOver.isEmpty == counts.isEmpty)
      #expect(found.passedOver.remarks.count == (counts.isEmpty ? 0 : 1))
      if !counts.isEmpty { #expect(found.lines.count == 1) }
      #expect(try found.said(by: "user").passedOver == found.passedOver)
    }
  }

  @Test func `tells in one sentence what nobody spoke`() throws {
    let system = #"{"role":"system","content":"Be kind."}"#
    let call = #"{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]}"#
    let found = try transcript([system, system, call, Self.user].joined(separator: "\n"))
    #expect(
      found.passedOver.remarks == ["skipped 3 lines that nobody spoke: 2 system, 1 tool call"])
    let error = try #require(throws: AttributionError.self) { try transcript(system) }
    #expect(
      error.description.hasSuffix(
        "has no spoken lines: skipped 1 line that nobody spoke: 1 system. Give a "
          + "transcript with some."
      ))
  }

  @Test(
    arguments: [
      (#"["a","b"]"#, "a b"),
      (#"[{"type":"text","text":"a"},{"type":"image_url"},{"type":"text","text":"b"}]"#, "a b"),
      (#"[{"type":"input_text","text":"a"}]"#, "a"),
    ])
  func `joins a text that comes in parts`(_ parts: String, _ expected: String) throws {
    let found = try transcript(#"[{"role":"user","content":\#(parts)}]"#)
    #expect(found.lines == [Line(text: expected, speaker: "user")])
  }

  @Test(
    arguments: [
      ("{\"text\":1}", "line 2.text should be a string with the words said, but it is a number"),
      (
        "{\"content\":null}",
        "line 2.content should be a string with the words said, but it is null"
      ),
      ("{\"mes\":{}}", "line 2.mes should be a string with the words said, but it is an object"),
      ("{\"truth\":\"ann\"}", "line 2.text (or .content, .mes) is missing"),
      ("{\"text\":\"b\"", "line 2, column 12: expected ',' or '}'"),
      ("7", "line 2 should be a line"),
      ("{\"text\":\"b\",\"truth\":7}", "line 2.truth should be a name"),
      ("{\"text\":\"b\",\"speaker\":7}", "line 2.speaker should be the speaker's name"),
      ("{\"content\":[7]}", "line 2.content[0] should be a part"),
    ])
  func `passes over one odd line and tells its place`(_ line: String, _ told: String) throws {
    let found = try transcript("{\"text\":\"a\"}\n\(line)\n{\"text\":\"c\"}\n")
    #expect(found.lines.map(\.text) == ["a", "c"])
    #expect(found.passedOver.faultCount == 1)
    let remark = try #require(found.passedOver.remarks.first)
    #expect(remark.hasPrefix("skipped: ") && remark.contains(told), "\(remark)")
  }

  @Test func `is read where its first line is broken, and tells five odd lines at most`() throws {
    let odd = Array(repeating: "{\"text\":", count: 7)
    let good = (1...8).map { "{\"text\":\"\($0)\"}" }
    let found = try transcript((odd + good).joined(separator: "\n"))
    #expect(found.lines.count == 8)
    #expect(found.passedOver.faultCount == 7)
    #expect(found.passedOver.remarks.count == 6)
    #expect(found.passedOver.remarks.last == "skipped 2 more lines that the program cannot read")
  }

  @Test(
    arguments: [
      (Array("caf".utf8) + [0xE9, 0x0A], 3, 1, 0xE9),
      (Array("one\ntwo\n".utf8) + [0xFF, 0xFE], 8, 3, 0xFF),
      ([0xFF, 0xFE, 0x61, 0x00], 0, 1, 0xFF),
      (Array("a".utf8) + [0xF0, 0x9F, 0x98], 1, 1, 0xF0),
    ] as [([UInt8], Int, Int, UInt8)])
  func `that is not UTF-8 is refused with the place of the first bad byte`(
    _ bytes: [UInt8], _ offset: Int, _ line: Int, _ byte: UInt8
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("lines", bytes: bytes)
    #expect(
      throws: AttributionError.notUTF8(file: file.path, offset: offset, line: line, byte: byte)
    ) {
      try TranscriptFile(contentsOf: file)
    }
  }

  @Test func `that is not there says so`() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "absent")
    let error = try #require(throws: AttributionError.self) {
      try TranscriptFile(contentsOf: file)
    }
    guard case .unreadable(file.path, let reason) = error else {
      Issue.record("not unreadable: \(error)")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test(
    arguments: [
      (#"{"schema":1,"opening":{},"events":[]}"#, true), (#"{"schema":1}"#, false),
      (#"{"test":[]}"#, false), ("words", false),
    ] as [(String, Bool)])
  func `is told from a chat kept by the program`(_ text: String, _ expected: Bool) throws {
    let folder = try TemporaryFolder()
    #expect(try SourceText(contentsOf: folder.write("lines", text)).isSession == expected)
  }
}

@Suite struct `The lines of one speaker` {
  private static let talk = """
    {"text":"a","speaker":"Ann"}
    {"text":"b","speaker":"Bo"}
    {"text":"c"}
    {"text":"d","speaker":"ann "}
    """

  @Test(arguments: ["Ann", "ann", " ANN"])
  func `are found by the name in any case`(_ name: String) throws {
    #expect(try transcript(Self.talk).said(by: name).lines.map(\.text) == ["a", "d"])
  }

  @Test func `are refused with the speakers there are`() throws {
    let transcript = try transcript(Self.talk)
    #expect(
      throws: AttributionError.unknownSpeaker(
        file: transcript.file, asked: "Cy", known: ["Ann", "Bo", "ann "])
    ) {
      try transcript.said(by: "Cy")
    }
  }

  @Test func `are refused where nobody is named`() throws {
    let transcript = try transcript("one\ntwo")
    let error = try #require(throws: AttributionError.self) { try transcript.said(by: "Ann") }
    #expect(error == .noSpeakers(file: transcript.file, asked: "Ann"))
    for form in ["\"speaker\"", "\"role\"", "recorded chat"] {
      #expect(error.description.contains(form))
    }
  }
}

extension AttributionError {
  /// The wording with another name for the file.
  func named(_ name: String, for path: String) -> String {
    description.replacing(path, with: name)
  }
}
