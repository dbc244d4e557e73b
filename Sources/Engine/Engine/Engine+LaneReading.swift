package import LanguageModels

/// What one lane reads of a chat.
package struct LaneReading: Hashable, Sendable {
  /// All that it reads up to the last reply, how the conversation opens included.
  package let prompt: [Token]
  /// The last reply.
  package let reply: [Token]
}

extension Engine {
  /// What the lane of the declared stack has read in `state`, without asking the model.
  ///
  /// - Parameter state: where the chat is.
  /// - Returns: what it has read, or `nil` where nothing was said yet.
  /// - Complexity: O(conversation).
  package mutating func laneReading(in state: ChatState) -> LaneReading? {
    lay(out: [state.declared], in: state)
    guard let last = state.exchanges.last, let layout = pool.layout(of: state.declared) else {
      return nil
    }
    let tokens = layout.opening + layout.tokens(of: state.read)
    return LaneReading(prompt: Array(tokens.dropLast(last.said.count)), reply: last.said)
  }
}
