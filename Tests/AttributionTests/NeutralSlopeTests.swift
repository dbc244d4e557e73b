import Foundation
import LanguageModels
import LlamaModel
import MaskInference
import Testing

@testable import Attribution

@Suite struct `What any text is given` {
  private static let modelPath = ProcessInfo.processInfo.environment["SHOGGOTH_MODEL"] ?? ""
  private static var isThere: Bool {
    LlamaLoader.isAvailable && FileManager.default.fileExists(atPath: modelPath)
  }

  /// Fifty sentences of nobody's; none is among those that the lanes are corrected by.
  private static let sentences = [
    "The bakery opens at seven.", "A bridge crosses the canal here.",
    "The paint was not yet dry.", "It had been a quiet week.",
    "The third drawer holds the spoons.", "Someone had left an umbrella behind.",
    "The tower can be seen from the station.", "Snow fell during the night.",
    "There are two ways to reach the lake.", "The engine started at once.",
    "The cups are in the left cupboard.", "A man was sweeping the steps.",
    "The concert begins at half past eight.", "The fence needs to be repaired.",
    "They changed trains in the capital.", "The soup was served cold.",
    "The lamp stands beside the sofa.", "The report has forty pages.",
    "The moon rose behind the hill.", "Her brother works in an office.",
    "The floor was covered with leaves.", "The ticket is valid for one day.",
    "A narrow street leads to the market.", "The pears are not ripe yet.",
    "He closed the book and stood up.", "The hotel has sixty rooms.",
    "The water in the bay was calm.", "The seats at the back were empty.",
    "She carried the basket to the kitchen.", "The roof is made of slate.",
    "The mail is delivered before noon.", "It is six miles to the coast.",
    "The children were asleep by nine.", "A bird landed on the railing.",
    "The shirt hung over the chair.", "The old road is closed in winter.",
    "The plan was drawn by hand.", "Three candles were still burning.",
    "The office moved to another street.", "The grass had grown tall.",
    "The lid did not fit the pot.", "They walked along the beach.",
    "The news came on at ten.", "The stones were smooth and round.",
    "The farm lies east of the village.", "The wheel had lost a spoke.",
    "The bread was cut into slices.", "He paid for both of them.",
    "The light changed to green.", "The rain stopped toward noon.",
  ]

  /// The evidence of each level of depth, in nats per token, over all sentences.
  private func levels() throws -> [Double] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../personas")
    let masks: Set<String> = ["assistant", "pirate", "grandmother"]
    let voices = try VoiceFile(contentsOf: folder).stacked(over: Mask("assistant")).filter {
      $0.stack.masks.allSatisfy { masks.contains($0.name) }
    }
    let model = try LlamaLoader.load(
      path: Self.modelPath,
      options: LlamaOptions(lanes: voices.count, tokensPerLane: 2048, favoursScoring: true))
    let found = try Identifier(model: model).identify(
      Self.sentences.map { TranscriptLine(text: $0) }, among: voices, calibration: .unfitted)
    var sums = [0.0, 0, 0]
    var counts = [0.0, 0, 0]
    for line in found.lines {
      for (voice, evidence) in zip(found.voices, line.evidence) {
        sums[voice.depth] += evidence
        counts[voice.depth] += Double(line.tokens)
      }
    }
    return zip(sums, counts).map { $0 / $1 }
  }

  @Test(.enabled(if: isThere)) func `does not depend on depth`() throws {
    let levels = try levels()
    // The least-squares slope over depths 0, 1, 2.
    let slope = (levels[2] - levels[0]) / 2
    #expect(abs(slope) < 0.02, "nats per token by depth: \(levels)")
  }
}
