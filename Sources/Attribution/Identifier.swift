import Foundation
public import LanguageModels
import MaskInference

/// Tells whose voice each line of a transcript is.
///
/// Two witnesses are heard: the language model, in one lane for each voice that has read lines of it, and
/// a classifier of style. How much each counts is fitted on example lines that neither had seen.
public struct Identifier {
  /// What may be changed.
  public struct Options: Hashable, Sendable {
    /// The most tokens of example lines a lane reads at once.
    public var contextTokens = 1536
    /// How many held-out example lines of each voice the calibration is fitted on.
    public var heldOut = 8
    /// κ of the chain that links the lines.
    public var persistence = 0.9
    /// How many earlier lines of the transcript stand before the line being judged.
    public var window = 0

    /// The default options.
    public init() {}
  }

  private let model: any LanguageModel
  private let options: Options
  private let progress: (String) -> Void

  /// Prepares to judge with `model`, which needs a lane for each voice.
  public init(
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
  public func identify(
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
  /// - Throws: `IdentificationError` where there is nothing to choose from, no line has a truth among
  ///   the voices, or the model fails.
  public func calibrate(
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
        try testimonies(of: told, known, fitting: false).testimonies, truths: truths,
        persistence: Self.persistence(of: truths, voices: voices.count),
        model: model.identity.hash
      ).calibration
    } catch {
      throw .model(error)
    }
  }

  /// κ of the sticky chain over equally probable voices in which as many lines follow one of the same
  /// voice, half a line added to either side.
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
    let (testimonies, fitted) = try testimonies(of: lines, voices, fitting: given == nil)
    let calibration = given ?? fitted ?? .unfitted
    return Identification(
      voices: voices.map(\.stack), lines: judgements(of: lines, testimonies, calibration),
      calibration: calibration, exemplarsLeftOut: leftOut)
  }

  /// What the witnesses say of each line, and the calibration where there was enough to fit one on.
  private func testimonies(
    of lines: [TranscriptLine], _ voices: [VoiceSample], fitting: Bool
  ) throws(LanguageModelError) -> (testimonies: [Testimony], calibration: Calibration?) {
    let halves = voices.map { Halves($0.exemplars) }
    let isFitted = fitting && halves.allSatisfy { $0.second.count >= 4 }
    progress("taking in \(lines.count) lines")
    let sights = try Sights(
      exemplars: voices.map(\.exemplars), lines: lines.map(\.text), model: model)
    var lanes = try VoiceLanes(voices.count, of: model)
    var calibration: Calibration?
    let room = min(options.contextTokens, model.laneCapacity - 512)
    progress("reading the voices")
    if isFitted {
      try lanes.read(texts(of: voices, room: room / 2) { halves[$0].first })
      calibration = try fit(voices, halves, sights, in: lanes)
      try lanes.read(texts(of: voices, room: room / 2, isBeginning: false) { halves[$0].second })
    } else {
      try lanes.read(texts(of: voices, room: room) { voices[$0].exemplars })
    }

    let reading = try Reading(lanes, model: model)
    let witness = sights.witness(of: voices.map { 0..<$0.exemplars.count })
    let tokens = lines.map { model.tokens(of: $0.text + "\n") }
    var testimonies: [Testimony] = []
    for index in lines.indices {
      if index.isMultiple(of: 10) { progress("line \(index + 1) of \(lines.count)") }
      let window = tokens[max(0, index - options.window)..<index].flatMap { $0 }
      testimonies.append(
        Testimony(
          tokens: tokens[index].count,
          evidence: try reading.evidence(of: tokens[index], after: window, in: lanes),
          style: sights.lines[index].heard(by: witness, voices: voices.count)))
    }
    return (testimonies, calibration)
  }

  /// Fits the calibration on lines of the second halves, of which neither witness has seen any.
  private func fit(
    _ voices: [VoiceSample], _ halves: [Halves], _ sights: Sights, in lanes: borrowing VoiceLanes
  ) throws(LanguageModelError) -> Calibration {
    let reading = try Reading(lanes, model: model)
    let witness = sights.witness(of: halves.map { 0..<$0.first.count })
    var testimonies: [Testimony] = []
    var truths: [Int] = []
    for (voice, half) in halves.enumerated() {
      progress("weighing what is known: voice \(voice + 1) of \(voices.count)")
      for index in half.heldOut(options.heldOut) {
        let line = model.tokens(of: voices[voice].exemplars[index] + "\n")
        testimonies.append(
          Testimony(
            tokens: line.count, evidence: try reading.evidence(of: line, in: lanes),
            style: sights.exemplars[voice][index].heard(by: witness, voices: voices.count)))
        truths.append(voice)
      }
    }
    return CalibrationFit(
      testimonies, truths: truths, persistence: options.persistence, model: model.identity.hash
    ).calibration
  }

  /// What each lane reads: who the voice is and as many of its lines as there is room for.
  private func texts(
    of voices: [VoiceSample], room: Int, isBeginning: Bool = true, lines: (Int) -> [String]
  ) -> [[Token]] {
    voices.indices.map { index in
      let direction = voices[index].direction
      let head = !isBeginning || direction.isEmpty ? [] : model.tokens(of: direction + "\n")
      let exemplars = lines(index).map { model.tokens(of: $0 + "\n") }
      let left = max(0, room - head.count)
      let share = min(1, Double(left) / Double(max(1, exemplars.reduce(0) { $0 + $1.count })))
      var chosen: [Token] = []
      for (place, exemplar) in exemplars.enumerated() {
        // Evenly spread: a line is due whenever the lines due so far have grown by one.
        let isDue = Int(Double(place + 1) * share) > Int(Double(place) * share)
        guard isDue, chosen.count + exemplar.count <= left else { continue }
        chosen += exemplar
      }
      return head.prefix(room) + chosen
    }
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

/// A voice's example lines in two halves, in the order in which they were said.
///
/// A calibration fitted on lines that stand beside the ones read would be too sure: neighbours share
/// their subject.
private struct Halves {
  let first: [String]
  let second: [String]

  init(_ lines: [String]) {
    first = Array(lines.prefix(lines.count / 2))
    second = Array(lines.dropFirst(lines.count / 2))
  }

  /// The places of at most `count` lines of the second half, evenly chosen.
  func heldOut(_ count: Int) -> [Int] {
    let chosen = min(count, second.count)
    return (0..<chosen).map { first.count + $0 * second.count / chosen }
  }
}

/// What the lanes make of any text, per token, which is taken off what they make of a line.
private struct Reading {
  /// `[voice]`, in nats per token, relative to the mean over the voices.
  private let offsets: [Double]

  init(
    _ lanes: borrowing VoiceLanes, model: any LanguageModel
  ) throws(LanguageModelError) {
    var totals: [Double] = []
    var count = 0
    for sentence in NeutralText.probes {
      let tokens = model.tokens(of: sentence + "\n")
      let evidence = try lanes.weigh(tokens)
      totals = totals.isEmpty ? evidence : zip(totals, evidence).map { $0 + $1 }
      count += tokens.count
    }
    offsets = totals.map { $0 / Double(max(1, count)) }
  }

  /// The log likelihood of `line` in each lane less what any text of its length would have, in nats.
  func evidence(
    of line: [Token], after window: [Token] = [], in lanes: borrowing VoiceLanes
  ) throws(LanguageModelError) -> [Double] {
    zip(try lanes.weigh(line, after: window), offsets).map { $0 - Double(line.count) * $1 }
  }
}

/// Every line as the style witness sees it.
private struct Sights {
  let exemplars: [[StyleWitness.Sight]]
  let lines: [StyleWitness.Sight]

  init(
    exemplars: [[String]], lines: [String], model: any LanguageModel
  ) throws(LanguageModelError) {
    let texts = exemplars.flatMap { $0 } + lines
    let impressions = try model.impressions(
      of: texts.map { model.script.bareOpening + model.tokens(of: $0 + "\n") })
    let sights = texts.indices.map {
      StyleWitness.Sight(texts[$0], impression: impressions.isEmpty ? [] : impressions[$0])
    }
    var start = 0
    self.exemplars = exemplars.map { lines in
      defer { start += lines.count }
      return Array(sights[start..<start + lines.count])
    }
    self.lines = Array(sights[start...])
  }

  /// A witness that has seen these lines of each voice; `nil` where a voice has none.
  func witness(of ranges: [Range<Int>]) -> StyleWitness? {
    guard ranges.allSatisfy({ !$0.isEmpty }) else { return nil }
    var seen: [StyleWitness.Sight] = []
    var labels: [Int] = []
    for (voice, range) in ranges.enumerated() {
      seen += exemplars[voice][range]
      labels += range.map { _ in voice }
    }
    return StyleWitness(seen, labels: labels, voices: ranges.count)
  }
}

extension StyleWitness.Sight {
  /// The log probability of each voice, in nats; zero for all where there is no witness.
  fileprivate func heard(by witness: StyleWitness?, voices: Int) -> [Double] {
    witness?.logProbabilities(self) ?? [Double](repeating: 0, count: voices)
  }
}
