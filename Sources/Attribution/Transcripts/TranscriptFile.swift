package import Foundation
import Personas
import Support

/// Lines whose voice is asked for, as a file holds them.
///
/// A file may be
/// - plain text: a line each, blank ones passed over;
/// - JSON lines of `{"text", "truth"?, "speaker"?}`;
/// - JSON with such objects in a list, which stands alone or under `test` or `messages`.
///
/// In JSON, `content` and `mes` mean the text too, which may come as a list of parts; `name` and
/// `role` mean the speaker; a truth is a name or the names of a stack, innermost first. Chats of
/// other programs are read this way. Lines that are no voice are passed over: see `PassedOver`.
package struct TranscriptFile: Hashable, Sendable {
  /// A line as the file has it.
  package struct Line: Hashable, Sendable {
    /// What was said, on one line.
    package var text: String
    /// Who spoke, where the file says it.
    package var speaker: String?
    /// The masks whose voice it really is, innermost first, where the file says it.
    package var truth: [String]?

    /// Creates a line.
    package init(text: String, speaker: String? = nil, truth: [String]? = nil) {
      self.text = text
      self.speaker = speaker
      self.truth = truth
    }
  }

  /// The file, as it is called in errors.
  package let file: String
  /// The lines in their order; none is blank.
  package let lines: [Line]
  /// Lines of the file that are no voice, or that make no sense.
  package let passedOver: PassedOver

  /// Takes over lines that were found otherwise; those that are blank are left out.
  ///
  /// - Parameters:
  ///   - lines: the lines in their order.
  ///   - file: what to call their file in errors.
  ///   - passedOver: what was found beside them.
  /// - Throws: `AttributionError.empty` where there is none, or `nothingSaid` where some were
  ///   passed over.
  package init(
    _ lines: [Line], file: String, passedOver: PassedOver = PassedOver()
  ) throws(AttributionError) {
    self.file = file
    self.passedOver = passedOver
    self.lines = lines.compactMap { line in
      var line = line
      line.text = line.text.asLine
      return line.text.isEmpty ? nil : line
    }
    guard self.lines.isEmpty else { return }
    throw passedOver.isEmpty
      ? .empty(file: file, expected: "at least one line said")
      : .nothingSaid(file: file, passedOver: passedOver)
  }

  /// Reads a transcript.
  ///
  /// A line that makes no sense is passed over, unless all are such.
  ///
  /// - Throws: `AttributionError` as `SourceText` does; where no line can be read, what is wrong
  ///   with the first: `wrongType`, `missing` or `notJSON` with the place, or `foreignForm`;
  ///   `noTranscript` for voices without `test`; `disguises` for roles of a play; `empty` or
  ///   `nothingSaid` where nothing is said.
  package init(contentsOf url: URL) throws(AttributionError) {
    try self.init(SourceText(contentsOf: url))
  }

  /// Makes sense of a file.
  ///
  /// - Throws: as `init(contentsOf:)` does.
  package init(_ source: SourceText) throws(AttributionError) {
    let file = source.file
    var reading = Reading()
    switch source.content {
    case .plain(let lines): reading.lines = lines.map { Line(text: $0) }
    case .jsonLines(let values):
      for (line, value) in values {
        switch value {
        case .failure(let fault): reading.passedOver.note(fault)
        case .success(let tree):
          // Some programs' chats begin with a line about the chat.
          if reading.lines.isEmpty, tree["chat_metadata"] != nil || tree["user_name"] != nil {
            continue
          }
          reading.read(JSONCursor(file: file, place: "line \(line)", tree: tree))
        }
      }
    case .json(let tree):
      let root = JSONCursor(file: file, place: "", tree: tree)
      for element in try Self.elements(of: root) { reading.read(element) }
    }
    if reading.lines.isEmpty, let fault = reading.passedOver.firstFault { throw fault }
    try self.init(reading.lines, file: file, passedOver: reading.passedOver)
  }

  /// What was read so far.
  private struct Reading {
    var lines: [Line] = []
    var passedOver = PassedOver()

    /// Reads a value that should be a line.
    mutating func read(_ value: JSONCursor) {
      do {
        if let kind = PassedOver.Kind(value) {
          passedOver.note(kind)
        } else {
          lines.append(try Line(value))
        }
      } catch {
        passedOver.note(error)
      }
    }
  }

  private static func elements(of root: JSONCursor) throws(AttributionError) -> [JSONCursor] {
    if root.tree["exemplars"] != nil, root.member("test") == nil {
      throw .noTranscript(file: root.file)
    }
    let list = root.member("test") ?? root.member("messages")
    if list == nil, root.tree.members != nil {
      guard Line.textKeys.contains(where: { root.tree[$0] != nil }) else {
        if root.tree["characters"] != nil { throw .disguises(file: root.file) }
        if let form = TranscriptForm(root.tree) { throw .foreignForm(file: root.file, form: form) }
        throw .missing(
          file: root.file, place: "test", expected: "a list of lines, each {\"text\": …}")
      }
      return [root]
    }
    return try (list ?? root).elements("a list of lines")
  }

  /// The lines of one speaker.
  ///
  /// - Parameter speaker: the name, in any case.
  /// - Returns: a transcript of those lines alone.
  /// - Throws: `AttributionError.noSpeakers` where no line says who speaks, and `unknownSpeaker`
  ///   with those who do.
  package func said(by speaker: String) throws(AttributionError) -> TranscriptFile {
    func key(_ name: String) -> String { name.asLine.lowercased() }
    let kept = lines.filter { $0.speaker.map(key) == key(speaker) }
    guard kept.isEmpty else {
      return try TranscriptFile(kept, file: file, passedOver: passedOver)
    }
    var known: [String] = []
    for case let name? in lines.map(\.speaker) where !known.contains(name) { known.append(name) }
    throw known.isEmpty
      ? .noSpeakers(file: file, asked: speaker)
      : .unknownSpeaker(file: file, asked: speaker, known: known)
  }
}

extension TranscriptFile.Line {
  /// What the text of a line may be called.
  static let textKeys = ["text", "content", "mes"]
  private static let speakerKeys = ["speaker", "name", "role"]

  fileprivate init(_ object: JSONCursor) throws(AttributionError) {
    if let text = object.tree.text {
      self.init(text: text)
      return
    }
    guard object.tree.members != nil else { throw object.wrongType("a line, {\"text\": …}") }
    guard let text = Self.textKeys.lazy.compactMap({ object.member($0) }).first else {
      throw Self.fault(ofTextless: object)
    }
    self.init(text: try Self.words(of: text))
    for key in Self.speakerKeys where speaker == nil {
      speaker = try object.member(key)?.text("the speaker's name")
    }
    guard let truth = object.member("truth") else { return }
    if truth.tree.elements != nil {
      var names: [String] = []
      for name in try truth.elements("a list of names") { names.append(try name.text("a name")) }
      self.truth = names
    } else {
      self.truth = [try truth.text("a name, or a list of names")]
    }
  }

  /// The words of a text, which may come in parts.
  private static func words(of text: JSONCursor) throws(AttributionError) -> String {
    guard text.tree.elements != nil else { return try text.text("a string with the words said") }
    var words: [String] = []
    for part in try text.elements("parts") {
      if let word = part.tree.text {
        words.append(word)
      } else if let word = part.tree["text"]?.text {
        words.append(word)
      } else if part.tree.members == nil {
        throw part.wrongType("a part of the message, {\"type\": \"text\", \"text\": …}")
      }
    }
    return words.joined(separator: "\n")
  }

  /// What is wrong with an object that does not say what was said.
  private static func fault(ofTextless object: JSONCursor) -> AttributionError {
    if let form = TranscriptForm(object.tree) {
      return .foreignForm(file: object.file, form: form)
    }
    if let key = textKeys.first(where: { object.tree[$0] == .null }) {
      return JSONCursor(file: object.file, place: "\(object.place).\(key)", tree: .null)
        .wrongType("a string with the words said")
    }
    return .missing(
      file: object.file, place: "\(object.place).text (or .content, .mes)",
      expected: "the words said")
  }
}
