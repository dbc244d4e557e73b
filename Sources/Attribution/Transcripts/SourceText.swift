package import Foundation
import Personas
package import Support

/// A file of voices or lines, read whole, whatever form it is in.
///
/// The form is found from what the file holds: JSON, JSON lines, or lines of plain text. A byte
/// order mark is passed over, and every kind of line end ends a line. Of JSON lines some may be
/// broken.
package struct SourceText: Sendable {
  /// What the file holds.
  package enum Content: Sendable {
    /// One JSON value.
    case json(JSONTree)
    /// A JSON value on each line, or why it is none, with the number of the line, counted from 1.
    case jsonLines([(line: Int, value: Result<JSONTree, AttributionError>)])
    /// Lines of text; none blank, without control characters.
    case plain([String])
  }

  /// The file, as it is called in errors.
  package let file: String
  /// What it holds.
  package let content: Content

  /// How much is read: 256 MiB, and JSON of 128 levels.
  private static let limits = JSONTree.Limits(bytes: 1 << 28, depth: 128)
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads a file.
  ///
  /// - Throws: `AttributionError.unreadable`, `tooLarge`, `notUTF8` with the place of the first bad
  ///   byte, `empty` where there is nothing but white space, and `notJSON` where it begins as JSON
  ///   and breaks off.
  package init(contentsOf url: URL) throws(AttributionError) {
    let limit = Self.limits.bytes
    let data: Data
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      data = try handle.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw .unreadable(file: url.path, reason: error.reason)
    }
    guard data.count <= limit else { throw .tooLarge(file: url.path, limit: limit) }
    try self.init(data: data, file: url.path)
  }

  /// Makes sense of the bytes of a file; `file` is what to call it in errors.
  ///
  /// - Throws: as `init(contentsOf:)` does.
  init(data: Data, file: String) throws(AttributionError) {
    self.file = file
    let bytes = Array(data)
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else {
      let offset = zip(bytes, text.utf8).enumerated().first { $1.0 != $1.1 }?.offset ?? bytes.count
      let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
      throw .notUTF8(file: file, offset: offset, line: line, byte: bytes[offset])
    }
    let marked = bytes.starts(with: Self.byteOrderMark)
    content = try Self.content(
      marked ? Array(bytes.dropFirst(Self.byteOrderMark.count)) : bytes, file: file)
  }

  /// Whether it is a chat kept by this program.
  package var isSession: Bool {
    guard case .json(let tree) = content else { return false }
    return tree["schema"] != nil && tree["opening"]?.members != nil
      && tree["events"]?.elements != nil
  }

  /// Whether it holds roles with and without a disguise, which are for a study and no voices.
  var holdsDisguises: Bool {
    guard case .json(let tree) = content else { return false }
    return tree["characters"] != nil
  }

  private static func content(_ bytes: [UInt8], file: String) throws(AttributionError) -> Content {
    let plain = String(decoding: bytes, as: UTF8.self).withoutControlCharacters()
    let lines = plain.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    guard let first = lines.first else {
      throw .empty(file: file, expected: "lines of text, or JSON")
    }
    guard first.hasPrefix("{") || first.hasPrefix("[") else { return .plain(lines) }
    let fault: JSONError
    do {
      return .json(try JSONTree(parsing: Data(bytes), file: file, limits: limits))
    } catch {
      fault = error
    }
    if first.hasPrefix("{") {
      let values = jsonLines(bytes, file: file)
      let objects = values.count { (try? $0.value.get().members) != nil }
      // A line may be broken, the first or the last of all; JSON in one piece has few whole lines.
      let isFirstWhole = (try? values.first?.value.get().members) != nil
      if isFirstWhole || objects * 2 > values.count { return .jsonLines(values) }
    }
    // A stage direction in brackets may begin a line of plain text.
    let second = first.dropFirst().first { !$0.isWhitespace }
    let isMeantAsJSON =
      first.hasPrefix("{")
      ? second.map { "\"}".contains($0) } ?? true : second.map { "{[\"".contains($0) } ?? true
    guard !isMeantAsJSON else { throw AttributionError(fault) }
    return .plain(lines)
  }

  private static func jsonLines(
    _ bytes: [UInt8], file: String
  ) -> [(line: Int, value: Result<JSONTree, AttributionError>)] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { return nil }
      do throws(JSONError) {
        return (index + 1, .success(try JSONTree(parsing: Data(line), file: file, limits: limits)))
      } catch {
        return (index + 1, .failure(AttributionError(error, line: index + 1)))
      }
    }
  }
}

extension String {
  /// The text as one line without control characters and without white space at its ends.
  package var asLine: String {
    withoutControlCharacters().split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
