import Attribution
import Foundation
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
        #"{"text":"a"}"# + "\n" + #"{"text":1}"#,
        .wrongType(
          file: "F", place: "line 2.text", expected: "what was said, a string", found: "a number")
      ),
      (
        #"{"text":"a"}"# + "\n" + #"{"truth":"ann"}"#,
        .missing(file: "F", place: "line 2.text", expected: "what was said")
      ),
      (
        #"{"text":"a"}"# + "\n\n" + #"{"text":"b""#,
        .notJSON(
          file: "F", line: 3, column: 12, expected: "',' or '}'",
          found: "the end of the file")
      ),
      (
        #"{"test":[{"text":"a","truth":7}]}"#,
        .wrongType(
          file: "F", place: "test[0].truth", expected: "a name, or a list of names",
          found: "a number")
      ),
      (
        #"{"test":[{"text":"a"},3]}"#,
        .wrongType(
          file: "F", place: "test[1]", expected: "a line, {\"text\": …}", found: "a number")
      ),
      (
        #"{"title":"x"}"#,
        .missing(file: "F", place: "test", expected: "a list of lines, each {\"text\": …}")
      ),
      (#"{"exemplars":{"a":["x"]}}"#, .noTranscript(file: "F")),
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
    #expect(throws: AttributionError.noSpeakers(file: transcript.file, asked: "Ann")) {
      try transcript.said(by: "Ann")
    }
  }
}

extension AttributionError {
  /// The wording with another name for the file.
  func named(_ name: String, for path: String) -> String {
    description.replacing(path, with: name)
  }
}
