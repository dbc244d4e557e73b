public import Foundation
import Personas

/// Lines whose voice is asked for, as a file holds them.
///
/// A file may be
/// - plain text: a line each, blank ones passed over;
/// - JSON lines of `{"text", "truth"?, "speaker"?}`;
/// - JSON with such objects in a list, which stands alone or under `test` or `messages`.
///
/// In JSON, `content` and `mes` mean the text too, `name` and `role` the speaker; a truth is a name or
/// the names of a stack, innermost first. Chats of other programs are read this way.
public struct TranscriptFile: Hashable, Sendable {
  /// A line as the file has it.
  public struct Line: Hashable, Sendable {
    /// What was said, on one line.
    public var text: String
    /// Who spoke, where the file says it.
    public var speaker: String?
    /// The masks whose voice it really is, innermost first, where the file says it.
    public var truth: [String]?

    /// Creates a line.
    public init(text: String, speaker: String? = nil, truth: [String]? = nil) {
      self.text = text
      self.speaker = speaker
      self.truth = truth
    }
  }

  /// The file, as it is called in errors.
  public let file: String
  /// The lines in their order; none is blank.
  public let lines: [Line]

  /// Takes over lines that were found otherwise; those that are blank are left out.
  ///
  /// - Parameters:
  ///   - lines: the lines in their order.
  ///   - file: what to call their file in errors.
  /// - Throws: `AttributionError.empty` where there is none.
  public init(_ lines: [Line], file: String) throws(AttributionError) {
    self.file = file
    self.lines = lines.compactMap { line in
      var line = line
      line.text = line.text.asLine
      return line.text.isEmpty ? nil : line
    }
    guard !self.lines.isEmpty else { throw .empty(file: file, expected: "at least one line said") }
  }

  /// Reads a transcript.
  ///
  /// - Throws: `AttributionError` as `SourceText` does; `wrongType` or `missing` with the place where
  ///   an object is no line; `noTranscript` for voices without `test`; `empty` where nothing is said.
  public init(contentsOf url: URL) throws(AttributionError) {
    try self.init(SourceText(contentsOf: url))
  }

  /// Makes sense of a file.
  ///
  /// - Throws: as `init(contentsOf:)` does.
  public init(_ source: SourceText) throws(AttributionError) {
    let file = source.file
    switch source.content {
    case .plain(let lines): try self.init(lines.map { Line(text: $0) }, file: file)
    case .jsonLines(let trees):
      var lines: [Line] = []
      for (line, tree) in trees {
        // Some programs' chats begin with a line about the chat.
        if lines.isEmpty, tree["chat_metadata"] != nil || tree["user_name"] != nil { continue }
        lines.append(try Line(JSONCursor(file: file, place: "line \(line)", tree: tree)))
      }
      try self.init(lines, file: file)
    case .json(let tree):
      try self.init(Self.lines(JSONCursor(file: file, place: "", tree: tree)), file: file)
    }
  }

  private static func lines(_ root: JSONCursor) throws(AttributionError) -> [Line] {
    if root.tree["exemplars"] != nil, root.member("test") == nil {
      throw .noTranscript(file: root.file)
    }
    let list = root.member("test") ?? root.member("messages")
    if list == nil, root.tree.members != nil {
      guard Line.textKeys.contains(where: { root.tree[$0] != nil }) else {
        throw .missing(
          file: root.file, place: "test", expected: "a list of lines, each {\"text\": …}")
      }
      return [try Line(root)]
    }
    var lines: [Line] = []
    for element in try (list ?? root).elements("a list of lines") {
      lines.append(try Line(element))
    }
    return lines
  }

  /// The lines of one speaker.
  ///
  /// - Parameter speaker: the name, in any case.
  /// - Returns: a transcript of those lines alone.
  /// - Throws: `AttributionError.noSpeakers` where no line says who speaks, and `unknownSpeaker` with
  ///   those who do.
  public func said(by speaker: String) throws(AttributionError) -> TranscriptFile {
    func key(_ name: String) -> String { name.asLine.lowercased() }
    let kept = lines.filter { $0.speaker.map(key) == key(speaker) }
    guard kept.isEmpty else { return try TranscriptFile(kept, file: file) }
    var known: [String] = []
    for case let name? in lines.map(\.speaker) where !known.contains(name) { known.append(name) }
    throw known.isEmpty
      ? .noSpeakers(file: file, asked: speaker)
      : .unknownSpeaker(file: file, asked: speaker, known: known)
  }
}

extension TranscriptFile.Line {
  /// What the text of a line may be called.
  fileprivate static let textKeys = ["text", "content", "mes"]
  private static let speakerKeys = ["speaker", "name", "role"]

  fileprivate init(_ object: JSONCursor) throws(AttributionError) {
    let expected = "a line, {\"text\": …}"
    if let text = object.tree.text {
      self.init(text: text)
      return
    }
    guard object.tree.members != nil else { throw object.wrongType(expected) }
    guard let text = Self.textKeys.lazy.compactMap({ object.member($0) }).first else {
      throw .missing(file: object.file, place: "\(object.place).text", expected: "what was said")
    }
    self.init(text: try text.text("what was said, a string"))
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
}
