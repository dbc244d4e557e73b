import MaskInference
import Support

/// A short dialogue in which things happen that change who can be speaking, and toy voices for all
/// of them: what both views are held against by enumeration.
///
/// A sentence is one word of three, so every text there is can be told.
struct DebateScript: Sendable, CustomStringConvertible {
  enum Step: Sendable {
    /// A sentence, weighed by every lane but these.
    case sentence(without: [Stack] = [])
    /// A declaration, and the stack declared from then on.
    case declare(Declaration, Stack)
    /// A turn begins with these masks in the cast.
    case turn(others: [Mask], vacancy: Double = 0)
    /// The turn ends.
    case end
  }

  var name: String
  var start: Cast
  var steps: [Step]
  var width = 16
  var prior = Scene.prior
  var transition = Scene.transition
  var odds = DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2, linger: 0.1)
  var actor: Stack?
  var priorOdds = 1.0

  var description: String { name }

  /// The number of sentences.
  var sentences: Int { steps.count { if case .sentence = $0 { true } else { false } } }

  /// Plays the text, one word for each sentence.
  func play(_ text: [Int], seed: UInt64) -> Debate {
    var cast = start
    var debate = Debate(
      MaskFilter(cast: cast, prior: prior, transition: transition, width: width), actor: actor,
      priorOdds: priorOdds)
    var words = text[...]
    for step in steps {
      switch step {
      case .sentence(let missing):
        let word = words.removeFirst()
        let lanes = debate.masks.filter.hypotheses.filter { !missing.contains($0) }
        debate.hear(
          DebateEvidence(
            hypotheses: lanes,
            logLikelihoods: lanes.map { Self.voice(of: $0, seed: seed).logLikelihood(of: [word]) }))
      case .declare(let declaration, let declared):
        cast = Cast(
          hardwired: cast.hardwired, declared: declared,
          others: cast.masks.filter { !declared.contains($0) })
        debate.declare(declaration, odds: odds, cast: cast, width: width)
      case .turn(let others, let vacancy):
        cast = Cast(hardwired: cast.hardwired, declared: cast.declared, others: others)
        debate.beginTurn(cast: cast, width: width, vacancy: vacancy)
      case .end: debate.endTurn()
      }
    }
    return debate
  }

  /// Every text of the script's length.
  var everyText: [[Int]] {
    (0..<sentences).reduce([[]]) { texts, _ in texts.flatMap { text in (0..<3).map { text + [$0] } }
    }
  }

  /// The voice of a stack, the same in every script.
  static func voice(of stack: Stack, seed: UInt64) -> Voice {
    let stream = stack.description.unicodeScalars.reduce(200 as UInt64) {
      $0 &* 131 &+ UInt64($1.value)
    }
    var generator = SeededGenerator(seed: seed, stream: stream)
    return Voice(vocabulary: 3, contrast: 1.2, using: &generator)
  }

  /// A hardwired mask `a`, and `p` who stands by.
  private static let pair = Cast(hardwired: "a", declared: "", others: ["p"])

  /// A sentence after another.
  static let talk = DebateScript(
    name: "talk", start: pair,
    steps: [.turn(others: ["p"])] + Array(repeating: .sentence(), count: 4))

  /// A mask goes on after the first sentence and comes off after the third.
  static let masking = DebateScript(
    name: "a mask put on and taken off", start: pair,
    steps: [
      .sentence(), .declare(.putOn("q"), "q"), .sentence(), .sentence(),
      .declare(.takeOff("q", leaving: "a"), "a"), .sentence(),
    ])

  /// Nobody may be there in the second of three turns.
  static let vacancy = DebateScript(
    name: "a turn of nobody's", start: pair,
    steps: [
      .turn(others: ["p"]), .sentence(), .end, .turn(others: ["p"], vacancy: 0.4), .sentence(),
      .sentence(), .end, .turn(others: ["p"]), .sentence(), .end,
    ])

  /// One of the actor's masks and then the actor's own lane are not at hand.
  static let missing = DebateScript(
    name: "lanes that are not at hand", start: pair,
    steps: [
      .sentence(), .sentence(without: ["p", "a p"]), .sentence(without: ["a"]),
      .sentence(without: ["a", "p", ""]),
    ])

  /// Everything at once, where there is room for four hypotheses only.
  static let narrow = DebateScript(
    name: "a narrow stage with comings and goings",
    start: Cast(hardwired: "a", declared: "a"),
    steps: [
      .turn(others: ["p"]), .sentence(), .end, .declare(.putOn("b"), "a b"),
      .turn(others: ["p", "q"], vacancy: 0.2), .sentence(), .end,
      .declare(.putOn("q"), "a b q"), .turn(others: ["x"]), .sentence(), .end,
      .declare(.takeOff("q", leaving: "a b"), "a b"), .turn(others: []),
      .sentence(without: ["a b"]), .end, .declare(.clear, ""), .turn(others: ["p"]), .sentence(),
    ], width: 4)

  /// No hardwired mask: the actor is the bare model.
  static let nameless = DebateScript(
    name: "a bare actor", start: Cast(hardwired: nil, declared: "", others: ["p", "q"]),
    steps: [.sentence(), .declare(.only("p"), "p"), .sentence(), .sentence()])

  /// Another stack than the hardwired mask plays the actor.
  static let other = DebateScript(
    name: "another actor", start: Cast(hardwired: "a", declared: "", others: ["p", "q"]),
    steps: [.sentence(), .declare(.putOn("q"), "q"), .sentence(), .sentence()], actor: "p",
    priorOdds: 3)

  static let all = [talk, masking, vacancy, missing, narrow, nameless, other]
}
