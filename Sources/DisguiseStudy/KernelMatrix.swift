import Attribution

/// Inner products of all lines with those to learn from, which are the first of them.
///
/// A regression whose lines are far fewer than their features needs nothing else of them (the
/// representer theorem, Kimeldorf & Wahba 1971, doi:10.1016/0022-247X(71)90184-3).
struct KernelMatrix {
  /// How many lines there are.
  let rows: Int
  /// How many of them, counted from the first, are to learn from.
  let columns: Int
  /// `[row * columns + column]`.
  private var values: [Double]

  /// Multiplies every vector with each of the first `columns`.
  ///
  /// - Parameters:
  ///   - vectors: one for each line.
  ///   - columns: the lines to learn from; at most as many as there are.
  ///   - width: how many places a vector has.
  /// - Complexity: O(columns · non-zero places of all vectors).
  init(_ vectors: [LogisticRegression.Vector], columns: Int, width: Int) {
    rows = vectors.count
    self.columns = columns
    values = [Double](repeating: 0, count: rows * columns)
    // One side is spread out, so that the other finds its places without a search.
    var spread = [Double](repeating: 0, count: width)
    for column in 0..<columns {
      for entry in vectors[column] { spread[entry.index] = entry.value }
      for (row, vector) in vectors.enumerated() {
        var product = 0.0
        for entry in vector { product += entry.value * spread[entry.index] }
        values[row * columns + column] = product
      }
      for entry in vectors[column] { spread[entry.index] = 0 }
    }
  }

  subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// The mean product of a line to learn from with itself.
  var meanDiagonal: Double {
    (0..<columns).reduce(0) { $0 + self[$1, $1] } / Double(max(1, columns))
  }

  /// Multiplies each product by what `factor` says of its line and its column.
  mutating func scale(by factor: (_ row: Int, _ column: Int) -> Double) {
    for row in 0..<rows {
      for column in 0..<columns { values[row * columns + column] *= factor(row, column) }
    }
  }

  /// Adds the products of the same lines in other features, `weight` times.
  mutating func add(_ other: KernelMatrix, weight: Double) {
    for index in values.indices { values[index] += weight * other.values[index] }
  }
}
