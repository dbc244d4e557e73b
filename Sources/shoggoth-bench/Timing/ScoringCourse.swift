import Foundation
import LanguageModels

/// The course of an identification, cut into stretches where it tells of its progress; plain
/// prompts are read in between, off the clock.
final class ScoringCourse {
  /// What was done between two measurements of the prompts' speed.
  struct Stretch {
    /// Which part of an identification it belongs to.
    let part: String
    /// The whole time, in seconds.
    let seconds: Double
    let work: TimedModel.Work
    /// How fast prompts were read at that time, in tokens a second.
    let rates: [PromptSpeed.Way: Double]
  }

  /// The model that the identification is made with.
  let model: TimedModel
  let prompts: PromptSpeed
  private(set) var stretches: [Stretch] = []
  private var part = "beginning"
  private var before = TimedModel.Work()
  private var start = ContinuousClock.now
  /// What went wrong where nothing could be thrown.
  private var failure: LanguageModelError?

  init(_ model: TimedModel, beside prompts: PromptSpeed) {
    self.model = model
    self.prompts = prompts
  }

  /// Starts the clock.
  func begin() throws(LanguageModelError) {
    try prompts.measure()
    before = model.work
    start = ContinuousClock.now
  }

  /// Ends a stretch; the next one is the step that is told of.
  func note(_ step: String) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let work = model.work.since(before)
    let earlier = prompts.rates.last ?? [:]
    do {
      try prompts.measure()
    } catch {
      failure = failure ?? error
    }
    let later = prompts.rates.last ?? [:]
    stretches.append(
      Stretch(
        part: part, seconds: seconds, work: work,
        rates: earlier.merging(later) { ($0 + $1) / 2 }))
    part = step.prefix { !$0.isNumber && $0 != ":" }.trimmingCharacters(in: .whitespaces)
    before = model.work
    start = ContinuousClock.now
  }

  /// Ends the last stretch.
  ///
  /// - Throws: `LanguageModelError` where a prompt could not be read.
  func end() throws(LanguageModelError) {
    note("")
    if let failure { throw failure }
  }
}

extension [ScoringCourse.Stretch] {
  var seconds: Double { reduce(0) { $0 + $1.seconds } }
  var tokens: Int { reduce(0) { $0 + $1.work.tokens } }
  var scored: Int { reduce(0) { $0 + $1.work.scored } }

  /// The part of the time that was spent outside of the model.
  var ownShare: Double { 1 - reduce(0) { $0 + $1.work.seconds } / seconds }

  /// The tokens read over those of prompts that would have been read in the same time.
  func ratio(over way: PromptSpeed.Way) -> Double {
    Double(tokens) / reduce(0) { $0 + $1.seconds * ($1.rates[way] ?? 0) }
  }
}
