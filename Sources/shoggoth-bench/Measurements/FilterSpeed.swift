import ArgumentParser
import MaskInference
import Support

/// What the belief itself costs, without a language model.
struct FilterSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "Time one sentence of inference with very many hypotheses.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Sentences measured.")
  var sentences = 201

  func run() throws {
    var findings = Findings(options)
    findings.begin("hypotheses", columns: ["before a :mask, ms", "after one, ms"])
    var figures: [Figure] = []
    for (count, name, target) in [
      (16, nil, 1), (1000, "1,000", 1), (10000, "10,000", 10),
    ] as [(Int, String?, Double)] {
      let plain = time(filter(of: count, afterMask: false))
      let declared = time(filter(of: count, afterMask: true))
      try findings.add("\(count)", [plain.median * 1000, declared.median * 1000])
      if let name {
        figures.append(
          declared.figure("filter update, \(name) hypotheses, ms", atMost: target, unit: 0.001))
      }
    }
    for figure in figures { try findings.add(figure) }
  }

  /// A filter with `count` hypotheses: the hardwired mask with each other one alone and on top.
  private func filter(of count: Int, afterMask: Bool) -> MaskFilter {
    let others = (1..<count / 2).map { Mask("mask \($0)") }
    let hardwired = Company.assistant
    var filter = MaskFilter(
      cast: Cast(hardwired: hardwired, declared: Stack([hardwired]), others: others),
      prior: Prior(), transition: Transition(), width: count)
    if afterMask {
      filter.observe(
        .putOn(others[0]), odds: DeclarationOdds(),
        cast: Cast(
          hardwired: hardwired, declared: Stack([hardwired, others[0]]), others: others),
        width: count)
    }
    precondition(filter.hypotheses.count == count, "\(filter.hypotheses.count) of \(count)")
    return filter
  }

  /// Times the transition and the update of one sentence, whose likelihoods lie as far apart as
  /// those of twenty words do.
  private func time(_ start: MaskFilter) -> Timings {
    var filter = start
    var generator = SeededGenerator(seed: options.seed)
    var timings = Timings()
    for _ in 0..<sentences {
      let likelihoods = filter.hypotheses.map { _ in
        Double.random(in: -80 ... -40, using: &generator)
      }
      timings.add {
        filter.predict()
        filter.update(likelihoods)
      }
    }
    return timings
  }
}
