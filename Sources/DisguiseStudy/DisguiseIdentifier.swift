package import Attribution
package import LanguageModels
import MaskInference

/// Tells whether a role wears its mask, speech by speech.
///
/// The first half of a role's speeches is known, the second asked about. A witness of style, which
/// learns from the first halves of all roles, scores each speech (`DisguiseWitness`); what its
/// scores mean is learnt from first halves held out (`DisguiseScale`); and a chain that starts from
/// the last known speech links them (`DisguiseHazard`, `DriftChain`).
package struct DisguiseIdentifier {
  private let model: any LanguageModel
  private let progress: (String) -> Void

  /// Prepares to judge with `model`, whose hidden states are used where it has them.
  package init(model: any LanguageModel, progress: @escaping (String) -> Void = { _ in }) {
    self.model = model
    self.progress = progress
  }

  /// Judges the second half of each role.
  ///
  /// The truths of the second halves are copied into the judgements for scoring and decide nothing,
  /// but for the mask's name where it is not worn before.
  ///
  /// - Parameter roles: the roles; the more there are, the more is learnt of what they share.
  /// - Returns: one answer for each role, in their order. The evidence of a judgement is the log
  ///   likelihood of its score without drift, zero where nothing could be learnt.
  /// - Throws: `IdentificationError.model` where the language model fails.
  /// - Complexity: O(known · (all speeches · features + known · steps)).
  package func identify(
    _ roles: [DepthFile.Role]
  ) throws(IdentificationError) -> [DisguiseIdentification] {
    let parts = roles.map { Part($0) }
    let known = parts.enumerated().flatMap { number, part in
      part.isMasked.map { DisguiseWitness.Example(role: number, isMasked: $0) }
    }
    let askedRoles = parts.enumerated().flatMap { number, part in part.asked.map { _ in number } }
    let texts = parts.flatMap { $0.known.map(\.text) } + parts.flatMap { $0.asked.map(\.text) }
    progress("reading \(texts.count) speeches")
    let sights: [StyleWitness.Sight]
    do {
      sights = try StyleWitness.sights(of: texts, by: model)
    } catch {
      throw .model(error)
    }
    progress("learning the effect of a mask")
    let witness = DisguiseWitness(known, sights: sights, roles: known.map(\.role) + askedRoles)
    let scores = witness.scores()
    let chain = DriftChain(scale: DisguiseScale(witness.heldOutScores(), of: known))
    let hazard = DisguiseHazard(
      parts.map { part in
        (part.isMasked, part.role.places.map { Array($0.prefix(part.known.count)) })
      })
    let baseRate =
      (Double(known.count { $0.isMasked }) + 0.5) / (Double(known.count) + 1)
    var start = 0
    return parts.map { part in
      let range = start..<start + part.asked.count
      start = range.upperBound
      return part.identification(
        scores: scores.map { Array($0[range]) },
        tokens: part.asked.map { model.tokens(of: $0.text + "\n").count }, chain: chain,
        hazard: hazard, baseRate: baseRate)
    }
  }
}

/// A role in its two halves.
private struct Part {
  let role: DepthFile.Role
  let known: [TranscriptLine]
  let asked: [TranscriptLine]
  /// Whether the mask is on in each known speech.
  let isMasked: [Bool]

  init(_ role: DepthFile.Role) {
    self.role = role
    known = role.known
    asked = role.asked
    isMasked = known.map { ($0.truth?.depth ?? 1) > 1 }
  }

  /// The role without its mask and with the one that it wears first.
  private var voices: [Stack] {
    let worn = (known + asked).lazy.compactMap(\.truth).first { $0.depth > 1 }
    return [Stack([role.who]), worn ?? Stack([role.who, Mask("disguise")])]
  }

  func identification(
    scores: [Double]?, tokens: [Int], chain: DriftChain, hazard: DisguiseHazard, baseRate: Double
  ) -> DisguiseIdentification {
    let first = known.count
    let hazards = asked.indices.map { index in
      hazard.rate(gap: role.places.map { $0[first + index] - $0[first + index - 1] })
    }
    let start = isMasked.last == true ? 1.0 : 0
    let alone = DriftChain.belief(withoutScores: hazards, start: start)
    let belief =
      scores.map { chain.belief($0, hazards: hazards, start: start) }
      ?? DriftChain.Belief(
        independent: alone.map { _ in 0.5 }, filtered: alone, smoothed: alone)
    func posterior(_ on: Double) -> [Double] { [1 - on, on] }
    return DisguiseIdentification(
      who: role.who, voices: voices,
      judgements: asked.indices.map { index in
        Judgement(
          text: asked[index].text, truth: asked[index].truth, tokens: tokens[index],
          evidence: scores.map { chain.evidence($0[index]) } ?? [0, 0],
          exponent: DriftChain.exponent, independent: posterior(belief.independent[index]),
          filtered: posterior(belief.filtered[index]), smoothed: posterior(belief.smoothed[index]))
      },
      places: role.places.map { Array($0.dropFirst(first)) }, chain: alone, baseRate: baseRate)
  }
}
