import Foundation
import LanguageModels
import MaskInference
import Support
import Testing

@testable import Attribution

@Suite struct `Whose voice is it` {
  private static let names = ["hisser", "moaner", "ticker"]

  /// Lines made of each voice's favourite letters.
  private func lines(_ count: Int, of voice: Int, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed, stream: UInt64(voice))
    let favourites = Array(["ssszsh", "ooouom", "tktktc"][voice])
    return (0..<count).map { _ in
      (0..<24).map { place in
        place % 6 == 5
          ? " "
          : Double.random(in: 0..<1, using: &generator) < 0.6
            ? String(favourites.randomElement(using: &generator) ?? "s")
            : String("abcdefghiklmnoprstu".randomElement(using: &generator) ?? "a")
      }.joined()
    }
  }

  private func voices(exemplars: Int = 16) -> [VoiceSample] {
    Self.names.indices.map {
      VoiceSample(
        stack: Stack([Mask(Self.names[$0])]), exemplars: lines(exemplars, of: $0, seed: 1))
    }
  }

  private func transcript(seed: UInt64 = 2) -> [TranscriptLine] {
    Self.names.indices.flatMap { voice in
      lines(6, of: voice, seed: seed).map {
        TranscriptLine(text: $0, truth: Stack([Mask(Self.names[voice])]))
      }
    }
  }

  @Test func `is told from lines it said before`() throws {
    let found = try Identifier(model: CountingModel()).identify(transcript(), among: voices())
    let right = found.lines.count { line in
      let best = line.independent.indices.max { line.independent[$0] < line.independent[$1] }
      return found.voices[best ?? 0] == line.truth
    }
    #expect(right >= 16)
    #expect(found.calibration.lines == 24 && !found.calibration.isBlind)
    for line in found.lines {
      for belief in [line.independent, line.filtered, line.smoothed] {
        #expect(abs(belief.reduce(0, +) - 1) < 1e-9)
      }
    }
  }

  @Test func `is not claimed to be known where every voice says the same`() throws {
    let shuffled = Self.names.indices.map { voice in
      VoiceSample(
        stack: Stack([Mask(Self.names[voice])]),
        exemplars: (0..<16).map { lines(16, of: $0 % 3, seed: UInt64(5 + voice))[$0] })
    }
    let found = try Identifier(model: CountingModel()).identify(transcript(), among: shuffled)
    let loss = found.lines.enumerated().reduce(0.0) { total, item in
      total - log(item.element.independent[item.offset % 3]) / Double(found.lines.count)
    }
    #expect(loss <= log(3) + 0.02)
  }

  @Test func `is judged without the lines that say the same`() throws {
    var known = voices()
    let line = "one two three four five six seven"
    known[0].exemplars.append(line)
    let found = try Identifier(model: CountingModel())
      .identify([TranscriptLine(text: line)], among: known)
    #expect(found.exemplarsLeftOut == 1)
  }

  @Test func `gets the same lanes whoever comes first`() throws {
    let forwards = try Identifier(model: CountingModel()).identify(transcript(), among: voices())
    let backwards = try Identifier(model: CountingModel())
      .identify(transcript(), among: voices().reversed())
    for (left, right) in zip(forwards.lines, backwards.lines) {
      for (one, other) in zip(left.independent, right.independent.reversed()) {
        #expect(abs(one - other) < 1e-4)
      }
    }
  }

  @Test func `is weighed at what a calibration says`() throws {
    let calibration = try Identifier(model: CountingModel())
      .calibrate(on: transcript(seed: 3), among: voices())
    let found = try Identifier(model: CountingModel())
      .identify(transcript(), among: voices(), calibration: calibration)
    #expect(found.calibration == calibration && calibration.lines == 18)
    #expect(calibration.persistence > 0.5)
  }

  @Test func `needs at least two voices and a lane for each`() {
    #expect(throws: IdentificationError.tooFewVoices(found: 1)) {
      try Identifier(model: CountingModel()).identify(transcript(), among: [voices()[0]])
    }
    #expect(throws: IdentificationError.tooManyVoices(found: 3, lanes: 2)) {
      try Identifier(model: CountingModel(lanes: 2)).identify(transcript(), among: voices())
    }
    #expect(throws: IdentificationError.noTruths) {
      try Identifier(model: CountingModel())
        .calibrate(on: [TranscriptLine(text: "s")], among: voices())
    }
  }
}

@Suite struct `Lanes of voices` {
  @Test func `have contexts of one length`() throws {
    let model = CountingModel()
    var lanes = try VoiceLanes(3, of: model)
    try lanes.read([[model.tokens(of: "ab"), model.tokens(of: "abcdef"), []]])
    #expect(model.contexts.map(\.count) == [7, 7, 7])
    #expect(model.contexts[1].suffix(6) == model.tokens(of: "abcdef")[...])
  }

  @Test func `are after a line as before, and give its log likelihood`() throws {
    let model = CountingModel()
    var lanes = try VoiceLanes(2, of: model)
    try lanes.read([[model.tokens(of: "aab"), model.tokens(of: "abb")]])
    let before = model.contexts
    let line = model.tokens(of: "ab")
    let heard = try lanes.weigh(line)
    #expect(model.contexts == before)
    for (context, value) in zip(before, heard) {
      var expected = 0.0
      for (place, token) in line.enumerated() {
        let logits = CountingModel.logits(after: context + line[..<place]).map { Double($0) }
        expected += logits[Int(token)] - log(logits.reduce(0) { $0 + exp($1) })
      }
      #expect(abs(value - expected) < 1e-5)
    }
  }

  @Test func `read what came before a line without weighing it`() throws {
    let model = CountingModel()
    var lanes = try VoiceLanes(1, of: model)
    try lanes.read([[model.tokens(of: "ab")]])
    let together = try lanes.weigh(model.tokens(of: "xyz"))[0]
    let first = try lanes.weigh(model.tokens(of: "xy"))[0]
    let last = try lanes.weigh(model.tokens(of: "z"), after: model.tokens(of: "xy"))[0]
    #expect(abs(together - first - last) < 1e-5)
  }

  @Test func `are given back`() throws {
    let model = CountingModel(lanes: 2)
    do { _ = try VoiceLanes(2, of: model) }
    #expect(model.contexts.isEmpty)
    #expect(throws: LanguageModelError.noLaneLeft(limit: 2)) { _ = try VoiceLanes(3, of: model) }
    #expect(model.contexts.isEmpty)
  }
}
