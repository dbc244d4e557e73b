import Sessions

/// Which colour and hatching each mask has on the page.
///
/// The heaviest masks have their own; the others share one, and the bare model is grey.
struct MaskInks {
  /// Masks with a colour of their own.
  static let limit = 7

  /// The masks with a colour of their own, the heaviest first.
  let named: [String]
  /// The masks that share a colour.
  let others: [String]

  /// Chooses the inks of a chat.
  init(_ course: BeliefHistory) {
    let masks = course.masks
    // One more needs no company.
    let own = masks.count == Self.limit + 1 ? masks.count : Self.limit
    named = Array(masks.prefix(own))
    others = Array(masks.dropFirst(own))
  }

  /// The class of a mask's colour; of the bare model's for `nil`.
  func ink(_ mask: String?) -> String {
    guard let mask else { return "ink-bare" }
    return named.firstIndex(of: mask).map { "ink-\($0)" } ?? "ink-others"
  }

  /// A layer of the blend: what it is called, its colour and its weight after a sentence.
  struct Layer {
    let name: String
    let ink: String
    let weight: (BeliefHistory.Sentence) -> Double
  }

  /// The layers of the blend from the heaviest mask to the bare model; each sentence's weights sum
  /// to one.
  var layers: [Layer] {
    let masks = named.map { mask in
      Layer(name: mask, ink: ink(mask)) { Self.share($0.blend[mask] ?? 0) }
    }
    let rest = Layer(name: "\(others.count) others", ink: "ink-others") { sentence in
      Self.share(others.reduce(0) { $0 + (sentence.blend[$1] ?? 0) })
    }
    let bare = Layer(name: "bare model", ink: "ink-bare") { Self.share($0.bare) }
    return masks + (others.isEmpty ? [] : [rest]) + [bare]
  }

  private static func share(_ weight: Double) -> Double {
    weight.isFinite ? min(1, max(0, weight)) : 0
  }
}
