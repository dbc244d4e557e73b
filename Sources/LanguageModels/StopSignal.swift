/// Whether the person has asked to stop, as the owner of a turn sees it.
package struct StopSignal {
  private let raised: () -> Bool
  private let reset: () -> Void

  /// Creates a signal from what asks for it and what clears it.
  package init(isRaised: @escaping () -> Bool, lower: @escaping () -> Void) {
    raised = isRaised
    reset = lower
  }

  /// A signal that is never raised.
  package static var never: StopSignal { StopSignal(isRaised: { false }, lower: {}) }

  /// Whether the person has asked to stop.
  package var isRaised: Bool { raised() }

  /// Takes note of it, so that what follows is not stopped as well.
  package func lower() { reset() }
}
