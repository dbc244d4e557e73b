import Engine
import Foundation
import LanguageModels
import MaskInference
package import Sessions
import Terminal

/// A recorded chat as lines of a terminal: what was said, and the report of each turn.
package struct ReplayView {
  private let document: SessionDocument
  private let console: Console
  private let colours: MaskColours

  /// Prepares a recorded chat for the console.
  package init(
    _ document: SessionDocument, console: Console, colours: MaskColours
  ) {
    self.document = document
    self.console = console
    self.colours = colours
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
      case .model(let model): lines += ["", console.palette.paint("  model \(model.name)", .dim)]
      case .utterance(let text):
        lines += ["", SpokenLine("you", console: console).record(of: text)]
      case .reply(let turn):
        lines.append(SpokenLine(turn.wornName, console: console).record(of: turn.reply))
        lines += TurnView(turn, console: console, colours: colours).lines
      case let event: if let typed = event.asTyped { lines.append("  " + typed) }
      }
    }
    return lines
  }
}
