import Foundation
import LanguageModels

/// The sampling law worked out from its definition, apart from the program's own code.
struct StatedLaw {
  let law: SamplingLaw

  /// The log probability of every word in `spoken` after `said`, in nats.
  func logProbabilities(
    _ logits: [Float], after said: [Token], spoken: [Token]
  ) -> [Token: Double] {
    // Single precision, as the model's logits are.
    let scores = spoken.map { Double(logits[Int($0)] - Float(loss(of: $0, after: said))) }
    let best = scores.max() ?? 0
    let weights = scores.map { score in
      let edge = (score - best - log(law.minimumShare)) / law.softness
      return exp((score - best) / law.temperature)
        * (law.minimumShare > 0 ? 1 / (1 + exp(-edge)) : 1)
    }
    let total = weights.reduce(0, +)
    return Dictionary(uniqueKeysWithValues: zip(spoken, weights.map { log($0 / total) }))
  }

  /// What `token` loses for repeating what was said, in nats.
  private func loss(of token: Token, after said: [Token]) -> Double {
    let recent = Array(said.suffix(law.repetition.window))
    guard recent.contains(token) else { return 0 }
    let runs = recent.indices.filter { recent[$0] == token }.map { place in
      zip(recent[..<place].reversed(), recent.reversed()).prefix { $0 == $1 }.count
    }
    let longest = runs.max() ?? 0
    return law.repetition.presence + law.repetition.loop * Double(max(0, longest - 1))
  }
}
