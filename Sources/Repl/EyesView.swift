public import MaskInference
import Terminal

/// The eyes: one for each mask, open in proportion to its weight.
public struct EyesView {
  private let blend: Blend
  private let console: Console
  private let colour: (String) -> Int

  /// Prepares a blend for the console.
  public init(_ blend: Blend, console: Console, colour: @escaping (String) -> Int) {
    self.blend = blend
    self.console = console
    self.colour = colour
  }

  /// One line for each eye, the widest open first.
  public var lines: [String] {
    let all =
      blend.ranking.map { (name: $0.mask.name, weight: $0.weight) } + [("bare", blend.bare)]
    let widest = all.map { DisplayWidth.columns(of: $0.0) }.max() ?? 0
    let ranked = all.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let cells = max(10, min(40, console.width - widest - 20))
    return ranked.map { name, weight in
      let style = name == "bare" ? Style.dim : .mask(colour(name))
      let bar = Bar.draw(weight, cells: cells, ascii: !console.drawsUnicode)
      return "  \(console.palette.paint(eye(weight), style))  "
        + "\(DisplayWidth.padded(name, to: widest))  "
        + "\(console.palette.paint(bar, style)) \(Figures.share(weight))"
    } + ["  \(Figures.tenth(blend.openEyes)) of \(blend.eyes) eyes open"]
  }

  private func eye(_ weight: Double) -> String {
    let drawings =
      console.drawsUnicode
      ? ["( — )", "( ◡ )", "( ◔ )", "( ◉ )"] : ["( - )", "( u )", "( o )", "( O )"]
    return drawings[weight < 0.02 ? 0 : weight < 0.2 ? 1 : weight < 0.6 ? 2 : 3]
  }
}
