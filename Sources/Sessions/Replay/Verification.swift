import Engine
import Foundation
import LanguageModels
import MaskInference

/// A recorded chat weighed again on the model, every branch of it, and where the numbers differ
/// from the record.
package struct Verification: Sendable {
  /// How far a recomputed number may be from the recorded one.
  package struct Tolerance: Hashable, Sendable {
    /// For the log likelihood of a sentence, in nats: the noise of batched arithmetic.
    package var nats: Double
    /// For every probability, weight and mean that follows from them.
    package var probability: Double

    /// Creates a tolerance.
    package init(nats: Double = 0.05, probability: Double = 0.02) {
      self.nats = nats
      self.probability = probability
    }
  }

  /// Something that is not as it was recorded.
  package struct Difference: Hashable, Sendable, CustomStringConvertible {
    /// The turn, counted from one; zero for what is outside a turn.
    package let turn: Int
    /// What differs.
    package let what: String
    /// What is in the record.
    package let recorded: String
    /// What it is now.
    package let recomputed: String
    /// Whether it is a number, which another processor may round differently.
    package let isNumber: Bool

    /// One line for people.
    package var description: String {
      let place = turn > 0 ? "turn \(turn)" : "the session"
      return "\(place): \(what) is recorded as \(recorded), recomputed \(recomputed)"
    }
  }

  /// Everything that differs, in order.
  package let differences: [Difference]
  /// Turns weighed again.
  package let turns: Int
  /// Turns that other models spoke and that were taken as recorded, by the models' names.
  package let unchecked: [String: Int]
  /// The largest difference in a sentence's log likelihood, in nats.
  package let largestDrift: Double

  /// Weighs every turn again that this model spoke; the others count as they were recorded.
  ///
  /// - Parameters:
  ///   - replayer: the recording on the model to check it with.
  ///   - tolerance: how far a number may be off.
  ///   - onTurn: called after each turn, to show progress.
  /// - Throws: `SessionError` or `EngineError` when the recording cannot be played on this model.
  package init(
    _ replayer: Replayer, tolerance: Tolerance = Tolerance(), onTurn: (Int) -> Void = { _ in }
  ) throws {
    let document = replayer.document
    var differences: [Difference] = []
    var turns = 0
    var unchecked: [String: Int] = [:]
    var drift = 0.0
    if let change = document.firstChange {
      let turn = document.replyPlaces.count { $0 <= change } + 1
      differences.append(
        Difference(
          turn: change < 0 ? 0 : turn,
          what: "the digest of \(change < 0 ? "the opening" : "event \(change + 1)")",
          recorded: String(document.digest(after: change + 1).prefix(12)),
          recomputed: "as something else: it was changed by hand or damaged", isNumber: false))
    }
    var engine = try replayer.engine()
    var state = replayer.opening(on: engine)
    // Where the chat went back to, other branches go on from.
    var states: [Int: ChatState] = [:]
    // Before replies that lanes read after they were shown.
    var starts: [Int: ChatState] = [:]
    let returns = Set(
      document.entries.compactMap { if case .goTo(let place) = $0.event { place } else { nil } })
    if returns.contains(0) { states[0] = state }
    for index in document.entries.indices {
      let place = index + 1
      defer { if returns.contains(place) { states[place] = state } }
      let compared: (recorded: Turn, again: Turn, place: Int)?
      switch document.entries[index].event {
      case .goTo(let place):
        if let there = states[place] { state = there }
        continue
      case .settled(let reply, let recorded):
        let start = starts.removeValue(forKey: reply)
        guard let start, !replayer.isOfAnotherModel(at: reply) else {
          try replayer.apply(document.entries[index].event, of: reply - 1, to: &state, on: &engine)
          for place in states.keys {
            states[place]?.settle(recorded)
          }
          continue
        }
        compared = try replayer.settle(
          recorded, at: reply, from: start, in: &state, on: &engine
        ).map { (recorded, $0, reply) }
        if let again = compared?.again { for place in states.keys { states[place]?.settle(again) } }
      case .reply:
        let shown = document.shownTurn(at: place)
        if document.shownTurns[place] != nil { starts[place] = state }
        if let shown, replayer.isOfAnotherModel(at: place) {
          try replayer.apply(.reply(shown), of: index, to: &state, on: &engine)
          unchecked[document.model(at: place).name, default: 0] += 1
          continue
        }
        let again = try replayer.play(index, as: shown, in: &state, on: &engine)
        compared = shown.flatMap { shown in again.map { (shown, $0, place) } }
        turns += 1
      default:
        try replayer.apply(index, to: &state, on: &engine)
        continue
      }
      guard let compared else { continue }
      let comparison = TurnComparison(
        compared.recorded, compared.again,
        turn: document.number(ofTurnAt: compared.place) ?? turns, tolerance: tolerance)
      differences += comparison.differences
      drift = max(drift, comparison.drift)
      onTurn(turns)
    }
    self.differences = differences
    self.turns = turns
    self.unchecked = unchecked
    largestDrift = drift
  }

  /// Whether all is as it was recorded.
  package var agrees: Bool { differences.isEmpty }
}
