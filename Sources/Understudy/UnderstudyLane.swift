import LanguageModels

/// What one lane of the understudy has read, with the state after every token.
struct UnderstudyLane {
  /// Which part of a conversation the lane is in.
  enum Part {
    /// Plain text: no stage direction was ever read.
    case plain
    /// In the stage direction.
    case direction
    /// Where the user speaks.
    case user
    /// Where the reply is spoken.
    case reply
  }

  /// Everything the next-token distribution depends on.
  struct State {
    var part = Part.plain
    var history = WordHistory.lineStart
    /// Who is to be played; `nil` before any stage direction.
    var guess: VoiceGuess?
    /// The user's latest turn.
    var turn = UserTurn()
  }

  /// What a word of the conversation tells of the speaker beside a word of the stage direction.
  private static let conversationPace = 0.1

  private var states = [State()]

  /// The number of tokens read.
  var length: Int { states.count - 1 }

  /// The state after the last token.
  var state: State { states[states.count - 1] }

  /// Reads one token.
  mutating func read(_ token: Token, recognition: VoiceRecognition, topics: TopicIndex) {
    var state = state
    switch token {
    case WordVocabulary.opening:
      state.part = .direction
      state.guess = recognition.blank
    case WordVocabulary.directionToUser, WordVocabulary.replyToUser:
      state.part = .user
      state.turn = UserTurn()
    case WordVocabulary.userToReply: state.part = .reply
    default:
      if state.part == .user { state.turn.read(token, topics: topics) }
      let pace = state.part == .direction ? 1 : Self.conversationPace
      if var guess = state.guess {
        state.guess = nil
        recognition.read(token, pace: pace, into: &guess)
        state.guess = guess
      }
    }
    state.history.read(token)
    states.append(state)
  }

  /// Forgets everything after the first `length` tokens.
  mutating func rewind(to length: Int) {
    states.removeLast(max(0, self.length - length))
  }
}
