package import Engine
package import Foundation
package import LanguageModels
package import MaskInference
package import Personas
import Support

/// A chat as it is kept: what it was played with, and everything that happened, in order.
package struct SessionDocument: Sendable {
  /// The number of this format; a file is refused where it has a greater one.
  ///
  /// From 2 on a conversation may be a tree, from 3 on another model may take it up, from 4 on
  /// lanes may read a turn after it was shown.
  package static let schema = 4

  /// What a chat was begun with.
  package struct Opening: Hashable, Sendable, Codable {
    /// The version of the program.
    package var program: String
    /// The language model.
    package var model: ModelIdentity
    /// The seed of the first turns.
    package var seed: UInt64
    /// The settings at the start.
    package var settings: Settings
    /// The mask that fine-tuning made permanent.
    package var hardwired: Mask?

    /// Creates an opening.
    package init(
      program: String, model: ModelIdentity, seed: UInt64, settings: Settings, hardwired: Mask?
    ) {
      self.program = program
      self.model = model
      self.seed = seed
      self.settings = settings
      self.hardwired = hardwired
    }
  }

  /// An event with the time it happened and the digest that ties it to all before it.
  package struct Entry: Sendable {
    /// What happened; a reply is told as it is known now.
    package fileprivate(set) var event: SessionEvent
    /// When, as an ISO 8601 date.
    package let at: String
    /// The entry as it stands in the file, unknown keys and all.
    let tree: JSONTree
    /// The digest written in it.
    let digest: String

    /// Whether the entry is as it was written, after one with the digest `previous`.
    func follows(_ previous: String) -> Bool {
      var plain = tree
      plain.remove("digest")
      return Digest.of(plain, after: previous) == digest
    }
  }

  /// What the chat was begun with.
  package let opening: Opening
  /// The personas used, with their cards as they stand in the file.
  private(set) var keptPersonas: [KeptPersona]
  /// The personas used, each with its card as it was.
  package var personas: [Persona] { keptPersonas.map(\.persona) }
  /// Everything that happened, in the order of time.
  package private(set) var entries: [Entry] = []
  /// What of it came after what.
  package private(set) var tree = SessionTree()
  /// The number of the oldest format that can tell what happened, so that older programs read what
  /// they can.
  private(set) var format = 1
  /// The replies, by number of their events counted from one: turn n is the n-th of them.
  package private(set) var replyPlaces: [Int] = []
  /// The turns that lanes read after they were shown, as they were shown, by the places of the
  /// replies.
  private(set) var shownTurns: [Int: Turn] = [:]
  /// The digest written for the opening.
  let openingDigest: String
  /// The opening as it stands in the file.
  let openingTree: JSONTree
  /// What stands at the top of the file that this program does not know; it stays there.
  let unknown: [JSONTree.Member]

  /// Begins a document.
  ///
  /// - Throws: `SessionError.unwritable` when the opening cannot be written as JSON.
  package init(opening: Opening, personas: [Persona] = []) throws(SessionError) {
    self.opening = opening
    keptPersonas = personas.map { KeptPersona($0) }
    unknown = []
    openingTree = try JSONTree(encoding: opening)
    openingDigest = Digest.of(openingTree, after: "")
  }

  /// Takes over a document as it was read.
  init(
    opening: Opening, personas: [KeptPersona], openingTree: JSONTree, openingDigest: String,
    unknown: [JSONTree.Member]
  ) {
    self.opening = opening
    keptPersonas = personas
    self.unknown = unknown
    self.openingTree = openingTree
    self.openingDigest = openingDigest
  }

  /// Whether `event` may follow: a return must lead to a place that there is, and what lanes read
  /// later must be a reply.
  func fits(_ event: SessionEvent) -> Bool {
    switch event {
    case .goTo(let place): tree.exists(place)
    case .settled(let place, let turn):
      (1...max(1, entries.count)).contains(place)
        && self.turn(at: place)?.tellsOfTheSame(as: turn) == true
    default: true
    }
  }

  /// Adds an entry, which must fit.
  mutating func take(_ entry: Entry) {
    entries.append(entry)
    format = max(format, entry.event.format)
    switch entry.event {
    case .goTo(let place): tree.append(returningTo: place)
    case .settled(let place, let turn):
      shownTurns[place] = shownTurn(at: place)
      entries[place - 1].event = .reply(turn)
      tree.append(returningTo: tree.head)
    case .reply:
      tree.append(returningTo: nil)
      replyPlaces.append(entries.count)
    default: tree.append(returningTo: nil)
    }
  }

  /// Adds what happened from `date` on, the last of it at `end`: all of it or nothing.
  ///
  /// - Throws: `SessionError.unwritable` when it cannot be written as JSON.
  package mutating func append(
    _ events: [SessionEvent], at date: Date, until end: Date? = nil
  ) throws(SessionError) {
    var trees: [JSONTree] = []
    for event in events { trees.append(try JSONTree(encoding: event)) }
    for (index, event) in events.enumerated() {
      let isLast = index == events.count - 1
      let at = (isLast ? end ?? date : date).formatted(.iso8601)
      var tree = trees[index]
      tree.set("at", to: .string(at))
      let digest = Digest.of(tree, after: lastDigest)
      tree.set("digest", to: .string(digest))
      take(Entry(event: event, at: at, tree: tree, digest: digest))
    }
  }

  /// Keeps the card of a persona that was used.
  package mutating func keep(_ persona: Persona) {
    guard !keptPersonas.contains(where: { $0.persona.mask == persona.mask }) else { return }
    keptPersonas.append(KeptPersona(persona))
  }

  /// Keeps a card as it stands in a journal.
  mutating func keep(_ kept: KeptPersona) {
    guard !keptPersonas.contains(where: { $0.persona.mask == kept.persona.mask }) else { return }
    keptPersonas.append(kept)
  }

  /// The turns played, those on other branches too.
  package var turns: Int { replyPlaces.count }

  /// What led to where the chat is: the whole of a chat that never went back.
  package var conversation: [Entry] { tree.path(to: tree.head).map { entries[$0 - 1] } }

  /// The seed in force where the chat is.
  package var seed: UInt64 { seed(at: tree.head) }

  /// The seed in force at `place`.
  package func seed(at place: Int) -> UInt64 {
    var place = place
    while let parent = tree.parent(of: place) {
      if case .seed(let seed) = entries[place - 1].event { return seed }
      place = parent
    }
    return opening.seed
  }

  /// Every model that spoke in the chat or was to, in the order in which they came.
  package var models: [ModelIdentity] {
    [opening.model]
      + entries.compactMap { if case .model(let model) = $0.event { model } else { nil } }
  }

  /// The model in force at `place`: a reply there was spoken by it.
  package func model(at place: Int) -> ModelIdentity {
    // Below that no event names a model, and there is nothing to look for.
    guard format >= 3 else { return opening.model }
    var place = place
    while let parent = tree.parent(of: place) {
      if case .model(let model) = entries[place - 1].event { return model }
      place = parent
    }
    return opening.model
  }

  /// The digest of the last event, or of the opening.
  var lastDigest: String { digest(after: entries.count) }

  /// The digest of the `count`-th event, or of the opening.
  func digest(after count: Int) -> String {
    count > 0 ? entries[count - 1].digest : openingDigest
  }

  /// Where the document is no longer as it was written: the first entry (counted from zero) whose
  /// digest does not fit, `-1` for the opening, `nil` where all is as it was.
  package var firstChange: Int? {
    guard Digest.of(openingTree, after: "") == openingDigest else { return -1 }
    var previous = openingDigest
    for (index, entry) in entries.enumerated() {
      guard entry.follows(previous) else { return index }
      previous = entry.digest
    }
    return nil
  }
}
