/// Where the words of a reply come from.
package enum WordSource: Sendable {
  /// Drawn from the model; the same seed gives the same words on the same machine.
  case sampled(seed: UInt64)
  /// Taken from a recording: nothing is drawn, everything is weighed again.
  case recorded(Turn)
}
