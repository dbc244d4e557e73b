import ArgumentParser
import Foundation
import LanguageModels
import MaskInference
import Personas
import Theatre

/// How confusion answers to words that nobody would say.
struct Confusion: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare confusion on ordinary talk, a repeated word and gibberish.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    let library = options.library()
    let model = try options.load(library, lanes: 18)
    var ordinary: [Double] = []
    for cue in Talk.ordinary {
      let turn = try first(cue, model, library)
      try Figure(name: "z, \(cue)", value: turn.report.anomaly.z).show()
      ordinary.append(turn.report.confusion)
    }
    let level = ordinary.reduce(0, +) / Double(ordinary.count)
    try Figure(name: "confusion on ordinary talk, mean", value: level).show()
    try Figure(name: "confusion on ordinary talk, greatest", value: ordinary.max() ?? 0).show()
    let odd = [
      ("word 300 times", Array(repeating: "poem", count: 300).joined(separator: " ")),
      ("gibberish", "xq zvrk blorpt 77 ghnn wq pfft lkj zzqx mmrw vvt"),
      ("gibberish of letters", "asdkjh qwoeiu zmxncb alskdj fhgqp woeiru tyalsk djfhg"),
    ]
    for (name, cue) in odd {
      let report = try first(cue, model, library).report
      try Figure(name: "z, \(name)", value: report.anomaly.z).show()
      try Figure(name: "bare, \(name)", value: report.bare).show()
      try Figure(
        name: "confusion, \(name)", value: report.confusion, target: level,
        met: report.confusion > level
      ).show()
    }
  }

  private func first(
    _ cue: String, _ model: any LanguageModel, _ library: PersonaLibrary
  ) throws -> Turn {
    var settings = Settings()
    settings.replySentences = 2
    var stage = try Stage(
      model: model, roles: library.personas.map { Role($0) }, hardwired: Mask("assistant"),
      settings: settings)
    return try stage.play(cue, as: .improvised(seed: options.seed))
  }
}
