/// Whether two numbers are as near as rounding in a sum of probabilities allows.
package func isNear(_ left: Double, _ right: Double, within tolerance: Double = 1e-12) -> Bool {
  left == right || abs(left - right) <= tolerance
}

/// Whether two lists are equal in length and near in every place.
package func isNear(_ left: [Double], _ right: [Double], within tolerance: Double = 1e-12) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { isNear($0, $1, within: tolerance) }
}

/// Whether two tables are equal in size and near in every place.
package func isNear(_ left: [[Double]], _ right: [[Double]], within tolerance: Double = 1e-12)
  -> Bool
{
  left.count == right.count
    && zip(left, right).allSatisfy { isNear($0, $1, within: tolerance) }
}
