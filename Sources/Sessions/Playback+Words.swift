public import LanguageModels
public import Theatre

extension Playback {
  /// What the words of each reply told of the two leading voices after it.
  ///
  /// The recorded belief is taken up as it is; the model reads each reply in two lanes.
  ///
  /// - Parameters:
  ///   - stop: whether the person has asked to stop.
  ///   - onTurn: called after each turn, counted from one, to show progress.
  /// - Returns: one for each turn; `nil` where there was nothing to tell apart.
  /// - Throws: `SessionError` or `StageError` when the recording cannot be played on this model.
  /// - Complexity: each turn is a reading of the conversation so far.
  public func wordEvidence(
    stop: StopSignal = .never, onTurn: (Int) -> Void = { _ in }
  ) throws -> [WordEvidence?] {
    var stage = try stage(stop: stop)
    var evidence: [WordEvidence?] = []
    for index in document.entries.indices {
      try recall(index, on: &stage)
      guard case .reply = document.entries[index].event else { continue }
      evidence.append(try stage.wordEvidence(telling: .voices))
      onTurn(evidence.count)
    }
    return evidence
  }
}
