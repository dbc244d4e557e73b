package import MaskInference
import Personas

/// A voice's name as people write it: a mask, or masks over one another with `▸` between them.
///
/// Names that are typed alike as masks mean the same voice; the writing is kept for display.
package struct VoiceName: Sendable {
  /// The masks as they were written, innermost first.
  package let stack: Stack
  /// What is the same for every way of writing the name.
  package let key: [String]

  /// Makes a name of the labels of its masks, or `nil` where one has no letter or digit or two are
  /// typed alike.
  package init?(_ labels: [String]) {
    let labels = labels.flatMap { $0.split(separator: "▸") }.map { String($0).asLine }
    let key = labels.compactMap(MaskName.slug)
    guard !key.isEmpty, key.count == labels.count, Set(key).count == key.count else { return nil }
    stack = Stack(labels.map { Mask($0) })
    self.key = key
  }
}
