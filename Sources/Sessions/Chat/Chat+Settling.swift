package import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas

/// A turn that was given back and is not in the document yet.
struct PendingTurn {
  /// As it was given back.
  let shown: Turn
  /// The same, to be read by every lane.
  var unread: TurnInProgress
  /// What led up to it.
  let events: [SessionEvent]
  let date: Date
  let end: Date
}

/// A chat at a moment when every lane has read the last turn.
package struct SettledChat: Sendable {
  /// Where the chat is.
  package let state: ChatState
  /// Everything that has happened.
  package let document: SessionDocument
}

/// Every lane reads the last turn before anything else is done.
extension Chat {
  /// The chat once every lane has read the last turn: what a person who asks is shown.
  ///
  /// - Throws: `EngineError.model` when the language model fails or the person stops it, and
  ///   `SessionError` when the turn cannot be recorded.
  package mutating func settled() throws -> SettledChat {
    try perform { chat throws in SettledChat(state: chat.state, document: chat.document) }
  }

  /// Whether every lane has read the last turn, and it is in the document.
  package var isSettled: Bool { pending == nil }

  /// Does some of what is left to do before the next turn, for while the person types: has the
  /// lanes that slept read the last turn and records it, then has the lanes read ahead.
  ///
  /// A request to stop is left standing: it is meant for whatever the person types into.
  ///
  /// - Parameter allowance: the most tokens that the lanes read now.
  /// - Returns: whether there is more to do.
  /// - Throws: `EngineError.model` when the language model fails or the person stops it, and
  ///   `SessionError` when the turn cannot be recorded.
  package mutating func rest(atMost allowance: Int) throws -> Bool {
    guard pending != nil else { return try engine.readAhead(in: state, atMost: allowance) }
    try settle(atMost: allowance)
    if isSettled { keeping.journal(document) }
    return true
  }

  /// Has the lanes that slept through the last turn read it, and records the turn as it is then.
  ///
  /// - Parameter allowance: the most tokens that the lanes read now.
  /// - Throws: what ``rest(atMost:)`` throws.
  private mutating func settle(atMost allowance: Int) throws {
    // Taken, not copied: it holds whole vocabularies.
    guard var turn = pending.take() else { return }
    do {
      try engine.carryOn(&turn.unread, atMost: allowance)
    } catch {
      pending = turn
      throw error
    }
    guard let settled = turn.unread.played else {
      pending = turn
      return
    }
    state = turn.unread.state
    if settled != turn.shown {
      correction = TurnCorrection(
        number: document.turns + 1, shown: turn.shown, settled: settled)
    }
    try record(
      turn.events + [.reply(settled.withoutGuesses)], at: turn.date, until: turn.end)
  }

  /// Has the lanes that slept through the last turn read all of it.
  mutating func settle() throws {
    do {
      try settle(atMost: .max)
    } catch EngineError.model(.interrupted) {
      engine.takeStopRequest()
      throw EngineError.model(.interrupted)
    }
  }

  /// Settles the last turn, or where that cannot be done records it as it was played: with what is
  /// not known of the lanes that slept.
  mutating func settleInAnyCase() throws(SessionError) {
    try? settle()
    guard let turn = pending.take() else { return }
    state.closeLastTurn()
    try record(
      turn.events + [.reply(turn.shown.withoutGuesses)], at: turn.date, until: turn.end)
  }
}
