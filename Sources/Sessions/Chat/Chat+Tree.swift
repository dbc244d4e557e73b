package import Engine
package import Foundation
package import MaskInference

/// Going back, over and on: the conversation is a tree, and nothing in it is ever taken away.
extension Chat {
  /// Goes to `place`.
  ///
  /// The belief there is what it was when the chat was there before.
  ///
  /// - Throws: `SessionError.noPlace` where there is none; the chat is then as it was. Otherwise
  ///   what recording it throws.
  package mutating func go(to place: Int, at date: Date = Date()) throws {
    try perform { chat throws in
      guard chat.document.tree.exists(place) else { throw SessionError.noPlace(place) }
      guard place != chat.document.tree.head else { return }
      try chat.arrive(at: place)
      try chat.record([.goTo(place)], at: date)
    }
  }

  /// Takes back the last `count` things the user said, with what was answered and what was done
  /// since.
  ///
  /// - Returns: the words that were taken back, the last ones first.
  /// - Throws: `SessionError.nothingSaid` where there are fewer; the chat is then as it was.
  @discardableResult
  package mutating func undo(_ count: Int = 1, at date: Date = Date()) throws -> [String] {
    try perform { chat throws in
      var place = chat.document.tree.head
      var undone: [String] = []
      for _ in 0..<count {
        guard let words = chat.document.lastWords(upTo: place) else {
          throw SessionError.nothingSaid(turns: undone.count)
        }
        undone.append(chat.document.question(answeredAt: words))
        place = chat.document.tree.parent(of: words) ?? 0
      }
      try chat.go(to: place, at: date)
      return undone
    }
  }

  /// Has the last words answered again; the reply they had stays beside the new one.
  ///
  /// The new reply has the next seed that no other reply to these words has had, so that it is
  /// another one and yet the same for the same chat.
  ///
  /// - Parameters:
  ///   - mask: who is to answer, worn alone; the declared stack of the last reply where it is
  ///     `nil`.
  ///   - date: when.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  /// - Returns: the turn as it was played.
  /// - Throws: `SessionError.nothingSaid`, or what ``say(_:at:onPiece:)`` throws; the chat is then
  ///   as it was.
  package mutating func retry(
    as mask: Mask? = nil, at date: Date = Date(), onPiece: (String) -> Void = { _ in }
  ) throws -> Turn {
    try perform { chat throws in
      let document = chat.document
      guard let words = document.lastWords(upTo: document.tree.head) else {
        throw SessionError.nothingSaid(turns: 0)
      }
      var events = mask == nil ? document.declarations(sinceWordsAt: words) : []
      if let mask { events.append(.mask(.only(mask))) }
      events.append(.seed(document.unusedSeed(forWordsAt: words)))
      return try chat.answer(
        document.question(answeredAt: words), from: words, after: events, at: date,
        onPiece: onPiece)
    }
  }

  /// Says something else than what was said at turn `number`, and has it answered; what followed
  /// stays on its own branch.
  ///
  /// - Throws: `SessionError.noTurn`, or what ``say(_:at:onPiece:)`` throws; the chat is then as it
  ///   was.
  package mutating func edit(
    turn number: Int, saying text: String, at date: Date = Date(),
    onPiece: (String) -> Void = { _ in }
  ) throws -> Turn {
    try perform { chat throws in
      let document = chat.document
      guard let reply = document.place(ofTurn: number),
        let words = document.lastWords(upTo: reply)
      else { throw SessionError.noTurn(number, of: document.turns) }
      return try chat.answer(
        text, from: document.tree.parent(of: words) ?? 0, after: [.utterance(text)], at: date,
        onPiece: onPiece)
    }
  }

  /// Begins a branch called `name` where the chat is.
  ///
  /// - Throws: `SessionError.badBranch` for a name that is taken or could be mistaken for a turn.
  package mutating func branch(_ name: String, at date: Date = Date()) throws {
    try perform { chat throws in
      let isTaken = chat.document.branches[name] != nil
      let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
      guard isPlain, name.contains(where: \.isLetter), name.utf8.count <= 60, !isTaken else {
        throw SessionError.badBranch(name, taken: isTaken)
      }
      try chat.record([.branch(name)], at: date)
    }
  }

  /// Plays a turn from `place`, where `events` lead up to it.
  private mutating func answer(
    _ text: String, from place: Int, after events: [SessionEvent], at date: Date,
    onPiece: (String) -> Void
  ) throws -> Turn {
    let isElsewhere = place != document.tree.head
    try arrive(at: place)
    for event in events { try engine.apply(event, to: &state) }
    return try play(
      text, after: (isElsewhere ? [.goTo(place)] : []) + events, at: date, onPiece: onPiece)
  }
}

extension SessionDocument {
  /// What was declared or set between the words at `words` and their reply, or since them where
  /// there is none: it holds for another try as well.
  fileprivate func declarations(sinceWordsAt words: Int) -> [SessionEvent] {
    let reply = lastReply(upTo: tree.head).flatMap { $0 > words ? $0 : nil }
    let end = reply.flatMap { tree.parent(of: $0) } ?? tree.head
    return tree.path(to: end, after: words).map { entries[$0 - 1].event }.filter { event in
      switch event {
      case .seed, .model: false
      default: true
      }
    }
  }

  /// The seed after the greatest one that a reply to these words has had.
  fileprivate func unusedSeed(forWordsAt words: Int) -> UInt64 {
    let used = replies(toWordsAt: words).map { seed(at: $0) }
    return (used.max() ?? seed(at: words)) &+ 1
  }
}
