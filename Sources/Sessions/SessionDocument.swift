public import Foundation
public import LanguageModels
public import MaskInference
public import Personas
public import Theatre

/// A chat as it is kept: what it was played with, and everything that happened, in order.
public struct SessionDocument: Sendable {
  /// The number of this format; the file is refused where it is greater.
  public static let schema = 1

  /// What a chat was begun with.
  public struct Opening: Hashable, Sendable, Codable {
    /// The version of the program.
    public var program: String
    /// The language model.
    public var model: ModelIdentity
    /// The seed of the first turns.
    public var seed: UInt64
    /// The settings at the start.
    public var settings: Settings
    /// The mask that fine-tuning made permanent.
    public var hardwired: Mask?

    /// Creates an opening.
    public init(
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
  public struct Entry: Sendable {
    /// What happened.
    public let event: SessionEvent
    /// When, as an ISO 8601 date.
    public let at: String
    /// The entry as it stands in the file, unknown keys and all.
    let tree: JSONTree
    /// The digest written in it.
    let digest: String
  }

  /// What the chat was begun with.
  public let opening: Opening
  /// The personas used, each with its card as it was.
  public private(set) var personas: [Persona]
  /// What happened.
  public private(set) var entries: [Entry] = []
  /// The digest written for the opening.
  let openingDigest: String
  /// The opening as it stands in the file.
  let openingTree: JSONTree

  /// Begins a document.
  ///
  /// - Throws: `SessionError.unwritable` when the opening cannot be written as JSON.
  public init(opening: Opening, personas: [Persona] = []) throws(SessionError) {
    self.opening = opening
    self.personas = personas
    openingTree = try JSONTree(encoding: opening)
    openingDigest = Digest.of(openingTree, after: "")
  }

  /// Takes over a document as it was read.
  init(
    opening: Opening, personas: [Persona], entries: [Entry], openingTree: JSONTree,
    openingDigest: String
  ) {
    self.opening = opening
    self.personas = personas
    self.entries = entries
    self.openingTree = openingTree
    self.openingDigest = openingDigest
  }

  /// Adds what happened at `date`.
  ///
  /// - Throws: `SessionError.unwritable` when it cannot be written as JSON.
  public mutating func append(_ event: SessionEvent, at date: Date) throws(SessionError) {
    let at = date.formatted(.iso8601)
    var tree = try JSONTree(encoding: event)
    tree.set("at", to: .string(at))
    let digest = Digest.of(tree, after: entries.last?.digest ?? openingDigest)
    tree.set("digest", to: .string(digest))
    entries.append(Entry(event: event, at: at, tree: tree, digest: digest))
  }

  /// Keeps the card of a persona that was used.
  public mutating func keep(_ persona: Persona) {
    guard !personas.contains(where: { $0.mask == persona.mask }) else { return }
    personas.append(persona)
  }

  /// The turns played.
  public var turns: Int {
    entries.count { if case .reply = $0.event { true } else { false } }
  }

  /// The seed in force at the end.
  public var seed: UInt64 {
    entries.reduce(opening.seed) { seed, entry in
      if case .seed(let newer) = entry.event { newer } else { seed }
    }
  }

  /// Where the document is no longer as it was written: the first entry (counted from zero) whose
  /// digest does not fit, `-1` for the opening, `nil` where all is as it was.
  public var firstChange: Int? {
    guard Digest.of(openingTree, after: "") == openingDigest else { return -1 }
    var previous = openingDigest
    for (index, entry) in entries.enumerated() {
      var tree = entry.tree
      tree.remove("digest")
      guard Digest.of(tree, after: previous) == entry.digest else { return index }
      previous = entry.digest
    }
    return nil
  }
}
