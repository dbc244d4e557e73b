import LanguageModels
import MaskInference

/// The language model as a witness: how probable a line is after what each voice has said.
///
/// A voice's lines are dealt out to several lanes, and what they make of a line is averaged: a
/// geometric mean of experts that have read different lines (Hinton 2002), better than one that has
/// read all. Where the voices are of several depths, `DepthControl` takes off what depth alone
/// makes of any text.
struct LaneWitness: ~Copyable {
  private let model: any LanguageModel
  private let voices: [VoiceSample]
  private let room: Int
  private var lanes: VoiceLanes
  private var hasRead = false
  private var control: DepthControl

  /// The most lanes a voice has.
  static let mostParts = 2
  /// A voice's lines are dealt out to as many lanes as get this many tokens.
  private static let tokensWorthALane = 300

  /// Opens the lanes.
  ///
  /// - Parameters:
  ///   - voices: who may be speaking; what they have said is read later.
  ///   - room: the most tokens a lane reads.
  ///   - model: the model whose lanes they are.
  /// - Throws: `LanguageModelError.noLaneLeft` where there are more voices than lanes.
  init(
    _ voices: [VoiceSample], room: Int, of model: any LanguageModel
  ) throws(LanguageModelError) {
    let tokens = voices.map { voice in
      voice.exemplars.reduce(0) { $0 + model.tokens(of: $1 + "\n").count }
    }
    let usual = tokens.sorted()[tokens.count / 2]
    let parts = min(
      Self.mostParts, usual / Self.tokensWorthALane, model.laneLimit / max(1, voices.count))
    self.model = model
    self.voices = voices
    self.room = room
    lanes = try VoiceLanes(
      voices.count, parts: max(1, parts), isExact: Set(voices.map(\.stack.depth)).count > 1,
      of: model)
    control = DepthControl(depths: voices.map(\.stack.depth))
  }

  /// Reads on in every lane.
  ///
  /// - Parameters:
  ///   - lines: `[voice]`, what is dealt out now to the voice's lanes.
  ///   - later: `[voice]`, what will be dealt out after it, if anything.
  /// - Throws: `LanguageModelError` when the model fails.
  mutating func read(
    _ lines: [[String]], before later: [[String]] = []
  ) throws(LanguageModelError) {
    let room = hasRead || !later.isEmpty ? room / 2 : room
    try lanes.read(dealt(lines, room: room), before: dealt(later, room: room, isBeginning: false))
    hasRead = true
    control = try fittedControl()
  }

  /// The log likelihood of `line` after each voice, in nats, on average over the voice's lanes.
  ///
  /// - Parameters:
  ///   - line: the tokens weighed.
  ///   - window: what came before it in the transcript, read but not weighed.
  ///   - isPlausible: told the evidence so far, says which voices are worth asking in further
  ///     lanes. The others keep the distance to those asked that they had before.
  /// - Returns: `[voice]`, in nats.
  /// - Throws: `LanguageModelError` when the model fails.
  func evidence(
    of line: [Token], after window: [Token] = [],
    isPlausible: ([Double]) -> [Bool] = { $0.map { _ in true } }
  ) throws(LanguageModelError) -> [Double] {
    var asked = Array(voices.indices)
    var heard = [try lanes.weigh(line, after: window)]
    while heard.count < lanes.parts {
      let isWorthIt = isPlausible(controlled(heard, tokens: line.count))
      asked.removeAll { !isWorthIt[$0] }
      guard asked.count > 1 else { break }
      let values = try lanes.weigh(line, after: window, part: heard.count, voices: asked)
      heard.append(Self.completed(values, of: asked, from: heard))
    }
    return controlled(heard, tokens: line.count)
  }

  /// The values of all voices: those not asked are as far from the mean of those asked as before.
  private static func completed(
    _ values: [Double], of asked: [Int], from heard: [[Double]]
  ) -> [Double] {
    let level = values.reduce(0, +) / Double(values.count)
    var row = heard[0].map { _ in level }
    for earlier in heard {
      let base = asked.reduce(0) { $0 + earlier[$1] } / Double(asked.count)
      for voice in row.indices { row[voice] += (earlier[voice] - base) / Double(heard.count) }
    }
    for (voice, value) in zip(asked, values) { row[voice] = value }
    return row
  }

  /// The mean over the lanes, less what depth alone makes of the line.
  private func controlled(_ heard: [[Double]], tokens: Int) -> [Double] {
    control.evidence(
      voices.indices.map { voice in heard.reduce(0) { $0 + $1[voice] } / Double(heard.count) },
      tokens: tokens)
  }

  private func fittedControl() throws(LanguageModelError) -> DepthControl {
    let depths = voices.map(\.stack.depth)
    guard Set(depths).count > 1 else { return DepthControl(depths: depths) }
    var sentences: [[Double]] = []
    for probe in NeutralText.probes {
      let tokens = model.tokens(of: probe + "\n")
      var sums = voices.map { _ in 0.0 }
      for part in 0..<lanes.parts {
        for (voice, value) in try lanes.weigh(tokens, part: part).enumerated() {
          sums[voice] += value / Double(lanes.parts * tokens.count)
        }
      }
      sentences.append(sums)
    }
    return DepthControl(depths: depths, sentences: sentences)
  }

  /// `[part][voice]`, what each lane reads of the voices' lines.
  private func dealt(_ lines: [[String]], room: Int, isBeginning: Bool = true) -> [[[Token]]] {
    guard !lines.isEmpty else { return [] }
    return (0..<lanes.parts).map { part in
      voices.indices.map { voice in
        let direction = hasRead || !isBeginning ? "" : voices[voice].direction
        let head = direction.isEmpty ? [] : model.tokens(of: direction + "\n").prefix(room)
        let mine = lines[voice].indices.filter { $0 % lanes.parts == part }
        return head
          + chosen(mine.map { model.tokens(of: lines[voice][$0] + "\n") }, room: room - head.count)
      }
    }
  }

  /// As many of the lines as there is room for, evenly spread.
  private func chosen(_ lines: [[Token]], room: Int) -> [Token] {
    let share = min(1, Double(room) / Double(max(1, lines.reduce(0) { $0 + $1.count })))
    var chosen: [Token] = []
    for (place, line) in lines.enumerated() {
      // A line is due whenever the lines due so far have grown by one.
      let isDue = Int(Double(place + 1) * share) > Int(Double(place) * share)
      if isDue, chosen.count + line.count <= room { chosen += line }
    }
    return chosen
  }
}
