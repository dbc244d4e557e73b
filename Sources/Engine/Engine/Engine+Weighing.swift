import LanguageModels
import MaskInference

extension Engine {
  /// Has the lanes that hear the turn read the conversation before it.
  mutating func catchUp(
    _ turn: inout TurnInProgress, _ left: inout Int
  ) throws(LanguageModelError) {
    let listeners = turn.followsSpeakers ? [turn.drawFirst()] : wakeful(in: turn)
    let stacks = listeners.map { turn.hypotheses[$0] }
    lay(out: stacks, in: turn.start)
    let backlog = stacks.reduce(0) { $0 + pool.backlog(of: $1) }
    defer { left -= min(left, backlog) }
    try pool.open(stacks)
    try pool.readOn(stacks, atMost: left)
    if backlog <= left { turn.phase = .hearing }
  }

  /// Has the lanes hear what the user said, but for those that may sleep.
  mutating func hear(_ turn: inout TurnInProgress, _ left: inout Int) throws(LanguageModelError) {
    lay(out: turn.hypotheses, in: turn.start)
    pool.follow(turn.transcript)
    let listeners = turn.followsSpeakers ? [turn.drawFirst()] : wakeful(in: turn)
    try attend(listeners, to: &turn, &left)
    guard listeners.allSatisfy(turn.awake.contains) else { return }
    // Whether anybody knows the words is for others to say too, where those asked do not.
    let test = turn.start.settings.vacancyTest
    let suspicion = test.probability(z: turn.leastSurprise.z) - test.probability(z: 0)
    if suspicion > turn.sleepingShare {
      let likeliest = turn.opening.filter.wakeful(leaving: 0).filter(turn.asleep.contains)
      try attend(Array(likeliest.prefix(Self.furtherWitnesses)), to: &turn, &left)
    }
    turn.account.filter.beginTurn(vacancy: turn.anomaly.vacancy)
    turn.drawAbsence()
    turn.phase = .speaking
  }

  /// How many sleepers are asked whether they know words that nobody else knows.
  private static var furtherWitnesses: Int { 2 }

  /// The hypotheses that may not sleep, when as much of what is predicted may as the turn says; in
  /// their order.
  private func wakeful(in turn: TurnInProgress) -> [Int] {
    let filter = turn.opening.filter
    var awake = filter.wakeful(leaving: turn.sleepingShare)
    if turn.start.settings.blend == .declared,
      let index = filter.hypotheses.firstIndex(of: turn.start.declared), !awake.contains(index)
    {
      awake.append(index)
    }
    return awake.sorted()
  }

  /// Wakes lanes until no more than twice the sleeping share of what is predicted for the next
  /// sentence sleeps, which the belief must have been moved on to.
  ///
  /// A lane that wakes reads all that it has missed, so it is not woken for a trifle; but then
  /// enough are that it is not soon to be done again.
  mutating func rouse(_ turn: inout TurnInProgress) throws(LanguageModelError) {
    let share = turn.sleepingShare
    let weights = turn.account.filter.belief.probabilities
    var rest = turn.asleep.reduce(0) { $0 + weights[$1] }
    guard rest > 2 * share else { return }
    var woken: [Int] = []
    for index in turn.asleep.sorted(by: { (weights[$1], $0) < (weights[$0], $1) })
    where rest > share {
      woken.append(index)
      rest -= weights[index]
    }
    try wake(woken, in: &turn)
  }

  /// Has lanes that slept read a turn in which all is said, as far as the allowance goes, and ends
  /// it where no more of them have to.
  mutating func settle(
    _ turn: inout TurnInProgress, _ left: inout Int
  ) throws(LanguageModelError) {
    let wanted = turn.wanted
    guard !wanted.isEmpty else { return conclude(&turn) }
    lay(out: turn.hypotheses, in: turn.start)
    pool.makeRoom(for: turn.hypotheses)
    pool.lookBack(at: turn.transcript)
    do {
      try attend(wanted, to: &turn, &left)
    } catch {
      // The person has read it, so it counts; what was not read is estimated.
      guard turn.isSampled, error == .interrupted else { throw error }
      takeStopRequest()
      return conclude(&turn)
    }
    if wanted.allSatisfy(turn.awake.contains) { turn.fold() }
  }

  /// Has lanes that slept read the turn as far as it goes, and works the belief out again.
  mutating func wake(
    _ hypotheses: [Int], in turn: inout TurnInProgress
  ) throws(LanguageModelError) {
    var left = Int.max
    try attend(hypotheses, to: &turn, &left)
    turn.fold()
    turn.account.filter.predict()
  }

  /// Has the lanes of `hypotheses` read the turn as far as it goes, the first ones first, and takes
  /// down what they make of it.
  ///
  /// - Parameters:
  ///   - hypotheses: whose lanes.
  ///   - turn: the turn.
  ///   - left: the most tokens read, less those read now.
  /// - Throws: what the model throws; the lanes and `turn` are then as they were.
  private mutating func attend(
    _ hypotheses: [Int], to turn: inout TurnInProgress, _ left: inout Int
  ) throws(LanguageModelError) {
    let stacks = hypotheses.map { turn.hypotheses[$0] }
    var scores = hypotheses.map { turn.scores[$0] }
    try pool.open(stacks)
    // A lane that has read something else of the turn than was taken down begins it anew.
    for (place, stack) in stacks.enumerated()
    where pool.progress(of: stack) != scores[place].progress {
      pool.goBack(stack)
      scores[place] = LaneScores()
    }
    let backlog = stacks.reduce(0) { $0 + pool.backlog(of: $1) }
    let heard = turn.heard
    var score = SentenceScore(
      of: turn.tokens, lanes: stacks.count, pooling: [], after: turn.earlier,
      unspoken: pool.unspoken, by: turn.distribution, vocabularySize: model.vocabularySize)
    try pool.readOn(stacks, atMost: left) { place, word, next in
      switch word {
      case .heard(let index):
        scores[place].hear(NextTokenStatistics(of: next, token: heard[index]))
      case .said(let index): score.read(next, of: place, at: index)
      }
    }
    for (place, hypothesis) in hypotheses.enumerated() {
      let known = scores[place].logProbabilities.count
      let read = pool.progress(of: stacks[place])?.said ?? known
      scores[place].weigh(Array(score.logProbabilities[place][known..<read]))
      turn.scores[hypothesis] = scores[place]
      if pool.backlog(of: stacks[place]) == 0 { turn.wake(hypothesis) }
    }
    left -= min(left, backlog)
  }

  /// Has the sentence that was spoken weighed in every lane that listens.
  ///
  /// What a person stops meanwhile is weighed nevertheless, where it was drawn: words that were
  /// heard count.
  mutating func weigh(
    _ turn: inout TurnInProgress, _ left: inout Int, _ onSentence: (Turn) -> Void
  ) throws(LanguageModelError) {
    guard case .weighing(var sentence, let listeners) = turn.phase else { return }
    if turn.isSampled, takeStopRequest() { sentence.isStopped = true }
    let stacks = listeners.map { turn.hypotheses[$0] }
    lay(out: stacks, in: turn.start)
    pool.follow(turn.transcript)
    let backlog = stacks.reduce(0) { $0 + pool.backlog(of: $1) }
    do {
      try read(sentence, by: listeners, of: &turn, atMost: left)
    } catch {
      guard turn.isSampled, error == .interrupted else { throw error }
      // Once only: a request to end the program cannot be taken back.
      takeStopRequest()
      sentence.isStopped = true
      try read(sentence, by: listeners, of: &turn, atMost: left)
    }
    defer { left -= min(left, backlog) }
    guard backlog <= left, let score = turn.score.take() else { return }
    turn.add(sentence, reading: model.text(of: sentence.tokens), score: score, by: listeners)
    turn.phase = .speaking
    guard turn.isSampled else { return }
    onSentence(record(of: turn, ending: .interrupted))
    if sentence.isStopped { end(&turn, as: .interrupted) }
  }

  /// Has lanes read a sentence, as far as the allowance goes; where that fails, all of it is read
  /// anew later.
  private mutating func read(
    _ sentence: SpokenSentence, by listeners: [Int], of turn: inout TurnInProgress,
    atMost allowance: Int
  ) throws(LanguageModelError) {
    // Taken, not copied: it holds whole vocabularies.
    guard var score = turn.score.take() else { return }
    let stacks = listeners.map { turn.hypotheses[$0] }
    let before = turn.tokens.count
    do {
      try pool.open(stacks)
      try pool.readOn(stacks, atMost: allowance) { place, word, next in
        if case .said(let index) = word { score.read(next, of: place, at: index - before) }
      }
      turn.score = score
    } catch {
      // Some lanes have added to the pools what they have not read now.
      for stack in stacks { pool.unsay(sentence.tokens.count, in: stack) }
      turn.score = unreadScore(of: sentence, by: listeners, in: turn)
      throw error
    }
  }

  /// A score of a sentence that nobody has read yet but its speaker.
  func unreadScore(
    of sentence: SpokenSentence, by listeners: [Int], in turn: TurnInProgress
  ) -> SentenceScore {
    let shares = turn.poolWeights.shares
    return SentenceScore(
      of: sentence.tokens, lanes: listeners.count, pooling: listeners.map { shares[$0] },
      in: sentence.own?.pools, after: turn.earlier + turn.tokens, unspoken: pool.unspoken,
      by: turn.distribution, vocabularySize: model.vocabularySize)
  }

  /// Ends a turn in which all is said.
  ///
  /// Where only speakers have heard their sentences, others read them before it is shown.
  mutating func end(_ turn: inout TurnInProgress, as ending: Turn.Ending) {
    turn.ending = ending
    guard turn.followsSpeakers, ending != .interrupted else { return conclude(&turn) }
    turn.fold()
    turn.phase = .settling
  }

  /// Makes the record of a turn that is over.
  private func conclude(_ turn: inout TurnInProgress) {
    turn.played = record(of: turn, ending: turn.ending)
    turn.phase = .over
  }
}
