import Engine
import Foundation
import Sessions
import Support
import Terminal
import Views

extension Command {
  /// `:set` shows the settings or changes one.
  static var set: Command {
    Command(
      name: "set", arguments: "[NAME [VALUE]]", summary: "show the settings, or change one",
      example: ":set temperature 0.9",
      completion: { words in
        switch words.count {
        case 0: [.fixed(Settings.table.map(\.name) + ["report"])]
        case 1: [values(of: words[0])]
        default: []
        }
      },
      run: { repl, text in try repl.set(text) })
  }

  /// What a setting may be, where that can be listed, or else what it is.
  private static func values(of name: String) -> Words {
    switch name {
    case "report": .fixed(ReportLength.allCases.map(\.rawValue))
    case "blend": .fixed(Settings.BlendMode.allCases.map(\.rawValue))
    default:
      .found { repl in
        Settings.table.filter { $0.name == name }.map { $0.read(repl.chat.state.settings) }
      }
    }
  }
}

extension Repl {
  fileprivate func set(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else {
      console.tell(
        SettingLine(
          name: "report", value: reportLength.rawValue, summary: ReportLength.summary,
          width: console.width, palette: console.palette
        ).lines)
      for row in Settings.table {
        console.tell(
          SettingLine(row, of: chat.state.settings, width: console.width, palette: console.palette)
            .lines)
      }
      console.tell("  `:set NAME VALUE` changes one; `:set NAME` shows its range.")
      return
    }
    if name == "report" { return try setReport(words.count > 1 ? words[1] : "") }
    guard let row = Settings.table.first(where: { $0.name == name }) else {
      let near = EditDistance.nearest(to: name, among: Settings.table.map(\.name) + ["report"])
      throw CommandError(
        "there is no setting \(TextSanitizer.clean(name)). "
          + (near.map { "Did you mean \($0)? " } ?? "") + "`:set` lists them.")
    }
    guard words.count > 1 else {
      return console.tell(
        "  \(row.name) is \(row.read(chat.state.settings)): \(row.summary), \(row.range); "
          + "`:set \(row.name) VALUE` changes it")
    }
    try change(name, to: words[1].trimmingCharacters(in: .whitespaces))
  }

  /// Changes the length of reports: what is shown is no part of the session.
  private func setReport(_ value: String) throws {
    if !value.isEmpty {
      let value = value.trimmingCharacters(in: .whitespaces)
      guard let length = ReportLength(rawValue: value) else {
        throw CommandError(
          "report cannot be \"\(TextSanitizer.clean(value))\": it takes \(ReportLength.range), "
            + "such as `:set report \(ReportLength.usual.rawValue)`.")
      }
      reportLength = length
    }
    console.tell(
      "  report is \(reportLength.rawValue)"
        + (value.isEmpty ? ": \(ReportLength.summary); it takes \(ReportLength.range)" : ""))
  }
}
