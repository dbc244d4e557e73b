import Attribution
package import MaskInference
package import Scoring

/// How well it was told whether roles wear their masks.
package struct DisguiseAssessment: Hashable, Sendable {
  /// What an answer may rest on.
  package enum Ground: String, CaseIterable, Sendable {
    /// The speech alone.
    case independent = "iid"
    /// The speech and those before it.
    case filtered
    /// Every speech.
    case smoothed
    /// No speech: the chain alone, as a control.
    case chain
  }

  /// The figures of a role.
  package struct Role: Hashable, Sendable {
    /// Who it is under the mask.
    package let who: Mask
    /// How well the probability that the mask is on tells the speeches apart: the area under the
    /// receiver operating characteristic; empty where they are all of one kind.
    package let areas: [Ground: Double]
    /// The mean logarithmic score in nats, 0 at best; empty where no truth is known.
    package let logLosses: [Ground: Double]
    /// The same for one who always says the base rate of the known halves.
    package let baseRateLogLoss: Double?
  }

  /// The figures of each role.
  package let roles: [Role]
  /// The mean area over the roles that have one.
  package let meanAreas: [Ground: Double]
  /// The mean logarithmic score over the roles that have one, in nats.
  package let meanLogLosses: [Ground: Double]
  /// The same for one who always says the base rate of the known halves.
  package let meanBaseRateLogLoss: Double?

  /// Assesses answers.
  ///
  /// - Throws: `ScoreError` where a probability is none.
  /// - Complexity: O(speeches · log speeches).
  package init(_ identifications: [DisguiseIdentification]) throws(ScoreError) {
    var roles: [Role] = []
    for identification in identifications { roles.append(try Role(identification)) }
    self.roles = roles
    meanAreas = Self.means(roles.map(\.areas))
    meanLogLosses = Self.means(roles.map(\.logLosses))
    meanBaseRateLogLoss = Self.mean(roles.compactMap(\.baseRateLogLoss))
  }

  private static func means(_ figures: [[Ground: Double]]) -> [Ground: Double] {
    var means: [Ground: Double] = [:]
    for ground in Ground.allCases { means[ground] = mean(figures.compactMap { $0[ground] }) }
    return means
  }

  fileprivate static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension DisguiseAssessment.Role {
  fileprivate init(_ identification: DisguiseIdentification) throws(ScoreError) {
    let known = identification.truths.indices.compactMap { index in
      identification.truths[index].map { (index: index, isMasked: $0) }
    }
    func logLoss(_ masked: [Double]) throws(ScoreError) -> Double? {
      var losses: [Double] = []
      for speech in known {
        let on = masked[speech.index]
        losses.append(
          try Forecast(probabilities: [1 - on, on], truth: speech.isMasked ? 1 : 0).logLoss)
      }
      return DisguiseAssessment.mean(losses)
    }
    var areas: [DisguiseAssessment.Ground: Double] = [:]
    var logLosses: [DisguiseAssessment.Ground: Double] = [:]
    for ground in DisguiseAssessment.Ground.allCases {
      let masked = identification.masked(ground)
      areas[ground] =
        try BinaryRanking(known.map { masked[$0.index] }, positives: known.map(\.isMasked)).area
      logLosses[ground] = try logLoss(masked)
    }
    who = identification.who
    self.areas = areas
    self.logLosses = logLosses
    baseRateLogLoss = try logLoss(
      identification.judgements.map { _ in identification.baseRate })
  }
}

extension DisguiseIdentification {
  /// `[speech]`, the probability that the mask is on.
  package func masked(_ ground: DisguiseAssessment.Ground) -> [Double] {
    switch ground {
    case .independent: judgements.map { $0.independent[1] }
    case .filtered: judgements.map { $0.filtered[1] }
    case .smoothed: judgements.map { $0.smoothed[1] }
    case .chain: chain
    }
  }
}
