import ArgumentParser
import Engine
import Foundation
import MaskInference

/// Whether what is scored is what was sampled from, over many own sentences.
struct Soundness: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check over many sentences that the lane that spoke never trails too far.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Sentences at least.")
  var sentences = 200

  func run() throws {
    let company = try Company(options)
    let masks = try company.characters(atLeast: 1)
    let assistant = Stack([Company.assistant])
    var conversation = try company.conversation()
    var beyond = [1.0: 0, 2.0: 0, 3.0: 0, 5.0: 0]
    var chat = 0
    while conversation.state.selfCheck.sentences < sentences {
      try conversation.begin(as: assistant, declaring: assistant)
      try conversation.putOn(masks[(chat * 5 + 1) % masks.count])
      for turn in 0..<4 {
        let played = try conversation.play(
          Talk.ordinary[(chat * 4 + turn) % Talk.ordinary.count],
          seed: options.seed &+ UInt64(chat))
        for sentence in played.sentences {
          guard let speaker = sentence.speaker else { continue }
          let spoken = sentence.logLikelihoods[speaker]
          for (index, other) in sentence.logLikelihoods.enumerated() where index != speaker {
            for limit in beyond.keys where other - spoken >= limit { beyond[limit]? += 1 }
          }
        }
      }
      chat += 1
    }
    let check = conversation.state.selfCheck
    var findings = Findings(options)
    try findings.add(Figure(name: "own sentences", value: Double(check.sentences)))
    try findings.add(Figure(name: "comparisons", value: Double(check.comparisons)))
    try findings.add(Figure(name: "worst deficit, nats", value: check.worstDeficit))
    for limit in beyond.keys.sorted() {
      try findings.add(
        .atMost(
          Double(check.comparisons) * exp(-limit), "trailing by \(limit) nats or more, at most",
          Double(beyond[limit] ?? 0)))
    }
  }
}
