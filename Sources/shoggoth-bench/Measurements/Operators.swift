import ArgumentParser
import Engine
import MaskInference
import Scoring
import Support

/// Whether push, swap and stay are believed as often as they happen.
struct Operators: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a mask on the assistant, push it or swap it in, and infer which from the words.",
    discussion: """
      The bench draws the effect of `:mask` from the prior odds, and lets the stack it makes speak \
      on, from sentence to sentence by the transition. A push and a swap differ in the inner mask \
      alone, so the belief need not be certain, only honest.
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "Masks put on.")
  var trials = 102

  @Option(help: "Sentences after each, one in a turn.")
  var sentences = 3

  func validate() throws {
    guard trials > 0, sentences > 0 else {
      throw ValidationError("trials and sentences are whole numbers from 1 up.")
    }
  }

  func run() throws {
    let company = try Company(options, favoursScoring: true)
    let characters = try company.characters(atLeast: 2)
    var settings = Settings()
    settings.replySentences = 1
    settings.vacancyTest.priorProbability = 0
    // The speaker is drawn here, from sentence to sentence; in the conversation nothing changes by
    // itself.
    settings.transition.persistence = 1
    var conversation = try company.conversation(settings: settings)
    var generator = SeededGenerator(seed: options.seed, stream: 8)
    var heard: [Trial] = []
    for number in 0..<trials {
      // Masks come in turn, each with the next one in the cast, so that few lanes are opened anew.
      let index = number * characters.count / trials
      let masks = (0...1).map { characters[(index + $0) % characters.count] }
      heard.append(try trial(of: masks[0], beside: masks[1], in: &conversation, using: &generator))
    }
    var findings = Findings(options)
    try report(heard, &findings)
  }

  /// Puts `mask` on the assistant, lets what that makes of it speak, and believes what is heard.
  private func trial(
    of mask: Mask, beside other: Mask, in conversation: inout Conversation,
    using generator: inout SeededGenerator
  ) throws -> Trial {
    let prior = conversation.state.settings.prior
    let width = conversation.state.settings.width
    let transition = Transition()
    let assistant = Stack([Company.assistant])
    let declared = Stack([Company.assistant, mask])
    let cast = Cast(hardwired: Company.assistant, declared: declared, others: [other])
    var filter = MaskFilter(
      cast: Cast(hardwired: Company.assistant, declared: assistant, others: [other]),
      prior: prior, transition: transition, width: width)
    filter.observe(
      .only(Company.assistant), odds: DeclarationOdds(linger: 0), cast: filter.cast, width: width)
    filter.observe(.putOn(mask), odds: Self.odds, cast: cast, width: width)

    let truth = generator.index(drawnFrom: [Self.odds.push, Self.odds.swap, Self.odds.stay])
    var speaker = [declared, Stack([mask]), assistant][truth]
    let hypotheses = filter.hypotheses
    let chain = TransitionMatrix(
      TransitionKernel(transition, hypotheses: hypotheses, prior: prior, cast: cast),
      count: hypotheses.count)
    var trial = Trial(forecasts: [Self.belief(of: filter)], truth: truth)
    conversation.forget()
    for _ in 0..<sentences {
      guard let place = hypotheses.firstIndex(of: speaker) else { break }
      speaker = hypotheses[generator.index(drawnFrom: chain.rows[place])]
      try conversation.become(speaker, declaring: declared)
      let cue = Talk.kinds[0].turns.randomElement(using: &generator) ?? ""
      let turn = try conversation.play(
        cue, seed: options.seed, considering: cast.masks)
      for sentence in turn.sentences {
        filter.predict()
        filter.update(
          hypotheses.map { stack in
            turn.hypotheses.firstIndex(of: stack).map { sentence.logLikelihoods[$0] } ?? -.infinity
          })
        trial.forecasts.append(Self.belief(of: filter))
      }
    }
    return trial
  }

  private static let odds = DeclarationOdds()
  private static let names = ["push", "swap", "stay"]

  private static func belief(of filter: MaskFilter) -> [Double] {
    filter.operatorPosterior.map { [$0.push, $0.swap, $0.stay] } ?? []
  }

  private func report(_ heard: [Trial], _ findings: inout Findings) throws {
    let count = Double(heard.count)
    findings.begin("sentences heard", columns: Self.names + ["of the true one", "log loss"])
    let scores = try (0...sentences).map { step in
      try Scores(heard.after(step).lines(), bootstrap: Bootstrap(seed: options.seed))
    }
    for step in 0...sentences {
      func mean(_ value: (_ belief: [Double], _ truth: Int) -> Double) -> Double {
        heard.reduce(0) { $0 + value($1.forecasts[step], $1.truth) } / count
      }
      try findings.add(
        "\(step)",
        Self.names.indices.map { operation in mean { belief, _ in belief[operation] } }
          + [mean { $0[$1] }, scores[step].logLoss.value])
    }
    let happened = Self.names.indices.map { operation in
      Double(heard.count { $0.truth == operation })
    }
    try findings.add("what happened", happened.map { $0 / count })

    let last = heard.after(sentences)
    for (operation, name) in Self.names.enumerated() {
      // Given what was heard, each trial is a coin of the probability stated.
      let stated = last.map { $0.forecasts[0][operation] }
      let variance = stated.reduce(0) { $0 + $1 * (1 - $1) }
      let surplus = happened[operation] - stated.reduce(0, +)
      try findings.add(
        .atMost(
          3, "\(name), belief off by so many standard errors",
          variance > 0 ? abs(surplus) / variance.squareRoot() : 0))
    }
    let error = CalibrationError.every
    let interval = try last.interval(of: error, seed: options.seed)
    let luck = try last.luck(in: error, seed: options.seed)
    try findings.add(
      .atMost(
        luck.high, "calibration error, within what luck allows", try error.value(of: last),
        low: interval.low, high: interval.high))
    try findings.add(Figure(name: "calibration error by luck alone, mean", value: luck.mean))
    let known = scores[0].logLoss.value
    let learnt = scores[sentences].logLoss
    try findings.add(
      .atMost(
        known, "log loss, no more than the odds'", learnt.value, low: learnt.lower,
        high: learnt.upper))
    try findings.add(Figure(name: "skill over the odds", value: 1 - learnt.value / known))
  }
}
