import Engine
package import Foundation

extension Replayer {
  /// Has every lane read the replies of this model that lanes have still to read: because the
  /// program had ended, or the chat had gone on elsewhere, before they could.
  ///
  /// - Parameters:
  ///   - date: when.
  ///   - onTurn: called after each reply, with how many there were so far.
  /// - Returns: the document with what was read.
  /// - Throws: `SessionError` or `EngineError` when the recording cannot be played on this model.
  /// - Complexity: each reply is a reading of the conversation before it by every lane.
  package func settlingAll(
    at date: Date = Date(), onTurn: (Int) -> Void = { _ in }
  ) throws -> SessionDocument {
    var engine = try engine()
    let opening = opening(on: engine)
    var settled = document
    var count = 0
    for place in document.replyPlaces where !isForeign(at: place) {
      guard document.shownTurns[place] == nil, let shown = document.turn(at: place),
        shown.isUnread
      else { continue }
      // Of the replies before it, what was settled just now counts.
      let replayer = Replayer(settled, model: engine.model, library: library)
      let start = try replayer.state(
        at: document.tree.parent(of: place) ?? 0, where: opening, on: &engine)
      var after = start
      try replayer.apply(place - 1, to: &after, on: &engine)
      var recorded = shown
      for sentence in recorded.sentences.indices { recorded.sentences[sentence].asleep = nil }
      guard
        let turn = try replayer.settle(
          recorded, at: place, from: start, in: &after, on: &engine)
      else { continue }
      try settled.append([.settled(place: place, turn)], at: date)
      count += 1
      onTurn(count)
    }
    return settled
  }
}
