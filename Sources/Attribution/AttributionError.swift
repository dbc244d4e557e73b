import Personas
import Support

/// What can be wrong with a file of voices, a transcript, or the two together.
///
/// A case says where the fault lies, what was expected and what was found there; `description`
/// turns that into a sentence for a person and says what to do next. No file is ever changed.
package enum AttributionError: Error, Hashable, Sendable {
  /// The file could not be read at all; `reason` is the system's own word for why.
  case unreadable(file: String, reason: String)
  /// The file holds more than `limit` bytes.
  case tooLarge(file: String, limit: Int)
  /// The file is not UTF-8: `byte` stands `offset` bytes from its beginning, in the line counted
  /// from 1.
  case notUTF8(file: String, offset: Int, line: Int, byte: UInt8)
  /// There is nothing in the file but white space.
  case empty(file: String, expected: String)
  /// The file begins as JSON and breaks off; lines and columns count from 1.
  case notJSON(file: String, line: Int, column: Int, expected: String, found: String)
  /// A value of another kind than expected stands at `place`.
  case wrongType(file: String, place: String, expected: String, found: String)
  /// Nothing stands at `place`.
  case missing(file: String, place: String, expected: String)
  /// A name has no letter or digit, or wears a mask twice.
  case badName(file: String, place: String, name: String)
  /// Two voices have names that are typed alike.
  case sameName(file: String, first: String, second: String)
  /// A voice has no line and nothing is told of it.
  case silentVoice(file: String, name: String)
  /// A card in a folder cannot be used.
  case badCard(String)
  /// Nobody said anything in the file, once `passedOver` was passed over.
  case nothingSaid(file: String, passedOver: PassedOver)
  /// The file is a conversation in a form that is known and not read.
  case foreignForm(file: String, form: TranscriptForm)
  /// There is no voice in the file or folder.
  case noVoices(file: String)
  /// The file holds roles with and without a disguise, as a study of the bench reads them.
  case disguises(file: String)
  /// No transcript was given, and the voices bring none.
  case noTranscript(file: String)
  /// A speaker was asked for, and no line says who speaks it.
  case noSpeakers(file: String, asked: String)
  /// A speaker was asked for, and others speak here.
  case unknownSpeaker(file: String, asked: String, known: [String])
}

extension AttributionError: CustomStringConvertible {
  /// One or two sentences for a person, free of control characters: the fault, then what to do.
  package var description: String { wording.withoutControlCharacters() }

  private var wording: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file) cannot be read: \(reason). Check that it exists and that you may read it."
    case .tooLarge(let file, let limit):
      "\(file) is larger than \(limit >> 20) MiB, the most that the program reads. Give a "
        + "part of it."
    case .notUTF8(let file, let offset, let line, let byte):
      "\(file) is not UTF-8: the byte at offset \(offset), in line \(line), is "
        + "0x\(String(byte, radix: 16, uppercase: true)). Save it as UTF-8 and try again."
    case .empty(let file, let expected):
      "\(file) is empty: expected \(expected). Fill it in, or give another file."
    case .notJSON(let file, let line, let column, let expected, let found):
      "\(file), line \(line), column \(column): expected \(expected), found \(found)."
        + " Fix the file there and try again."
    case .wrongType(let file, let place, let expected, let found):
      "\(file): \(place) should be \(expected), but it is \(found). Change it and try again."
    case .missing(let file, let place, let expected):
      "\(file): \(place) is missing: expected \(expected). Add it and try again."
    case .badName(let file, let place, let name):
      "\(file): \(place) is called \"\(name)\", and you cannot type that as a mask. Use letters "
        + "or digits, and name no mask twice."
    case .sameName(let file, let first, let second):
      "\(file): \"\(first)\" and \"\(second)\" are typed the same way. Rename one."
    case .silentVoice(let file, let name):
      "\(file): \(name) has no example lines, so the program cannot learn the voice. Add some."
    case .badCard(let reason): "left out: \(reason)"
    case .nothingSaid(let file, let passedOver):
      "\(file) has no spoken lines: \(passedOver.remarks.joined(separator: "; ")). Give a "
        + "transcript with some."
    case .foreignForm(let file, let form):
      "\(file) holds \(form), and the program cannot read that yet. Convert it to JSON lines of "
        + "{\"text\": …, \"speaker\": …} and try again."
    case .noVoices(let file):
      "\(file) has no voices. Give --personas a folder of character cards, or a JSON file with "
        + "\"exemplars\": {name: [line, …]}."
    case .disguises(let file):
      "\(file) has roles with and without a disguise (\"characters\"), not voices. "
        + "`shoggoth-bench disguises FILE` studies them. For `identify`, give --personas a folder "
        + "of character cards, or a JSON file with \"exemplars\": {name: [line, …]}."
    case .noTranscript(let file):
      "there is no transcript: \(file) has no \"test\" lines. Give one with --transcript."
    case .noSpeakers(let file, let asked):
      "\(file) does not name its speakers, so the program cannot find the lines of \(asked). Give "
        + "JSON with \"speaker\", \"name\" or \"role\" beside \"text\", \"content\" or \"mes\", or "
        + "a recorded chat; or leave out --speaker."
    case .unknownSpeaker(let file, let asked, let known):
      "no speaker in \(file) is called \"\(asked)\". Choose one of: "
        + "\(known.joined(separator: ", "))."
    }
  }
}

extension AttributionError {
  /// The same fault as the reader of JSON tells it; `line` is where its first line stands.
  init(_ error: JSONError, line first: Int = 1) {
    switch error {
    case .tooLarge(let file, let limit): self = .tooLarge(file: file, limit: limit)
    case .malformed(let file, let line, let column, let expected, let found):
      self = .notJSON(
        file: file, line: first + line - 1, column: column, expected: expected, found: found)
    }
  }

  /// The same fault as the reader of cards tells it.
  init(_ error: PersonaError) {
    switch error {
    case .unreadable(let file, let reason): self = .unreadable(file: file, reason: reason)
    case .tooLarge(let file, let limit): self = .tooLarge(file: file, limit: limit)
    case .notJSON(let file, let line, let column, let expected, let found):
      self = .notJSON(file: file, line: line, column: column, expected: expected, found: found)
    case .wrongType(let file, let place, let expected, let found):
      self = .wrongType(file: file, place: place, expected: expected, found: found)
    case .missing(let file, let place, let expected):
      self = .missing(file: file, place: place, expected: expected)
    case .notACard, .sharedName, .noMaskName, .unknownMask, .ambiguousName, .emptySentence:
      self = .badCard(error.description)
    }
  }
}
