import Engine
package import Foundation

/// What a program that did not come to its end had left in a journal.
package struct Recovery: Hashable, Sendable {
  /// The events that were not in the file, a turn that was being played not counted.
  package let events: Int
  /// The turns among them.
  package let turns: Int
  /// The events of the turn that was being played.
  let drafted: Int
  /// The sentences of the reply that was being spoken; `nil` where no turn was being played.
  package let sentences: Int?
  /// Whether the last thing written was not whole and is lost.
  package let isCut: Bool
}

extension Recovery: CustomStringConvertible {
  /// One line for people.
  package var description: String {
    var found: [String] = []
    if turns > 0 { found.append("\(turns) turn\(turns == 1 ? "" : "s")") }
    let others = events - 2 * turns
    if turns == 0, others > 0 { found.append("\(others) event\(others == 1 ? "" : "s")") }
    if let sentences {
      found.append(
        sentences == 0
          ? "your last message, not yet answered (`:retry` answers it)"
          : "\(sentences) sentence\(sentences == 1 ? "" : "s") of the last reply")
    }
    if found.isEmpty {
      return "recovered from the journal: nothing, because its last line is incomplete"
    }
    return "recovered from the journal: \(found.joined(separator: " and "))"
  }
}

extension SessionDocument {
  /// Reads the session at `url` with what its journal has beyond it, and leaves both alone.
  ///
  /// - Throws: what reading either throws.
  package static func recovered(from url: URL) throws(SessionError) -> SessionDocument {
    // The journal first: what it has may be in the file meanwhile, but not the other way round.
    let text = try JournalText(of: url)
    var document = try SessionDocument(wholeOrTwinOf: url)
    _ = try document.take(in: text, path: Journal.url(of: url).path)
    return document
  }

  /// Takes in what a journal has that the document has not.
  ///
  /// - Returns: what that is; `nil` where there is nothing.
  /// - Throws: `SessionError.foreignJournal` where the journal does not go on from this document.
  mutating func take(
    in journal: JournalText?, path: String
  ) throws(SessionError) -> Recovery? {
    guard let journal else { return nil }
    guard journal.base <= entries.count, digest(after: journal.base) == journal.digest else {
      throw .foreignJournal(path: path)
    }
    for persona in journal.personas { keep(persona) }
    // The file may have been written after some of the journal, or all of it.
    let known = entries.count - journal.base
    for (entry, old) in zip(journal.entries, entries[journal.base...])
    where entry.digest != old.digest {
      throw .foreignJournal(path: path)
    }
    let newer = journal.entries.dropFirst(known)
    for (index, entry) in newer.enumerated() {
      guard fits(entry.event) else {
        throw .badJournal(
          path: path, line: index, expected: "the number of an earlier event was expected")
      }
      take(entry)
    }
    var turns = 0
    for entry in newer { if case .reply = entry.event { turns += 1 } }
    var sentences: Int?
    var drafted = 0
    if known <= journal.entries.count, let draft = journal.draft {
      guard draft.events.allSatisfy(fits) else { throw .foreignJournal(path: path) }
      try append(draft.events, at: draft.date)
      drafted = draft.events.count
      sentences = 0
      if case .reply(let turn) = draft.events.last { sentences = turn.sentences.count }
    }
    guard !newer.isEmpty || drafted > 0 || journal.isCut else { return nil }
    return Recovery(
      events: newer.count, turns: turns, drafted: drafted, sentences: sentences,
      isCut: journal.isCut)
  }
}
