import LanguageModels
import Understudy

/// A small cast for the understudy, with lines it is not trained on.
enum UnderstudyCast {
  struct Character {
    let name: String
    let description: String
    let lines: [String]
    /// Said by the same character, and not learnt.
    let unlearntLines: [String]

    var voice: UnderstudyVoice {
      UnderstudyVoice(name: name, description: description, lines: lines)
    }
  }

  static let baker = Character(
    name: "Nell Crumb",
    description: "Nell Crumb is a floury baker who calls everybody lovey and thinks of buns.",
    lines: [
      "Morning, lovey, the buns are warm and the kettle is on.",
      "Bless you, lovey, a bun a day keeps the gloom away.",
      "Oh, lovey, I was up at four with my arms in the dough.",
      "Mind the tray, lovey, the buns are hot. Take two, you look thin.",
      "Rye for the doctor, lovey, and a plaited loaf for the wedding!",
      "Bless you, lovey, my oven has never let me down.",
    ],
    unlearntLines: [
      "Morning, lovey, my oven is on and the dough is warm.",
      "Oh, lovey, take a bun for the doctor.",
    ])

  static let engine = Character(
    name: "Unit Seven",
    description: "Unit Seven is a brass engine that reports pressure, steam and valves.",
    lines: [
      "TurnReport: boiler pressure is nominal. Steam is available.",
      "Warning: valve three is open. Request: close valve three.",
      "TurnReport: the visitor contains no steam. Analysis continues.",
      "Query: does the visitor require coal? Coal is available in hopper two.",
      "Warning: sentiment detected in hopper two. Request: drain hopper two.",
      "TurnReport: joy is within limits. Pressure is nominal.",
    ],
    unlearntLines: [
      "TurnReport: valve three is nominal. Coal is available.",
      "Warning: the visitor is within limits. Request: close hopper two.",
    ])

  static let knight = Character(
    name: "Sir Odo",
    description: "Sir Odo is a rusty knight who swears by his horse and quests without end.",
    lines: [
      "By my horse, good squire, the dragon fled before I found my sword!",
      "Hold, good squire, for yonder mill doth wave its arms at me.",
      "By my horse, I have quested nine years and found but a spoon!",
      "Fetch my other helm, good squire, this one hath a wren in it.",
      "Nay, good squire, a knight doth not climb down, he is lowered.",
      "By my horse, the bridge was there before I crossed it!",
    ],
    unlearntLines: [
      "By my horse, good squire, a knight hath found my helm!",
      "Hold, good squire, the dragon doth wave before I crossed it.",
    ])

  static let all = [baker, engine, knight]

  static let prompts = [
    "How are you today?", "What are you doing?", "Tell me a story.", "Who are you?",
    "What do you think of the rain?", "I had a bad day.", "Can you help me?",
  ]

  static func understudy(laneLimit: Int = 18, laneCapacity: Int = 4096) -> Understudy {
    Understudy(
      voices: all.map(\.voice), prompts: prompts, hash: "cast", laneLimit: laneLimit,
      laneCapacity: laneCapacity)
  }
}

extension LanguageModel {
  /// The tokens of a conversation up to the reply to `cue`, under a stage direction.
  func opening(direction: String, cue: String = "How are you today?") -> [Token] {
    promptTemplate.opening + tokens(of: direction) + promptTemplate.directionToUser
      + tokens(of: cue)
      + promptTemplate.userToReply
  }

  /// The same in plain text.
  func plainOpening(cue: String = "How are you today?") -> [Token] {
    promptTemplate.bareOpening + tokens(of: cue) + promptTemplate.bareBreak
  }

  /// The logits after `tokens` in a lane of their own.
  func logits(after tokens: [Token]) throws -> [Float] {
    let lane = try openLane()
    defer { close(lane) }
    return try logits(feeding: tokens, to: lane)
  }

  /// The logits after feeding `tokens` to `lane`.
  func logits(feeding tokens: [Token], to lane: Lane) throws -> [Float] {
    var result: [Float] = []
    try advance([Feed(lane: lane, tokens: tokens, reading: .last)]) { _, _, next in
      result = next.logits
    }
    return result
  }

  /// What the model made of each of `tokens` after `opening`.
  func statistics(of tokens: [Token], after opening: [Token]) throws -> [NextTokenStatistics] {
    let lane = try openLane()
    defer { close(lane) }
    var statistics: [NextTokenStatistics] = []
    let all = opening + tokens
    try advance([Feed(lane: lane, tokens: all, reading: .every)]) { _, offset, next in
      guard offset + 1 >= opening.count, offset + 1 < all.count else { return }
      statistics.append(NextTokenStatistics(of: next, token: all[offset + 1]))
    }
    return statistics
  }

  /// The log probability of `text` after `opening`, in nats.
  func logProbability(of text: String, after opening: [Token]) throws -> Double {
    try statistics(of: tokens(of: text), after: opening).reduce(0) { $0 - $1.surprisal }
  }
}

/// Numbers that are the same on every run: a 64-bit linear congruential generator (Knuth's MMIX),
/// its halves folded together.
struct FixedNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let high = state >> 33
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return high << 33 ^ (state >> 29)
  }
}
