// A program to test the line editor with: says on standard output what each read brought, as JSON.
// Arguments: --history FILE, --draft TEXT (stands in the first line already), --limit BYTES
// (longest line), --no-fallback (take no UTF-8 locale the user did not ask for).

import Foundation
import Terminal

let words = ["grandmother", "grandfather", "größe", "pirate"]

func complete(_ line: String, _ cursor: Int) -> Completion {
  let before = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
  let word = before.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
  return Completion(
    replacing: cursor - word.utf8.count..<cursor,
    with: words.filter { $0.hasPrefix(word) })
}

func report(_ event: [String: String]) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  try Output.content.writeLine(String(decoding: encoder.encode(event), as: UTF8.self))
}

func run(_ arguments: [String]) throws {
  func value(_ name: String) -> String? {
    arguments.firstIndex(of: name).map { arguments[$0 + 1] }
  }
  let historyPath = value("--history")
  let locale = TextLocale.adopt(
    fallbacks: arguments.contains("--no-fallback") ? [] : TextLocale.fallbacks)
  let source = openLineSource(
    options: .init(
      historyFile: historyPath.map { URL(filePath: $0) },
      maximumLineLength: value("--limit").flatMap { Int($0) } ?? 4 << 20),
    locale: locale,
    notify: { try? report(["notice": $0]) },
    complete: complete)
  let palette = Palette(choice: .auto, isTerminal: source.isInteractive)
  for number in 1... {
    let prompt = Prompt(
      palette.paint("probe", .mask(0)) + palette.paint(" \(number)", .dim) + "> ",
      right: palette.paint("depth \(number).0", .dim),
      draft: number == 1 ? value("--draft") ?? "" : "")
    switch source.readLine(prompt: prompt) {
    case .line(let line):
      let limit = source.lastLineLimit.map { ["limit": String($0)] } ?? [:]
      try report(
        ["line": line, "repaired": String(source.lastLineWasRepaired)].merging(limit) { $1 })
    case .text(let text):
      try report(["text": text])
    case .cancelled:
      try report(["event": "cancelled"])
    case .endOfInput:
      return try report(["event": "end"])
    case .failed(let error):
      return try report(["failed": error.description])
    case .terminated(let signal):
      try report(["event": "terminated \(signal)"])
      return Interrupts.endProgram(by: signal)
    }
  }
}

do {
  try run(CommandLine.arguments)
} catch {
  try? Output.notices.writeLine("\(error)")
  exit(1)
}
