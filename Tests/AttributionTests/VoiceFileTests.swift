import Attribution
import Foundation
import MaskInference
import Personas
import TestSupport
import Testing

private func voices(_ text: String) throws -> VoiceFile {
  let folder = try TemporaryFolder()
  return try VoiceFile(contentsOf: folder.write("voices.json", text))
}

private func stack(_ names: String...) -> Stack { Stack(names.map { Mask($0) }) }

private let meg = #"""
  {"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"Captain Meg","nickname":"Meg",
   "description":"{{char}} is a\npirate.","personality":"Loud.","scenario":"A ship with {{user}}.",
   "first_mes":"Ahoy,\n{{user}}!","alternate_greetings":["Avast!"],"system_prompt":"",
   "mes_example":"<START>\n{{user}}: Who?\n{{char}}: Arr, {{char}}!\n\#
  <START>\nMeg: Aye.\nUser: No."}}
  """#

@Suite struct `Voices` {
  @Test func `are read from example lines, in order, under their own names`() throws {
    let file = try voices(
      #"{"exemplars":{"Mrs Bennet":["a"," b\nc ",""],"bo":["d"],"Ann ▸ Bo":["e"]}}"#)
    #expect(
      file.voices == [
        VoiceSample(stack: stack("Mrs Bennet"), exemplars: ["a", "b c"]),
        VoiceSample(stack: stack("bo"), exemplars: ["d"]),
        VoiceSample(stack: stack("Ann", "Bo"), exemplars: ["e"]),
      ])
    #expect(file.problems.isEmpty)
  }

  @Test func `are made of a card by what its character says and what is told of it`() throws {
    let folder = try TemporaryFolder()
    let file = try VoiceFile(contentsOf: folder.write("pirate.json", meg))
    #expect(
      file.voices == [
        VoiceSample(
          stack: stack("pirate"), exemplars: ["Arr, Meg!", "Aye.", "Ahoy, User!", "Avast!"],
          direction: "Meg is a pirate. Loud. A ship with User.")
      ])
  }

  @Test func `are made of a folder of cards, and those that cannot be used are told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("pirate.json", meg)
    try folder.write("ann.json", #"{"name":"Ann","first_mes":"Hello."}"#)
    let broken = try folder.write("broken.json", "{")
    let silent = try folder.write("silent.json", #"{"name":"Nobody"}"#)
    try folder.write("notes.txt", "x")
    let file = try VoiceFile(contentsOf: folder.url)
    #expect(file.voices.map(\.stack) == [stack("ann"), stack("pirate")])
    #expect(
      file.problems == [
        .notJSON(
          file: broken.path, line: 1, column: 2, expected: "a key in double quotes",
          found: "the end of the file"),
        .silentVoice(file: silent.path, name: "silent"),
      ])
  }

  @Test(
    arguments: [
      ("", .empty(file: "F", expected: "lines of text, or JSON")),
      ("just text", .noVoices(file: "F")),
      (#"{"test":[]}"#, .noVoices(file: "F")),
      (#"{"exemplars":{}}"#, .noVoices(file: "F")),
      (#"{"characters":[{"who":"Ann"}]}"#, .disguises(file: "F")),
      (
        #"{"exemplars":["a"]}"#,
        .wrongType(
          file: "F", place: "exemplars", expected: "an object, {name: [line, …]}", found: "a list")
      ),
      (
        #"{"exemplars":{"ann":"a"}}"#,
        .wrongType(
          file: "F", place: "exemplars.ann", expected: "a list of lines", found: "a string")
      ),
      (
        #"{"exemplars":{"ann":["a",2]}}"#,
        .wrongType(
          file: "F", place: "exemplars.ann[1]", expected: "a line, a string", found: "a number")
      ),
      (#"{"exemplars":{"ann":[" "]}}"#, .silentVoice(file: "F", name: "ann")),
      (
        #"{"exemplars":{"?!":["a"]}}"#,
        .badName(file: "F", place: "a voice in exemplars", name: "?!")
      ),
      (
        #"{"exemplars":{"a ▸ A":["a"]}}"#,
        .badName(file: "F", place: "a voice in exemplars", name: "a ▸ A")
      ),
      (
        #"{"exemplars":{"Mrs Bennet":["a"],"mrs-bennet":["b"]}}"#,
        .sameName(file: "F", first: "Mrs Bennet", second: "mrs-bennet")
      ),
      (
        #"{"exemplars":{"ann":["a"]"#,
        .notJSON(
          file: "F", line: 1, column: 26, expected: "',' or '}'",
          found: "the end of the file")
      ),
      (
        #"{"data":{}}"#,
        .missing(file: "F", place: "data.name", expected: "the character's name")
      ),
    ] as [(String, AttributionError)])
  func `that are none are refused with their place`(
    _ text: String, _ expected: AttributionError
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("voices.json", text)
    let error = try #require(throws: AttributionError.self) { try VoiceFile(contentsOf: file) }
    #expect(error.named("F", for: file.path) == expected.named("F", for: "F"))
  }

  @Test func `of cards that are typed alike are told by their files, and which is used`() throws {
    let folder = try TemporaryFolder()
    for (file, name) in [("Red Fox", "One"), ("red-fox", "Two"), ("RED_FOX", "Three")] {
      try folder.write(
        "\(file).json", #"{"name":"\#(name)","description":"A fox called \#(name)."}"#)
    }
    let voices = try VoiceFile(contentsOf: folder.url)
    #expect(voices.library.personas.map(\.card.displayName) == ["Three"])
    #expect(voices.problems.count == 1)
    let told = voices.problems.first?.description ?? ""
    for file in ["RED_FOX.json", "Red Fox.json", "red-fox.json", "RED_FOX.json is used"] {
      #expect(told.contains(file), "\(told)")
    }
  }

  @Test func `are missing from an empty folder`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: AttributionError.noVoices(file: folder.url.path)) {
      try VoiceFile(contentsOf: folder.url)
    }
  }

  @Test(arguments: [
    "empty", "notUTF8", "silent", "same", "speaker",
  ])
  func `and transcripts go wrong in words that say what to do`(_ fault: String) {
    let error: AttributionError =
      switch fault {
      case "empty": .empty(file: "f\u{1B}[2J", expected: "lines")
      case "notUTF8": .notUTF8(file: "f", offset: 3, line: 1, byte: 0xE9)
      case "silent": .silentVoice(file: "f", name: "ann")
      case "same": .sameName(file: "f", first: "a", second: "A")
      default: .unknownSpeaker(file: "f", asked: "x", known: ["a", "b"])
      }
    let expected = [
      "empty": "f is empty: expected lines. Fill it in, or give another file.",
      "notUTF8":
        "f is not UTF-8: the byte at offset 3, in line 1, is 0xE9. Save it as UTF-8 and try again.",
      "silent":
        "f: ann has no example lines, so the program cannot learn the voice. Add some.",
      "same": "f: \"a\" and \"A\" are typed the same way. Rename one.",
      "speaker": "no speaker in f is called \"x\". Choose one of: a, b.",
    ]
    #expect(error.description == expected[fault])
  }
}

@Suite struct `The truths of a transcript` {
  @Test(
    arguments: [
      (["Mrs Bennet"], stack("Mrs Bennet")), (["mrs-bennet"], stack("Mrs Bennet")),
      (["MRS BENNET"], stack("Mrs Bennet")), (["ann", "bo"], stack("Ann", "Bo")),
      (["Ann ▸ Bo"], stack("Ann", "Bo")), (["bo", "ann"], nil), (["ann"], nil), (["?"], nil),
      ([], nil), (nil, nil),
    ] as [([String]?, Stack?)])
  func `are voices however they are written`(_ truth: [String]?, _ expected: Stack?) throws {
    let file = try voices(#"{"exemplars":{"Mrs Bennet":["a"],"Ann ▸ Bo":["b"]}}"#)
    let transcript = try TranscriptFile([.init(text: "x", truth: truth)], file: "t")
    #expect(file.matched(transcript).lines == [TranscriptLine(text: "x", truth: expected)])
  }

  @Test func `are a card's mask or the name it shows`() throws {
    let folder = try TemporaryFolder()
    let file = try VoiceFile(contentsOf: folder.write("pirate.json", meg))
    let transcript = try TranscriptFile(
      ["pirate", "Meg", "captain meg"].map { .init(text: "x", truth: [$0]) }, file: "t")
    #expect(file.matched(transcript).lines.allSatisfy { $0.truth == stack("pirate") })
  }

  @Test func `that are none of the voices are counted, and their lines stay`() throws {
    let file = try voices(#"{"exemplars":{"ann":["a"]}}"#)
    let transcript = try TranscriptFile(
      [["ann"], ["cy"], nil, ["Cy", "dee"], ["cy"]].map { .init(text: "x", truth: $0) },
      file: "t")
    let (lines, strangers) = file.matched(transcript)
    #expect(lines.map(\.truth) == [stack("ann"), nil, nil, nil, nil])
    #expect(strangers == ["cy": 2, "Cy ▸ dee": 1])
  }
}
