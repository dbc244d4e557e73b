import Foundation
import MaskInference
import Personas
import Sessions
public import Terminal
import Theatre

extension Repl {
  /// What Tab can make of the word at the cursor: commands, masks, sessions, settings, paths.
  public func complete(_ line: String, cursor: Int) -> Completion {
    let typed = String(decoding: Array(line.utf8.prefix(cursor)), as: UTF8.self)
    guard typed.hasPrefix(":"), !typed.hasPrefix("::") else { return .none(at: cursor) }
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
      let expected = command.completion(arguments)
      // A session's name with a slash in it is a path.
      if case .sessions = expected, word.contains("/") || word == "~" {
        return PathCompletion(word, ending: ".json").completion(replacing: range)
      }
      candidates =
        self.words(expected)
        + (command.name == "mask" && arguments.isEmpty ? ["only", "drop", "say"] : [])
    }
    return Completion(replacing: range, with: candidates.filter { $0.hasPrefix(word) })
  }

  private func words(_ words: Command.Words) -> [String] {
    switch words {
    case .none: []
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
