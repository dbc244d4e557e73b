import MaskInference
import Support
import Terminal
import Testing

@testable import Engine
@testable import Views

/// The words of a reply, painted and listed.
@Suite struct WhyViewTests {
  private static let pirate = Stack([Mask("assistant"), Mask("pirate")])
  private static let assistant = Stack([Mask("assistant")])

  private static func lines(
    _ words: [(String, Double)], first: Stack = pirate, second: Stack = assistant,
    width: Int = 80, depth: Palette.Depth = .none, unicode: Bool = true, exponent: Double? = nil
  ) -> [String] {
    WhyView(
      WordEvidence(
        first: first, second: second, tokens: words.map { (Array($0.0.utf8), $0.1) },
        exponent: exponent),
      console: Console(palette: Palette(depth: depth), drawsUnicode: unicode, width: width),
      colours: MaskColours(["assistant", "pirate"])
    ).lines
  }

  private static let words = [
    (" Arr", 3.14), (",", 0.5), (" how", -0.2), (" may", -2.5), (" I", 0.01), (" help", -0.9),
    (" ye", 4.0), ("?", 0),
  ]

  @Test func `without colours the strongest words are listed with their nats`() {
    #expect(
      Self.lines(Self.words) == [
        "  for    assistant ▸ pirate   ye 4.0   Arr 3.6",
        "  for    assistant   may 2.5   help 0.9   how 0.2",
        "  in all 4.0 nats for assistant ▸ pirate   over assistant   in 6 words",
      ])
  }

  @Test func `the reply is painted word by word and stays what it was`() throws {
    let lines = Self.lines(Self.words, depth: .indexed)
    let palette = Palette(depth: .indexed)
    #expect(TextSanitizer.clean(lines[0]) == "  Arr, how may I help ye?")
    #expect(lines[0].contains(palette.paint("ye?", .shade(1, 1))))
    #expect(lines[0].contains(palette.paint("may", .shade(0, 0.6))))
    #expect(lines[0].contains(palette.paint("I", .shade(1, 0))))
    #expect(lines.dropFirst(2).map(TextSanitizer.clean) == Self.lines(Self.words))
  }

  @Test(arguments: [Palette.Depth.basic, .indexed])
  func `stacks that show the same mask have colours of their own`(depth: Palette.Depth) {
    let lines = Self.lines(
      [("yes", 2), (" no", -2)], second: Stack([Mask("pirate")]), depth: depth)
    let palette = Palette(depth: depth)
    #expect(lines[0].contains(palette.paint("yes", .shade(1, 1))))
    #expect(lines[0].contains(palette.paint("no", .shade(2, 1))))
  }

  @Test(arguments: [40, 60, 80], [Palette.Depth.none, .indexed])
  func `no line is wider than the terminal`(width: Int, depth: Palette.Depth) {
    let long = (1...60).map { (" word\($0)", Double($0 % 9 - 4)) }
    for line in Self.lines(long, width: width, depth: depth, exponent: 0.5) {
      #expect(DisplayWidth.columns(of: TextSanitizer.clean(line)) <= width, "\(line)")
    }
  }

  @Test func `words that no lane spoke say how much they counted`() {
    #expect(Self.lines([("yes", 2)], exponent: 0.5).last?.hasSuffix("counted at β 0.50") == true)
    #expect(
      Self.lines([("yes", 2)], unicode: false, exponent: 0.5).allSatisfy {
        $0.utf8.allSatisfy { $0 < 0x80 }
      })
  }

  @Test func `words that tell nothing are not listed`() {
    #expect(
      Self.lines([("yes", 0.01), (" no", -0.01)]) == [
        "  for    assistant ▸ pirate   no word to speak of",
        "  for    assistant   no word to speak of",
        "  in all 0.0 nats for assistant ▸ pirate   over assistant   in 2 words",
      ])
  }

  @Test(arguments: [Palette.Depth.none, .indexed])
  func `escapes among the words never reach the terminal`(depth: Palette.Depth) {
    let words = [
      ("\u{1B}]0;owned\u{7}", 3.0), (" \u{1B}[2J", -3.0), (" a\u{9B}31mb", .infinity),
      (" \u{200B}", 1),
    ]
    for line in Self.lines(words, depth: depth) {
      #expect(!line.contains("owned") && !line.contains("\u{9B}") && !line.contains("[2J"))
    }
  }
}
