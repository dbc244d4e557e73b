/// A drawing on a terminal: dots, eight to a cell, with text over them.
///
/// A cell is two dots wide and four high. With Unicode it is a Braille pattern; without, the ASCII
/// character whose ink lies most nearly where the dots are, so that every drawing works in both.
/// What lies outside the canvas is not drawn.
package struct DotCanvas: Sendable {
  private struct Cell: Sendable {
    var dots: UInt8 = 0
    var letter: Character?
    /// Whether the wide letter of the cell before reaches into this one.
    var isCovered = false
    var style: Style?
  }

  /// Cells across.
  package let columns: Int
  /// Cells from top to bottom.
  package let rows: Int
  private var cells: [Cell]

  /// An empty canvas; sizes below zero are taken as zero.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// Draws a dot; the whole cell takes its style.
  package mutating func dot(_ x: Int, _ y: Int, _ style: Style? = nil) {
    guard let (cell, bit) = place(x, y) else { return }
    cells[cell].dots |= bit
    cells[cell].style = style
  }

  /// Draws the dot that the point lies in; points that are far out or no numbers draw nothing.
  package mutating func dot(_ x: Double, _ y: Double, _ style: Style? = nil) {
    guard let column = Int(exactly: x.rounded(.down)), let row = Int(exactly: y.rounded(.down))
    else { return }
    dot(column, row, style)
  }

  /// Draws straight lines from point to point.
  package mutating func line(through points: [(x: Double, y: Double)], _ style: Style? = nil) {
    for (start, end) in zip(points, points.dropFirst()) {
      let (width, height) = (end.x - start.x, end.y - start.y)
      let length = max(width.magnitude, height.magnitude)
      guard length < 1e6 else { continue }
      let steps = max(1, Int(length.rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        dot(start.x + share * width, start.y + share * height, style)
      }
    }
  }

  /// Writes clean text over whatever is drawn, from a cell on; what does not fit is left out.
  package mutating func write(
    _ text: String, column: Int, row: Int, _ style: Style? = nil
  ) {
    guard (0..<rows).contains(row) else { return }
    var column = column
    for letter in text {
      let width = DisplayWidth.columns(of: String(letter))
      guard column >= 0, column + width <= columns else { return }
      for offset in 0..<width {
        cells[row * columns + column + offset] = Cell(
          letter: offset == 0 ? letter : nil, isCovered: offset > 0, style: style)
      }
      column += width
    }
  }

  /// The drawing as lines without spaces at their ends.
  ///
  /// - Parameters:
  ///   - palette: the colours there are.
  ///   - ascii: whether dots are drawn with ASCII characters.
  /// - Returns: one line for each row of cells.
  package func lines(palette: Palette, ascii: Bool = false) -> [String] {
    (0..<rows).map { row in
      var line = ""
      var run = ""
      var style: Style?
      let end = (0..<columns).last { !isBlank(cells[row * columns + $0]) } ?? -1
      for cell in cells[(row * columns)...].prefix(end + 1) where !cell.isCovered {
        let letter = cell.letter ?? Self.letter(cell.dots, ascii: ascii)
        if letter != " ", cell.style != style {
          line += style.map { palette.paint(run, $0) } ?? run
          run = ""
          style = cell.style
        }
        run.append(letter)
      }
      return line + (style.map { palette.paint(run, $0) } ?? run)
    }
  }

  private func isBlank(_ cell: Cell) -> Bool {
    !cell.isCovered && cell.dots == 0 && (cell.letter ?? " ") == " "
  }

  private func place(_ x: Int, _ y: Int) -> (cell: Int, bit: UInt8)? {
    guard (0..<(2 * columns)).contains(x), (0..<(4 * rows)).contains(y) else { return nil }
    return (y / 4 * columns + x / 2, Self.bits[y % 4 * 2 + x % 2])
  }

  private static func letter(_ dots: UInt8, ascii: Bool) -> Character {
    if dots == 0 { return " " }
    return ascii ? asciiLetters[Int(dots)] : Character(Unicode.Scalar(0x2800 + UInt32(dots)) ?? " ")
  }

  /// The bits of a Braille pattern, row by row.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// Where the ink of ASCII characters is, two dots a row; the first of equally near ones is taken.
  private static let ink: [(letter: Character, dots: String)] = [
    (".", "......#."), (".", ".......#"), ("_", "......##"), ("-", "..##...."), ("'", "#.#....."),
    ("\"", "##......"), ("|", "#.#.#.#."), ("/", ".#.##.#."), ("/", ".#.#.##."), ("/", ".#.##.#."),
    ("\\", "#.#..#.#"), ("\\", "#..#.#.#"), ("#", "########"), ("o", "..####.."),
    (":", "..#.#..."), ("(", ".##.#..#"), (")", "#..#.##."), (",", "....#.#."), ("-", "....##.."),
    ("'", ".#.#...."), ("'", "#......."), ("'", ".#......"), ("|", ".#.#.#.#"), (",", ".....#.#"),
    ("\"", "####...."), ("_", "....####"), ("#", "######.."), ("#", "..######"),
  ]

  private static let asciiLetters: [Character] = {
    let masks = ink.map { item in
      (item.letter, zip(item.dots, bits).reduce(0) { $0 | ($1.0 == "#" ? $1.1 : 0) })
    }
    return (0...255).map { dots in
      masks.min { distance($0.1, dots) < distance($1.1, dots) }?.0 ?? " "
    }
  }()

  private static func distance(_ mask: UInt8, _ dots: Int) -> Int {
    (mask ^ UInt8(truncatingIfNeeded: dots)).nonzeroBitCount
  }
}
