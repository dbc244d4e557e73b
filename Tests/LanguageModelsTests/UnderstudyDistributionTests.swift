import Foundation
import LanguageModels
import Testing
import Understudy

@Suite struct UnderstudyDistributionTests {
  let model = UnderstudyCast.understudy()

  /// A walk that jumps about between words, marks, control tokens and whole lines.
  private func wandering(seed: UInt64) -> [Token] {
    var numbers = FixedNumbers(seed: seed)
    var tokens = seed.isMultiple(of: 3) ? [] : model.promptTemplate.opening
    while tokens.count < 60 {
      if Bool.random(using: &numbers) {
        let lines = UnderstudyCast.all.flatMap(\.lines)
        tokens += model.tokens(of: lines[Int.random(in: lines.indices, using: &numbers)])
          .prefix(Int.random(in: 1...8, using: &numbers))
      } else {
        tokens.append(Token.random(in: 0..<Token(model.vocabularySize), using: &numbers))
      }
    }
    return tokens
  }

  @Test(arguments: UInt64(0)..<12)
  func `the probabilities after any tokens sum to one`(seed: UInt64) throws {
    let lane = try model.openLane()
    var sums: [Double] = []
    try model.advance([Feed(lane: lane, tokens: wandering(seed: seed), reading: .every)]) {
      _, _, next in
      var sum = 0.0
      for logit in next.logits { sum += exp(Double(logit)) }
      sums.append(sum)
    }
    #expect(sums.count >= 60)
    for sum in sums { #expect(abs(sum - 1) < 1e-6) }
  }

  @Test(arguments: UInt64(0)..<12)
  func `no token is ever impossible`(seed: UInt64) throws {
    let logits = try model.logits(after: wandering(seed: seed))
    #expect(logits.count == model.vocabularySize)
    #expect(logits.allSatisfy { $0.isFinite && $0 < 0 })
  }

  @Test(arguments: UInt64(0)..<6)
  func `the same tokens give the same logits whatever way they were fed`(seed: UInt64) throws {
    let tokens = wandering(seed: seed)
    let atOnce = try model.logits(after: tokens)

    let stepwise = try model.openLane()
    for token in tokens.dropLast() {
      try model.advance([Feed(lane: stepwise, tokens: [token], reading: .none)]) { _, _, _ in }
    }
    #expect(try model.logits(feeding: [tokens[tokens.count - 1]], to: stepwise) == atOnce)

    let rewound = try model.openLane()
    let detour = tokens.prefix(20) + model.opening(direction: UnderstudyCast.engine.description)
    _ = try model.logits(feeding: Array(detour), to: rewound)
    model.rewind(rewound, to: 20)
    #expect(model.length(of: rewound) == 20)
    #expect(try model.logits(feeding: Array(tokens.dropFirst(20)), to: rewound) == atOnce)

    var together: [Float] = []
    let lanes = [try model.openLane(), try model.openLane()]
    try model.advance([
      Feed(lane: lanes[0], tokens: wandering(seed: seed + 1), reading: .every),
      Feed(lane: lanes[1], tokens: tokens, reading: .last),
    ]) { feed, _, next in
      if feed == 1 { together = next.logits }
    }
    #expect(together == atOnce)

    #expect(try UnderstudyCast.understudy().logits(after: tokens) == atOnce)
  }

  @Test func `logits are handed out where they are wanted and nowhere else`() throws {
    let tokens = model.tokens(of: "Morning, lovey.")
    var places: [[Int]] = []
    let readings: [Feed.Reading] = [.none, .last, .every]
    let feeds = try readings.map {
      Feed(lane: try model.openLane(), tokens: tokens, reading: $0)
    }
    try model.advance(feeds) { feed, offset, _ in places.append([feed, offset]) }
    #expect(places == [[1, 3], [2, 0], [2, 1], [2, 2], [2, 3]])
  }

  @Test(arguments: [0, 150])
  func `any number of voices gives a distribution`(count: Int) throws {
    let voices = (0..<count).map { index in
      UnderstudyVoice(name: "Voice \(index)", lines: ["I am number \(index)."])
    }
    let model = Understudy(voices: voices, hash: "")
    for opening in [
      model.opening(direction: ""), model.plainOpening(), model.promptTemplate.opening,
    ] {
      let sum = try model.logits(after: opening).reduce(0) { $0 + exp(Double($1)) }
      #expect(abs(sum - 1) < 1e-6)
    }
  }
}
