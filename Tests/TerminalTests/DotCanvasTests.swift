import Testing

@testable import Terminal

/// Drawings of dots.
@Suite struct DotCanvasTests {
  private static let plain = Palette(depth: .none)

  @Test func `eight dots fill a cell`() {
    var canvas = DotCanvas(columns: 2, rows: 1)
    for y in 0..<4 {
      for x in 0..<2 { canvas.dot(x, y) }
    }
    canvas.dot(2, 0)
    #expect(canvas.lines(palette: Self.plain) == ["⣿⠁"])
    #expect(canvas.lines(palette: Self.plain, ascii: true) == ["#'"])
  }

  @Test func `a line joins its points and what lies outside is left out`() {
    var canvas = DotCanvas(columns: 2, rows: 1)
    canvas.line(through: [(-4, 0), (3.5, 0), (3.5, 99)])
    #expect(canvas.lines(palette: Self.plain) == ["⠉⢹"])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func `a point that is nowhere draws nothing`(place: Double) {
    var canvas = DotCanvas(columns: 1, rows: 1)
    canvas.dot(place, 0)
    canvas.line(through: [(0, place), (place, 0)])
    #expect(canvas.lines(palette: Self.plain) == [""])
  }

  @Test func `text covers the dots and wide letters are never halved`() {
    var canvas = DotCanvas(columns: 5, rows: 1)
    for x in 0..<10 { canvas.dot(x, 0) }
    canvas.write("海賊船", column: 0, row: 0)
    #expect(canvas.lines(palette: Self.plain) == ["海賊⠉"])
  }

  @Test func `a run of one style is painted once`() {
    var canvas = DotCanvas(columns: 4, rows: 1)
    canvas.write("ab", column: 0, row: 0, .dim)
    canvas.write("c", column: 3, row: 0, .name)
    let palette = Palette(depth: .basic)
    #expect(
      canvas.lines(palette: palette)
        == [palette.paint("ab ", .dim) + palette.paint("c", .name)])
  }

  @Test func `every pattern has an ASCII character`() {
    for pattern in 1..<256 {
      var canvas = DotCanvas(columns: 1, rows: 1)
      for y in 0..<4 {
        for x in 0..<2 where pattern >> (2 * y + x) & 1 == 1 { canvas.dot(x, y) }
      }
      let line = canvas.lines(palette: Self.plain, ascii: true)[0]
      #expect(line.utf8.count == 1 && line != " ", "\(pattern): \(line)")
    }
  }
}
