import Foundation
import Terminal

/// The shoggoth: a soft body as large as its eyes need, on short arms, with a mouth that is surer
/// the surer the program is.
struct Creature {
  /// Fewer columns than this are no room for it.
  static let leastColumns = 40

  private typealias Point = (x: Double, y: Double)

  private let columns: Int
  private let rows: [[CreatureEye]]
  private let confusion: Double

  /// Sets the eyes into rows, the first in the middle of the first.
  ///
  /// - Parameters:
  ///   - eyes: in order of weight, the widest open first.
  ///   - confusion: 0 for a smile, 1 for a mouth that does not know what to say.
  ///   - columns: the most columns it may take.
  init(_ eyes: [CreatureEye], confusion: Double, columns: Int) {
    self.columns = columns
    self.confusion = confusion
    let inside = Self.inside(columns)
    var rows: [[CreatureEye]] = []
    var used = inside
    for eye in eyes {
      if used + eye.room > inside {
        rows.append([])
        used = 0
      }
      // Now left, now right of those that are there.
      let place = rows[rows.count - 1].count.isMultiple(of: 2) ? 0 : rows[rows.count - 1].count
      rows[rows.count - 1].insert(eye, at: place)
      used += eye.room
    }
    self.rows = rows
  }

  /// Columns inside the body.
  static func inside(_ columns: Int) -> Int { min(columns - 10, 66) }

  /// The drawing.
  var canvas: DotCanvas {
    var canvas = DotCanvas(columns: columns, rows: floor + 7)
    drawBody(on: &canvas)
    drawMouth(on: &canvas)
    var top = Self.top
    for row in rows {
      var left = (columns - row.reduce(0) { $0 + $1.room }) / 2
      let bottom = top + Self.height(row)
      for eye in row {
        let middle = Double(2 * left + eye.room)
        let height = Double(bottom - 1) - Double(eye.size.rows) / 2
        eye.draw(on: &canvas, x: middle, y: height * 4)
        let gap = eye.room - DisplayWidth.columns(of: eye.label)
        canvas.write(eye.label, column: left + gap / 2, row: bottom - 1, eye.style)
        left += eye.room
      }
      top = bottom
    }
    return canvas
  }

  /// The first row of cells that an eye may take.
  private static let top = 2

  private static func height(_ row: [CreatureEye]) -> Int {
    (row.map(\.size.rows).max() ?? 0) + 1
  }

  /// The row of cells below the last eyes.
  private var floor: Int { rows.reduce(Self.top) { $0 + Self.height($1) } }

  private var middle: Double { Double(columns) }
  private var bottom: Double { Double(floor) * 4 + 8 }

  private func drawBody(on canvas: inout DotCanvas) {
    let crown = 2.0
    let shoulder = 16.0
    var left: [Point] = []
    var right: [Point] = []
    for y in stride(from: crown, through: bottom, by: 1) {
      var reach = (-5...5).reduce(0) { $0 + halfWidth(at: y + Double($1)) } / 11
      if y < crown + shoulder {
        reach *= (1 - pow((crown + shoulder - y) / shoulder, 2.6)).squareRoot()
      }
      let softness = min(1, (y - crown) / 8)
      left.append((middle - reach + softness * wobble(y, 0.45, 0), y))
      right.append((middle + reach + softness * wobble(y, 0.40, 2), y))
    }
    canvas.line(through: left.reversed() + right, .dim)
    if let left = left.last, let right = right.last {
      drawArms(on: &canvas, from: left.x, to: right.x)
    }
  }

  private func wobble(_ y: Double, _ pace: Double, _ shift: Double) -> Double {
    1.6 * sin(y * pace + shift) + sin(y * 0.22 + 1 - shift / 3)
  }

  /// Dots from the middle to the skin that the rows of eyes at and near a height need.
  private func halfWidth(at y: Double) -> Double {
    var top = Double(Self.top)
    var reach = 22.0
    for row in rows {
      let bottom = top + Double(Self.height(row))
      let distance = max(0, max(top * 4 - y, y - bottom * 4))
      let needed = Double(row.reduce(0) { $0 + $1.room }) + 5
      reach = max(reach, needed - 0.35 * distance * distance)
      top = bottom
    }
    return reach
  }

  private func drawArms(on canvas: inout DotCanvas, from left: Double, to right: Double) {
    let count = max(3, Int((right - left) / 16))
    let step = (right - left) / Double(count)
    for arm in 0..<count {
      let root = left + step * (Double(arm) + 0.5)
      let lean = (root - middle) / (right - left) * 12
      let length = 12 + Double(arm * 3 % 5)
      var near: [Point] = []
      var far: [Point] = []
      for height in stride(from: 0, through: length, by: 0.5) {
        let share = height / length
        let width = (step / 2 - 1.2) * (1 - 0.4 * share) * (1 - pow(share, 4)).squareRoot()
        let sway = lean * share * share + 1.8 * sin(share * 4 + Double(arm) * 1.9) * share
        near.append((root + sway - width, bottom + height))
        far.append((root + sway + width, bottom + height))
      }
      canvas.line(through: near + far.reversed(), .dim)
    }
  }

  private func drawMouth(on canvas: inout DotCanvas) {
    let lips = stride(from: -7.0, through: 7, by: 0.5).map { place -> Point in
      let smile = 4 * (1 - place * place / 49)
      let waver = 2 + 1.4 * sin(place * 1.1)
      let doubt = min(1, max(0, confusion * 2))
      return (middle + place, bottom - 7 + smile * (1 - doubt) + waver * doubt)
    }
    canvas.line(through: lips, .dim)
  }
}
