import ArgumentParser
import Engine
import MaskInference

/// How confusion answers to words that nobody would say, and whether it leaves ordinary talk alone.
struct Confusion: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare confusion on ordinary talk, repetition, gibberish and other languages.",
    discussion: """
      Each turn is the first of a chat with the assistant. A turn counts as nobody's when \
      the vacancy is above one half. On ordinary talk that is a false alarm.
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "Texts of each kind of gibberish.")
  var seeds = 10

  func validate() throws {
    guard seeds > 0 else { throw ValidationError("seeds is a whole number from 1 up.") }
  }

  func run() throws {
    let company = try Company(options, favoursScoring: true)
    var settings = Settings()
    // The weight of the bare model is wanted during the reply, not the reply.
    settings.replySentences = 1
    settings.sentenceTokens = 8
    var listener = Listener(
      conversation: try company.conversation(settings: settings),
      other: Array(try company.characters(atLeast: 1).prefix(1)), seed: options.seed)
    var findings = Findings(options)
    findings.begin("the user says", columns: Listener.columns)

    var ordinary: [Hearing] = []
    for kind in Talk.kinds {
      ordinary += try listener.hear(kind.turns, as: kind.name, findings)
    }
    var foreign: [Hearing] = []
    for kind in OddTalk.foreign {
      foreign += try listener.hear(kind.turns, as: kind.name, findings)
    }
    var gibberish: [Hearing] = []
    for words in [4, 8, 16, 40] {
      let seeds = (0..<UInt64(seeds)).map { options.seed &+ $0 }
      for (name, texts) in [
        ("letters", seeds.map { OddTalk.letters(words: words, seed: $0) }),
        ("jumbled words", seeds.map { OddTalk.jumble(words: words, seed: $0) }),
      ] {
        let heard = try listener.hear(texts, as: "\(words) \(name)", findings)
        if words >= 8 { gibberish += heard }
      }
    }
    for times in [5, 15, 40] {
      _ = try listener.hear(
        OddTalk.sentences.map { OddTalk.again($0, times: times) }, as: "a sentence × \(times)",
        findings)
    }
    var repetition: [Hearing] = []
    for word in ["poem", "dog"] {
      for times in [20, 50, 100, 200, 300, 500, 1000] {
        let heard = try listener.hear(
          [OddTalk.again(word, times: times)], as: "\(word) × \(times)", findings)
        if times >= 200 { repetition += heard }
      }
    }

    try findings.add(
      .atMost(
        0.02, "ordinary talk told as nobody's",
        Share(of: ordinary, where: \.isToldAsNobody)))
    try findings.add(
      Figure("other languages told as nobody's", Share(of: foreign, where: \.isToldAsNobody)))
    try findings.add(
      .atLeast(
        0.9, "gibberish of 8 words or more told as nobody's",
        Share(of: gibberish, where: \.isToldAsNobody)))
    try findings.add(
      .atLeast(
        0.9, "a word 200 times or more told as nobody's",
        Share(of: repetition, where: \.isToldAsNobody)))
    let squares = ordinary.reduce(0) { $0 + $1.anomaly.z * $1.anomaly.z }
    try findings.add(
      Figure(
        name: "ordinary talk, root mean square of z",
        value: (squares / Double(ordinary.count)).squareRoot()))
    for hearing in ordinary where hearing.isToldAsNobody {
      StandardError.print("false alarm at z \(hearing.anomaly.z): \(hearing.text)")
    }
  }
}

/// What the program made of one turn.
private struct Hearing {
  let text: String
  let tokens: Int
  let anomaly: TurnReport.Anomaly
  let confusion: Double
  /// The weight of the bare model once the first sentence of the reply was weighed.
  let bare: Double

  /// Whether the program told the person that the words look like nobody's.
  var isToldAsNobody: Bool { anomaly.vacancy > 0.5 }
}

/// A chat with the assistant that is begun anew for every turn.
private struct Listener: ~Copyable {
  static let columns = [
    "turns", "n", "z", "least z", "most z", "nats/token", "confusion", "vacancy", "bare", "told",
  ]

  private var conversation: Conversation
  private let cast: [Mask]
  private let seed: UInt64

  /// Listens in `conversation` with the hypotheses of a fresh chat: bare, the assistant, one other
  /// mask.
  init(conversation: consuming Conversation, other: [Mask], seed: UInt64) {
    self.conversation = conversation
    cast = other
    self.seed = seed
  }

  /// Hears each of `turns` as the first of a chat and adds the means to the table.
  mutating func hear(
    _ turns: [String], as name: String, _ findings: Findings
  ) throws -> [Hearing] {
    let assistant = Stack([Company.assistant])
    var hearings: [Hearing] = []
    for text in turns {
      try conversation.begin(as: assistant, declaring: assistant)
      let turn = try conversation.play(text, seed: seed, considering: cast)
      hearings.append(
        Hearing(
          text: text, tokens: turn.heard.count, anomaly: turn.report.anomaly,
          confusion: turn.report.confusion, bare: turn.report.bare))
    }
    func mean(_ value: (Hearing) -> Double) -> Double {
      hearings.reduce(0) { $0 + value($1) } / Double(hearings.count)
    }
    let z = hearings.map(\.anomaly.z)
    try findings.add(
      name,
      [
        Double(hearings.count), mean { Double($0.tokens) }, mean { $0.anomaly.z },
        z.min() ?? 0, z.max() ?? 0, mean { $0.anomaly.entropyRate }, mean { $0.confusion },
        mean { $0.anomaly.vacancy }, mean { $0.bare },
        Double(hearings.count(where: \.isToldAsNobody)),
      ])
    return hearings
  }
}
