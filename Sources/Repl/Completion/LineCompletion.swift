import Foundation
import Sessions
package import Terminal

extension Repl {
  /// What Tab can make of the word at the cursor: commands, and what may follow them.
  package func complete(_ line: String, cursor: Int) -> Completion {
    let typed = String(decoding: Array(line.utf8.prefix(cursor)), as: UTF8.self)
    guard typed.hasPrefix(":"), !typed.hasPrefix("::") else { return .none(at: cursor) }
    if let path = completePath(typed, cursor: cursor) { return path }
    let start = typed.lastIndex(where: \.isWhitespace).map { typed.index(after: $0) }
    let word = start.map { String(typed[$0...]) } ?? String(typed.dropFirst())
    let range = (cursor - word.utf8.count)..<cursor
    let candidates: [String]
    if start == nil {
      candidates = Command.table.map(\.name)
    } else {
      var words = typed.dropFirst().split(whereSeparator: \.isWhitespace).map(String.init)
      if !word.isEmpty { words.removeLast() }
      guard let name = words.first, let command = Command.table.first(where: { $0.name == name })
      else { return .none(at: cursor) }
      candidates = command.completion(Array(words.dropFirst())).flatMap { $0.all(in: self) }
    }
    return Completion(replacing: range, with: candidates.filter { $0.hasPrefix(word) })
  }

  /// What Tab can make of all that follows a command which takes a path; `nil` where that is none.
  private func completePath(_ typed: String, cursor: Int) -> Completion? {
    let parts = typed.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let name = parts.first, name.endIndex < typed.endIndex,
      let command = Command.table.first(where: { $0.name == name })
    else { return nil }
    let path = parts.count > 1 ? String(parts[1].drop(while: \.isWhitespace)) : ""
    let range = (cursor - path.utf8.count)..<cursor
    guard let ending = command.completion([]).lazy.compactMap({ $0.ending(ofPath: path) }).first
    else { return nil }
    let completion = PathCompletion(path, ending: ending).completion(replacing: range)
    return completion.candidates.isEmpty ? nil : completion
  }
}

extension Command.Words {
  /// The words; none where there are only paths.
  fileprivate func all(in repl: Repl) -> [String] {
    switch self {
    case .fixed(let words): words
    case .found(let words): words(repl)
    case .sessions: repl.options.folder.names
    case .files: []
    }
  }

  /// What the names of files end with where `path` may begin one; `nil` where it is no path.
  fileprivate func ending(ofPath path: String) -> String? {
    switch self {
    case .files(let ending): ending
    // A session's name with a slash in it is a path.
    case .sessions where path.contains("/") || path.hasPrefix("\"") || path == "~": ".json"
    case .fixed, .found, .sessions: nil
    }
  }
}
