package import Engine
package import LanguageModels

extension Replayer {
  /// What the words of each reply on the way to the current place told of the two leading voices.
  ///
  /// The recorded belief is taken up as it is; the model reads each reply in two lanes.
  ///
  /// - Parameters:
  ///   - stop: whether the person has asked to stop.
  ///   - onTurn: called after each turn, counted from one, to show progress.
  /// - Returns: one for each turn; `nil` where there was nothing to tell apart.
  /// - Throws: `SessionError` or `EngineError` when the recording cannot be played on this model.
  /// - Complexity: each turn is a reading of the conversation so far.
  package func wordEvidence(
    stop: StopSignal = .never, onTurn: (Int) -> Void = { _ in }
  ) throws -> [WordEvidence?] {
    var engine = try engine(stop: stop)
    var state = opening(on: engine)
    var evidence: [WordEvidence?] = []
    var reached = 0
    for place in document.tree.path(to: document.tree.head) where document.turn(at: place) != nil {
      state = try self.state(at: place, from: reached, where: state, on: &engine)
      reached = place
      evidence.append(try engine.wordEvidence(in: state, telling: .voices))
      onTurn(evidence.count)
    }
    return evidence
  }
}
