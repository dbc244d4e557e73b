/// Whether the person has asked to stop, as the owner of a turn sees it.
public struct StopSignal {
  private let raised: () -> Bool
  private let reset: () -> Void

  /// Creates a signal from what asks for it and what clears it.
  public init(isRaised: @escaping () -> Bool, lower: @escaping () -> Void) {
    raised = isRaised
    reset = lower
  }

  /// A signal that is never raised.
  public static var never: StopSignal { StopSignal(isRaised: { false }, lower: {}) }

  /// Whether the person has asked to stop.
  public var isRaised: Bool { raised() }

  /// Takes note of it, so that what follows is not stopped as well.
  public func lower() { reset() }
}
