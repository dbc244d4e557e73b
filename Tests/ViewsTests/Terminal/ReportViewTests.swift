import Engine
import MaskInference
import Support
import Terminal
import Testing

@testable import Views

/// The report as it stands on the screen.
@Suite struct ReportViewTests {
  /// A belief that leans on the declared stack, after a `:mask` and one sentence.
  private static func report(vacancy: Double = 0.01) -> TurnReport {
    let assistant = Mask("assistant")
    let grandmother = Mask("grandmother")
    let start = Cast(hardwired: assistant, declared: Stack([assistant]))
    var filter = MaskFilter(
      cast: start,
      prior: Prior(
        depthDecay: 0.4, maximumDepth: 3, declaredShare: 0.98, hardwiredReward: 0.5),
      transition: Transition(
        persistence: 0.9, push: 0.6, pop: 0.03, swap: 0.35, redraw: 0.02))
    filter.observe(
      .putOn(grandmother), odds: DeclarationOdds(push: 0.6, swap: 0.35, stay: 0.05),
      cast: Cast(hardwired: assistant, declared: Stack([assistant, grandmother])), width: 16)
    filter.predict()
    let evidence = filter.hypotheses.map { -10 + 2.5 * Double($0.depth) }
    filter.update(evidence)
    return TurnReport(
      filter: filter, logLikelihoods: evidence, replyTokens: 20,
      anomaly: TurnReport.Anomaly(z: 0.42, entropyRate: 2.6, vacancy: vacancy))
  }

  private static func lines(
    width: Int, unicode: Bool, vacancy: Double = 0.01, blending: Turn.Blending? = nil
  ) -> [String] {
    ReportView(
      report(vacancy: vacancy), blending: blending, width: width, palette: Palette(depth: .none),
      drawsUnicode: unicode, colours: MaskColours([])
    ).lines
  }

  @Test func `a wide terminal shows one row for each kind of figure`() {
    #expect(
      Self.lines(width: 120, unicode: true) == [
        "  stack  depth 1.7   0 ▏ 1 █▋ 2 ████▍ 3    (prior alone 1.1)   assistant ▸ grandmother",
        "  blend  grandmother █████████▉ .99   assistant ▏ .01   +1 below .005",
        "  eyes   ◉··  1.1 open of 3   confusion .06   last :mask push .87 swap .12 stay .01",
        "  words  yours z 0.4, 2.6 nats/token expected   "
          + "reply 0.12 nats/token for assistant ▸ grandmother   over grandmother",
      ])
  }

  @Test func `the words are told blended or switching, and what they counted in one voice`() {
    let odds = "log odds blended against switching -1.3"
    let disagreement = "disagreement 0.42 nats/token"
    var blending = Turn.Blending(logOdds: -1.3, disagreement: 0.42, exponent: nil)
    #expect(
      Self.lines(width: 80, unicode: true, blending: blending).last
        == "  voice  \(odds)   \(disagreement)")
    blending.exponent = 0.5
    #expect(
      Self.lines(width: 60, unicode: true, blending: blending).suffix(3) == [
        "  voice  \(odds)", "         \(disagreement)",
        "         spoken by no single hypothesis, weighed at β 0.50",
      ])
    let unknown = Turn.Blending(logOdds: nil, disagreement: nil, exponent: nil)
    let without = Self.lines(width: 80, unicode: true)
    #expect(Self.lines(width: 80, unicode: true, blending: unknown) == without)
  }

  @Test func `a warning is wrapped where the terminal is narrow`() {
    let lines = Self.lines(width: 40, unicode: true, vacancy: 0.97)
    let warning = lines.drop { !$0.hasPrefix("  ! ") }
    #expect(
      Array(warning) == [
        "  ! your words look like nobody's (.97):", "    the bare model speaks",
      ])
  }

  @Test func `sixty columns wrap the rows and lose nothing`() {
    let wide = Self.lines(width: 200, unicode: true).joined(separator: " ")
    let narrow = Self.lines(width: 60, unicode: true)
    for line in narrow { #expect(DisplayWidth.columns(of: line) <= 60, "\(line)") }
    let figures = wide.split(separator: " ").filter { $0.contains(".") }
    for figure in figures { #expect(narrow.joined(separator: " ").contains(figure)) }
  }

  @Test func `a terminal without Unicode gets ASCII only`() {
    for line in Self.lines(width: 80, unicode: false) {
      #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
    }
  }

  @Test func `words that look like nobody's are told of`() {
    #expect(
      Self.lines(width: 80, unicode: true, vacancy: 0.97).contains {
        $0.contains("your words look like nobody's (.97)")
      })
  }

  @Test func `a palette with colours changes nothing but colours`() {
    let plain = Self.lines(width: 100, unicode: true)
    let coloured = ReportView(
      Self.report(), width: 100, palette: Palette(depth: .indexed), drawsUnicode: true,
      colours: MaskColours(["assistant", "grandmother"])
    ).lines
    #expect(coloured.map(TextSanitizer.clean) == plain)
    #expect(coloured != plain)
  }
}
