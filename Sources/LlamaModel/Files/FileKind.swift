import Foundation

/// What a file is, by how it begins.
struct FileKind {
  /// In words, with an article.
  let name: String

  /// How many bytes of the beginning are looked at.
  static let headLength = 1024

  /// What stands at the beginning of files of a kind, at an offset that is zero for all but a few.
  private static let signatures: [(offset: Int, bytes: [UInt8], name: String)] = [
    (
      0, Array("version https://git-lfs".utf8),
      "a Git LFS pointer, a note in place of the file (`git lfs pull` gets the file)"
    ),
    (0, [0x50, 0x4B, 0x03, 0x04], "a ZIP archive (PyTorch's weights are ZIP archives too)"),
    (0, [0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
    (0, [0x1F, 0x8B], "compressed by gzip"),
    (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed by xz"),
    (0, [0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd"),
    (0, Array("BZh".utf8), "compressed by bzip2"),
    (0, [0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
    (0, Array("Rar!".utf8), "a RAR archive"),
    (257, Array("ustar".utf8), "a tar archive"),
    (0, Array("lmgg".utf8), "a model in a format older than GGUF"),
    (0, Array("tjgg".utf8), "a model in a format older than GGUF"),
    (0, Array("fmgg".utf8), "a model in a format older than GGUF"),
    (0, Array("algg".utf8), "an adapter in a format older than GGUF"),
    (0, Array("FUGG".utf8), "a GGUF model with its bytes in reverse order"),
    (0, [0x89, 0x48, 0x44, 0x46], "an HDF5 file, that is, weights not yet converted to GGUF"),
    (4, Array("TFL3".utf8), "a TensorFlow Lite model"),
    (0, [0x80, 0x02], "a Python pickle, that is, weights not yet converted to GGUF"),
    (0, Array("%PDF".utf8), "a PDF document"),
    (0, [0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    (0, [0xFF, 0xD8, 0xFF], "a JPEG picture"),
    (0, [0x7F, 0x45, 0x4C, 0x46], "a program"),
    (0, Array("SQLite format 3".utf8), "an SQLite database"),
    (8, Array("{\"".utf8), "a safetensors file, that is, weights not yet converted to GGUF"),
  ]

  /// What a file that begins with `head` is; the whole file where it is shorter than `headLength`.
  init(head: [UInt8]) {
    if head.isEmpty {
      name = "empty"
    } else if head.allSatisfy({ $0 == 0 }) {
      name = "nothing but zeros, perhaps from a download that had not begun"
    } else if let known = Self.signatures.first(where: {
      head.dropFirst($0.offset).starts(with: $0.bytes)
    }) {
      name = known.name
    } else {
      name = Self.text(head) ?? "binary data of a kind that this program does not know"
    }
  }

  /// What kind of text begins with `head`; `nil` where it is no text.
  private static func text(_ head: [UInt8]) -> String? {
    // The last character may be cut.
    let whole = (0...3).lazy.compactMap {
      String(validating: head.dropLast(head.count < headLength ? 0 : $0), as: UTF8.self)
    }.first
    guard let whole, !whole.unicodeScalars.contains(where: { $0.value < 9 }) else { return nil }
    let mark = "\u{FEFF}"
    let text = (whole.hasPrefix(mark) ? String(whole.dropFirst()) : whole)
      .trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
      return "an HTML page, perhaps from a download that needs a login or another address"
    }
    if text.hasPrefix("<") { return "an XML document, perhaps from a download that was refused" }
    if text.hasPrefix("{") || text.hasPrefix("[") { return "JSON" }
    return text.isEmpty ? "nothing but white space" : "plain text"
  }
}
