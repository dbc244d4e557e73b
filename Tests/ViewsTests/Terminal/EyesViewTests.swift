import MaskInference
import Support
import Terminal
import Testing

@testable import Views

/// The creature on the screen.
@Suite struct EyesViewTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let blend: Blend
    var testDescription: String { name }

    init(_ name: String, _ weights: [String: Double], bare: Double) {
      self.name = name
      blend = Blend(
        weights: Dictionary(uniqueKeysWithValues: weights.map { (Mask($0.key), $0.value) }),
        bare: bare)
    }
  }

  static let cases = [
    Case("one mask", ["pirate": 1], bare: 0),
    Case("no mask", [:], bare: 1),
    Case("two voices", ["pirate": 0.74, "assistant": 0.22], bare: 0.04),
    Case("wide names", ["お婆さんの長い名前です": 0.5, "海賊": 0.3, "👩‍👧‍👦 family": 0.1], bare: 0.1),
    Case("a name longer than any screen", [String(repeating: "long-", count: 40): 0.9], bare: 0.1),
    Case(
      "a crowd", Dictionary(uniqueKeysWithValues: (1...32).map { ("mask-\($0)", 1.0 / 33) }),
      bare: 1.0 / 33),
    Case("names with escapes", ["\u{1B}[2Jred\nline": 0.6, "tab\tbed": 0.3], bare: 0.1),
  ]

  private static func lines(
    _ blend: Blend, width: Int, unicode: Bool = true, depth: Palette.Depth = .none
  ) -> [String] {
    EyesView(
      blend,
      console: Console(palette: Palette(depth: depth), drawsUnicode: unicode, width: width),
      colours: MaskColours(["assistant", "pirate"])
    ).lines
  }

  @Test(arguments: cases, [16, 24, 39, 40, 60, 80, 200])
  func `no line is wider than the terminal`(example: Case, width: Int) {
    for unicode in [true, false] {
      for line in Self.lines(example.blend, width: width, unicode: unicode, depth: .indexed) {
        #expect(DisplayWidth.columns(of: line) <= width, "\(line)")
      }
    }
  }

  @Test(arguments: cases.prefix(6), [60, 80])
  func `every eye is labelled with its mask and weight`(example: Case, width: Int) {
    let text = Self.lines(example.blend, width: width).joined(separator: "\n")
    for (mask, weight) in example.blend.weights {
      let start = mask.name.prefix(6)
      #expect(text.contains(start), "\(start) in\n\(text)")
      #expect(text.contains(Figures.share(weight)))
    }
    #expect(text.contains("bare \(Figures.share(example.blend.bare))"))
  }

  @Test func `a terminal without Unicode gets the same creature in ASCII`() {
    let blend = Self.cases[2].blend
    let lines = Self.lines(blend, width: 60, unicode: false)
    #expect(lines.joined().utf8.allSatisfy { $0 < 0x80 })
    #expect(lines.count == Self.lines(blend, width: 60).count)
  }

  @Test func `two eyes at sixty columns`() {
    let lines = Self.lines(Self.cases[0].blend, width: 60)
    #expect(lines == Golden.twoEyes, "\(lines.joined(separator: "\n"))")
  }

  @Test func `an eye is open in proportion to its weight`() {
    let dots = [0.0, 0.1, 0.3, 0.6, 1.0].map { weight in
      var canvas = DotCanvas(columns: 30, rows: 10)
      CreatureEye(label: "", weight: weight, style: .dim).draw(on: &canvas, x: 30, y: 20)
      return canvas.lines(palette: Palette(depth: .none)).joined().unicodeScalars
        .reduce(0) { $0 + ($1 == " " ? 0 : ($1.value - 0x2800).nonzeroBitCount) }
    }
    #expect(dots == dots.sorted() && Set(dots).count == dots.count, "\(dots)")
  }

  @Test func `names command nothing`() {
    let lines = Self.lines(Self.cases[6].blend, width: 80)
    #expect(!lines.joined().contains("\u{1B}"))
    #expect(lines.contains { $0.contains("red line .60") })
  }

  @Test func `colours change nothing but colours`() {
    let plain = Self.lines(Self.cases[2].blend, width: 60)
    let coloured = Self.lines(Self.cases[2].blend, width: 60, depth: .indexed)
    #expect(coloured.map(TextSanitizer.clean) == plain)
    #expect(coloured != plain)
  }
}
