/// What a person declared about the stack, taken as an observation rather than obeyed.
public enum Declaration: Hashable, Sendable {
  /// `:mask X`: pushed on the stack, swapped for the outermost mask, or ignored.
  case putOn(Mask)
  /// `:mask only X`: the whole stack becomes X, or nothing changes.
  case only(Mask)
  /// `:mask drop X`: X is taken off wherever it is worn, or nothing changes.
  ///
  /// Where nothing else was worn, what is left is the stack now declared.
  case takeOff(Mask, leaving: Stack)
  /// `:stack clear`: every mask comes off, or nothing changes.
  case clear

  /// The stack that `stack` becomes under each operator, in the order push, swap, stay.
  ///
  /// A push that cannot be made (the mask is worn already, or the stack is as deep as it may be)
  /// counts as a swap. A swap where there is nothing to replace puts the mask on, and one with a
  /// mask that is worn further in moves it outside.
  func outcomes(of stack: Stack, maximumDepth: Int) -> [Stack] {
    switch self {
    case .putOn(let mask):
      guard stack.outermost != mask else { return [stack, stack, stack] }
      let swapped = stack.swapping(mask) ?? stack.removing(mask).pushing(mask) ?? stack
      let pushed = stack.pushing(mask).flatMap { $0.depth <= maximumDepth ? $0 : nil } ?? swapped
      return [pushed, swapped, stack]
    case .only(let mask): return [Stack([mask]), Stack([mask]), stack]
    case .takeOff(let mask, let rest):
      let left = stack.removing(mask)
      let outcome = stack.contains(mask) && left == .bare ? rest : left
      return [outcome, outcome, stack]
    case .clear: return [.bare, .bare, stack]
    }
  }
}

/// How often a declaration is followed, before the words decide.
public struct DeclarationOdds: Hashable, Sendable, Codable {
  /// The prior probability that a mask put on goes on top of the stack.
  public var push: Double
  /// The prior probability that it replaces the outermost mask.
  public var swap: Double
  /// The prior probability that nothing changes; the three are brought to a sum of one.
  public var stay: Double
  /// The prior probability that a mask taken off stays on.
  public var linger: Double

  /// Creates the odds.
  public init(
    push: Double = 0.6, swap: Double = 0.35, stay: Double = 0.05, linger: Double = 0.05
  ) {
    self.push = push
    self.swap = swap
    self.stay = stay
    self.linger = linger
  }

  /// The probabilities of the three outcomes of `declaration`: followed, followed otherwise,
  /// ignored.
  func shares(of declaration: Declaration) -> [Double] {
    if case .putOn = declaration {
      let total = push + swap + stay
      return total > 0 ? [push / total, swap / total, stay / total] : [0, 0, 1]
    }
    return [1 - linger, 0, linger]
  }
}

/// The posterior probability that the last `:mask` was pushed, swapped in or ignored.
public struct OperatorPosterior: Hashable, Sendable, Codable {
  /// It went on top of the stack.
  public var push: Double
  /// It replaced the outermost mask.
  public var swap: Double
  /// Nothing changed.
  public var stay: Double

  /// Creates a posterior.
  public init(push: Double, swap: Double, stay: Double) {
    self.push = push
    self.swap = swap
    self.stay = stay
  }
}
