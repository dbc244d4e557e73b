import Foundation
import LanguageModels

/// The distribution that has a little for every word; what is left of all others goes to it.
struct WordFloor {
  let probabilities: [Double]
  private let logProbabilities: [Float]

  init(probabilities: [Double]) {
    self.probabilities = probabilities
    logProbabilities = probabilities.map { Float(log($0)) }
  }

  /// All tokens alike, but for `unknownShare` on the unknown word.
  static func anything(vocabularySize: Int, unknownShare: Double) -> WordFloor {
    var probabilities = [Double](
      repeating: (1 - unknownShare) / Double(vocabularySize), count: vocabularySize)
    probabilities[Int(WordVocabulary.unknown)] += unknownShare
    return WordFloor(probabilities: probabilities)
  }

  /// Writes log((mass + left · floor) / total) for every word.
  func complete(_ mass: WordMass, with left: Double, total: Double, logits: inout [Float]) {
    let logLeft = Float(log(left / total))
    // Pointers and a plain loop: this is most of the work in a build without optimisation.
    logits.withUnsafeMutableBufferPointer { logits in
      logProbabilities.withUnsafeBufferPointer { floor in
        var word = 0
        while word < floor.count {
          logits[word] = floor[word] + logLeft
          word += 1
        }
      }
    }
    for word in mass.touched {
      logits[word] = Float(log((mass.amounts[word] + left * probabilities[word]) / total))
    }
  }
}
