import Attribution

/// Tells speeches under a mask from those without, for all roles at once.
///
/// A disguise changes speech in ways of its own (whom one addresses, how), so that roles learn from
/// one another; and each role has its own. Every line therefore counts in a place that all share
/// and in one of its role alone (Daumé 2007, "Frustratingly easy domain adaptation", arXiv
/// 0907.1815). A role that has not been heard under a mask is judged by what is shared.
struct DisguiseWitness {
  /// A speech of a role.
  struct Example: Hashable {
    /// The number of the role.
    let role: Int
    /// Whether the mask is on; of no account for a speech that is asked about.
    let isMasked: Bool
  }

  /// How much more a role's own place counts than the shared one.
  ///
  /// Of 0, 1, 4 and 30, in exploration on five disguised roles of Shakespeare's whose second halves
  /// were in sight: no figure on those roles is free of this choice. Nearly all is the role's own.
  static let ownShare = 30.0
  /// What the hidden states count against the words and the runs, one each; chosen likewise.
  static let impressionWeight = 2.0
  /// The parts into which cross-validation cuts each class of each role.
  static let parts = 4

  /// The examples to learn from.
  private let known: [Example]
  private let kernel: KernelMatrix

  /// Prepares to learn.
  ///
  /// - Parameters:
  ///   - known: the speeches to learn from; features are chosen and scaled by them alone.
  ///   - sights: those speeches, then those that are asked about.
  ///   - roles: the role of each of `sights`.
  init(_ known: [Example], sights: [StyleWitness.Sight], roles: [Int]) {
    self.known = known
    var kernel = Self.kernel(sights, known: known.count)
    kernel.scale { row, column in
      (roles[row] == roles[column] ? 1 + Self.ownShare : 1) / (1 + Self.ownShare)
    }
    self.kernel = kernel
  }

  /// The products of the lines in all features, one on average for a known line with itself.
  ///
  /// Each kind of feature is first brought to that average, so that its weight means the same.
  private static func kernel(_ sights: [StyleWitness.Sight], known: Int) -> KernelMatrix {
    let learnt = sights.prefix(known)
    let words = TermWeights(learnt.map(\.features.words))
    let runs = TermWeights(learnt.map(\.features.runs))
    var kernel = KernelMatrix(sights.map { _ in [] }, columns: known, width: 0)
    var total = 0.0
    func add(
      _ weight: Double, width: Int, _ vector: (StyleWitness.Sight) -> LogisticRegression.Vector
    ) {
      let part = KernelMatrix(sights.map(vector), columns: known, width: width)
      guard part.meanDiagonal > 0 else { return }
      kernel.add(part, weight: weight / part.meanDiagonal)
      total += weight
    }
    add(1, width: words.count) { words.vector($0.features.words, offset: 0) }
    add(1, width: runs.count) { runs.vector($0.features.runs, offset: 0) }
    if let scale = ImpressionScale(learnt.map(\.impression)) {
      add(impressionWeight, width: scale.width) { scale.vector($0.impression, offset: 0) }
    }
    let share = 1 / max(1, total)
    kernel.scale { _, _ in share }
    return kernel
  }

  /// The score of every speech that is asked about; `nil` where nobody has been heard both ways.
  ///
  /// - Returns: log odds that the mask is on, in nats, as far from the truth as the prior keeps
  ///   them.
  func scores() -> [Double]? {
    regression(without: []).map { regression in
      (known.count..<kernel.rows).map { regression.score($0, of: kernel) }
    }
  }

  /// The score of every known speech when its part of the role's class was left out; `nil` where
  /// the rest could not be told apart.
  ///
  /// Parts are neighbours and not random lines, which share their subject and tell too much.
  func heldOutScores() -> [Double?] {
    var scores = [Double?](repeating: nil, count: known.count)
    let classes = Dictionary(grouping: known.indices) { known[$0] }
    for part in 0..<Self.parts {
      let left = Set(classes.values.flatMap { Self.part(part, of: $0) })
      guard let regression = regression(without: left) else { continue }
      for row in left { scores[row] = regression.score(row, of: kernel) }
    }
    return scores
  }

  /// A part of `list`; the first parts have one more where they cannot be equal.
  private static func part(_ number: Int, of list: [Int]) -> ArraySlice<Int> {
    let (size, rest) = list.count.quotientAndRemainder(dividingBy: parts)
    let start = number * size + min(number, rest)
    return list[start..<start + size + (number < rest ? 1 : 0)]
  }

  private func regression(without left: Set<Int>) -> KernelRegression? {
    let examples = known.indices.filter { !left.contains($0) }
    let chosen = examples.map { known[$0] }
    return KernelRegression(
      kernel, examples: examples, positives: chosen.map(\.isMasked),
      weights: Self.weights(of: chosen))
  }

  /// What each example counts: a role's speeches of a class together the root of their number, so
  /// that a great role says more than a small one but not as many times more as it is longer; and
  /// both classes together the same.
  static func weights(of examples: [Example]) -> [Double] {
    var counts: [Example: Double] = [:]
    for example in examples { counts[example, default: 0] += 1 }
    var totals: [Bool: Double] = [:]
    // In the order of the examples, because a sum in another order rounds to another number.
    for example in examples {
      totals[example.isMasked, default: 0] += 1 / (counts[example] ?? 1).squareRoot()
    }
    return examples.map { example in
      let weight = 1 / (counts[example] ?? 1).squareRoot()
      return weight * Double(examples.count) / 2 / (totals[example.isMasked] ?? 1)
    }
  }
}
