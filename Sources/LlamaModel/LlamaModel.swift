#if Llama
  import CLlama
  import Foundation
  package import LanguageModels

  /// A GGUF model in this process, through llama.cpp.
  package final class LlamaModel: LanguageModel {
    /// File name and llama.cpp's own summary.
    package let name: String
    /// Tokens in the vocabulary.
    package let vocabularySize: Int
    /// Lanes kept side by side.
    package let laneLimit: Int
    /// Tokens each lane holds.
    package let laneCapacity: Int
    /// How the file's chat template lays out a conversation.
    package let promptTemplate: PromptTemplate
    /// The tokens that end a turn.
    package let endTokens: [Token]
    /// Every token that is not a word.
    package let controlTokens: [Token]

    var context: LlamaContext
    private var lengths: [Int?]
    private let files: ModelFiles
    private let cache: URL?
    /// What was made of openings, where it is kept.
    private lazy var openings = openingCache
    private let summary: String
    let isGenerating: Bool
    private let options: LlamaOptions

    /// Loads the model at `path`.
    ///
    /// - Throws: `LanguageModelError` saying what is wrong with the file.
    package init(
      path: String, options: LlamaOptions, isStopped: @escaping () -> Bool
    ) throws(LanguageModelError) {
      let files = try ModelFiles(path: path)
      let weights = try Self.weights(of: files, options: options)
      guard let template = weights.chatTemplate else { throw .noChatTemplate(path: path) }
      let size = Int(llama_vocab_n_tokens(weights.vocabulary))
      var ends: [Token] = []
      var control: [Token] = []
      for token in Token(0)..<Token(size) {
        if llama_vocab_is_eog(weights.vocabulary, token) { ends.append(token) }
        // A piece with no text is no word either: nothing would be seen of it.
        if weights.isControl(token) || weights.bytes(of: token).isEmpty { control.append(token) }
      }
      guard let promptTemplate = ChatTemplate(template, weights: weights).promptTemplate else {
        throw .unknownChatTemplate(path: path)
      }
      self.promptTemplate = promptTemplate
      self.files = files
      cache = options.cache
      isGenerating = !options.favoursScoring
      self.options = options
      endTokens = ends
      controlTokens = control
      vocabularySize = size
      laneLimit = options.lanes
      laneCapacity = options.tokensPerLane
      summary = weights.summary
      name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      lengths = Array(repeating: nil, count: options.lanes)
      context = try LlamaContext(weights: weights, options: options, isStopped: isStopped)
    }

    /// The weights of a model, or where it is to score and there can be one of their copy.
    private static func weights(
      of files: ModelFiles, options: LlamaOptions
    ) throws(LanguageModelError) -> LlamaWeights {
      if options.favoursScoring, let cache = options.cache,
        let copy = ScoringCopy(of: files, in: cache)
      {
        do {
          return try LlamaWeights(copy: copy)
        } catch {
          // It was damaged, and is made anew the next time.
          copy.remove()
        }
      }
      let weights = try LlamaWeights(files: files)
      guard files.areUnchanged else {
        throw .unreadable(path: files.paths[0], reason: "it was replaced while it was read")
      }
      return weights
    }

    /// The SHA-256 of the model's files, all of them, and what changes its numbers.
    ///
    /// To work it out takes a moment, so it is done when first asked for. The hash is empty where a
    /// file could not be read or was written to since it was loaded.
    package private(set) lazy var identity = ModelIdentity(
      name: name, hash: files.digest(cache: cache) ?? "",
      parameters: [
        "engine": "llama.cpp", "description": summary, "lanes": String(laneLimit),
        "tokensPerLane": String(laneCapacity), "arithmetic": LlamaWeights.library,
      ])

    /// The tokens of plain text; control tokens written out in it stay text.
    package func tokens(of text: String) -> [Token] { context.weights.tokens(of: text) }

    /// The bytes that `token` stands for; empty for a control token.
    package func bytes(of token: Token) -> [UInt8] {
      let isWord =
        (0..<vocabularySize).contains(Int(token)) && !context.weights.isControl(token)
      return isWord ? context.weights.bytes(of: token) : []
    }

    /// Opens an empty lane.
    ///
    /// - Throws: `LanguageModelError.noLaneLeft` when all lanes are open.
    package func openLane() throws(LanguageModelError) -> Lane {
      guard let index = lengths.firstIndex(of: nil) else { throw .noLaneLeft(limit: laneLimit) }
      lengths[index] = 0
      return Lane(index: index)
    }

    /// Closes a lane and frees its cells.
    package func close(_ lane: Lane) {
      context.rewind(lane, to: 0)
      lengths[lane.index] = nil
    }

    /// The bytes of memory that one token takes in a lane.
    var cellSize: Int { context.weights.cellSize }

    /// The number of tokens the lane has read.
    package func length(of lane: Lane) -> Int { lengths[lane.index] ?? 0 }

    /// Forgets everything after the first `length` tokens of the lane.
    package func rewind(_ lane: Lane, to length: Int) {
      guard length < self.length(of: lane) else { return }
      context.rewind(lane, to: length)
      lengths[lane.index] = length
    }

    /// Appends tokens to lanes and hands out the wanted distributions, whatever they
    /// are.
    ///
    /// - Throws: `LanguageModelError.laneFull`, `.failed` or `.interrupted`; the lanes are then as
    ///   long as they were.
    package func compute(
      _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
    ) throws(LanguageModelError) {
      for feed in feeds {
        let length = length(of: feed.lane)
        guard length + feed.tokens.count <= laneCapacity else {
          throw .laneFull(
            lane: feed.lane.index, length: length, adding: feed.tokens.count,
            capacity: laneCapacity)
        }
      }
      do {
        let isProvisional = feeds.allSatisfy(\.isProvisional)
        for batch in batches(of: feeds) {
          let entries = try decode(batch, isProvisional: isProvisional)
          for (index, entry) in entries.enumerated() where entry.isRead {
            try context.withLogits(at: index, count: vocabularySize) { logits in
              read(entry.feed, entry.offset, .dense(logits))
            }
          }
        }
      } catch {
        for feed in feeds { context.rewind(feed.lane, to: length(of: feed.lane)) }
        throw error
      }
      for feed in feeds { lengths[feed.lane.index] = length(of: feed.lane) + feed.tokens.count }
    }

    /// Whether a token alone comes out as it does beside others; some processors have one way to
    /// multiply for one token and another for more.
    package private(set) lazy var speaksAsItReads =
      (LlamaContext.readsCellsWhole || options.threads.isAdaptive
        || options.threads.generating == 1) && ((try? roundsAlike()) ?? false)

    /// Has an empty lane read `opening`, where what is made of it was kept on disk.
    package func recall(_ opening: [Token], in lane: Lane) -> Bool {
      guard length(of: lane) == 0, opening.count <= laneCapacity,
        let state = openings?.state(of: opening)
      else { return false }
      context.restore(state, of: lane)
      guard context.length(of: lane) == opening.count else {
        context.rewind(lane, to: 0)
        return false
      }
      lengths[lane.index] = opening.count
      return true
    }

    /// Keeps on disk what the lane, which has read `opening` and nothing else, made of it, unless
    /// that is nonsense.
    package func keep(_ opening: [Token], from lane: Lane) {
      guard length(of: lane) == opening.count, let openings, openings.isWorthwhile(opening),
        isSound(lane)
      else { return }
      openings.keep(context.state(of: lane), of: opening)
    }

    /// Whether what the lane has read makes sense to the model.
    ///
    /// One word more looks back at all of it: what is no number anywhere shows in what is expected
    /// then.
    private func isSound(_ lane: Lane) -> Bool {
      let length = length(of: lane)
      defer { rewind(lane, to: length) }
      do {
        try advance([Feed(lane: lane, tokens: [0], reading: .last, isProvisional: true)]) {
          _, _, _ in
        }
        return true
      } catch {
        return false
      }
    }

    private var openingCache: OpeningCache? {
      // Without fused attention what is kept is laid out another way, and nobody speaks there
      // anyway. A model without a hash could be any.
      guard isGenerating, let cache, !identity.hash.isEmpty else { return nil }
      return OpeningCache(
        in: cache.appendingPathComponent("openings", isDirectory: true),
        circumstances: [
          "3", identity.hash, String(laneLimit), String(laneCapacity),
          String(LlamaContext.batchCapacity), LlamaWeights.library,
        ].joined(separator: " "))
    }

    /// Reads `lines`, all of one length, each in an empty lane of its own, and forgets them again.
    ///
    /// - Returns: the hidden states of every token, line after line.
    func observe(_ lines: [[Token]], in lanes: [Lane]) throws(LanguageModelError) -> [[Float]] {
      var entries: [BatchEntry] = []
      for (index, line) in lines.enumerated() {
        for (offset, token) in line.enumerated() {
          entries.append(
            BatchEntry(
              lane: lanes[index], token: token, position: offset,
              isRead: index == lines.count - 1 && offset == line.count - 1, feed: index,
              offset: offset))
        }
      }
      defer { for lane in lanes.prefix(lines.count) { context.rewind(lane, to: 0) } }
      let rows = try context.observe(entries)
      var isSound = true
      if !entries.isEmpty {
        try context.withLogits(at: entries.count - 1, count: vocabularySize) {
          isSound = NextTokenDistribution.dense($0).isSound
        }
      }
      guard isSound, rows.allSatisfy({ row in row.allSatisfy(\.isFinite) }) else {
        throw .nonsense(model: name)
      }
      return rows
    }
  }
#endif
