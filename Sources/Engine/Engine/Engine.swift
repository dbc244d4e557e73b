package import LanguageModels
package import MaskInference

/// A language model with its lanes, which plays the turns of chats.
///
/// A turn takes a ``ChatState`` and gives a state and a turn. The engine itself remembers nothing
/// of a chat: it brings its lanes to whatever the state needs, and what they have read in common
/// with it is not read again.
///
/// ```swift
/// var engine = try Engine(model: model, roles: roles, settings: settings)
/// var state = engine.opening(hardwired: nil, settings: settings)
/// _ = try engine.declare(.putOn("pirate"), in: &state)
/// let played = try engine.play("Good evening.", from: .sampled(seed: 1), in: state)
/// print(played.turn.reply)
/// state = played.state
/// ```
package struct Engine: ~Copyable {
  /// The language model.
  package let model: any LanguageModel
  private(set) var roles: [Mask: Role]
  private(set) var voices: VoiceIndex
  var pool: LanePool
  private let stop: StopSignal

  /// Opens an engine on `model`.
  ///
  /// - Parameters:
  ///   - model: the language model, of which nobody else uses lanes.
  ///   - roles: the masks that may be put on.
  ///   - settings: those with which the chat begins; how lanes are read never changes in a chat.
  ///   - stop: whether the person has asked to stop.
  /// - Throws: `EngineError.tooWide` when the settings ask for more hypotheses than the model has
  ///   lanes.
  package init(
    model: any LanguageModel, roles: [Role], settings: Settings, stop: StopSignal = .never
  ) throws(EngineError) {
    self.model = model
    self.stop = stop
    self.roles = Dictionary(
      roles.map { ($0.mask, $0) }, uniquingKeysWith: { first, _ in first })
    voices = VoiceIndex(roles: roles)
    pool = LanePool(model: model, portion: settings.portion, staging: settings.staging ?? .first)
    try checkWidth(of: settings)
  }

  deinit { pool.release() }

  /// A chat that has not begun, with `hardwired` declared where there is such a role.
  package func opening(hardwired: Mask?, settings: Settings) -> ChatState {
    ChatState(
      hardwired: hardwired.flatMap { roles[$0] == nil ? nil : $0 }, settings: settings)
  }

  /// Every mask that may be put on.
  package var masks: [Mask] { roles.keys.sorted() }

  /// The role of `mask`, where there is one.
  package func role(of mask: Mask) -> Role? { roles[mask] }

  /// Adds a role, or replaces the one of the same mask.
  package mutating func add(_ role: Role) {
    if roles.updateValue(role, forKey: role.mask) != nil { pool.forgetLayouts() }
    voices = VoiceIndex(roles: roles.values.sorted { $0.mask < $1.mask })
  }

  /// Takes note of a request to stop, so that what follows is not stopped as well.
  ///
  /// Nothing else lowers the flag.
  ///
  /// - Returns: whether the person has asked to stop.
  @discardableResult
  package func takeStopRequest() -> Bool {
    let isRaised = stop.isRaised
    stop.lower()
    return isRaised
  }

  /// Makes sure that there are lanes for all hypotheses.
  ///
  /// - Throws: `EngineError.tooWide`.
  package func checkWidth(of settings: Settings) throws(EngineError) {
    guard settings.width <= model.laneLimit else {
      throw .tooWide(width: settings.width, lanes: model.laneLimit)
    }
  }

  /// Works out how a conversation opens in the lanes of `stacks`.
  @discardableResult
  mutating func lay(out stacks: [Stack], in state: ChatState) -> PromptLayout.Extent {
    pool.lay(out: stacks, examples: state.settings.examples) { [roles] stack in
      stack.masks.compactMap { roles[$0] }
    }
  }

  /// The most tokens that a reply may have: as the settings say, but no more than a quarter of a
  /// lane.
  func replyRoom(by settings: Settings) -> Int {
    min(settings.replyTokens + settings.sentenceTokens, model.laneCapacity / 4)
  }
}
