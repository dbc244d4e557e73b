import LanguageModels
import MaskInference

/// A turn that was played while lanes slept, on its way of being weighed again by all.
struct UnsettledTurn {
  /// The sentences as they were spoken.
  let speeches: [Speech]
  let ending: Turn.Ending
  let beginning: Turn.Beginning
  /// The turn as far as all have read it.
  var reply: Reply
  /// What is believed by then.
  var belief: (filter: MaskFilter, check: SelfCheck)
  /// What those who have read it make of the next sentence, once that has begun.
  var score: SentenceScore?
  /// Whether all have heard what the user said.
  var isHeard = false

  init(of reply: Reply, since beginning: Turn.Beginning) {
    speeches = reply.sentences.map { Speech(tokens: $0.tokens, speaker: $0.speaker) }
    ending = reply.ending
    self.beginning = beginning
    self.reply = reply.fresh
    belief = reply.before
  }

  /// What the lanes are to have read of it at this point.
  var passage: Passage {
    let next = reply.sentences.count
    let said = score != nil ? speeches[next].tokens : []
    return Passage(heard: reply.heard, said: reply.tokens + said)
  }
}

extension Stage {
  /// How much of the belief may usually sleep through a turn.
  ///
  /// Chosen on chats with the real model, where what is shown is then off by a hundredth on
  /// average.
  package static var usualSleepingShare: Double { 0.02 }

  /// Whether every lane has read the last turn.
  package var isSettled: Bool { unsettled == nil }

  /// Has the lanes that slept through the last turn read it; the belief is then what it would be
  /// had they been awake, and so is ``lastTurn``.
  ///
  /// - Parameter allowance: the most tokens read now.
  /// - Returns: whether all is done.
  /// - Throws: `StageError.model` when the language model fails or the person stops it; what was
  ///   read before stays read.
  @discardableResult
  package mutating func settle(atMost allowance: Int = .max) throws(StageError) -> Bool {
    do {
      try catchUp(atMost: allowance)
    } catch {
      if error == .interrupted { stop.lower() }
      throw .model(error)
    }
    return isSettled
  }

  /// Does some of what is left to do before the next turn, for while the person types: settles the
  /// last turn, then has the lanes that are likely to be needed read the conversation.
  ///
  /// It changes no number that `play` would not change as well. A request to stop is left standing:
  /// it is meant for whatever the person types into.
  ///
  /// - Parameter allowance: the most tokens read now.
  /// - Returns: whether there is more to do.
  /// - Throws: `StageError.model` when the language model fails or the person stops it.
  package mutating func rest(atMost allowance: Int) throws(StageError) -> Bool {
    do {
      guard isSettled else {
        try catchUp(atMost: allowance)
        return true
      }
      let stacks = filter.wakeful(leaving: 0).map { filter.hypotheses[$0] }
      let layout = lay(out: stacks)
      book.makeRoom(for: stacks)
      // Where the next turn has to forget, what is left is read now.
      book.follow(Array(passages[firstFitting(beside: layout)...]))
      guard let next = stacks.first(where: { book.backlog(of: $0) > 0 }) else { return false }
      try book.open([next])
      try book.readOn([next], atMost: allowance)
      return true
    } catch {
      throw .model(error)
    }
  }

  /// Has the lanes read on in the last turn, as if it were played again.
  private mutating func catchUp(atMost allowance: Int) throws(LanguageModelError) {
    // Taken, not copied: it holds whole vocabularies.
    guard var turn = unsettled.take() else { return }
    let shown = (filter, selfCheck)
    (filter, selfCheck) = turn.belief
    var left = allowance
    do {
      while left > 0, try step(&turn, &left) {}
    } catch {
      turn.belief = (filter, selfCheck)
      (filter, selfCheck) = shown
      unsettled = turn
      throw error
    }
    turn.belief = (filter, selfCheck)
    guard turn.isHeard, turn.reply.sentences.count == turn.speeches.count else {
      (filter, selfCheck) = shown
      unsettled = turn
      return
    }
    let settled = self.turn(of: turn.reply, since: turn.beginning, ending: turn.ending)
    filter.endTurn()
    learn(from: settled)
    lastTurn = settled
  }

  /// Has the lanes hear what the user said, or read a sentence, as far as `left` allows.
  ///
  /// - Returns: whether there is more to read.
  private mutating func step(
    _ turn: inout UnsettledTurn, _ left: inout Int
  ) throws(LanguageModelError) -> Bool {
    let all = Array(turn.reply.hypotheses.indices)
    let stacks = turn.reply.hypotheses
    guard !turn.isHeard || turn.reply.sentences.count < turn.speeches.count else { return false }
    if turn.isHeard, turn.score == nil {
      filter.predict()
      turn.score = score(of: turn.speeches[turn.reply.sentences.count], by: all, in: turn.reply)
    }
    lay(out: stacks)
    book.follow(read.dropLast() + [turn.passage])
    let backlog = stacks.reduce(0) { $0 + book.backlog(of: $1) }
    defer { left -= min(left, backlog) }
    guard turn.isHeard else {
      try attend(all, to: &turn.reply, atMost: left)
      turn.isHeard = turn.reply.asleep.isEmpty
      if turn.isHeard {
        filter.beginTurn(
          vacancy: settings.vacancyTest.probability(z: turn.reply.leastSurprise.z))
      }
      return true
    }
    guard var score = turn.score.take() else { return false }
    let before = turn.reply.tokens.count
    do {
      try book.open(stacks)
      try book.readOn(stacks, atMost: left) { place, word, logits in
        if case .said(let index) = word { score.read(logits, of: place, at: index - before) }
      }
    } catch {
      turn.score = score
      throw error
    }
    if backlog <= left {
      take(
        score, of: turn.speeches[turn.reply.sentences.count], by: all, in: &turn.reply)
    } else {
      turn.score = score
    }
    return true
  }

  /// Learns how far the hypotheses fall short in a turn that every lane has read.
  mutating func learn(from turn: Turn) {
    let count = turn.hypotheses.count
    for sentence in turn.sentences
    where sentence.asleep == nil && sentence.belief.count == count
      && sentence.logLikelihoods.count == count
    {
      // What was believed afterwards stands in for what was predicted: the two differ for a moment
      // only.
      let known = Belief(hypotheses: turn.hypotheses, probabilities: sentence.belief)
      divergence.learn(
        sentence.logLikelihoods, of: turn.hypotheses,
        mixture: known.mixture(sentence.logLikelihoods), tokens: sentence.tokens.count)
    }
  }
}
