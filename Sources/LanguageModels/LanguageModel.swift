/// A piece of text as the model counts it: an index into its vocabulary.
package typealias Token = Int32

/// One hypothesis's own context in the language model: a KV sequence.
package struct Lane: Hashable, Sendable {
  /// The sequence number, from zero.
  package let index: Int

  /// Names the lane of sequence `index`.
  package init(index: Int) { self.index = index }
}

/// Tokens to append to a lane, and where the next-token distribution is wanted.
package struct Feed: Sendable {
  /// After which of the tokens the model's logits are read.
  package enum Reading: Sendable {
    /// After none.
    case none
    /// After the last one.
    case last
    /// After those at the given places.
    case some(Set<Int>)
    /// After every one.
    case every
  }

  /// The lane to append to.
  package let lane: Lane
  /// What to append.
  package let tokens: [Token]
  /// Where logits are wanted; the vocabulary-wide head is a large part of the work.
  package let reading: Reading
  /// Whether the lane is taken back afterwards, so that it does not matter how a token alone is
  /// rounded: see `LanguageModel.speaksAsItReads`.
  package let isProvisional: Bool

  /// Creates a feed.
  package init(lane: Lane, tokens: [Token], reading: Reading, isProvisional: Bool = false) {
    self.lane = lane
    self.tokens = tokens
    self.reading = reading
    self.isProvisional = isProvisional
  }

  /// Whether the logits after the token at `place` are read.
  package func isRead(at place: Int) -> Bool {
    switch reading {
    case .none: false
    case .last: place == tokens.count - 1
    case .some(let places): places.contains(place)
    case .every: true
    }
  }
}

/// A language model with several contexts side by side.
///
/// It keeps a fixed number of lanes. What a lane has read decides the next-token distribution after
/// it, and nothing else does: the same tokens give the same logits, up to the rounding of batched
/// arithmetic. Implementations are synchronous and owned by one caller.
package protocol LanguageModel: AnyObject {
  /// What the model is called, for people.
  var name: String { get }

  /// What tells this model from others: file hash and parameters, for the session's record.
  var identity: ModelIdentity { get }

  /// The number of tokens in the vocabulary; the length of every distribution.
  var vocabularySize: Int { get }

  /// The most lanes open at once.
  var laneLimit: Int { get }

  /// The most tokens a lane holds.
  var laneCapacity: Int { get }

  /// How a conversation is laid out for this model.
  var promptTemplate: PromptTemplate { get }

  /// Whether a token that is computed by itself comes out to the last bit as it does beside others.
  ///
  /// Where it does not, a lane that has spoken word by word has to read its words once more, or
  /// what it makes of them would not be what it makes of anybody else's.
  var speaksAsItReads: Bool { get }

  /// Tokens that end a turn. They and the other control tokens are not words: nobody speaks them.
  var endTokens: [Token] { get }

  /// Every token that is not a word: control tokens, the end tokens included.
  var controlTokens: [Token] { get }

  /// The tokens of plain text; nothing in it is read as a control token.
  func tokens(of text: String) -> [Token]

  /// The UTF-8 bytes that `token` stands for; empty for a control token, but for one that stands in
  /// for an unknown word.
  func bytes(of token: Token) -> [UInt8]

  /// Opens an empty lane.
  ///
  /// - Throws: `LanguageModelError.noLaneLeft` when all lanes are open.
  func openLane() throws(LanguageModelError) -> Lane

  /// Closes a lane and forgets what it has read.
  func close(_ lane: Lane)

  /// The number of tokens the lane has read.
  func length(of lane: Lane) -> Int

  /// Forgets everything after the first `length` tokens of the lane.
  func rewind(_ lane: Lane, to length: Int)

  /// Appends tokens to lanes in as few batches as possible and hands out the wanted
  /// distributions, whatever they are.
  ///
  /// A model implements this; a caller uses ``advance(_:read:)``, which lets no nonsense through.
  ///
  /// - Parameters:
  ///   - feeds: what to append; each lane at most once.
  ///   - read: called with the feed's index, the token's index in it and what comes after it, over
  ///     `vocabularySize` tokens, which is valid only during the call.
  /// - Throws: `LanguageModelError`; the lanes are then as long as they were before the call.
  func compute(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError)

  /// Has a lane read `opening`, where what the model makes of it was kept.
  ///
  /// - Parameters:
  ///   - opening: how a conversation begins.
  ///   - lane: one that is empty.
  /// - Returns: whether the lane has read it; otherwise it is still empty.
  func recall(_ opening: [Token], in lane: Lane) -> Bool

  /// Keeps what the model made of `opening` for ``recall(_:in:)``, now or in another process, where
  /// it can.
  ///
  /// - Parameters:
  ///   - opening: how a conversation begins.
  ///   - lane: one that has read it and nothing else.
  func keep(_ opening: [Token], from lane: Lane)

  /// What the model makes of each line by itself: its hidden states, averaged over the line's
  /// tokens.
  ///
  /// - Parameter lines: the tokens of each line, with whatever opens a context before them; the
  ///   first token is the same in every line and is left out of the average.
  /// - Returns: as many numbers for each line, or nothing at all where the model has no hidden
  ///   states.
  /// - Throws: `LanguageModelError` when the model fails or has no lane left.
  func impressions(of lines: [[Token]]) throws(LanguageModelError) -> [[Float]]
}

/// A language model whose training text is at hand.
package protocol RecitingModel: LanguageModel {
  /// The share of `tokens` that stands word for word in what the model was trained on, in [0, 1].
  func recitedShare(of tokens: [Token]) -> Double
}

extension LanguageModel {
  /// It does: most models compute one token after the other anyway.
  package var speaksAsItReads: Bool { true }

  /// Never: most models read faster than a disk.
  package func recall(_ opening: [Token], in lane: Lane) -> Bool { false }

  /// Nothing is kept.
  package func keep(_ opening: [Token], from lane: Lane) {}

  /// Nothing: most models have no hidden states to show.
  package func impressions(of lines: [[Token]]) throws(LanguageModelError) -> [[Float]] { [] }

  /// The text that `tokens` stand for; bytes that are no UTF-8 become U+FFFD.
  package func text(of tokens: [Token]) -> String {
    String(decoding: tokens.flatMap(bytes(of:)), as: UTF8.self)
  }
}

/// What tells one model from another in a record.
package struct ModelIdentity: Hashable, Sendable, Codable {
  /// What the model is called.
  package var name: String
  /// SHA-256 of the model file (of the training text, for the understudy), in hexadecimal.
  package var hash: String
  /// Parameters that change its numbers, such as the context size.
  package var parameters: [String: String]

  /// Creates an identity.
  package init(name: String, hash: String, parameters: [String: String]) {
    self.name = name
    self.hash = hash
    self.parameters = parameters
  }
}
