/// When typed letters appear on the terminal.
struct KeyEchoes {
  /// Keys that were pressed and have not appeared yet, the first one first.
  private var pressed: [(key: UInt8, instant: ContinuousClock.Instant)] = []
  /// Whether an escape sequence is being drawn.
  private var isInSequence = false
  /// The longest that a key waited, in seconds; `nil` where none was typed by itself.
  private(set) var longest: Double?
  /// How many keys have not appeared.
  var missing: Int { pressed.count }

  /// Takes note of a key.
  mutating func press(_ key: UInt8, at instant: ContinuousClock.Instant) {
    pressed.append((key, instant))
  }

  /// Takes note of what is drawn.
  mutating func draw(_ bytes: [UInt8], at instant: ContinuousClock.Instant) {
    for byte in bytes {
      if byte == 0x1B {
        isInSequence = true
      } else if isInSequence {
        // The first letter ends it.
        let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        isInSequence = !isLetter
      } else {
        show(byte, at: instant)
      }
    }
  }

  private mutating func show(_ byte: UInt8, at instant: ContinuousClock.Instant) {
    // A blank may be drawn by moving on.
    guard let place = pressed.firstIndex(where: { $0.key != 0x20 || byte == 0x20 }),
      pressed[place].key == byte
    else { return }
    for key in pressed[...place] {
      longest = max(longest ?? 0, (instant - key.instant) / .seconds(1))
    }
    pressed.removeSubrange(...place)
  }
}
