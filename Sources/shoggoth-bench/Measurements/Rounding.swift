import ArgumentParser
import Engine
import Foundation
import LanguageModels
import LlamaModel
import MaskInference
import Personas

/// What the rounding of batched arithmetic does to a sentence's log likelihood.
struct Rounding: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how much a sentence's likelihood depends on what is computed beside it.")

  @OptionGroup var options: BenchOptions

  /// Tokens that a lane reads at once.
  private static let portions = [63, 32, 7, 1]

  func run() throws {
    let company = try Company(options)
    let model = company.model
    var lines: [String] = []
    for persona in company.library.personas { lines += Role(persona).lines }
    lines.removeAll { $0.split(separator: " ").count < 8 }
    var lanes: [Lane] = []
    for _ in 0..<4 { lanes.append(try model.openLane()) }
    let context =
      model.promptTemplate.opening + model.tokens(of: lines.prefix(20).joined(separator: " "))
    for lane in lanes {
      try model.advance([Feed(lane: lane, tokens: context, reading: .none)]) { _, _, _ in }
    }
    let base = model.length(of: lanes[0])
    func score(_ tokens: [Token], beside count: Int, portion: Int) throws -> Double {
      for lane in lanes { model.rewind(lane, to: base) }
      var sum = 0.0
      for start in stride(from: 0, to: tokens.count, by: portion) {
        let part = Array(tokens[start...].prefix(portion))
        try model.advance(
          lanes[0...count].map { Feed(lane: $0, tokens: part, reading: .every) }
        ) { feed, offset, next in
          let place = start + offset + 1
          guard feed == 0, place < tokens.count else { return }
          sum -= NextTokenStatistics(of: next, token: tokens[place]).surprisal
        }
      }
      return sum
    }
    var findings = Findings(options)
    findings.begin(
      "rounding", columns: ["mean nats a sentence", "largest"])
    let sentences = lines.suffix(10).map { Array(model.tokens(of: " " + $0).prefix(60)) }
    let reference = try sentences.map { try score($0, beside: 0, portion: 63) }
    for portion in Self.portions {
      for count in [0, 3] where portion > 1 || count == 0 {
        let gaps = try zip(sentences, reference).map {
          abs(try score($0.0, beside: count, portion: portion) - $0.1)
        }
        try findings.add(
          "\(portion) tokens at a time, \(count) lanes beside",
          [gaps.reduce(0, +) / Double(gaps.count), gaps.max() ?? 0])
      }
    }
  }
}
