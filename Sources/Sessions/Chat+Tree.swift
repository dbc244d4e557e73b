package import Foundation
package import MaskInference
package import Theatre

/// Going back, over and on: the conversation is a tree, and nothing in it is ever taken away.
extension Chat {
  /// Goes to `place`.
  ///
  /// The belief there is what it was when the chat was there before.
  ///
  /// - Throws: `SessionError.noPlace` where there is none; the chat is then as it was. Otherwise
  ///   what recording it throws.
  package mutating func go(to place: Int, at date: Date = Date()) throws {
    try settle()
    guard document.tree.exists(place) else { throw SessionError.noPlace(place) }
    guard place != document.tree.head else { return }
    try attempt { chat throws in
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
    try settle()
    var place = document.tree.head
    var undone: [String] = []
    for _ in 0..<count {
      guard let words = document.lastWords(upTo: place) else {
        throw SessionError.nothingSaid(turns: undone.count)
      }
      undone.append(document.question(answeredAt: words))
      place = document.tree.parent(of: words) ?? 0
    }
    try go(to: place, at: date)
    return undone
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
    try settle()
    let head = document.tree.head
    guard let words = document.lastWords(upTo: head) else {
      throw SessionError.nothingSaid(turns: 0)
    }
    // What was declared between the words and their reply holds for another try as well.
    let reply = document.lastReply(upTo: head).flatMap { $0 > words ? $0 : nil }
    let end = reply.flatMap { document.tree.parent(of: $0) } ?? head
    let before = mask == nil ? document.tree.path(to: end, after: words) : []
    var events = before.map { document.entries[$0 - 1].event }
    events.removeAll { event in
      switch event {
      case .seed, .model: true
      default: false
      }
    }
    if let mask { events.append(.mask(.only(mask))) }
    events.append(.seed(unusedSeed(forWordsAt: words)))
    return try answer(
      document.question(answeredAt: words), from: words, after: events, at: date, onPiece: onPiece)
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
    try settle()
    guard let reply = document.place(ofTurn: number), let words = document.lastWords(upTo: reply)
    else { throw SessionError.noTurn(number, of: document.turns) }
    return try answer(
      text, from: document.tree.parent(of: words) ?? 0, after: [.utterance(text)], at: date,
      onPiece: onPiece)
  }

  /// Begins a branch called `name` where the chat is.
  ///
  /// - Throws: `SessionError.badBranch` for a name that is taken or could be mistaken for a turn.
  package mutating func branch(_ name: String, at date: Date = Date()) throws {
    try settle()
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
    guard isPlain, name.contains(where: \.isLetter), name.utf8.count <= 60,
      document.branches[name] == nil
    else { throw SessionError.badBranch(name, taken: document.branches[name] != nil) }
    try record([.branch(name)], at: date)
  }

  /// Plays a turn from `place`, where `events` lead up to it, and keeps all of it or nothing.
  private mutating func answer(
    _ text: String, from place: Int, after events: [SessionEvent], at date: Date,
    onPiece: (String) -> Void
  ) throws -> Turn {
    let isElsewhere = place != document.tree.head
    return try attempt { chat throws in
      try chat.arrive(at: place)
      for event in events { try chat.apply(event) }
      return try chat.play(
        text, after: (isElsewhere ? [.goTo(place)] : []) + events, at: date, onPiece: onPiece)
    }
  }

  /// The seed after the greatest one that a reply to these words has had.
  private func unusedSeed(forWordsAt words: Int) -> UInt64 {
    let used = document.replies(toWordsAt: words).map { document.seed(at: $0) }
    return (used.max() ?? document.seed(at: words)) &+ 1
  }
}
