/// A voice's example lines in two halves, in the order in which they were said.
///
/// A calibration fitted on lines that stand beside the ones read would be too sure: neighbours
/// share their subject.
struct ExampleHalves {
  let first: [String]
  let second: [String]

  init(_ lines: [String]) {
    first = Array(lines.prefix(lines.count / 2))
    second = Array(lines.dropFirst(lines.count / 2))
  }

  /// The places of at most `count` lines of the second half, evenly chosen.
  func heldOut(_ count: Int) -> [Int] {
    let chosen = min(count, second.count)
    return (0..<chosen).map { first.count + $0 * second.count / chosen }
  }
}
