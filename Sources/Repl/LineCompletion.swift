import Foundation
import MaskInference
import Personas
import Sessions
package import Terminal
import Theatre
import Views

extension Repl {
  /// What Tab can make of the word at the cursor: commands, masks, sessions, settings, paths.
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
      let arguments = Array(words.dropFirst())
      candidates =
        self.words(command.completion(arguments))
        + (command.name == "mask" && arguments.isEmpty ? ["only", "drop", "say"] : [])
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
    let ending: String
    switch command.completion([]) {
    case .files(let ofFiles): ending = ofFiles
    // A session's name with a slash in it is a path.
    case .sessions where path.contains("/") || path.hasPrefix("\"") || path == "~": ending = ".json"
    default: return nil
    }
    let completion = PathCompletion(path, ending: ending).completion(replacing: range)
    return completion.candidates.isEmpty ? nil : completion
  }

  private func words(_ words: Command.Words) -> [String] {
    switch words {
    case .none, .files: []
    case .fixed(let words): words
    case .masks: chat.library.masks.sorted()
    case .worn: chat.stage.declared.masks.map(\.name)
    case .sessions: options.folder.names
    case .branches: chat.document.branches.keys.sorted()
    case .settings: Settings.table.map(\.name) + ["report"]
    case .valueOfSetting("blend"): Settings.BlendMode.allCases.map(\.rawValue)
    case .valueOfSetting(let name):
      Settings.table.filter { $0.name == name }.map { $0.read(chat.stage.settings) }
    case .commands: Command.table.map(\.name)
    }
  }
}
