package import Engine
import MaskInference
package import Sessions
import Terminal

/// The replies to the last words beside one another, each with how far it is in character.
package struct SwipeView {
  private let turns: [Turn]
  private let chosen: Int?
  private let words: String
  private let console: Console
  private let colours: MaskColours

  /// Prepares the replies to the last words on the way to where `document` is.
  package init(
    _ document: SessionDocument, console: Console, colours: MaskColours
  ) {
    let reply = document.lastReply(upTo: document.tree.head)
    let question = reply.flatMap(document.lastWords(upTo:))
    let places = question.map(document.replies(toWordsAt:)) ?? (reply.map { [$0] } ?? [])
    turns = places.compactMap(document.turn(at:))
    chosen = reply.flatMap(places.firstIndex(of:))
    words = reply.map(document.question(answeredAt:)) ?? ""
    self.console = console
    self.colours = colours
  }

  /// The number, from one, of the reply that is most in character: whose declared mask has the most
  /// weight.
  ///
  /// It is the first of equals, and `nil` where there is none.
  package var best: Int? {
    turns.indices.max { left, right in
      (turns[left].inCharacter, right) < (turns[right].inCharacter, left)
    }.map { $0 + 1 }
  }

  /// The lines, without line ends.
  package var lines: [String] {
    let count = "\(turns.count) \(turns.count == 1 ? "reply" : "replies") to  "
    let heading =
      "  " + count
      + console.onOneLine(words, columns: max(10, console.width - count.count - 3))
    let widest = turns.map { DisplayWidth.columns(of: $0.wornName) }.max() ?? 0
    let cells = console.width >= 70 ? 5 : 0
    return [heading] + turns.enumerated().map { line($1, at: $0, widest: widest, cells: cells) }
      + hints
  }

  private func line(_ turn: Turn, at index: Int, widest: Int, cells: Int) -> String {
    let style = turn.wornName == "bare" ? Style.dim : .mask(colours[turn.wornName])
    let bar = Bar.draw(turn.inCharacter, cells: cells, ascii: !console.drawsUnicode)
    let name = DisplayWidth.padded(turn.wornName, to: widest)
    let share = DisplayWidth.padded(Figures.share(turn.inCharacter), to: 3)
    let head =
      "  \(index == chosen ? "▸" : " ") \(index + 1)  "
      + console.palette.paint(
        name + " " + (cells > 0 ? DisplayWidth.padded(bar, to: cells) + " " : "") + share, style)
      + "  "
    let leader = turn.report.leader
    let note = leader.name == turn.wornName ? "" : "(\(leader.name)!) "
    let room = max(10, console.width - DisplayWidth.columns(of: head) - 1)
    return head + console.onOneLine(note + turn.reply, columns: room)
  }

  private var hints: [String] {
    let hint: String? =
      if turns.count < 2 {
        "`:retry` adds another"
      } else if let best {
        "most in character: \(best)   `:swipe N` chooses one, `:swipe best` that one"
      } else { nil }
    return hint.map { ["  " + console.palette.paint($0, .dim)] } ?? []
  }
}

extension Turn {
  /// The name of the mask that was declared outermost.
  package var wornName: String { report.declared.outermost?.name ?? "bare" }

  /// How far the reply is in character: the weight of the mask that was declared outermost.
  var inCharacter: Double {
    report.declared.outermost.map { report.blend[$0.name] ?? 0 } ?? report.bare
  }
}

extension TurnReport {
  /// Who has the most weight, the bare model among them.
  var leader: (name: String, weight: Double) {
    let all = blend.map { (name: $0.key, weight: $0.value) } + [(name: "bare", weight: bare)]
    return all.min { ($1.weight, $0.name) < ($0.weight, $1.name) } ?? (name: "bare", weight: bare)
  }
}
