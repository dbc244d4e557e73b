import Foundation
package import LanguageModels
import MaskInference

/// Tells whose voice each line of a transcript is.
///
/// Two witnesses are heard: the language model, in one lane for each voice that has read lines of
/// it, and a classifier of style. How much each counts is fitted on example lines that neither had
/// seen.
package struct Identifier {
  /// What may be changed.
  package struct Options: Hashable, Sendable {
    /// The most tokens of example lines a lane reads.
    package var contextTokens = 1536
    /// A voice less probable than this, from the lanes already asked, is not asked in further ones.
    package var leastPlausible = 0.002
    /// How many held-out example lines of each voice the calibration is fitted on.
    package var heldOut = 8
    /// κ of the chain that links the lines.
    package var persistence = 0.9
    /// How many earlier lines of the transcript stand before the line being judged.
    package var window = 0

    /// The default options.
    package init() {}
  }

  /// How many lanes `voices` voices are heard best in; the model must have one for each of them.
  package static func lanes(forVoices voices: Int) -> Int { voices * LaneWitness.mostParts }

  private let model: any LanguageModel
  private let options: Options
  private let progress: (String) -> Void

  /// Prepares to judge with `model`, which needs a lane for each voice.
  package init(
    model: any LanguageModel, options: Options = Options(),
    progress: @escaping (String) -> Void = { _ in }
  ) {
    self.model = model
    self.options = options
    self.progress = progress
  }

  /// Judges every line.
  ///
  /// - Parameters:
  ///   - lines: the transcript.
  ///   - voices: who may be speaking; at least two.
  ///   - calibration: what the witnesses count; fitted on the voices' own example lines where it is
  ///     `nil` and there are enough.
  /// - Returns: what is believed of each line.
  /// - Throws: `IdentificationError` where there is nothing to choose from or the model fails.
  package func identify(
    _ lines: [TranscriptLine], among voices: [VoiceSample], calibration: Calibration? = nil
  ) throws(IdentificationError) -> Identification {
    let (known, leftOut) = try prepared(voices, for: lines)
    do {
      return try judge(lines, known, calibration, leftOut)
    } catch {
      throw .model(error)
    }
  }

  /// Fits on `lines`, whose truth is known, what the witnesses count.
  ///
  /// The lines should not be those that are to be judged. κ is what the truths' own order says.
  ///
  /// - Throws: `IdentificationError` where there is nothing to choose from, no line has a truth
  ///   among the voices, or the model fails.
  package func calibrate(
    on lines: [TranscriptLine], among voices: [VoiceSample]
  ) throws(IdentificationError) -> Calibration {
    let order = Dictionary(
      voices.enumerated().map { ($0.element.stack, $0.offset) }, uniquingKeysWith: { $1 })
    let told = lines.filter { $0.truth.flatMap { order[$0] } != nil }
    guard !told.isEmpty else { throw .noTruths }
    let (known, _) = try prepared(voices, for: told)
    let truths = told.compactMap { $0.truth.flatMap { order[$0] } }
    do {
      return CalibrationFit(
        try testimonies(of: told, known, given: nil, fitting: false).testimonies, truths: truths,
        persistence: Self.persistence(of: truths, voices: voices.count),
        model: model.identity.hash
      ).calibration
    } catch {
      throw .model(error)
    }
  }

  /// κ of the sticky chain over equally probable voices in which as many lines follow one of the
  /// same voice, half a line added to either side.
  private static func persistence(of truths: [Int], voices: Int) -> Double {
    let stays = zip(truths, truths.dropFirst()).count { $0 == $1 }
    let share = (Double(stays) + 0.5) / Double(max(1, truths.count))
    let chance = 1 / Double(voices)
    return min(0.99, max(0, (share - chance) / (1 - chance)))
  }

  /// The voices without the lines that say what is to be judged, and how many those were.
  private func prepared(
    _ voices: [VoiceSample], for lines: [TranscriptLine]
  ) throws(IdentificationError) -> (voices: [VoiceSample], leftOut: Int) {
    guard voices.count > 1 else { throw .tooFewVoices(found: voices.count) }
    guard voices.count <= model.laneLimit else {
      throw .tooManyVoices(found: voices.count, lanes: model.laneLimit)
    }
    let said = SharedRuns(lines.map(\.text))
    var known = voices
    for index in known.indices { known[index].exemplars.removeAll { said.occur(in: $0) } }
    return (
      known, zip(voices, known).reduce(0) { $0 + $1.0.exemplars.count - $1.1.exemplars.count }
    )
  }

  private func judge(
    _ lines: [TranscriptLine], _ voices: [VoiceSample], _ given: Calibration?, _ leftOut: Int
  ) throws(LanguageModelError) -> Identification {
    let (testimonies, fitted) = try testimonies(
      of: lines, voices, given: given, fitting: given == nil)
    let calibration = fitted ?? .unfitted
    return Identification(
      voices: voices.map(\.stack), lines: judgements(of: lines, testimonies, calibration),
      calibration: calibration, exemplarsLeftOut: leftOut)
  }

  /// What the witnesses say of each line, and the calibration where there was enough to fit one on.
  private func testimonies(
    of lines: [TranscriptLine], _ voices: [VoiceSample], given: Calibration?, fitting: Bool
  ) throws(LanguageModelError) -> (testimonies: [Testimony], calibration: Calibration?) {
    let halves = voices.map { ExampleHalves($0.exemplars) }
    let isFitted = fitting && halves.allSatisfy { $0.second.count >= 4 }
    progress("reading \(lines.count) lines")
    let sights = try LineSights(
      exemplars: voices.map(\.exemplars), lines: lines.map(\.text), model: model)
    progress("reading the voices")
    var lanes = try LaneWitness(
      voices, room: min(options.contextTokens, model.laneCapacity - 512), of: model)
    var calibration = given
    if isFitted {
      try lanes.read(halves.map(\.first), before: halves.map(\.second))
      calibration = try fit(voices, halves, sights, in: lanes)
      progress("reading the voices")
      try lanes.read(halves.map(\.second))
    } else {
      try lanes.read(voices.map(\.exemplars))
    }

    let style = sights.witness(of: voices.map { 0..<$0.exemplars.count })
    let tokens = lines.map { model.tokens(of: $0.text + "\n") }
    var testimonies: [Testimony] = []
    for index in lines.indices {
      if index.isMultiple(of: 10) { progress("line \(index + 1) of \(lines.count)") }
      let window = tokens[max(0, index - options.window)..<index].flatMap { $0 }
      var testimony = Testimony(
        tokens: tokens[index].count, evidence: [],
        style: sights.lines[index].heard(by: style, voices: voices.count))
      testimony.evidence = try lanes.evidence(of: tokens[index], after: window) { evidence in
        guard let calibration else { return evidence.map { _ in true } }
        testimony.evidence = evidence
        return calibration.posterior(testimony).map { $0 >= options.leastPlausible }
      }
      testimonies.append(testimony)
    }
    return (testimonies, calibration)
  }

  /// Fits the calibration on lines of the second halves, of which neither witness has seen any.
  private func fit(
    _ voices: [VoiceSample], _ halves: [ExampleHalves], _ sights: LineSights,
    in lanes: borrowing LaneWitness
  ) throws(LanguageModelError) -> Calibration {
    let style = sights.witness(of: halves.map { 0..<$0.first.count })
    var testimonies: [Testimony] = []
    var truths: [Int] = []
    for (voice, half) in halves.enumerated() {
      progress("scoring the example lines: voice \(voice + 1) of \(voices.count)")
      for index in half.heldOut(options.heldOut) {
        let line = model.tokens(of: voices[voice].exemplars[index] + "\n")
        var testimony = Testimony(
          tokens: line.count, evidence: [],
          style: sights.exemplars[voice][index].heard(by: style, voices: voices.count))
        testimony.evidence = try lanes.evidence(of: line) { evidence in
          testimony.evidence = evidence
          return Calibration.unfitted.posterior(testimony).map { $0 >= options.leastPlausible }
        }
        testimonies.append(testimony)
        truths.append(voice)
      }
    }
    return CalibrationFit(
      testimonies, truths: truths, persistence: options.persistence, model: model.identity.hash
    ).calibration
  }

  private func judgements(
    of lines: [TranscriptLine], _ testimonies: [Testimony], _ calibration: Calibration
  ) -> [Judgement] {
    let posteriors = testimonies.map(calibration.posterior)
    let voices = testimonies.first?.evidence.count ?? 0
    let uniform = [Double](repeating: 1 / Double(max(1, voices)), count: voices)
    let linked = try? StickyChain(persistence: calibration.persistence, target: uniform).smoother
      .smooth(posteriors.map { $0.map { log($0) } })
    return lines.indices.map { index in
      Judgement(
        text: lines[index].text, truth: lines[index].truth, tokens: testimonies[index].tokens,
        evidence: testimonies[index].evidence,
        exponent: calibration.exponent(tokens: testimonies[index].tokens),
        independent: posteriors[index], filtered: linked?.filtered[index] ?? posteriors[index],
        smoothed: linked?.smoothed[index] ?? posteriors[index])
    }
  }
}
