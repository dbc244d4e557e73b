import LanguageModels
import MaskInference

extension LanePool {
  /// A word of the last exchange of the transcript, by its place in what was heard or said.
  enum Word {
    case heard(Int)
    case said(Int)
  }

  /// Has lanes read on to the end of what is read at present, or until they have read `allowance`
  /// tokens in all, the first ones first.
  ///
  /// - Parameters:
  ///   - stacks: whose lanes; they must be open.
  ///   - allowance: the most tokens read.
  ///   - take: called with the place in `stacks`, each word of the last exchange that the lane had
  ///     not read, and what was said to come next.
  /// - Throws: what the model throws; the lanes are then where they were.
  mutating func readOn(
    _ stacks: [Stack], atMost allowance: Int = .max,
    take: (_ place: Int, _ word: Word, _ next: NextTokenDistribution) -> Void = { _, _, _ in }
  ) throws(LanguageModelError) {
    var cursors: [LaneCursor] = []
    var left = allowance
    for (place, stack) in stacks.enumerated() where left > 0 {
      recallOpening(of: stack)
      var cursor = LaneCursor(entry(stack), of: Array(passage), in: model, place: place)
      cursor.end = cursor.start + max(0, min(cursor.tokens.count - cursor.start, left))
      left -= cursor.end - cursor.start
      if cursor.end > cursor.start { cursors.append(cursor) }
    }
    let before = cursors.map { model.length(of: $0.lane) }
    for cursor in cursors { model.rewind(cursor.lane, to: cursor.start) }
    do {
      while cursors.contains(where: { $0.start < $0.end }) {
        try readPortion(of: &cursors, take)
      }
    } catch {
      for (cursor, length) in zip(cursors, before) {
        model.rewind(cursor.lane, to: length)
        // The last token was given up to be read again.
        if model.length(of: cursor.lane) < length { note([], for: stacks[cursor.place]) }
      }
      throw error
    }
    for cursor in cursors { note(cursor.logits, for: stacks[cursor.place]) }
  }

  /// Has a lane that is empty know how the conversation opens in it, where that was kept.
  private func recallOpening(of stack: Stack) {
    let entry = entry(stack)
    guard keepsOpenings, model.length(of: entry.lane) == 0 else { return }
    _ = model.recall(entry.layout.opening, in: entry.lane)
  }

  private func readPortion(
    of cursors: inout [LaneCursor],
    _ take: (_ place: Int, _ word: Word, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    let pending = cursors.indices.filter { cursors[$0].start < cursors[$0].end }
    for index in pending {
      let cursor = cursors[index]
      if !cursor.logits.isEmpty, let word = cursor.word(at: cursor.start) {
        take(cursor.place, word, .dense(cursor.logits.span))
      }
    }
    let starts = pending.map { cursors[$0].start }
    let ends = pending.map { index in
      let cursor = cursors[index]
      let stop =
        keepsOpenings && cursor.start < cursor.opening ? cursor.opening : cursor.tokens.count
      return min(cursor.end, cursor.start + portion, stop)
    }
    let feeds = pending.indices.map { number in
      let cursor = cursors[pending[number]]
      let range = starts[number]..<ends[number]
      let wanted = range.filter {
        $0 == cursor.tokens.count - 1 || cursor.word(at: $0 + 1) != nil
      }
      return Feed(
        lane: cursor.lane, tokens: Array(cursor.tokens[range]),
        reading: .some(Set(wanted.map { $0 - starts[number] })))
    }
    var latest = [[Float]](repeating: [], count: pending.count)
    let current = cursors
    try model.advance(feeds) { number, offset, distribution in
      let next = starts[number] + offset + 1
      if next == ends[number] {
        latest[number] = distribution.logits
      } else if let word = current[pending[number]].word(at: next) {
        take(current[pending[number]].place, word, distribution)
      }
    }
    for (number, index) in pending.enumerated() {
      let cursor = cursors[index]
      if keepsOpenings, ends[number] == cursor.opening {
        model.keep(Array(cursor.tokens.prefix(cursor.opening)), from: cursor.lane)
      }
      cursors[index].start = ends[number]
      cursors[index].logits = latest[number]
    }
  }
}
