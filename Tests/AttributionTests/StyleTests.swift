import Foundation
import Testing

@testable import Attribution

@Suite struct `Style tells voices apart` {
  @Test(arguments: [
    ("Well! I never", ["well", "!", "i", "never"]),
    ("don't", ["don", "'", "t"]),
    ("  ", []),
    ("a—b", ["a", "—", "b"]),
    ("naïve_one 2", ["naïve_one", "2"]),
  ])
  func `by words and marks`(_ line: String, _ pieces: [String]) {
    #expect(LineFeatures.pieces(line.lowercased()) == pieces)
  }

  @Test func `by pairs of neighbours and runs of characters`() {
    let features = LineFeatures("No, no.")
    #expect(
      features.words == ["no": 2, ",": 1, ".": 1, "no ,": 1, ", no": 1, "no .": 1])
    #expect(features.runs["No, "] == 1 && features.runs["o"] == 2 && features.runs["No, n"] == nil)
  }

  @Test func `with vectors of length one in which rare terms count more`() {
    let weights = TermWeights([["a": 1, "b": 1], ["a": 2], ["a": 1, "c": 1]])
    let vector = weights.vector(["a": 1, "b": 1, "unknown": 5], offset: 10)
    #expect(vector.map(\.index) == [10, 11])
    #expect(abs(vector.reduce(0) { $0 + $1.value * $1.value } - 1) < 1e-12)
    #expect(vector[1].value > vector[0].value)
  }

  @Test func `and gives probabilities that favour the voice that talks so`() {
    let lines = ["Arr, matey!", "Arr, the sea!", "Good day, sir.", "Good evening, sir."]
    let witness = StyleWitness(
      lines.map { StyleWitness.Sight($0) }, labels: [0, 0, 1, 1], voices: 2)
    let pirate = witness.logProbabilities(StyleWitness.Sight("Arr!"))
    #expect(abs(pirate.reduce(0) { $0 + exp($1) } - 1) < 1e-12)
    #expect(pirate[0] > pirate[1])
    let butler = witness.logProbabilities(StyleWitness.Sight("Very good, sir."))
    #expect(butler[1] > butler[0])
  }

  @Test func `and cannot tell where the lines are the same`() {
    let lines = ["The same.", "The same."].map { StyleWitness.Sight($0) }
    let witness = StyleWitness(lines, labels: [0, 1], voices: 2)
    let answer = witness.logProbabilities(StyleWitness.Sight("The same."))
    #expect(abs(answer[0] - answer[1]) < 1e-6)
  }
}

@Suite struct `A line that says the same is found` {
  @Test(arguments: [
    ("The cat sat on the old mat.", "And the cat sat on the old mat again", true),
    ("The cat sat on the old mat.", "The cat sat on the mat.", false),
    ("Fare you well.", "fare you well.", true),
    ("Fare you well.", "Fare you well, then.", false),
    ("No, I don't know it, sir.", "No, I don't, said he, and left.", false),
    ("", "", false),
  ])
  func `by six words in a row`(_ known: String, _ line: String, _ isSame: Bool) {
    #expect(SharedRuns([known]).occur(in: line) == isSame)
  }
}
