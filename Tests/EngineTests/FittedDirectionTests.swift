import Foundation
import LanguageModels
import MaskInference
import Support
import TestSupport
import Testing

@testable import Engine

@Suite struct `A stage direction made to fit` {
  /// Sentences of two words and a full stop, three tokens each.
  private static func sentences(_ count: Int) -> String {
    Array(repeating: "yes no.", count: count).joined(separator: " ")
  }

  private static func role(
    _ name: String, sentences count: Int, instructions: String = "", examples: Int = 0
  ) -> Role {
    Role(
      mask: Mask(name.lowercased()), displayName: name, direction: sentences(count),
      instructions: instructions,
      examples: (0..<examples).map { _ in Role.Exchange(cue: "maybe", answer: "no.") },
      greeting: nil)
  }

  private static func opening(_ fitting: FittedDirection, _ model: ToyModel) -> Int {
    PromptLayout.directed(fitting, for: model).opening.count
  }

  @Test(arguments: 0..<200)
  func `keeps the worn mask and the last line, and room to talk`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 0)
    let capacity = Int.random(in: 100...600, using: &generator)
    let model = ToyModel(laneCapacity: capacity)
    let depth = Int.random(in: 1...3, using: &generator)
    let roles = ["Ann", "Bob", "Ann"].prefix(depth).map { name in
      Self.role(
        name, sentences: Int.random(in: 0...capacity / 3, using: &generator),
        instructions: Self.sentences(Int.random(in: 0...5, using: &generator)),
        examples: Int.random(in: 0...5, using: &generator))
    }
    let worn = try #require(roles.last)
    let fitting = FittedDirection(roles: roles, examples: 4, for: model)
    let whole = StageDirection(roles: roles, examples: 4)
    let text = fitting.direction.text
    let name = worn.displayName
    #expect(text.hasSuffix("\nSay only what \(name) would say, in \(name)'s own voice."))
    #expect(Self.opening(fitting, model) <= capacity * 3 / 4 - min(64, capacity / 8))
    let shown = fitting.direction.examples
    #expect(shown == Array(whole.examples.prefix(shown.count)))
    #expect(fitting.examplesLeftOut == whole.examples.count - shown.count)
    #expect(fitting.isAbridged == (fitting.direction != whole))
    if fitting.excess == nil {
      #expect(text.contains("\(worn.displayName). \(worn.direction)\n"))
      #expect(worn.instructions.isEmpty || text.contains(worn.instructions))
      #expect(!fitting.cards.contains { $0.mask == worn.mask } || depth == 3)
    } else {
      #expect(fitting.direction.examples.isEmpty)
    }
    for card in fitting.cards { #expect((0..<card.of).contains(card.told)) }
    let isShort = FittedDirection(roles: roles, examples: 4, for: ToyModel(laneCapacity: 9000))
    #expect(isShort.direction == whole && !isShort.isAbridged)
  }

  @Test func `shortens the inner mask at the end of a sentence and keeps the examples`() {
    let model = ToyModel(laneCapacity: 200)
    let roles = [
      Self.role("Ann", sentences: 60), Self.role("Bob", sentences: 10, examples: 4),
    ]
    let fitting = FittedDirection(roles: roles, examples: 4, for: model)
    let card = fitting.cards.first
    #expect(fitting.cards.count == 1 && card?.mask == ToyStage.ann && card?.of == 180)
    #expect((25..<100).contains(card?.told ?? 0) && (card?.told ?? 0).isMultiple(of: 3))
    #expect(fitting.examplesLeftOut == 0)
    #expect((90...100).contains(Self.opening(fitting, model)))
  }

  @Test func `lets the last examples go where the mask is worn alone`() {
    let model = ToyModel(laneCapacity: 200)
    let fitting = FittedDirection(
      roles: [Self.role("Bob", sentences: 25, examples: 4)], examples: 4, for: model)
    #expect(fitting.cards.isEmpty && fitting.excess == nil)
    #expect((1...3).contains(fitting.examplesLeftOut))
    let crowded = FittedDirection(
      roles: [Self.role("Bob", sentences: 33, examples: 4)], examples: 4,
      for: model)
    #expect(crowded.examplesLeftOut == 4)
  }

  @Test func `says how large a lane would hold the worn mask`() throws {
    let roles = [Self.role("Bob", sentences: 300)]
    let excess = try #require(
      FittedDirection(roles: roles, examples: 4, for: ToyModel(laneCapacity: 512)).excess)
    #expect(excess.tokens > 900 && excess.room == 320)
    #expect(excess.capacity > 512)
    let held = FittedDirection(
      roles: roles, examples: 4, for: ToyModel(laneCapacity: excess.capacity))
    #expect(held.excess == nil && !held.isAbridged)
    let almost = FittedDirection(
      roles: roles, examples: 4, for: ToyModel(laneCapacity: excess.capacity - 256))
    #expect(almost.excess != nil)
  }

  @Test(arguments: [
    ("yes no. maybe yes. no", 5, "yes no."), ("yes no. maybe yes. no", 6, "yes no. maybe yes."),
    ("yes no. maybe yes. no", 7, "yes no. maybe yes. no"), ("yes no maybe", 2, "yes no"),
    ("yes no maybe", 0, ""), ("", 3, ""), ("yes\nno maybe", 2, "yes"),
  ])
  func `breaks a text off after a sentence, or else after a word`(
    _ text: String, _ tokens: Int, _ beginning: String
  ) {
    #expect(BreakableText(text, for: ToyModel()).beginning(atMost: tokens) == beginning)
  }
}

@Suite struct `A card too long for a lane` {
  private static func settings(_ staging: Staging? = .second) -> Settings {
    ToyStage.settings {
      $0.replyTokens = 8
      $0.staging = staging
    }
  }

  /// Ann hardwired; Bob's card has so many words.
  private static func stage(
    words: Int, capacity: Int = 200, staging: Staging? = .second, of mask: Mask = ToyStage.bob
  ) throws -> Stage {
    var roles = ToyStage.roles
    for index in roles.indices where roles[index].mask == mask {
      roles[index].direction = Array(repeating: "yes", count: words).joined(separator: " ")
    }
    return try Stage(
      model: ToyModel(laneCapacity: capacity), roles: roles, hardwired: ToyStage.ann,
      settings: settings(staging))
  }

  @Test(arguments: [StackEdit.putOn(ToyStage.bob), .only(ToyStage.bob)])
  func `is refused before anything changes, in words that say what would hold it`(
    edit: StackEdit
  ) throws {
    var stage = try Self.stage(words: 180)
    let belief = stage.filter.belief
    let error = #expect(throws: EngineError.self) { try stage.declare(edit) }
    guard case .cardTooLong(ToyStage.bob, let tokens, room: 125, context: 512) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((180...200).contains(tokens))
    #expect(error?.description.contains("--context 512") == true)
    #expect(stage.declared == Stack([ToyStage.ann]))
    #expect(stage.filter.belief == belief)
    #expect(!(try stage.play("yes", as: .sampled(seed: 0)).reply.isEmpty))
  }

  @Test func `is worn all the same where that was recorded`() throws {
    var stage = try Self.stage(words: 180)
    let entrance = try stage.declare(.putOn(ToyStage.bob), isRecorded: true)
    guard case .abridged(let stack, let cards, _) = entrance.notices.first else {
      Issue.record("\(entrance.notices)")
      return
    }
    #expect(stack == stage.declared)
    #expect(cards.map(\.mask) == [ToyStage.bob])
    let turn = try stage.play("yes", as: .sampled(seed: 0))
    #expect(turn.notices.isEmpty && !turn.reply.isEmpty)
  }

  @Test func `is not considered when it is named, and that is told once`() throws {
    var stage = try Self.stage(words: 180)
    let turn = try stage.play("no bob", as: .sampled(seed: 0))
    #expect(turn.cast == [ToyStage.ann])
    guard case .cardTooLong(ToyStage.bob, _, room: 125) = turn.notices.first else {
      Issue.record("\(turn.notices)")
      return
    }
    #expect(turn.notices.count == 1)
    #expect(try stage.play("no bob", as: .sampled(seed: 1)).notices.isEmpty)
    var again = try Self.stage(words: 180)
    #expect(try again.play("no bob", as: .recorded(turn)) == turn)
    var resumed = try Self.stage(words: 180)
    try resumed.recall(turn, of: "no bob")
    #expect(try resumed.play("no bob", as: .sampled(seed: 1)).notices.isEmpty)
  }

  @Test func `is told as soon as the mask is put on, and not again`() throws {
    var stage = try Self.stage(words: 150, of: ToyStage.ann)
    let entrance = try stage.declare(.putOn(ToyStage.bob))
    #expect(entrance.greeting == "no. yes.")
    #expect(entrance.notices.count <= 2)
    guard case .abridged(let stack, let cards, 0) = entrance.notices.first else {
      Issue.record("\(entrance.notices)")
      return
    }
    #expect(stack == stage.declared)
    #expect(cards.map(\.mask) == [ToyStage.ann] && cards.map(\.of) == [150])
    #expect(try stage.play("yes", as: .sampled(seed: 0)).notices.isEmpty)
  }

  @Test func `in an older session is told after the turn`() throws {
    var stage = try Self.stage(words: 180, staging: nil)
    #expect(try stage.declare(.putOn(ToyStage.bob)).notices.isEmpty)
    let turn = try stage.play("yes", as: .sampled(seed: 0))
    #expect(turn.notices.contains(.cardCut(stack: stage.declared)))
  }

  @Test func `leaves other chats as they are`() throws {
    var stage = try Self.stage(words: 20)
    #expect(try stage.declare(.putOn(ToyStage.bob)).notices.isEmpty)
  }

  @Test func `or empty, or with a lorebook, is told of when it is put on`() throws {
    let cid = Mask("cid")
    let role = Role(
      mask: cid, displayName: "Cid", direction: "", examples: [], greeting: nil, unreadEntries: 3)
    for staging in [Staging.first, .second] {
      var stage = try Stage(
        model: ToyModel(), roles: ToyStage.roles + [role], hardwired: ToyStage.ann,
        settings: Self.settings(staging))
      #expect(
        try stage.declare(.putOn(cid)).notices
          == (staging == .first
            ? [] : [.emptyCard(mask: cid), .lorebookUnread(mask: cid, entries: 3)]))
    }
  }

  @Test func `worn under a mask of its own leaves that one its say`() throws {
    for word in ["yes", "no"] {
      let model = ToyModel(laneCapacity: 200)
      var roles = ToyStage.roles
      roles[0].direction = Array(repeating: "maybe", count: 300).joined(separator: " ")
      roles[1].direction = word
      var stage = try Stage(
        model: model, roles: roles, hardwired: ToyStage.ann, settings: Self.settings())
      try stage.declare(.putOn(ToyStage.bob), greets: false)
      _ = try stage.play("maybe", as: .sampled(seed: 0))
      let told = model.tokens(of: "Bob. \(word)\nSay only what Bob would say,")
      #expect(model.contents.contains { $0.contains(told) })
    }
  }
}

@Suite struct `The version of what lanes are told` {
  @Test func `is the newest in new settings and the first in those that do not name it`() throws {
    var settings = Settings()
    #expect(settings.staging == .second)
    settings.staging = nil
    let older = try JSONEncoder().encode(settings)
    #expect(!String(decoding: older, as: UTF8.self).contains("staging"))
    #expect(try JSONDecoder().decode(Settings.self, from: older).staging == nil)
    settings.staging = .second
    let newer = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(Settings.self, from: newer) == settings)
  }

  @Test(arguments: [0, 3, -1, 99])
  func `that nobody here knows was written by a newer program`(number: Int) throws {
    let data = Data("[\(number)]".utf8)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Staging].self, from: data)
    }
    #expect("\(String(describing: error))".contains("newer program"))
  }

  @Test func `is none of the settings that a person changes`() {
    #expect(!Settings.table.contains { $0.name == "staging" })
  }
}
