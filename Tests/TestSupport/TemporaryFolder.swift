package import Foundation

/// A folder of a test's own, gone when the test is.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let url: URL

  /// Makes a folder that is empty.
  ///
  /// - Throws: the system's error.
  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "shoggoth-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The file at a path in the folder, whether it is there or not.
  package func file(_ path: String) -> URL {
    url.appending(path: path, directoryHint: .notDirectory)
  }

  /// Everything in the folder, hidden files too, in order.
  ///
  /// - Throws: the system's error.
  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }

  /// Writes a text to a file, whose folder is made where there is none.
  ///
  /// - Throws: the system's error.
  @discardableResult
  package func write(_ path: String, _ text: String) throws -> URL {
    try write(path, bytes: Array(text.utf8))
  }

  /// Writes bytes to a file, whose folder is made where there is none.
  ///
  /// - Throws: the system's error.
  @discardableResult
  package func write(_ path: String, bytes: [UInt8]) throws -> URL {
    let file = file(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }
}
