import Foundation

/// A person at the terminal of the program: reads what is said, thinks for a while, types.
final class TypingPerson {
  /// A turn as the person lived through it.
  struct Turn {
    /// From Enter to the first letter of the reply, in seconds; no number where nothing was said.
    let firstWord: Double
    /// From Enter until a line can be typed again, in seconds.
    let whole: Double
    /// The processor time of the program meanwhile, in seconds.
    let processorTime: Double
    /// Its processor time from then on until the next Enter, in seconds.
    var afterwards = 0.0
    /// The longest that a letter took to appear, in seconds; no number where all came at once.
    let longestKey: Double
    /// Letters that did not appear.
    let missingKeys: Int
    /// How many cores other programs kept busy during the turn.
    let others: Double
    /// The most memory that the program has had by then, in bytes.
    let peakMemory: Int?
  }

  private let program: WatchedProgram
  private let clock = ContinuousClock()
  private var echoes = KeyEchoes()
  private var said: [UInt8] = []
  private var drawn: [UInt8] = []

  private static let prompt = Array("you ▸".utf8)
  private static let label = Array(" ▸ ".utf8)
  private static let patience = Duration.seconds(600)
  /// Between two letters.
  private static let stroke = Duration.milliseconds(15)

  /// Sits down and waits until a line can be typed.
  ///
  /// - Throws: `WatchedProgram.Failure` where that never comes.
  init(at program: WatchedProgram) throws {
    self.program = program
    try awaitPrompt(afterReply: false) { _ in }
  }

  /// Plays a chat, and waits at its end until the program has nothing left to do.
  ///
  /// - Parameters:
  ///   - turns: what is typed.
  ///   - pause: from the end of a reply, or of the last command after it, to the next Enter.
  /// - Returns: the turns as the person lived through them.
  /// - Throws: `WatchedProgram.Failure` where the program ends or never asks for another line.
  func play(_ turns: some Sequence<TypedChat.Turn>, pausing pause: Duration) throws -> [Turn] {
    var played: [Turn] = []
    var atPrompt = ProcessorTime.of(program.process)
    for turn in turns {
      for command in turn.commands { try order(command) }
      echoes = KeyEchoes()
      if pause > .zero { try type(turn.line, within: pause) }
      let atEnter = ProcessorTime.of(program.process)
      if !played.isEmpty { played[played.count - 1].afterwards = atEnter - atPrompt }
      let load = MachineLoad(besides: atEnter)
      let enter = clock.now
      forget()
      try program.press(((pause > .zero ? "" : turn.line) + "\r").utf8)
      var firstWord: ContinuousClock.Instant?
      let end = try awaitPrompt(afterReply: true) { instant in
        if firstWord == nil, hasFirstWord { firstWord = instant }
      }
      atPrompt = ProcessorTime.of(program.process)
      played.append(
        Turn(
          firstWord: firstWord.map { ($0 - enter) / .seconds(1) } ?? .nan,
          whole: (end - enter) / .seconds(1), processorTime: atPrompt - atEnter,
          longestKey: echoes.longest ?? .nan, missingKeys: echoes.missing,
          others: load.others(besides: atPrompt),
          peakMemory: PeakMemory.bytes(of: program.process)))
    }
    try awaitRest()
    if !played.isEmpty {
      played[played.count - 1].afterwards = ProcessorTime.of(program.process) - atPrompt
    }
    return played
  }

  /// Leaves.
  func leave() throws -> WatchedProgram.Usage {
    try program.press(":quit\r".utf8)
    return try program.awaitEnd(within: Self.patience)
  }

  private func order(_ command: String) throws {
    forget()
    try program.press((command + "\r").utf8)
    try awaitPrompt(afterReply: false) { _ in }
  }

  /// Types a line letter by letter in the last part of a pause.
  private func type(_ line: String, within pause: Duration) throws {
    let end = clock.now + pause
    let keys = Array(line.utf8)
    let stroke = min(Self.stroke, pause / (keys.count + 1))
    for (index, key) in keys.enumerated() {
      try watch(until: end - stroke * (keys.count - index))
      echoes.press(key, at: clock.now)
      try program.press([key])
    }
    try watch(until: end)
  }

  private func watch(until end: ContinuousClock.Instant) throws {
    while let arrival = try program.next(before: end) { notice(arrival) }
  }

  private func forget() {
    said = []
    drawn = []
  }

  private func notice(_ arrival: WatchedProgram.Arrival) {
    switch arrival.place {
    case .output: said += arrival.bytes
    case .terminal:
      drawn += arrival.bytes
      echoes.draw(arrival.bytes, at: arrival.instant)
    }
  }

  /// Waits until a line can be typed; after a reply, the reply's line end stands before that.
  @discardableResult
  private func awaitPrompt(
    afterReply: Bool, _ take: (ContinuousClock.Instant) -> Void
  ) throws -> ContinuousClock.Instant {
    let deadline = clock.now + Self.patience
    while let arrival = try program.next(before: deadline) {
      notice(arrival)
      take(arrival.instant)
      let isSaid = !afterReply || said.last == UInt8(ascii: "\n")
      if isSaid, arrival.place == .terminal, drawn.firstRange(of: Self.prompt) != nil {
        return arrival.instant
      }
    }
    throw WatchedProgram.Failure(
      description: "the prompt was waited for in vain; the screen ends with "
        + String(decoding: drawn.suffix(400), as: UTF8.self).debugDescription)
  }

  /// Whether something stands after the speaker's name.
  private var hasFirstWord: Bool {
    said.firstRange(of: Self.label).map { $0.upperBound < said.count } ?? false
  }

  /// Waits until the program uses next to no processor time.
  private func awaitRest() throws {
    let look = Duration.milliseconds(500)
    let deadline = clock.now + .seconds(60)
    var before = ProcessorTime.of(program.process)
    while clock.now < deadline {
      try watch(until: clock.now + look)
      let now = ProcessorTime.of(program.process)
      if now - before < 0.005 { return }
      before = now
    }
  }
}
