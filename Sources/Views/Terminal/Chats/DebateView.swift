import Engine
import Foundation
import MaskInference
package import Sessions
import Terminal

/// The debate of the two views as lines of a terminal.
package struct DebateView {
  /// The most turns drawn; of a longer chat the last are.
  private static let drawnTurns = 12

  private let fold: DebateReplay
  private let console: Console

  /// Prepares a debate for the console.
  package init(_ fold: DebateReplay, console: Console) {
    self.fold = fold
    self.console = console
  }

  /// The lines, without line ends.
  package var lines: [String] {
    let rows =
      row("debate", verdict) + row("evidence", evidence) + row("priors", priors)
      + row("leak", leak) + row("actor", actor)
    return (rows + trajectory + warnings).map(console.plain)
  }

  private var debate: Debate { fold.debate }

  /// Wraps `text` after a label.
  private func row(_ label: String, _ text: String) -> [String] {
    wrapped(console.palette.paint(DisplayWidth.padded(label, to: 9), .dim), text, indent: 11)
  }

  private func wrapped(_ head: String, _ text: String, indent: Int) -> [String] {
    var wrapper = WordWrapper(width: console.width, indent: indent, column: indent)
    let body = wrapper.wrap(text) + wrapper.finish()
    return ("  " + head + body).split(separator: "\n").map(String.init)
  }

  private var verdict: String {
    let nats = debate.logBayesFactor
    let odds =
      nats.magnitude > log(1e6) ? "over a million" : String(format: "%.0f", exp(nats.magnitude))
    return switch debate.verdict {
    case .actor:
      "the words favour the actor under the mask over masks all the way down, \(odds) to 1"
    case .masks:
      "the words favour masks all the way down over the actor under the mask, \(odds) to 1"
    case .undecided:
      "undecided: the words \(leaning), and a verdict takes "
        + "\(Figures.tenth(Debate.decisiveNats)) nats"
    }
  }

  private var leaning: String {
    let nats = Figures.tenth(debate.logBayesFactor.magnitude)
    guard nats != "0.0" else { return "lean neither way" }
    let side =
      debate.logBayesFactor > 0 ? "the actor under the mask" : "masks all the way down"
    return "lean to \(side) by \(nats)"
  }

  private var evidence: String {
    let count = debate.trajectory.count
    let probability = debate.probabilityOfActor
    let nats = Figures.tenth(debate.logBayesFactor.magnitude)
    let side = debate.logBayesFactor < 0 ? "masks" : "actor"
    var text =
      "log Bayes factor \(nats) nats for the \(side) in \(count) sentence\(count == 1 ? "" : "s"); "
      + "posterior actor \(Figures.share(probability)), masks \(Figures.share(1 - probability))"
    if fold.tempered > 0 {
      text += "; \(fold.tempered) that no single hypothesis spoke count by beta"
    }
    if debate.leftOut > 0 { text += "; \(debate.leftOut) left out for want of scores" }
    return text
  }

  private var priors: String {
    let odds = debate.priorOdds
    let stated =
      odds >= 1
      ? "\(Figures.number(odds)) to 1 for the actor"
      : "\(Figures.number(1 / odds)) to 1 for the masks"
    let prior = debate.actor.leakPrior
    let letters = console.drawsUnicode ? ["ε", "κ", "ρ"] : ["epsilon", "kappa", "rho"]
    return "odds \(odds == 1 ? "1 to 1" : stated); actor: \(letters[0]) ~ Beta(\(prior.leaks), "
      + "\(prior.keeps)); masks: \(letters[1]) "
      + "\(Figures.number(fold.settings.transition.persistence)), \(letters[2]) "
      + "\(Figures.number(fold.settings.prior.depthDecay))"
      + (fold.isRetuned ? "; these changed during the chat, and each turn uses its own" : "")
  }

  private var leak: String {
    func told(_ leak: LeakPosterior) -> String {
      let interval = leak.interval(0.9)
      return "\(Figures.share(leak.mean)) (90 %: \(Figures.share(interval.lowerBound)) to "
        + "\(Figures.share(interval.upperBound)))"
    }
    return "if there is an actor, it speaks through the mask in \(told(debate.actor.leak)) of the "
      + "sentences; the prior alone says \(told(debate.actor.leakPrior.beforeEvidence))"
  }

  private var actor: String {
    let missing = debate.withoutActor
    return "its own voice is the lane of \(debate.actor.actor), and it wears one mask at most"
      + (missing > 0
        ? "; that lane has no score for \(missing) sentence\(missing == 1 ? "" : "s")" : "")
  }

  /// A bar for each turn: how far the debate had come, and to which side.
  private var trajectory: [String] {
    let shown = fold.steps.suffix(Self.drawnTurns)
    let hidden = fold.steps.count - shown.count
    let finite = shown.map(\.logBayesFactor.magnitude).filter(\.isFinite)
    let scale = max(Debate.decisiveNats, finite.max() ?? 0)
    let cells = max(8, min(32, console.width - 31))
    var lines: [String] = []
    for (index, step) in shown.enumerated() {
      let nats = step.logBayesFactor
      let side = nats < 0 ? "masks" : "actor"
      let bar = Bar.draw(
        nats.magnitude / scale, cells: cells, ascii: !console.drawsUnicode)
      let label = console.palette.paint(index == 0 ? "turn     " : "         ", .dim)
      let number = String(format: "%3d  \(side) %6.1f", step.turn, nats.magnitude)
      lines.append(
        "  \(label)\(number) \(console.palette.paint(bar, .mask(nats < 0 ? 1 : 0)))")
    }
    if hidden > 0 {
      lines.append(
        "           "
          + console.palette.paint("… and \(hidden) turn\(hidden == 1 ? "" : "s") before", .dim))
    }
    return lines
  }

  private var warnings: [String] {
    guard fold.sampled > 0 else { return [] }
    let count = fold.sampled
    let share =
      count == debate.trajectory.count
      ? "All sentences were" : "\(count) sentence\(count == 1 ? " was" : "s were")"
    return wrapped(
      "! ",
      "\(share) drawn under `:blend sample`, the model of the masks view. Every slip among them "
        + "favours that view by construction. Slips: "
        + "\(fold.slipped == 0 ? "none" : "\(fold.slipped)").",
      indent: 4
    ).map { console.palette.paint($0, .warning) }
  }
}

extension Figures {
  /// A number as it was typed: no more digits than it has, four at most.
  fileprivate static func number(_ value: Double) -> String { String(format: "%.4g", value) }
}
