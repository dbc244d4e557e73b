import Engine
import Foundation
import LanguageModels

/// A reply that lanes slept through and may still read.
struct UnreadReply {
  /// Its place in the document.
  let place: Int
  /// The turn as it was shown.
  let shown: Turn
  /// The same, to be read.
  var turn: UnreadTurn
}

/// While the person types, lanes read the turns that they slept through.
extension Chat {
  /// Whether every lane has read every turn that it is to read.
  package var isSettled: Bool { unread.isEmpty }

  /// Does some of what there is to do while the person types: has the lanes that slept read the
  /// turns since, the oldest first, then has those that are needed next read ahead.
  ///
  /// Nothing that is said later depends on whether this was called. A request to stop is left
  /// standing: it is meant for whatever the person types into.
  ///
  /// - Parameter allowance: the most tokens that the lanes read now.
  /// - Returns: whether there is more to do.
  /// - Throws: `EngineError.model` when the language model fails or the person stops it, and
  ///   `SessionError` when what was read cannot be recorded.
  package mutating func rest(atMost allowance: Int) throws -> Bool {
    guard !unread.isEmpty else {
      return try engine.readAhead(in: state, leaving: sleepingShare, atMost: allowance)
    }
    try settleNext(atMost: allowance)
    return true
  }

  /// Has the lanes that slept read every turn that they are to read.
  ///
  /// - Throws: what ``rest(atMost:)`` throws.
  package mutating func settle() throws {
    do {
      while !isSettled { try settleNext(atMost: .max) }
    } catch EngineError.model(.interrupted) {
      engine.takeStopRequest()
      throw EngineError.model(.interrupted)
    }
  }

  private mutating func settleNext(atMost allowance: Int) throws {
    let settled = try engine.readOn(&unread[0].turn, in: state, atMost: allowance)
    guard let settled else { return }
    let reply = unread.removeFirst()
    guard settled != reply.shown else { return }
    let event = SessionEvent.settled(place: reply.place, settled)
    try engine.apply(event, to: &state)
    try document.append([event], at: Date())
    states.replace(state, at: document.tree.head, settling: reply.place)
    keeping.journal(document)
    let correction = TurnCorrection(
      number: document.number(ofTurnAt: reply.place) ?? document.turns, shown: reply.shown,
      settled: settled)
    if correction.matters { corrections.append(correction) }
  }

  /// Lets those turns go that are not on the way to where the chat is.
  mutating func forgetTurnsElsewhere() {
    guard !unread.isEmpty else { return }
    let path = Set(document.tree.path(to: document.tree.head))
    unread.removeAll { !path.contains($0.place) }
  }
}
