import ArgumentParser
import Engine
import LanguageModels

/// Whether turns become dearer as a chat goes on.
struct Growth: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time a hundred turns, each over generating the same reply alone at the same length.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Turns played.")
  var turns = 100

  /// Turns that are looked at together.
  private static let stretch = 10

  func validate() throws {
    guard turns >= 3 * Self.stretch else {
      throw ValidationError("turns is \(3 * Self.stretch) or more.")
    }
  }

  func run() throws {
    var chat = try TimedChat(masks: 8, options)
    let alone = try LoneSpeaker(chat.model)
    var findings = Findings(options)
    findings.begin(
      "turns, 16 hypotheses", columns: ["over alone", "lowest", "highest", "forgot"])
    let clock = ContinuousClock()
    var ratios: [Double] = []
    var forgetful = 0
    for number in 1...turns {
      let start = clock.now
      let turn = try chat.play(number, sleeping: Engine.usualSleepingShare)
      let whole = (clock.now - start) / .seconds(1)
      while try chat.conversation.rest(atMost: .max) {}
      ratios.append(whole / (try alone.say(turn)))
      if !turn.notices.isEmpty { forgetful += 1 }
      guard number.isMultiple(of: Self.stretch) else { continue }
      let latest = Array(ratios.suffix(Self.stretch))
      try findings.add(
        "\(number - Self.stretch + 1) to \(number)",
        [
          latest.quantile(0.5), latest.quantile(0), latest.quantile(1), Double(forgetful),
        ])
      forgetful = 0
    }
    // The ten turns about the tenth; one turn by itself says more of its words than of the chat.
    let early = Array(ratios[5..<5 + Self.stretch])
    let late = Array(ratios.suffix(Self.stretch))
    try findings.add(
      .atMost(
        1.1, "turn \(turns) over turn 10, each over generation alone at that length",
        late.quantile(0.5) / early.quantile(0.5), low: late.quantile(0.25) / early.quantile(0.75),
        high: late.quantile(0.75) / early.quantile(0.25)))
    try findings.add(
      Figure(
        name: "the same of the mean turns",
        value: late.reduce(0, +) / early.reduce(0, +)))
  }
}
