import Foundation
import Personas

/// Where the version of a session's file stays that a newer one replaces: beside it, under its name
/// with a tilde.
///
/// Only an earlier version of the same chat is ever replaced there. Another chat's last version, or
/// a file that cannot be read, keeps its place, and this chat's goes to `NAME~2`, `NAME~3` and so
/// on.
enum PreviousVersion {
  /// The first places that are tried.
  private static let places = 99

  /// The usual place of the version before `file`.
  static func usualPlace(beside file: URL) -> URL { place(1, beside: file) }

  /// Where the version before `document` may be put; `nil` where every place is taken.
  ///
  /// - Complexity: O(bytes in the files that are there).
  static func place(for document: SessionDocument, beside file: URL) -> URL? {
    (1...places).lazy.map { place($0, beside: file) }.first { candidate in
      // A link that leads nowhere is something, too.
      guard (try? FileManager.default.attributesOfItem(atPath: candidate.path)) != nil else {
        return true
      }
      guard let earlier = try? SessionDocument(contentsOf: candidate) else { return false }
      return document.goesOn(from: earlier)
    }
  }

  /// A place beside `file` where nothing is yet; `nil` where every place is taken.
  static func freePlace(beside file: URL) -> URL? {
    (1...places).lazy.map { place($0, beside: file) }.first {
      (try? FileManager.default.attributesOfItem(atPath: $0.path)) == nil
    }
  }

  private static func place(_ number: Int, beside file: URL) -> URL {
    URL(filePath: file.path + (number == 1 ? "~" : "~\(number)"), directoryHint: .notDirectory)
  }
}

extension SessionDocument {
  /// Whether `earlier` is this chat as it was at some time before, or as it is.
  func goesOn(from earlier: SessionDocument) -> Bool {
    let count = earlier.entries.count
    return count <= entries.count && digest(after: count) == earlier.digest(after: count)
  }
}
