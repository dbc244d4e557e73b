import Foundation
import LanguageModels
import MaskInference
package import Sessions
import Support
import Terminal
import Theatre

/// A recorded chat as lines of a terminal: what was said, and the report of each turn.
package struct ReplayView {
  private let document: SessionDocument
  private let console: Console
  private let colour: (String) -> Int

  /// Prepares a recorded chat for the console.
  package init(
    _ document: SessionDocument, console: Console, colour: @escaping (String) -> Int
  ) {
    self.document = document
    self.console = console
    self.colour = colour
  }

  /// The lines, without line ends.
  package var lines: [String] {
    let opening = document.opening
    var lines = [
      console.palette.paint(
        "\(opening.model.name), seed \(opening.seed), "
          + "\(document.turns) turn\(document.turns == 1 ? "" : "s")", .dim)
    ]
    for entry in document.conversation {
      switch entry.event {
      case .mask: lines.append("  " + console.palette.paint(entry.event.asTyped ?? "", .name))
      case .setting, .seed, .branch: lines.append("  " + (entry.event.asTyped ?? ""))
      case .model(let model): lines += ["", console.palette.paint("  model \(model.name)", .dim)]
      case .goTo: break
      case .utterance(let text):
        lines += ["", wrapped("you", text)]
      case .reply(let turn):
        let speaker = turn.report.declared.outermost?.name ?? "bare"
        lines.append(wrapped(speaker, turn.reply))
        lines += TurnView(turn, console: console, colour: colour).lines
      }
    }
    return lines
  }

  private func wrapped(_ name: String, _ text: String) -> String {
    let head = console.drawsUnicode ? "\(name) ▸ " : "\(name) > "
    var wrapper = WordWrapper(
      width: console.width, indent: 2, column: DisplayWidth.columns(of: head))
    let clean = TextSanitizer.clean(text).trimmingCharacters(in: .whitespacesAndNewlines)
    return console.palette.paint(head, .name) + wrapper.wrap(clean) + wrapper.finish()
  }
}
