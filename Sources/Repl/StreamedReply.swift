import Support
import Terminal
import Views

/// A reply that is shown while it is spoken.
struct StreamedReply {
  private let line: SpokenLine
  private let colours: MaskColours
  private let isNamed: Bool
  private let output: Output
  private let mark: WaitingMark
  private var writer: WrappingWriter
  private var sanitizer = TextSanitizer()
  private var hasBegun = false
  /// White space at either end of a reply is not shown, so it waits for what follows it.
  private var heldSpace = ""

  /// A reply of which nothing is shown yet.
  ///
  /// - Parameters:
  ///   - name: the name of the mask that is worn.
  ///   - isNamed: whether that stands before the words.
  ///   - colours: the colours of the masks.
  ///   - console: where the reply is shown.
  ///   - mark: what the first word takes the place of.
  init(
    by name: String, isNamed: Bool, colours: MaskColours, console: Console,
    inPlaceOf mark: WaitingMark
  ) {
    line = SpokenLine(name, console: console)
    self.colours = colours
    self.isNamed = isNamed
    output = console.content
    self.mark = mark
    writer = line.writer(isNamed: isNamed)
  }

  /// Shows the next piece.
  mutating func show(_ piece: String) throws {
    var piece = heldSpace + sanitizer.clean(piece)
    heldSpace = String(piece.reversed().prefix(while: \.isWhitespace).reversed())
    piece.removeLast(heldSpace.count)
    guard !piece.isEmpty else { return }
    if !hasBegun {
      piece = String(piece.drop(while: \.isWhitespace))
      hasBegun = true
      try mark.erase()
      if isNamed { try line.writeName(in: colours) }
    }
    try writer.write(piece)
  }

  /// Ends the line.
  mutating func finish() throws {
    try writer.finish()
    try output.writeLine()
  }
}
