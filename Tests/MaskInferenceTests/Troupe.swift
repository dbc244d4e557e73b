import MaskInference
import Support

/// Four stacks, each with a voice of its own, who talk as the model says that they do.
struct Troupe: Sendable {
  let scene: Scene
  let voices: [Voice]
  /// The probability of each stack before the first transition.
  let initial: [Double]
  /// `[from][to]`, the formula's transition.
  let rows: [[Double]]

  /// Draws a scene and its voices; `persistence`, where given, replaces the drawn one.
  init(persistence: Double? = nil, using generator: inout SeededGenerator) {
    var scene = Scene.drawn(count: 4, using: &generator)
    if let persistence { scene.transition.persistence = persistence }
    self.scene = scene
    voices = (0..<4).map { _ in Voice(vocabulary: 3, contrast: 1.2, using: &generator) }
    initial = scene.initial
    rows = scene.reference.rows
  }

  /// A chat that they have: who spoke each sentence, and what every voice made of it, in nats.
  func chat(
    sentences: Int, tokens: Int, using generator: inout SeededGenerator
  ) -> (speakers: [Int], heard: [[Double]]) {
    var speakers: [Int] = []
    var heard: [[Double]] = []
    var speaker = generator.index(drawnFrom: initial)
    for _ in 0..<sentences {
      speaker = generator.index(drawnFrom: rows[speaker])
      speakers.append(speaker)
      heard.append(weigh(voices[speaker].sentence(of: tokens, using: &generator)))
    }
    return (speakers, heard)
  }

  /// The log likelihood of `sentence` in every voice, in nats.
  func weigh(_ sentence: [Int]) -> [Double] { voices.map { $0.logLikelihood(of: sentence) } }

  /// The belief after a chat.
  func filter(hearing heard: [[Double]], exponent: Double = 1) -> MaskFilter {
    var filter = scene.filter
    for sentence in heard {
      filter.predict()
      filter.update(sentence, exponent: exponent)
    }
    return filter
  }

  /// The probability of each speaker of a sentence, counted from one, before a word is said.
  func prior(ofSentence number: Int) -> [Double] {
    (0..<number).reduce(initial) { belief, _ in scene.reference.predict(belief) }
  }
}
