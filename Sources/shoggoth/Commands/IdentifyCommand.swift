import ArgumentParser
import Attribution
import Foundation
import LanguageModels
import MaskInference
import Personas
import Scoring
import Sessions
import Support
import Terminal
import Views

/// The command `shoggoth identify`.
struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Identify the voice of each line of a transcript.",
    discussion: """
      The language model scores each line once for every voice. A transcript is plain text, one \
      message a line; JSON lines of {"text", "truth"?, "speaker"?}; a list of chat messages; or a \
      recorded chat. If lines have a "truth", their true voice, the program scores its answers. It \
      skips lines of the system and of tools.
      """)

  @OptionGroup var known: VoiceOptions

  @Option(
    help: ArgumentHelp(
      "The lines to judge. Default: the \"test\" lines beside the exemplars.", valueName: "file"))
  var transcript: String?

  @Option(
    help: ArgumentHelp(
      "Judge only this speaker's lines. In a recorded chat `user` is the person.",
      valueName: "name"))
  var speaker: String?

  @Option(
    help: ArgumentHelp(
      "The weight of the evidence, as `calibrate` prints it. Default: fitted on the voices' lines.",
      valueName: "file"))
  var calibration: String?

  @Flag(
    help: "Consider the bare model and each mask worn over the assistant too, to infer the depth.")
  var stacks = false

  @Option(
    help: ArgumentHelp(
      "Earlier lines that the model reads before the one it judges.", valueName: "n"))
  var window = 0

  @Flag(help: "Print one JSON object for each line, then one with the scores.")
  var json = false

  @Option(
    help: ArgumentHelp("The same seed gives the same intervals of the scores.", valueName: "n"))
  var seed: UInt64 = 0

  @OptionGroup var appearance: AppearanceOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let environment = try AppEnvironment(personaFolders: [], colour: appearance.color)
    let console = environment.console
    let voices = try known.voices(warningOn: console)
    let transcript = try readTranscript()
    for remark in transcript.passedOver.remarks { console.warn(remark) }
    let (lines, strangers) = voices.matched(transcript)
    if !strangers.isEmpty { console.warn(Self.words(strangers)) }
    // The understudy learns its words from cards, so it needs some where the voices are none.
    let library = voices.library.personas.isEmpty ? environment.library : voices.library
    let asked = stacks ? voices.stacked(over: Mask("assistant")) : voices.voices
    let model = try self.model.choice(in: environment).load(
      library: library, scoringIn: Identifier.lanes(forVoices: asked.count)
    ) { console.warn($0) }
    let identification = try judge(
      asked, lines, model: model, calibration: try readCalibration(for: model, console),
      console: console)
    let assessment = try Assessment(
      identification.lines, voices: identification.voices, bootstrap: Bootstrap(seed: seed))
    if json {
      for (index, judgement) in identification.lines.enumerated() {
        let line = JudgementJSON(
          judgement, number: index + 1, voices: identification.voices)
        try console.content.writeLine(try line.line)
      }
      let summary = AssessmentJSON(
        assessment, judgements: identification.lines, voices: identification.voices,
        strangers: strangers, model: model.identity.hash)
      try console.content.writeLine(try summary.line)
    } else {
      let view = IdentificationView(
        identification.lines, voices: identification.voices, assessment: assessment,
        console: environment.page)
      for line in view.lines { try console.content.writeLine(line) }
    }
  }

  /// Asks the engine whose voice each line is.
  private func judge(
    _ voices: [VoiceSample], _ lines: [TranscriptLine], model: any LanguageModel,
    calibration: Calibration?, console: Console
  ) throws -> Identification {
    let steps = ProgressLine(console)
    defer { steps.clear() }
    var options = Identifier.Options()
    options.window = max(0, window)
    let identifier = Identifier(model: model, options: options, progress: steps.show)
    return try identifier.identify(lines, among: voices, calibration: calibration)
  }

  /// The lines that were asked for.
  private func readTranscript() throws -> TranscriptFile {
    let url = transcript.map { UserHome().file($0) } ?? known.url
    guard transcript != nil || !known.isFolder else {
      throw AttributionError.noTranscript(file: url.path)
    }
    let source = try SourceText(contentsOf: url)
    if source.isSession {
      return try TranscriptFile(
        SessionDocument.recovered(from: url), speaker: speaker, file: source.file)
    }
    let all = try TranscriptFile(source)
    return try speaker.map { try all.said(by: $0) } ?? all
  }

  private func readCalibration(
    for model: any LanguageModel, _ console: Console
  ) throws -> Calibration? {
    guard let path = calibration else { return nil }
    guard let data = try? Data(contentsOf: UserHome().file(path)) else {
      throw UserError("\(path) cannot be read. Leave out --calibration to fit one.")
    }
    guard let found = try? JSONDecoder().decode(Calibration.self, from: data) else {
      throw UserError(
        "\(path) is not a calibration: expected JSON with exponent, style, persistence, lines and "
          + "model. Leave out --calibration to fit one.")
    }
    if found.model != model.identity.hash {
      console.warn(
        "\(path) was fitted with another model, so its β may be wrong for this one; run "
          + "`calibrate` again.")
    }
    return found
  }

  /// Says which truths are none of the voices.
  private static func words(_ strangers: [String: Int]) -> String {
    let count = strangers.values.reduce(0, +)
    let names = strangers.keys.sorted()
    let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return "\(count) line\(count == 1 ? " has" : "s have") a truth that is not one of the voices "
      + "(\(shown)): judged, but not scored"
  }
}
