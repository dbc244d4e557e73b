package import MaskInference
import Support
import Terminal

/// The creature: one eye for each mask, open in proportion to its weight.
package struct EyesView {
  private let blend: Blend
  private let console: Console
  private let colours: MaskColours

  /// Prepares a blend for the console.
  package init(_ blend: Blend, console: Console, colours: MaskColours) {
    self.blend = blend
    self.console = console
    self.colours = colours
  }

  /// The drawing and a line that counts; where there is no room to draw, one line for each eye.
  package var lines: [String] {
    let figure = console.width < Creature.leastColumns ? list : drawing
    let count = "\(Figures.tenth(blend.openEyes)) of \(blend.eyes) eyes open"
    return (figure + ["  \(console.shortened(count, to: console.width - 2))"])
      .map(console.plain)
  }

  private typealias Eye = (name: String, weight: Double, style: Style)

  /// Every eye, the widest open first.
  private var eyes: [Eye] {
    let masks: [Eye] = blend.ranking.map { mask, weight in
      (Self.line(mask.name), weight, .mask(colours[mask.name]))
    }
    return (masks + [("bare", blend.bare, .dim)])
      .sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
  }

  private var drawing: [String] {
    let columns = min(console.width, 84)
    let room = Creature.inside(columns) - 8
    let creature = Creature(
      eyes.map { eye in
        let name = console.shortened(eye.name, to: room)
        return CreatureEye(
          label: "\(name) \(Figures.share(eye.weight))", weight: eye.weight, style: eye.style)
      }, confusion: blend.openEyes > 1 ? (blend.openEyes - 1) / Double(blend.eyes - 1) : 0,
      columns: columns)
    let lines = creature.canvas.lines(palette: console.palette, ascii: !console.drawsUnicode)
    return Array(lines.prefix(1 + (lines.lastIndex { !$0.isEmpty } ?? -1)))
  }

  private var list: [String] {
    let room = console.width - 14
    let widest = min(room, eyes.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0)
    return eyes.map { eye in
      let name = DisplayWidth.padded(console.shortened(eye.name, to: room), to: widest)
      let line = "  \(console.palette.paint(glyph(eye.weight), eye.style)) \(name) "
      return line + Figures.share(eye.weight)
    }
  }

  private func glyph(_ weight: Double) -> String {
    let glyphs =
      console.drawsUnicode
      ? ["( — )", "( ◡ )", "( ◔ )", "( ◉ )"] : ["( - )", "( u )", "( o )", "( O )"]
    return glyphs[weight < CreatureEye.shut ? 0 : weight < 0.2 ? 1 : weight < 0.6 ? 2 : 3]
  }

  /// A name that stays on its line and commands nothing.
  private static func line(_ name: String) -> String {
    TextSanitizer.clean(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
