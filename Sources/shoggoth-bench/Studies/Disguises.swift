import ArgumentParser
import Attribution
import DisguiseStudy
import Foundation
import LanguageModels
import Support

/// Whether roles of a play wear their disguise, speech by speech: a study, and no part of the
/// program.
struct Disguises: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Infer from the speeches of roles whether they wear their disguise.",
    discussion: """
      The study knows the first half of each role's speeches and judges the second. It prints one \
      JSON object for each speech, then one with the figures. Beside them stand the figures of the \
      chain without any speech, because much of the area under the curve is the calendar's.
      """)

  @OptionGroup var options: BenchOptions

  @Argument(
    help: "{\"characters\": [{\"play\", \"who\", \"speeches\": [{\"index\", \"mask\", \"text\"}]}]}"
  )
  var file: String

  func run() throws {
    let roles = try DepthFile(contentsOf: URL(filePath: file)).roles
    let user = UserFolders(
      environment: ProcessInfo.processInfo.environment, home: UserHome().url)
    let model = try options.load(
      options.library(), lanes: 16, favoursScoring: true,
      cache: user.cache.appending(path: "models"))
    let answers = try DisguiseIdentifier(model: model, progress: StandardError.print)
      .identify(roles)
    var number = 1
    for answer in answers {
      for line in DisguiseLineJSON.lines(of: answer, first: number) { try show(line) }
      number += answer.judgements.count
    }
    let assessment = try DisguiseAssessment(answers)
    try show(DisguiseSummaryJSON(assessment, model: model.identity.hash))
  }

  private func show(_ object: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(object), as: UTF8.self))
  }
}
