#if Llama
  import LanguageModels

  extension LlamaModel {
    /// Reads a few words twice, the last of them once beside the others and once alone.
    func roundsAlike() throws(LanguageModelError) -> Bool {
      let words = Array(tokens(of: "The sea is wide.").prefix(3))
      guard words.count > 1, let lane = neighbour(of: nil, for: words.count) else { return false }
      let start = context.length(of: lane)
      defer { context.rewind(lane, to: start) }
      func entries(_ range: Range<Int>) -> [BatchEntry] {
        range.map { offset in
          BatchEntry(
            lane: lane, token: words[offset], position: start + offset,
            isRead: offset == words.count - 1, feed: 0, offset: offset)
        }
      }
      func last(_ index: Int) throws(LanguageModelError) -> [Float] {
        var logits: [Float] = []
        try context.withLogits(at: index, count: vocabularySize) { span in
          logits = span.withUnsafeBufferPointer { Array($0) }
        }
        return logits
      }
      try context.decode(entries(0..<words.count))
      let beside = try last(words.count - 1)
      context.rewind(lane, to: start)
      try context.decode(entries(0..<words.count - 1))
      try context.decode(entries(words.count - 1..<words.count))
      return try last(0) == beside
    }

    /// Computes a batch; a token that stands alone gets company where that makes a difference.
    ///
    /// - Returns: what was computed, in its order.
    func decode(
      _ entries: [BatchEntry], isProvisional: Bool
    ) throws(LanguageModelError) -> [BatchEntry] {
      guard entries.count == 1, !isProvisional, laneLimit > 1, !speaksAsItReads,
        let lane = neighbour(of: entries[0].lane, for: 1)
      else {
        try context.decode(entries)
        return entries
      }
      let length = context.length(of: lane)
      let company = BatchEntry(
        lane: lane, token: entries[0].token, position: length, isRead: false,
        feed: entries[0].feed, offset: entries[0].offset)
      defer { context.rewind(lane, to: length) }
      // llama.cpp computes only lanes together whose numbers follow one another in the batch.
      let both = (entries + [company]).sorted { $0.lane.index < $1.lane.index }
      try context.decode(both)
      return both
    }

    /// A lane with room for `count` more tokens: the one after or before `lane`, or any.
    private func neighbour(of lane: Lane?, for count: Int) -> Lane? {
      let candidates = lane.map { [$0.index + 1, $0.index - 1] } ?? Array(0..<laneLimit)
      return candidates.filter { (0..<laneLimit).contains($0) }.map { Lane(index: $0) }
        .first { context.length(of: $0) + count <= laneCapacity }
    }

    /// From so many tokens of a lane on, fused attention computes them in another order.
    private static let exactTokens = 64

    /// Tokens whose logits are read together.
    ///
    /// The logits of a token take the memory of seventeen of its cells, and with fused attention
    /// few tokens of a lane come out the same however they are put together: so a chat reads fewer
    /// at once.
    private func readingCapacity(for feeds: [Feed]) -> Int {
      isGenerating && feeds.allSatisfy { $0.tokens.count < Self.exactTokens }
        ? LlamaContext.chatReadingCapacity : LlamaContext.batchCapacity
    }

    /// Splits the feeds into batches in which the lanes go forward side by side.
    func batches(of feeds: [Feed]) -> [[BatchEntry]] {
      var batches: [[BatchEntry]] = []
      let readingCapacity = readingCapacity(for: feeds)
      var done = Array(repeating: 0, count: feeds.count)
      // llama.cpp computes only lanes together whose numbers follow one another in the batch.
      let order = feeds.indices.sorted { feeds[$0].lane.index < feeds[$1].lane.index }
      while true {
        let pending = order.filter { done[$0] < feeds[$0].tokens.count }
        guard !pending.isEmpty else { return batches }
        let share = max(1, LlamaContext.batchCapacity / pending.count)
        let readingShare = max(1, readingCapacity / pending.count)
        var entries: [BatchEntry] = []
        for index in pending.prefix(readingCapacity) {
          let feed = feeds[index]
          let start = length(of: feed.lane)
          var read = 0
          for offset in done[index]..<min(done[index] + share, feed.tokens.count) {
            let isRead = feed.isRead(at: offset)
            if isRead { read += 1 }
            guard read <= readingShare else { break }
            entries.append(
              BatchEntry(
                lane: feed.lane, token: feed.tokens[offset], position: start + offset,
                isRead: isRead, feed: index, offset: offset))
            done[index] = offset + 1
          }
        }
        batches.append(entries)
      }
    }
  }
#endif
