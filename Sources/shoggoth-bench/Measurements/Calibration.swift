import ArgumentParser
import Engine
import MaskInference
import Scoring
import Support

/// Whether stacks are believed as often as they speak, over own words at β = 1.
struct Calibration: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw stacks from the prior, let them speak, and compare belief with truth.",
    discussion: """
      One sentence alone: the bench draws a stack from the prior for every sentence, and infers it \
      from that sentence alone. Along a chat: the bench draws one stack from the prior, lets it \
      say a sentence in each turn, and infers it from all of them together.
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "Sentences alone; half as many are said along chats.")
  var sentences = 1200

  @Option(help: "Casts of the assistant and four characters; each has another declared stack.")
  var casts = 5

  @Option(help: "The most tokens in a sentence.")
  var sentenceTokens = 10

  @Option(help: "How much less probable each further mask is.")
  var rho = Prior().depthDecay

  func validate() throws {
    guard sentences > 0, casts > 0, sentenceTokens > 0, rho > 0, rho <= 1 else {
      throw ValidationError(
        "sentences, casts and sentence-tokens are whole numbers from 1 up; rho is above 0 and at "
          + "most 1."
      )
    }
  }

  func run() throws {
    var settings = Settings()
    settings.sentenceTokens = sentenceTokens
    settings.prior.depthDecay = rho
    // The user's words are drawn without regard to the speaker, so they tell nothing of nobody.
    settings.vacancyTest.priorProbability = 0
    let company = try Company(options, favoursScoring: true)
    var rehearsal = Rehearsal(
      conversation: try company.conversation(settings: settings), settings: settings,
      seed: options.seed)
    let characters = try company.characters(atLeast: 4).shuffled(using: &rehearsal.generator)
    var alone: [Trial] = []
    var along: [Trial] = []
    for number in 0..<casts {
      let masks = (0..<4).map { characters[(4 * number + $0) % characters.count] }
      let cast = Cast(
        hardwired: Company.assistant, declared: Self.declared(number, among: masks), others: masks)
      let goal = sentences * (number + 1) / casts
      while alone.count < goal { alone += try rehearsal.sentencesAlone(of: cast) }
      while along.reduce(0, { $0 + $1.forecasts.count }) < goal / 2 {
        along.append(try rehearsal.chat(of: cast))
      }
      StandardError.print(
        "cast \(number + 1) of \(casts): \(cast.declared) declared, "
          + "\(cast.hypotheses(maximumDepth: settings.prior.maximumDepth).count) hypotheses")
    }
    var findings = Findings(options)
    try report("one sentence alone", alone, &findings)
    try report("along a chat", along, &findings)
  }

  /// Declared stacks of every kind.
  private static func declared(_ number: Int, among masks: [Mask]) -> Stack {
    let kinds = [
      [Company.assistant, masks[0]], [Company.assistant, masks[0], masks[1]], [masks[0]],
      [Company.assistant], [masks[0], masks[1]],
    ]
    return Stack(kinds[number % kinds.count])
  }

  private func report(_ name: String, _ trials: [Trial], _ findings: inout Findings) throws {
    let lines = try trials.lines()
    let scores = try Scores(lines, bootstrap: Bootstrap(seed: options.seed))
    findings.begin("\(name): bin of sureness", columns: ["sentences", "believed", "true"])
    for (index, bin) in scores.reliability.bins.enumerated() {
      try findings.add("\(index + 1)", [Double(bin.lines), bin.confidence, bin.accuracy])
    }
    try findings.add(Figure(name: "\(name), sentences", value: Double(scores.lines)))
    for error in CalibrationError.allCases {
      let value = try error.value(of: trials)
      let interval = try trials.interval(of: error, seed: options.seed)
      let luck = try trials.luck(in: error, seed: options.seed)
      try findings.add(
        .atMost(
          0.03, "\(name), calibration error, \(error.rawValue)", value, low: interval.low,
          high: interval.high))
      try findings.add(
        Figure(
          name: "\(name), by luck alone, \(error.rawValue), mean", value: luck.mean))
      try findings.add(
        .atMost(luck.high, "\(name), within what luck allows, \(error.rawValue)", value))
    }
    try findings.add(Figure("\(name), log loss, nats", scores.logLoss))
    try findings.add(Figure("\(name), Brier score", scores.brier))
    try findings.add(Figure("\(name), most probable stack right", scores.accuracy))
  }
}

/// A conversation in which stacks drawn from the prior speak.
private struct Rehearsal: ~Copyable {
  private var conversation: Conversation
  private let settings: Settings
  private let seed: UInt64
  var generator: SeededGenerator

  init(conversation: consuming Conversation, settings: Settings, seed: UInt64) {
    self.conversation = conversation
    self.settings = settings
    self.seed = seed
    generator = SeededGenerator(seed: seed, stream: 7)
  }

  /// A reply in which every sentence is another stack's, and what each alone tells.
  mutating func sentencesAlone(of cast: Cast) throws -> [Trial] {
    var settings = settings
    settings.transition = Transition(persistence: 0, push: 0, pop: 0, swap: 0, redraw: 1)
    settings.replySentences = 10
    try conversation.adopt(settings)
    try conversation.begin(as: cast.declared, declaring: cast.declared)
    let turn = try play(cast)
    return turn.sentences.compactMap { sentence in
      sentence.speaker.map { Trial(forecasts: [sentence.belief], truth: $0) }
    }
  }

  /// Three turns of one sentence each from one stack, and what they tell together.
  mutating func chat(of cast: Cast) throws -> Trial {
    var settings = settings
    settings.transition.persistence = 1
    settings.replySentences = 1
    try conversation.adopt(settings)
    let hypotheses = cast.hypotheses(maximumDepth: settings.prior.maximumDepth)
    let filter = MaskFilter(
      cast: cast, hypotheses: hypotheses, prior: settings.prior, transition: settings.transition)
    let truth = generator.index(drawnFrom: filter.belief.probabilities)
    try conversation.begin(as: hypotheses[truth], declaring: cast.declared)
    var listener = filter
    var trial = Trial(truth: truth)
    for _ in 0..<3 {
      let turn = try play(cast)
      for sentence in turn.sentences {
        precondition(
          turn.hypotheses == hypotheses && sentence.speaker == truth, "another stack has spoken")
        listener.predict()
        listener.update(sentence.logLikelihoods)
        trial.forecasts.append(listener.belief.probabilities)
      }
    }
    return trial
  }

  private mutating func play(_ cast: Cast) throws -> Turn {
    // The speaker has no say in the words of the user.
    let cue = Talk.kinds[0].turns.randomElement(using: &generator) ?? ""
    return try conversation.play(cue, seed: seed, considering: cast.masks)
  }
}
