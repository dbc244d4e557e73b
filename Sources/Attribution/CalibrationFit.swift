import Foundation

/// Fits a calibration to testimonies whose truth is known.
///
/// It maximises the log score with a Gaussian prior on each weight, wide enough to be forgotten
/// after some dozen lines: β 0.4 ± 0.3 and style 0.7 ± 0.5. The cap's prior is centred at 40
/// tokens, a factor of two counting as one standard deviation; β without a cap counts as one of
/// 160.
struct CalibrationFit {
  let calibration: Calibration

  /// Fits β and the weight of the style witness.
  ///
  /// - Parameters:
  ///   - testimonies: what the witnesses said.
  ///   - truths: the voice of each line.
  ///   - persistence: κ of the chain.
  ///   - model: the hash of the language model.
  init(_ testimonies: [Testimony], truths: [Int], persistence: Double, model: String) {
    let voices = testimonies.first?.evidence.count ?? 1
    let uniform = -log(Double(voices))
    let caps: [Double?] = [nil, 10, 20, 40, 80, 160]
    let fits = caps.map { cap in
      Self.fit(testimonies, truths, cap: cap, persistence: persistence, model: model)
    }
    let best = fits.max { $0.objective < $1.objective } ?? fits[0]
    var chosen = best.calibration
    let gains = zip(testimonies, truths).map { testimony, truth in
      log(max(chosen.posterior(testimony)[truth], 1e-300)) - uniform
    }
    let mean = gains.reduce(0, +) / Double(max(1, gains.count))
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, gains.count))
    // A gain that chance may well have given is not one: better to say that nothing is known.
    if mean < 2 * (variance / Double(max(1, gains.count))).squareRoot() {
      chosen.exponent = 0
      chosen.cap = nil
      chosen.style = 0
      chosen.logScore = uniform
    } else {
      chosen.logScore = uniform + mean
    }
    chosen.uniformLogScore = uniform
    chosen.lines = testimonies.count
    calibration = chosen
  }

  private static func fit(
    _ testimonies: [Testimony], _ truths: [Int], cap: Double?, persistence: Double, model: String
  ) -> (calibration: Calibration, objective: Double) {
    func calibration(_ point: [Double]) -> Calibration {
      Calibration(
        exponent: max(0, point[0]), cap: cap, style: max(0, point[1]), persistence: persistence,
        model: model)
    }
    // A cap makes β smaller at every length, so that the prior must be of β at a usual length.
    let usual = cap.map { $0 / ($0 + 20) } ?? 1
    func objective(_ point: [Double], _ gradient: inout [Double]) -> Double {
      let current = calibration(point)
      var value = 0.0
      gradient = [0, 0]
      for (testimony, truth) in zip(testimonies, truths) {
        let posterior = current.posterior(testimony)
        value -= log(max(posterior[truth], 1e-300))
        let share = cap.map { $0 / ($0 + Double(testimony.tokens)) } ?? 1
        for voice in posterior.indices {
          let error = posterior[voice] - (voice == truth ? 1 : 0)
          gradient[0] += error * share * testimony.evidence[voice]
          gradient[1] += error * testimony.style[voice]
        }
      }
      let (beta, style) = (point[0] * usual - 0.4, point[1] - 0.7)
      value += beta * beta / (2 * 0.3 * 0.3) + style * style / (2 * 0.5 * 0.5)
      gradient[0] += beta * usual / (0.3 * 0.3)
      gradient[1] += style / (0.5 * 0.5)
      return value
    }
    let point = Minimiser(steps: 100).minimum(from: [0.4 / usual, 0.7], of: objective)
    var gradient = [0.0, 0.0]
    let doublings = log2((cap ?? 160) / 40)
    return (
      calibration(point),
      -objective(point.map { max(0, $0) }, &gradient) - doublings * doublings / 2
    )
  }
}
