import Engine
import MaskInference
package import Sessions
import Support
import Terminal

/// The conversation drawn as a tree: a line for each turn, with who led it.
///
/// The branch that leads to where the chat is runs straight down; the others leave it to the right
/// just below the turn they come from.
package struct TreeView {
  /// The longest run of turns without anything else that is drawn in full.
  private static let longestRun = 8
  /// How many turns are drawn at either end of a longer one.
  private static let endOfRun = 3
  /// The columns that a mask's name may take.
  private static let longestName = 16

  private let document: SessionDocument
  private let isWhole: Bool
  private let console: Console
  private let colours: MaskColours
  private let forest: TurnForest
  private let widestName: Int
  private let hasSlips: Bool

  /// Prepares a chat for the console; `isWhole` draws every turn of a long one.
  package init(
    _ document: SessionDocument, isWhole: Bool = false, console: Console,
    colours: MaskColours
  ) {
    self.document = document
    self.isWhole = isWhole
    self.console = console
    self.colours = colours
    forest = TurnForest(document)
    let turns = document.replyPlaces.compactMap(document.turn(at:))
    widestName = min(
      Self.longestName, turns.map { DisplayWidth.columns(of: $0.report.leader.name) }.max() ?? 0)
    hasSlips = turns.contains { $0.report.leader.name != $0.wornName }
  }

  /// The lines, without line ends.
  package var lines: [String] {
    guard document.turns > 0 else { return ["  there is no reply yet"] }
    var lines: [String] = []
    var waiting: [Work] = []
    if forest.following(0).count > 1 {
      lines.append(forest.here == 0 ? "  ● start  ◂ here" : "  ● start")
    }
    waiting.append(.turns(after: 0, rails: ""))
    while let work = waiting.popLast() {
      switch work {
      case .turns(let parent, let rails):
        // The straight line goes on last, so it waits longest.
        guard let main = forest.main(after: parent) else { continue }
        waiting.append(.turn(main, rails: rails, joint: ""))
        for side in forest.following(parent).reversed() where side != main {
          waiting.append(.turn(side, rails: rails + "│ ", joint: "├─"))
        }
      case .turn(let number, let rails, let joint):
        let run = run(from: number)
        let shown =
          isWhole || run.count <= Self.longestRun
          ? run : Array(run.prefix(Self.endOfRun) + run.suffix(Self.endOfRun))
        for (index, turn) in shown.enumerated() {
          if shown.count < run.count, index == Self.endOfRun {
            let left = run.count - shown.count
            lines.append(
              remark("\(left) turns, `:tree all` shows them", after: "\(fitting(rails))⋮ "))
          }
          let isBeginning = index == 0 && !joint.isEmpty
          lines.append(
            line(turn, rails: isBeginning ? rails.dropLast(2) + joint : rails))
        }
        waiting.append(.turns(after: run[run.count - 1], rails: rails))
      }
    }
    return lines
      + (hasSlips
        ? [remark("! = the likeliest mask is not the one you declared", after: "")] : [])
  }

  private func remark(_ text: String, after rails: String) -> String {
    let room = console.width - rails.count - 2
    return "  \(rails)" + console.palette.paint(console.shortened(text, to: room), .dim)
  }

  /// The rails, cut where branches leave branches without end: there must be room for the words.
  private func fitting(_ rails: String) -> String {
    let most = max(4, (console.width - 24) / 4)
    let mark = console.plain("…")
    return rails.count > most ? mark + rails.suffix(most - mark.count) : rails
  }

  private enum Work {
    case turn(Int, rails: String, joint: String)
    case turns(after: Int, rails: String)
  }

  /// The turns from `number` on that follow one another with nothing beside them.
  private func run(from number: Int) -> [Int] {
    var run = [number]
    while let last = run.last, last != forest.here, forest.following(last).count == 1,
      let next = forest.main(after: last), let place = document.place(ofTurn: next),
      forest.labels(at: place).isEmpty
    { run.append(next) }
    return run
  }

  private func line(_ number: Int, rails: String) -> String {
    guard let place = document.place(ofTurn: number), let turn = document.turn(at: place) else {
      return ""
    }
    let isOnWay = forest.leadsHere(number)
    let isHere = forest.here == number
    let head = "  \(fitting(rails))\(isOnWay ? "●" : "○") \(number)  "
    let tail = tail(of: turn)
    let labels = forest.labels(at: place).map { "[\(TextSanitizer.clean($0))] " }.joined()
    let room = max(
      8, console.width - DisplayWidth.columns(of: head) - DisplayWidth.columns(of: tail) - 4)
    let words = DisplayWidth.padded(
      console.onOneLine(
        labels + text(of: turn, at: place, number: number), columns: room), to: room)
    return head + (isOnWay ? words : console.palette.paint(words, .dim)) + " " + tail
      + (isHere ? " ◂" : "")
  }

  /// What the user said, or for another reply to the same words what was answered.
  private func text(of turn: Turn, at place: Int, number: Int) -> String {
    let isAgain = document.lastWords(upTo: place).map { words in
      forest.following(forest.parent(of: number)).contains { other in
        other < number
          && document.place(ofTurn: other).flatMap(document.lastWords(upTo:)) == words
      }
    }
    return isAgain == true ? "↻ \(turn.reply)" : document.question(answeredAt: place)
  }

  /// Who led the turn, marked where it is not the mask that was worn.
  private func tail(of turn: Turn) -> String {
    let leader = turn.report.leader
    let style = leader.name == "bare" ? Style.dim : .mask(colours[leader.name])
    let cells = console.width >= 70 ? 5 : 0
    let bar = Bar.draw(leader.weight, cells: cells, ascii: !console.drawsUnicode)
    let name = DisplayWidth.padded(
      console.shortened(leader.name, to: Self.longestName), to: widestName)
    return (leader.name == turn.wornName ? "  " : "! ")
      + console.palette.paint(
        name + " " + (cells > 0 ? DisplayWidth.padded(bar, to: cells) + " " : "")
          + DisplayWidth.padded(Figures.share(leader.weight), to: 3), style)
  }
}

/// The turns of a chat, each with the turns that follow it; turn 0 is the start.
private struct TurnForest {
  private var parents: [Int] = [0]
  private var children: [Int: [Int]] = [:]
  private var names: [Int: [String]] = [:]
  private var way: Set<Int> = [0]
  /// The turn where the chat is.
  let here: Int

  init(_ document: SessionDocument) {
    func turn(upTo place: Int) -> Int {
      document.lastReply(upTo: place).flatMap(document.number(ofTurnAt:)) ?? 0
    }
    here = turn(upTo: document.tree.head)
    var named: Set<String> = []
    for (index, place) in document.replyPlaces.enumerated() {
      let parent = turn(upTo: document.tree.parent(of: place) ?? 0)
      parents.append(parent)
      children[parent, default: []].append(index + 1)
      let start = document.place(ofTurn: parent) ?? 0
      for step in document.tree.path(to: place, after: start) {
        if let name = document.branchName(at: step), named.insert(name).inserted {
          names[place, default: []].append(name)
        }
      }
    }
    var number = here
    while number > 0 {
      way.insert(number)
      number = parents[number]
    }
    // A branch is named at its first turn, or where it leaves while it has none.
    for (name, beginning) in document.branches.sorted(by: { $0.value < $1.value })
    where !named.contains(name) {
      names[document.lastReply(upTo: beginning) ?? 0, default: []].append(name)
    }
  }

  func parent(of number: Int) -> Int { parents[number] }
  func following(_ number: Int) -> [Int] { children[number] ?? [] }
  func labels(at place: Int) -> [String] { names[place] ?? [] }
  func leadsHere(_ number: Int) -> Bool { way.contains(number) }

  /// The turn that goes straight on after `number`: the one on the way to where the chat is, else
  /// the first there was.
  func main(after number: Int) -> Int? {
    following(number).first(where: way.contains) ?? following(number).first
  }
}
