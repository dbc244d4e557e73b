import Foundation
import Personas
import Terminal

/// What a beginning of a path can become: folders, and files of one kind.
struct PathCompletion {
  private let typed: String
  private let ending: String

  /// - Parameters:
  ///   - typed: the beginning; `~` is the home.
  ///   - ending: what the names of the files end with, its dot included.
  init(_ typed: String, ending: String) {
    self.typed = typed == "~" ? "~/" : typed
    self.ending = ending
  }

  /// The completion of the part of the line in which the beginning stands.
  ///
  /// A folder ends with a slash, after which one types on. Names with spaces, which no command could
  /// read, are left out.
  func completion(replacing range: Range<Int>) -> Completion {
    let found = candidates
    let isFolder = found.count == 1 && found[0].hasSuffix("/")
    return Completion(replacing: range, with: found, ending: isFolder ? "" : " ")
  }

  private var candidates: [String] {
    let slash = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let folder = String(typed[..<slash])
    let beginning = String(typed[slash...])
    let place = UserHome().expanding(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasPrefix(beginning), !name.contains(where: \.isWhitespace),
        !name.hasPrefix(".") || beginning.hasPrefix(".")
      else { return nil }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(place)/\(name)", isDirectory: &isFolder)
      if isFolder.boolValue { return folder + name + "/" }
      return name.hasSuffix(ending) ? folder + name : nil
    }
  }
}
