import Terminal
import Testing

struct PaletteTests {
  struct Case: CustomTestStringConvertible {
    let choice: ColourChoice
    let isTerminal: Bool
    let environment: [String: String]
    let depth: Palette.Depth
    var testDescription: String { "\(choice) \(isTerminal) \(environment)" }

    init(
      _ choice: ColourChoice, _ isTerminal: Bool, _ environment: [String: String],
      _ depth: Palette.Depth
    ) {
      self.choice = choice
      self.isTerminal = isTerminal
      self.environment = environment
      self.depth = depth
    }
  }

  static let cases = [
    Case(.auto, true, ["TERM": "xterm"], .basic),
    Case(.auto, true, ["TERM": "xterm-256color"], .indexed),
    Case(.auto, true, ["TERM": "xterm", "COLORTERM": "yes"], .indexed),
    Case(.auto, true, ["TERM": "xterm", "COLORTERM": "truecolor"], .full),
    Case(.auto, true, ["TERM": "xterm-256color", "COLORTERM": "24bit"], .full),
    Case(.auto, true, ["TERM": "xterm-direct"], .full),
    Case(.auto, true, ["TERM": "dumb", "COLORTERM": "truecolor"], .none),
    Case(.auto, true, ["TERM": "xterm-16color"], .basic),
    Case(.auto, false, ["TERM": "xterm-256color"], .none),
    Case(.auto, true, ["TERM": "xterm", "NO_COLOR": "0"], .none),
    Case(.auto, true, ["TERM": "xterm", "NO_COLOR": ""], .basic),
    Case(.auto, true, ["TERM": "dumb"], .none),
    Case(.auto, true, [:], .none),
    Case(.always, false, ["TERM": "dumb", "NO_COLOR": "1"], .basic),
    Case(.never, true, ["TERM": "xterm-256color"], .none),
  ]

  @Test("Colours follow the user, the environment and the output", arguments: cases)
  func depth(_ example: Case) {
    let palette = Palette(
      choice: example.choice, isTerminal: example.isTerminal, environment: example.environment)
    #expect(palette.depth == example.depth)
  }

  @Test("Painting encloses the text, and changes nothing without colours")
  func painting() {
    #expect(Palette(depth: .basic).paint("x", .warning) == "\u{1B}[33mx\u{1B}[0m")
    #expect(Palette(depth: .indexed).paint("x", .mask(0)) == "\u{1B}[38;5;37mx\u{1B}[0m")
    #expect(Palette(depth: .indexed).paint("", .error).isEmpty)
    #expect(Palette(depth: .none).paint("x", .error) == "x")
  }

  @Test(
    "Neighbouring masks differ and colours come round again",
    arguments: [(Palette.Depth.basic, 6), (.indexed, 10), (.full, 10)])
  func accents(depth: Palette.Depth, count: Int) {
    let palette = Palette(depth: depth)
    let painted = (0..<count).map { palette.paint("x", .mask($0)) }
    #expect(Set(painted).count == count)
    #expect(palette.paint("x", .mask(count)) == painted[0])
    #expect(palette.paint("x", .mask(-1)) == painted[count - 1])
    #expect(palette.paint("x", .mask(.min)).contains("x"))
  }

  @Test("A shade goes from grey to the mask's own colour, in bold at the end")
  func shades() {
    let palette = Palette(depth: .indexed)
    let shades = [0, 0.2, 0.5, 1].map { palette.paint("x", .shade(0, $0)) }
    #expect(shades[0] == "\u{1B}[38;5;245mx\u{1B}[0m")
    #expect(shades[1] == "\u{1B}[38;5;109mx\u{1B}[0m")
    #expect(shades[2] == palette.paint("x", .mask(0)))
    #expect(shades[3] == "\u{1B}[1;38;5;37mx\u{1B}[0m")
  }

  @Test("In full colour a shade goes from grey to the mask's own colour by any step")
  func fullShades() {
    let palette = Palette(depth: .full)
    let shades = [-1, 0.35, 0.69999, 2].map { palette.paint("x", .shade(0, $0)) }
    #expect(shades[0] == "\u{1B}[38;2;138;138;138mx\u{1B}[0m")
    #expect(shades[1] == "\u{1B}[38;2;69;157;157mx\u{1B}[0m")
    #expect(shades[2] == palette.paint("x", .mask(0)))
    #expect(shades[3] == "\u{1B}[1;38;2;0;175;175mx\u{1B}[0m")
  }

  @Test("With eight colours a shade is all or nothing, and without it is nothing")
  func fewShades() {
    let palette = Palette(depth: .basic)
    #expect(palette.paint("x", .shade(1, 0.1)) == "x")
    #expect(palette.paint("x", .shade(1, 0.9)) == palette.paint("x", .mask(1)))
    #expect(Palette(depth: .none).paint("x", .shade(1, 1)) == "x")
  }
}
