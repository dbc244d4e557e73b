import MaskInference

extension ChatState {
  /// The state after `event`; see `apply`.
  ///
  /// - Throws: what `apply` throws.
  /// - Complexity: O(hypotheses + conversation) for a reply, O(hypotheses) for anything else.
  package func applying(_ event: SessionEvent) throws(EngineError) -> ChatState {
    var state = self
    try state.apply(event)
    return state
  }

  /// Has `event` happen: the only place that says what an event does.
  ///
  /// It asks no language model, so it can be told from a record alone. What has to be spelt in a
  /// model's tokens, a greeting or the words of another model, is added by
  /// `Engine.apply`.
  ///
  /// - Throws: `EngineError` when the event cannot happen in this state, which is then as it was:
  ///   `.badSetting` for a setting that there is not or that is out of its range, `.damagedTurn`
  ///   for a turn that contradicts itself, and what `StackEdit` has against the stack.
  /// - Complexity: O(hypotheses), however long the conversation.
  package mutating func apply(_ event: SessionEvent) throws(EngineError) {
    switch event {
    case .mask(let edit): try declare(edit)
    case .setting(let name, let value):
      var settings = settings
      guard let row = Settings.table.first(where: { $0.name == name }), row.write(value, &settings)
      else { throw .badSetting(name: name, value: value) }
      adopt(settings)
    case .reply(let turn): try recall(turn)
    case .settled(_, let turn):
      try turn.checkEvidence()
      settle(turn)
    case .seed, .model, .utterance, .branch, .goTo: break
    }
  }

  /// Takes up a turn that was played before: the recorded evidence moves the belief as it did then.
  private mutating func recall(_ turn: Turn) throws(EngineError) {
    try turn.checkEvidence()
    // What was forgotten stays forgotten, or the lanes would read on from another place than then.
    firstRead = min(exchanges.count, firstRead + turn.forgotten)
    conclude(turn)
  }
}

extension Turn {
  /// Makes sure that a recorded turn does not contradict itself.
  ///
  /// - Throws: `EngineError.damagedTurn`.
  func checkEvidence() throws(EngineError) {
    for sentence in sentences {
      let count = sentence.logLikelihoods.count
      guard count == hypotheses.count else {
        throw .damagedTurn(
          reason: "it has \(count) likelihoods for \(hypotheses.count) hypotheses")
      }
    }
    try checkVoices()
  }

  /// Makes sure that every voice and sleeper of a recorded turn is in the list of hypotheses.
  ///
  /// - Throws: `EngineError.damagedTurn`.
  func checkVoices() throws(EngineError) {
    for sentence in sentences {
      let weighed = min(hypotheses.count, sentence.logLikelihoods.count)
      guard (sentence.asleep ?? []).allSatisfy({ (0..<weighed).contains($0) }) else {
        throw .damagedTurn(reason: "a sleeping hypothesis is not in its list")
      }
      switch sentence.voice {
      case .sampled(let speaker):
        guard hypotheses.indices.contains(speaker) else {
          throw .damagedTurn(
            reason: "it names speaker \(speaker) of \(hypotheses.count) hypotheses")
        }
      case .foreign(let exponent):
        guard (0...1).contains(exponent) else {
          throw .damagedTurn(reason: "a sentence counts \(exponent) times")
        }
      }
    }
  }
}
