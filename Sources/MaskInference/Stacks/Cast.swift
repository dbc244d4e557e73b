/// The masks considered this turn: the hardwired one, the declared ones and those the text
/// suggests.
public struct Cast: Hashable, Sendable, Codable {
  /// The mask that fine-tuning made permanent, or `nil` where there is none.
  public let hardwired: Mask?

  /// What the person put on with `:mask`.
  public let declared: Stack

  /// Every mask considered, each once; the hardwired and declared ones come first.
  public let masks: [Mask]

  /// Creates a cast from the hardwired mask, the declared stack and further masks.
  public init(hardwired: Mask?, declared: Stack, others: [Mask] = []) {
    self.hardwired = hardwired
    self.declared = declared
    var seen: Set<Mask> = []
    masks = ((hardwired.map { [$0] } ?? []) + declared.masks + others)
      .filter { seen.insert($0).inserted }
  }

  /// The stacks that might be speaking: bare, each mask alone, every order-preserving part of the
  /// declared stack, and the hardwired mask under each mask of the cast.
  ///
  /// Each once, none deeper than `maximumDepth`, the bare model first.
  public func hypotheses(maximumDepth: Int) -> [Stack] {
    var candidates = [Stack.bare] + masks.map { Stack([$0]) } + declared.parts
    if let hardwired {
      candidates += masks.compactMap { Stack([hardwired]).pushing($0) }
    }
    var seen: Set<Stack> = []
    return candidates.filter { $0.depth <= maximumDepth && seen.insert($0).inserted }
  }
}
