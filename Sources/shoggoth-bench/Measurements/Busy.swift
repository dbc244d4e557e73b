import ArgumentParser
import Engine
import LanguageModels

/// What a turn costs while another process keeps one core busy.
struct Busy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the same turns while another process keeps one core busy, and idle.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Blocks of turns; each is played idle, then busy.")
  var blocks = 5

  @Option(help: "Turns in a block.")
  var turns = 4

  func validate() throws {
    guard blocks > 0, turns > 0 else {
      throw ValidationError("blocks and turns are whole numbers from 1 up.")
    }
  }

  func run() throws {
    // Two chats, because each remembers which number of threads was fastest: one that has just been
    // beside a busy core is not yet as fast as it is idle.
    var idleChat = try TimedChat(masks: 8, options)
    var busyChat = try TimedChat(masks: 8, options)
    var findings = Findings(options)
    findings.begin(
      "turn, 16 hypotheses",
      columns: ["tokens", "asleep", "busy over idle", "settling busy over idle"])
    var turnRatios: [Double] = []
    var settlingRatios: [Double] = []
    for block in 0..<blocks {
      let first = 1 + block * turns
      let idle = try play(first, isBusy: false, &idleChat)
      let busy = try play(first, isBusy: true, &busyChat)
      for (number, (idle, busy)) in zip(idle, busy).enumerated() {
        guard idle.words == busy.words else { throw Failure.otherWords(turn: first + number) }
        turnRatios.append(busy.seconds / idle.seconds)
        settlingRatios.append(busy.settling / idle.settling)
        try findings.add(
          "\(first + number)",
          [
            Double(idle.words.count), Double(idle.asleep), busy.seconds / idle.seconds,
            busy.settling / idle.settling,
          ])
      }
    }
    try findings.add(
      .atMost(
        2.5, "turn beside a busy core over the same turn idle, 16 hypotheses",
        turnRatios.quantile(0.5), low: turnRatios.quantile(0.025),
        high: turnRatios.quantile(0.975)))
    try findings.add(
      Figure(
        name: "settling beside a busy core over settling idle, 16 hypotheses",
        value: settlingRatios.quantile(0.5), low: settlingRatios.quantile(0.025),
        high: settlingRatios.quantile(0.975)))
  }

  /// What may go wrong with the comparison.
  private enum Failure: Error, CustomStringConvertible {
    case otherWords(turn: Int)

    var description: String {
      switch self {
      case .otherWords(let turn): "turn \(turn) has other words when a core is busy"
      }
    }
  }

  /// A turn that was timed.
  private struct TimedTurn {
    let words: [Token]
    let asleep: Int
    /// Until it was given back, in seconds.
    let seconds: Double
    /// Until all lanes had read it, from then on, in seconds.
    let settling: Double
  }

  /// Plays the turns of a block from `first` on, each settled before the next.
  private func play(
    _ first: Int, isBusy: Bool, _ chat: inout TimedChat
  ) throws -> [TimedTurn] {
    let neighbour = isBusy ? try BusyNeighbour() : nil
    defer { neighbour?.end() }
    let clock = ContinuousClock()
    var timed: [TimedTurn] = []
    for number in first..<first + turns {
      // What the lanes have still to read is read while the person types.
      while try chat.conversation.rest(atMost: .max) {}
      let start = clock.now
      let turn = try chat.play(number, sleeping: Engine.usualSleepingShare)
      let given = clock.now
      try chat.conversation.readByAll()
      timed.append(
        TimedTurn(
          words: turn.sentences.flatMap(\.tokens),
          asleep: turn.sentences.last?.asleep?.count ?? 0,
          seconds: (given - start) / .seconds(1), settling: (clock.now - given) / .seconds(1)))
    }
    try neighbour?.check()
    return timed
  }
}
