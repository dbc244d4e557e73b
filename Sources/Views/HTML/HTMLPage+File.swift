package import Foundation
import Sessions
import Support

/// A page that was not written.
package enum HTMLPageError: Error, CustomStringConvertible {
  /// The folder is not there.
  case noFolder(path: String)
  /// Something that is no page is there.
  case occupied(path: String)
  /// The system refused.
  case unwritable(path: String, reason: String)

  /// What happened and what to do next.
  package var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(path); make it, or write the page elsewhere."
    case .occupied(let path):
      "\(path) is there and is not a page; give the page another name."
    case .unwritable(let path, let reason):
      "\(path) cannot be written: \(reason). Write the page elsewhere."
    }
  }
}

extension HTMLPage {
  /// Writes the page in one step; a page that is there already is replaced, anything else is not.
  ///
  /// - Throws: `HTMLPageError`; what was there is then as it was.
  package func write(to file: URL) throws(HTMLPageError) {
    let path = file.path
    if FileManager.default.fileExists(atPath: path), !Self.isPage(file) {
      throw .occupied(path: path)
    }
    let folder = file.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else { throw .noFolder(path: folder) }
    do {
      try PrivateFile.write(Data(html.utf8), to: file)
    } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// Whether a file is a page or empty; folders and devices are neither.
  private static func isPage(_ file: URL) -> Bool {
    let target = file.resolvingSymlinksInPath()
    let kind = try? FileManager.default.attributesOfItem(atPath: target.path)[.type]
    guard kind as? FileAttributeType == .typeRegular,
      let handle = try? FileHandle(forReadingFrom: target)
    else { return false }
    defer { try? handle.close() }
    let beginning = (try? handle.read(upToCount: start.utf8.count)) ?? Data()
    return beginning.isEmpty || beginning == Data(start.utf8)
  }
}
