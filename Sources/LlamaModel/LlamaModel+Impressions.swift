#if Llama
  package import LanguageModels

  extension LlamaModel {
    /// Hidden states of each line, averaged over its tokens but the first.
    ///
    /// Lines of one length go side by side: only then do the rows of the network's tensors keep the
    /// order of the batch.
    package func impressions(of lines: [[Token]]) throws(LanguageModelError) -> [[Float]] {
      var impressions = [[Float]](repeating: [], count: lines.count)
      var open: [Lane] = []
      defer { for lane in open { close(lane) } }
      while open.count < 16, let lane = try? openLane() { open.append(lane) }
      guard !open.isEmpty else { throw .noLaneLeft(limit: laneLimit) }
      let limit = min(LlamaContext.batchCapacity, laneCapacity)
      let order = lines.indices.filter { lines[$0].count > 1 }.sorted {
        (min(lines[$0].count, limit), $0) < (min(lines[$1].count, limit), $1)
      }
      var next = 0
      while next < order.count {
        let length = min(lines[order[next]].count, limit)
        var group: [Int] = []
        while next < order.count, min(lines[order[next]].count, limit) == length,
          group.count < open.count, (group.count + 1) * length <= LlamaContext.batchCapacity
        {
          group.append(order[next])
          next += 1
        }
        let rows = try observe(group.map { Array(lines[$0].prefix(length)) }, in: open)
        guard !rows.isEmpty else { return [] }
        for (place, line) in group.enumerated() {
          impressions[line] = Self.mean(rows[place * length + 1..<(place + 1) * length])
        }
      }
      let width = impressions.first { !$0.isEmpty }?.count ?? 0
      return impressions.map { $0.isEmpty ? [Float](repeating: 0, count: width) : $0 }
    }

    private static func mean(_ rows: ArraySlice<[Float]>) -> [Float] {
      var sum = rows.first.map { $0.map { _ in Float.zero } } ?? []
      for row in rows { for index in row.indices { sum[index] += row[index] } }
      return sum.map { $0 / Float(rows.count) }
    }
  }
#endif
