import ArgumentParser
import Attribution
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Terminal
import Views

/// The command `shoggoth calibrate`.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit the weight of evidence on labelled lines.",
    discussion: """
      The command prints a calibration for `identify --calibration`. Do not calibrate on the lines \
      you will judge. Without a calibration, `identify` fits one on the voices' own example lines.
      """)

  @OptionGroup var known: VoiceOptions

  @Option(
    help: ArgumentHelp(
      "Lines with their true voice: JSON lines of {\"text\", \"truth\"}, or JSON with a list under "
        + "\"test\".",
      valueName: "file"))
  var labelled: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write. Default: standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var appearance: AppearanceOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let environment = try AppEnvironment(personaFolders: [], colour: appearance.color)
    let console = environment.console
    if let output { try Self.checkReplaceable(output) }
    let voices = try known.voices(warningOn: console)
    let transcript = try TranscriptFile(contentsOf: UserHome().file(labelled))
    for remark in transcript.passedOver.remarks { console.warn(remark) }
    let lines = voices.matched(transcript).lines
    let library = voices.library.personas.isEmpty ? environment.library : voices.library
    let model = try self.model.choice(in: environment).load(
      library: library, scoringIn: Identifier.lanes(forVoices: voices.voices.count)
    ) { console.warn($0) }
    let steps = ProgressLine(console)
    defer { steps.clear() }
    let calibration = try Identifier(model: model, progress: steps.show)
      .calibrate(on: lines, among: voices.voices)
    steps.clear()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let text = String(decoding: try encoder.encode(calibration), as: UTF8.self)
    if let output {
      try PrivateFile.write(Data((text + "\n").utf8), to: UserHome().file(output))
      console.tell("  kept in \(output)")
    } else {
      try console.content.writeLine(text)
    }
    if calibration.isBlind {
      console.warn(
        "the voices of these lines cannot be told apart: `identify` will find all equally probable")
    }
  }

  /// Makes sure, before minutes of work, that nothing but a calibration or an empty file is
  /// replaced.
  private static func checkReplaceable(_ path: String) throws {
    let file = UserHome().file(path)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    let data = try? Data(contentsOf: file)
    let isCalibration = data.map {
      $0.isEmpty || (try? JSONDecoder().decode(Calibration.self, from: $0)) != nil
    }
    guard isCalibration == true else {
      throw UserError("\(path) is there and is not a calibration; give --output another name.")
    }
  }
}

/// A line that tells how far a long computation is, on a terminal only.
struct ProgressLine {
  private let console: Console

  init(_ console: Console) { self.console = console }

  /// Shows `step` in place of the one before.
  func show(_ step: String) {
    if console.notices.isTerminal { try? console.notices.write("\r\(step)\u{1B}[K") }
  }

  /// Takes the line away.
  func clear() {
    if console.notices.isTerminal { try? console.notices.write("\r\u{1B}[K") }
  }
}
