/// The colour numbers of masks: each has its place among those of a chat, by name.
package struct MaskColours: Sendable {
  private let numbers: [String: Int]

  /// Gives every one of `masks` a number.
  package init(_ masks: some Sequence<String>) {
    numbers = Dictionary(
      masks.sorted().enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The number of a mask's colour; all masks that are none of them share one.
  package subscript(mask: String) -> Int { numbers[mask] ?? numbers.count }
}
