import ArgumentParser
import Attribution
import Foundation
import LanguageModels
import Personas
import Support

/// How near telling voices apart comes to the speed at which llama.cpp reads.
struct Scoring: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time an identification over llama.cpp reading as many tokens of plain prompts.",
    discussion: """
      In between, off the clock, llama.cpp reads prompts of \(PromptSpeed.length) tokens. The \
      bench compares an identification with the prompt tokens that llama.cpp would have read in \
      its time, at the speed just before and just after each part of it. There are four such \
      speeds: from the model's file, from the copy for scoring lines, from that copy with every \
      token's logits, and the same at the end of a voice's lines.
      """)

  @OptionGroup var options: BenchOptions

  @Argument(help: "Voices, with the lines to judge under \"test\".")
  var file: String

  @Option(help: "Judge only so many lines, evenly spread.")
  var lines: Int?

  func validate() throws {
    if let lines, lines < 1 { throw ValidationError("lines is a whole number from 1 up.") }
  }

  func run() throws {
    let url = URL(filePath: file)
    let voices = try VoiceFile(contentsOf: url)
    let transcript = voices.matched(try TranscriptFile(contentsOf: url)).lines
    let asked = Self.spread(lines ?? transcript.count, of: transcript)
    let user = UserFolders(
      environment: ProcessInfo.processInfo.environment, home: UserHome().url)
    let model = try options.load(
      voices.library.personas.isEmpty ? options.library() : voices.library,
      lanes: Identifier.lanes(forVoices: voices.voices.count) + PromptSpeed.lanes,
      favoursScoring: true, cache: user.cache.appending(path: "models"))
    let text = voices.voices.flatMap(\.exemplars).flatMap { model.tokens(of: $0 + "\n") }
    let prompts = try PromptSpeed(
      of: try options.load(options.library(), lanes: 1), and: model, text: text,
      depth: Identifier.Options().contextTokens - PromptSpeed.length)
    let course = ScoringCourse(TimedModel(model), beside: prompts)
    try course.begin()
    let identifier = Identifier(model: course.model, progress: course.note)
    _ = try identifier.identify(asked, among: voices.voices)
    try course.end()
    try report(course)
  }

  /// `count` of `lines`, evenly spread.
  private static func spread(_ count: Int, of lines: [TranscriptLine]) -> [TranscriptLine] {
    guard count < lines.count else { return lines }
    return (0..<count).map { lines[$0 * lines.count / count] }
  }

  private func report(_ course: ScoringCourse) throws {
    var findings = Findings(options)
    findings.begin(
      "identification",
      columns: ["tokens", "scored", "share of time", "own share"]
        + PromptSpeed.Way.allCases.map { "over \($0)" })
    let seconds = course.stretches.seconds
    let parts = course.stretches.reduce(into: [String]()) {
      if !$0.contains($1.part) { $0.append($1.part) }
    }
    for part in parts {
      let stretches = course.stretches.filter { $0.part == part }
      try findings.add(
        part,
        [
          Double(stretches.tokens), Double(stretches.scored), stretches.seconds / seconds,
          stretches.ownShare,
        ] + PromptSpeed.Way.allCases.map { stretches.ratio(over: $0) })
    }
    for way in PromptSpeed.Way.allCases {
      // How far the measure itself moved is how far the ratio may be off.
      let rates = course.prompts.rates.compactMap { $0[way] }
      let middle = rates.quantile(0.5)
      let ratio = course.stretches.ratio(over: way)
      let (low, high) = (
        ratio * middle / rates.quantile(0.975), ratio * middle / rates.quantile(0.025)
      )
      let name = "tokens a second over \(way.rawValue)"
      try findings.add(
        way == .file
          ? .atLeast(0.85, name, ratio, low: low, high: high)
          : Figure(name: name, value: ratio, low: low, high: high))
      try findings.add(
        Figure(
          name: "\(name), time in the model alone",
          value: ratio / (1 - course.stretches.ownShare)))
    }
  }
}
