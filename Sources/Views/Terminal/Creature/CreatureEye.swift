import Foundation
import Terminal

/// One eye of the creature, with the name of its mask under it.
struct CreatureEye {
  /// Below this weight the eye is shut.
  static let shut = 0.01

  /// What it is called, cleaned and short enough.
  let label: String
  /// The weight of its mask, from 0 to 1: how far it is open.
  let weight: Double
  let style: Style

  /// Cells across and from top to bottom: the more weight, the bigger.
  var size: (columns: Int, rows: Int) {
    switch weight {
    case 0.5...: (13, 6)
    case 0.2...: (11, 5)
    case Self.shut...: (9, 4)
    default: (7, 2)
    }
  }

  /// Columns that the eye and its label take, with the gap beside them.
  var room: Int { max(size.columns, DisplayWidth.columns(of: label)) + 3 }

  /// Draws the eye around a point, in dots.
  func draw(on canvas: inout DotCanvas, x: Double, y: Double) {
    let width = Double(size.columns) - 1.5
    let height = Double(size.rows) * 2 - 1.2
    if weight < Self.shut {
      drawShut(on: &canvas, x: x, y: y, width: width, height: height)
    } else {
      arc(on: &canvas, x: x, y: y, width: width, height: height, from: 0, to: 2 * .pi)
      drawInside(on: &canvas, x: x, y: y, width: width, height: height)
    }
  }

  private func arc(
    on canvas: inout DotCanvas, x: Double, y: Double, width: Double, height: Double,
    from start: Double, to end: Double
  ) {
    let steps = Int(8 * (width + height))
    for step in 0...steps {
      let angle = start + (end - start) * Double(step) / Double(steps)
      canvas.dot(x + width * cos(angle), y + height * sin(angle), style)
    }
  }

  /// A lid that hangs down to its lashes.
  private func drawShut(
    on canvas: inout DotCanvas, x: Double, y: Double, width: Double, height: Double
  ) {
    let drop = height * 0.45
    arc(on: &canvas, x: x, y: y, width: width, height: drop, from: 0.1 * .pi, to: 0.9 * .pi)
    for place in [-0.6, 0, 0.6] {
      let root = (x: x + width * place, y: y + drop * (1 - place * place).squareRoot())
      canvas.line(through: [root, (root.x + 2 * place, root.y + 2)], style)
    }
  }

  /// The pupil, and the lid over as much of it as the weight says.
  private func drawInside(
    on canvas: inout DotCanvas, x: Double, y: Double, width: Double, height: Double
  ) {
    let opening = max(weight, 0.06)
    let isWide = opening > 0.97
    let top = y - height
    let edge = top + 2 * height * (1 - opening)
    let sag = 0.22 * height
    let pupil = min(width, height) * 0.56
    // A sleepy eye looks down.
    let gaze = min(max(y, edge - (opening > 0.5 ? 0 : pupil * 0.1)), y + height * 0.45)
    for row in Int(top)...Int(y + height + 1) {
      for column in Int(x - width)...Int(x + width + 1) {
        let (right, down) = (Double(column) + 0.5, Double(row) + 0.5)
        let side = pow((right - x) / width, 2)
        guard side + pow((down - y) / height, 2) < 0.97 else { continue }
        let lid = edge + sag * (0.5 - side)
        let crease = top + (lid - top) * 0.52
        let isLid = !isWide && (down - lid).magnitude < 0.75
        let isCrease = opening < 0.6 && side < 0.45 && (down - crease).magnitude < 0.5
        let isPupil =
          (isWide || down > lid) && hypot(right - x, down - gaze) < pupil
          && hypot(right - x + pupil * 0.38, down - gaze + pupil * 0.38) >= pupil * 0.36
        if isLid || isCrease || isPupil { canvas.dot(column, row, style) }
      }
    }
  }
}
