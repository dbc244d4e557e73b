package import Engine

/// The conversation in turns. Turn n is the n-th reply that was ever given, on whichever branch; it
/// stands for the place after it.
extension SessionDocument {
  /// The place of turn `number`, counted from one; `nil` where there is none.
  package func place(ofTurn number: Int) -> Int? {
    replyPlaces.indices.contains(number - 1) ? replyPlaces[number - 1] : nil
  }

  /// The number of the turn whose reply is at `place`; `nil` where no reply is.
  ///
  /// - Complexity: O(log turns).
  package func number(ofTurnAt place: Int) -> Int? {
    var low = 0
    var high = replyPlaces.count
    while low < high {
      let middle = (low + high) / 2
      if replyPlaces[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low < replyPlaces.count && replyPlaces[low] == place ? low + 1 : nil
  }

  /// Whether anything was said.
  package var hasWords: Bool {
    turns > 0 || entries.contains { if case .utterance = $0.event { true } else { false } }
  }

  /// The reply at `place`; `nil` where no reply is.
  package func turn(at place: Int) -> Turn? {
    if place > 0, case .reply(let turn) = entries[place - 1].event { turn } else { nil }
  }

  /// The reply at `place` as it was shown, before lanes read it that had slept through it.
  func shownTurn(at place: Int) -> Turn? { shownTurns[place] ?? turn(at: place) }

  /// What the user said at `place`; `nil` where it was something else that happened.
  package func words(at place: Int) -> String? {
    if place > 0, case .utterance(let text) = entries[place - 1].event { text } else { nil }
  }

  /// The place of the nearest reply up to and including `place`; `nil` where nothing was answered
  /// yet.
  package func lastReply(upTo place: Int) -> Int? { nearest(upTo: place) { turn(at: $0) != nil } }

  /// The place of the nearest thing the user said up to and including `place`; for a reply, what it
  /// answers.
  package func lastWords(upTo place: Int) -> Int? { nearest(upTo: place) { words(at: $0) != nil } }

  /// What the user said that the reply at `place` answers, even where that is nothing.
  package func question(answeredAt place: Int) -> String {
    lastWords(upTo: place).flatMap(words(at:)) ?? ""
  }

  /// The places of all replies to the words at `place`, in the order in which they were given.
  ///
  /// - Complexity: O(replies).
  package func replies(toWordsAt place: Int) -> [Int] {
    replyPlaces.filter { $0 > place && lastWords(upTo: $0) == place }
  }

  /// The branches that there are, by name, each with the place where it begins.
  package var branches: [String: Int] {
    var branches: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if case .branch(let name) = entry.event { branches[name] = index + 1 }
    }
    return branches
  }

  /// The name of the innermost branch on which `place` is; `nil` on the trunk.
  package func branch(at place: Int) -> String? {
    nearest(upTo: place) { branchName(at: $0) != nil }.flatMap(branchName(at:))
  }

  /// The name of the branch that begins at `place`.
  package func branchName(at place: Int) -> String? {
    if place > 0, case .branch(let name) = entries[place - 1].event { name } else { nil }
  }

  /// The latest place that `place` leads to: itself where nothing followed it.
  ///
  /// - Complexity: O(events).
  package func tip(of place: Int) -> Int {
    var descendants: Set<Int> = [place]
    var tip = place
    for later in stride(from: place + 1, through: tree.count, by: 1) where tree.exists(later) {
      guard let parent = tree.parent(of: later), descendants.contains(parent) else { continue }
      descendants.insert(later)
      tip = later
    }
    return tip
  }

  private func nearest(upTo place: Int, where isWanted: (Int) -> Bool) -> Int? {
    var place = place
    while place > 0, !isWanted(place) { place = tree.parent(of: place) ?? 0 }
    return place > 0 ? place : nil
  }
}
