import ArgumentParser
import Engine
import Foundation
import LanguageModels
import MaskInference

/// What inference costs beside the reply itself.
struct Speed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time a turn over generating the same reply alone, and what sleeping lanes get wrong."
  )

  @OptionGroup var options: BenchOptions

  @Option(help: "Turns measured.")
  var turns = 20

  @Option(help: "How much of the belief may sleep through a turn.")
  var sleeping = Engine.usualSleepingShare

  func run() throws {
    var findings = Findings(options)
    for (masks, target) in [(8, 2.0), (4, 1.5)] {
      try measure(masks: masks, target: target, &findings)
    }
  }

  private func measure(masks: Int, target: Double, _ findings: inout Findings) throws {
    var chat = try TimedChat(masks: masks, options)
    let model = chat.model
    let alone = try LoneSpeaker(model)
    let names = "\(masks * 2) hypotheses"
    findings.begin(
      "turn, \(names)",
      columns: ["tokens", "asleep", "over alone", "own share", "settling over alone", "error"])
    var course = Course()
    let clock = ContinuousClock()
    for index in 1...turns {
      let before = model.work.seconds
      let start = clock.now
      let turn = try chat.play(index, sleeping: sleeping)
      let whole = (clock.now - start) / .seconds(1)
      let own = 1 - (model.work.seconds - before) / whole
      let settling = clock.now
      while try chat.conversation.rest(atMost: .max) {}
      let settled = (clock.now - settling) / .seconds(1)
      let reply = turn.sentences.flatMap(\.tokens)
      let other = try alone.say(turn)
      let errors = chat.conversation.lastTurn.map { Self.errors(of: turn, beside: $0) } ?? []
      let error = errors.max() ?? 0
      course.ratios.append(whole / other)
      course.shares.append(own)
      course.errors.append(error)
      course.meanErrors.append(errors.reduce(0, +) / Double(max(1, errors.count)))
      if let exact = chat.conversation.lastTurn?.report.depth {
        course.depthErrors.append(abs(turn.report.depth.mean - exact.mean))
      }
      if turn.report.mostProbable.outermost
        != chat.conversation.lastTurn?.report.mostProbable.outermost
      {
        course.misnamed += 1
      }
      try findings.add(
        "\(index)",
        [
          Double(reply.count), Double(turn.sentences.last?.asleep?.count ?? 0),
          whole / other, own, settled / other, error,
        ])
    }
    try findings.add(
      .atMost(
        target, "turn over generation alone, \(names)", course.ratios.quantile(0.5),
        low: course.ratios.quantile(0.025), high: course.ratios.quantile(0.975)))
    try findings.add(
      .atMost(
        0.05, "the program's own share of a turn, \(names)", course.shares.quantile(0.5),
        low: course.shares.quantile(0.025), high: course.shares.quantile(0.975)))
    for (what, errors) in [
      ("mean error of a weight", course.meanErrors), ("mean of the largest error", course.errors),
    ] {
      try findings.add(
        .atMost(
          0.01, "blend shown beside the exact one, \(what), \(names)",
          errors.reduce(0, +) / Double(turns), low: errors.min(), high: errors.max()))
    }
    try findings.add(
      Figure(
        name: "mean depth shown beside the exact one, mean error, \(names)",
        value: course.depthErrors.reduce(0, +) / Double(turns), low: course.depthErrors.min(),
        high: course.depthErrors.max()))
    try findings.add(
      .atMost(0, "turns whose leading mask was another, \(names)", Double(course.misnamed)))
    guard masks == 8 else { return }
    guard let turn = chat.conversation.lastTurn else { return }
    // The plain way has the whole conversation weighed from its start for every hypothesis. That is
    // timed here in the same process, which is kinder than a script in Python would be
    // (scripts/plain-script.py).
    let scoring = try alone.scoreAll()
    let generating = try alone.say(turn)
    let script = (scoring * Double(turn.hypotheses.count) + generating) / generating
    let last = Array(course.ratios.suffix(5)).quantile(0.5)
    try findings.add(
      .atLeast(
        25, "scoring every conversation from its start over a turn, to turn \(turns)",
        script / last))
  }

  /// The difference of each weight in the blends of two versions of a turn.
  private static func errors(of shown: Turn, beside exact: Turn) -> [Double] {
    shown.report.blend.map { abs($0.value - (exact.report.blend[$0.key] ?? 0)) }
      + [abs(shown.report.bare - exact.report.bare)]
  }
}

/// What the turns of a chat were like.
private struct Course {
  var ratios: [Double] = []
  var shares: [Double] = []
  var meanErrors: [Double] = []
  var errors: [Double] = []
  var depthErrors: [Double] = []
  var misnamed = 0
}

extension [Double] {
  /// The value that the share `share` of them stays under.
  func quantile(_ share: Double) -> Double {
    sorted()[Int((share * Double(count - 1)).rounded())]
  }
}
