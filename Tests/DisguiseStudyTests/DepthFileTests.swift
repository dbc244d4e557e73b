import Attribution
import DisguiseStudy
import Foundation
import MaskInference
import TestSupport
import Testing

@Suite struct `Roles in disguise` {
  private static let rosalind = Stack([Mask("Rosalind")])
  private static let ganymede = Stack([Mask("Rosalind"), Mask("Ganymede")])

  private static func role(_ speeches: String) throws -> DepthFile.Role {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "depth.json",
      #"{"characters":[{"play":"ayl","who":"Rosalind","speeches":["# + speeches + "]}]}")
    return try #require(try DepthFile(contentsOf: file).roles.first)
  }

  @Test func `are stacks of one mask or two, speech by speech`() throws {
    let role = try Self.role(
      """
      {"mask":null,"text":"a"},{"mask":"Ganymede","text":"b\\nc"},{"text":"d"},
      {"mask":"Ganymede , reading a paper","text":"e"},{"mask":"Ganymede","text":" "}
      """)
    #expect(role.play == "ayl")
    #expect(role.who == Mask("Rosalind"))
    #expect(
      role.speeches == [
        TranscriptLine(text: "a", truth: Self.rosalind),
        TranscriptLine(text: "b c", truth: Self.ganymede),
        TranscriptLine(text: "d", truth: Self.rosalind),
        TranscriptLine(text: "e", truth: Self.ganymede),
      ])
  }

  @Test(
    arguments: [
      (#"{"index":4,"text":"a"},{"index":5,"text":" "},{"index":9,"text":"b"}"#, [4, 9]),
      (#"{"index":4,"text":"a"},{"text":"b"}"#, nil),
      (#"{"text":"a"}"#, nil),
    ] as [(String, [Int]?)])
  func `have the number of each speech with words, where all of them have one`(
    _ speeches: String, _ places: [Int]?
  ) throws {
    #expect(try Self.role(speeches).places == places)
  }

  @Test(arguments: 1...6)
  func `are known by their first half and asked about the second`(_ count: Int) throws {
    let speeches = (0..<count).map { #"{"mask":null,"text":"\#($0)"}"# }
    let role = try Self.role(speeches.joined(separator: ","))
    #expect(role.known + role.asked == role.speeches)
    #expect(role.known.count - role.asked.count == count % 2)
  }

  @Test func `have a voice for each stack, the shallow first, known by the first half`() throws {
    let role = try Self.role(
      """
      {"mask":"Ganymede","text":"a"},{"mask":null,"text":"b"},{"mask":"Ganymede","text":"c"},
      {"mask":"Aliena","text":"d"},{"mask":null,"text":"e"}
      """)
    #expect(
      role.voices == [
        VoiceSample(stack: Self.rosalind, exemplars: ["b"]),
        VoiceSample(stack: Self.ganymede, exemplars: ["a", "c"]),
        VoiceSample(stack: Stack([Mask("Rosalind"), Mask("Aliena")]), exemplars: []),
      ])
  }

  @Test(
    arguments: [
      (#"{"characters":[]}"#, .noVoices(file: "F")), ("words", .noVoices(file: "F")),
      ("{}", .missing(file: "F", place: "characters", expected: "a list of roles")),
      (
        #"{"characters":[{"speeches":[]}]}"#,
        .missing(file: "F", place: "characters[0].who", expected: "the role's name")
      ),
      (
        #"{"characters":[{"who":"Ann","speeches":[]}]}"#, .silentVoice(file: "F", name: "Ann")
      ),
      (
        #"{"characters":[{"who":"Ann","speeches":[{"mask":1,"text":"a"}]}]}"#,
        .wrongType(
          file: "F", place: "characters[0].speeches[0].mask", expected: "a mask's name, or null",
          found: "a number")
      ),
      (
        #"{"characters":[{"who":"Ann","speeches":[{"index":"x","text":"a"}]}]}"#,
        .wrongType(
          file: "F", place: "characters[0].speeches[0].index",
          expected: "the number of the speech in the play, a whole number", found: "a string")
      ),
      (
        #"{"characters":[{"who":"Ann","speeches":[{"mask":"ann, aside","text":"a"}]}]}"#,
        .badName(file: "F", place: "characters[0].speeches[0].mask", name: "ann, aside")
      ),
      (
        #"{"characters":[{"who":"Ann","speeches":[{"mask":null}]}]}"#,
        .missing(
          file: "F", place: "characters[0].speeches[0].text", expected: "the words said")
      ),
    ] as [(String, AttributionError)])
  func `that are none are refused with their place`(
    _ text: String, _ expected: AttributionError
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("depth.json", text)
    let error = try #require(throws: AttributionError.self) { try DepthFile(contentsOf: file) }
    #expect(error.description.replacing(file.path, with: "F") == expected.description)
  }
}
