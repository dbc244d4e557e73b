import Foundation
import Personas
import Support
import Terminal

/// What a beginning of a path can become: folders, and files of one kind.
struct PathCompletion {
  private let quote: String
  private let typed: String
  private let ending: String

  /// - Parameters:
  ///   - typed: the beginning; `~` is the home, and a double quote may stand before it.
  ///   - ending: what the names of the files end with, its dot included.
  init(_ typed: String, ending: String) {
    let path = QuotedPath(typed)
    quote = path.opening
    self.typed = path.text == "~" ? "~/" : path.text
    self.ending = ending
  }

  /// The completion of the part of the line in which the beginning stands.
  ///
  /// A folder ends with a slash, after which one types on, and a file with the quote it began with.
  func completion(replacing range: Range<Int>) -> Completion {
    let found = candidates
    let isFolder = found.count == 1 && found[0].hasSuffix("/")
    return Completion(
      replacing: range, with: found.map { quote + $0 }, ending: isFolder ? "" : quote + " ")
  }

  private var candidates: [String] {
    let slash = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let folder = String(typed[..<slash])
    let beginning = String(typed[slash...])
    let place = folder.isEmpty ? "." : UserHome().expanding(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasPrefix(beginning), !name.hasPrefix(".") || beginning.hasPrefix(".") else {
        return nil
      }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(place)/\(name)", isDirectory: &isFolder)
      if isFolder.boolValue { return folder + name + "/" }
      return name.hasSuffix(ending) ? folder + name : nil
    }
  }
}
