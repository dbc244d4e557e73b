import Foundation
import Support

/// What a piece of text means, for choosing its colour.
package enum Style: Hashable, Sendable {
  /// The speaker, and titles.
  case name
  /// What matters less.
  case dim
  /// Something the user should look at.
  case warning
  /// Something that failed.
  case error
  /// One of several masks; equal numbers have equal colours, and colours repeat after ten or six.
  case mask(Int)
  /// A mask's colour the fainter the nearer the number, from 0 to 1, is to 0.
  ///
  /// With the eight basic colours there are two strengths only: none and all of it.
  case shade(Int, Double)
}

/// When to use colours, as a user says it on the command line.
package enum ColourChoice: String, CaseIterable, Sendable {
  /// On a terminal that can, unless `NO_COLOR` is set.
  case auto
  /// Everywhere.
  case always
  /// Nowhere.
  case never
}

/// Paints text in colours, or leaves it as it is.
package struct Palette: Equatable, Sendable {
  /// How many colours there are to choose from.
  package enum Depth: Sendable {
    /// No colours and no bold: text stays as it is.
    case none
    /// The eight colours every colour terminal has, and bold.
    case basic
    /// The 256 indexed colours.
    case indexed
    /// Any red, green and blue.
    case full
  }

  /// The colours in use.
  package let depth: Depth

  /// A palette of a given depth, whatever the output is.
  package init(depth: Depth) {
    self.depth = depth
  }

  /// The palette for an output, following <https://no-color.org>.
  ///
  /// - Parameters:
  ///   - choice: the user's word, which overrides everything but the number of colours.
  ///   - isTerminal: whether the output is a terminal.
  ///   - environment: has `NO_COLOR`, where any value but the empty one forbids colours, `TERM`,
  ///     empty or `dumb` where there are none and with `256color` or `direct` in its name where
  ///     there are many, and `COLORTERM`, set where there are many and `truecolor` or `24bit` where
  ///     there are all.
  package init(
    choice: ColourChoice,
    isTerminal: Bool,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let term = environment["TERM"] ?? ""
    let forbidden = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let incapable = term.isEmpty || term == "dumb"
    let wanted =
      switch choice {
      case .always: true
      case .never: false
      case .auto: isTerminal && !forbidden && !incapable
      }
    let colours = environment["COLORTERM"] ?? ""
    let hasAll = ["truecolor", "24bit"].contains(colours) || term.hasSuffix("-direct")
    let hasMany = term.contains("256color") || !colours.isEmpty
    depth = !wanted ? .none : hasAll ? .full : hasMany ? .indexed : .basic
  }

  /// Whether painting changes anything.
  package var isColoured: Bool { depth != .none }

  /// The text between the sequences that turn the style on and everything off again.
  ///
  /// Clean untrusted text with ``TextSanitizer`` first.
  package func paint(_ text: String, _ style: Style) -> String {
    let attributes = attributes(style)
    guard isColoured, !text.isEmpty, !attributes.isEmpty else { return text }
    return "\u{1B}[\(attributes)m\(text)\u{1B}[0m"
  }

  private func attributes(_ style: Style) -> String {
    switch style {
    case .name: "1"
    case .dim: "2"
    case .warning: "33"
    case .error: "1;31"
    case .mask(let index): accent(index)
    case .shade(let index, let strength): shade(index, strength)
    }
  }

  private func shade(_ index: Int, _ strength: Double) -> String {
    switch depth {
    case .none, .basic:
      return strength < 0.25 ? "" : accent(index)
    case .indexed:
      return switch strength {
      case ..<0.1: "38;5;245"
      case ..<0.35: "38;5;\(Self.halfGrey(Self.indexedColours[place(of: index)]))"
      case ..<0.7: accent(index)
      default: "1;\(accent(index))"
      }
    case .full:
      // All of the colour is reached where the other palettes reach it.
      let colour = Colour(indexed: Self.indexedColours[place(of: index)])
      let mixed = Colour.grey.mixed(with: colour, share: strength / 0.7)
      return strength < 0.7 ? mixed.attributes : "1;\(mixed.attributes)"
    }
  }

  /// The colour half way to grey in the cube of six reds, greens and blues that begins at 16.
  private static func halfGrey(_ colour: Int) -> Int {
    [36, 6, 1].reduce(16) { sum, step in sum + step * (((colour - 16) / step % 6 + 4) / 2) }
  }

  private func accent(_ index: Int) -> String {
    let place = place(of: index)
    return switch depth {
    case .none, .basic: Self.basicAccents[place]
    case .indexed: "38;5;\(Self.indexedColours[place])"
    case .full: Colour(indexed: Self.indexedColours[place]).attributes
    }
  }

  private func place(of index: Int) -> Int {
    let hasFew = depth == .basic || depth == .none
    let count = hasFew ? Self.basicAccents.count : Self.indexedColours.count
    let place = index % count
    return place < 0 ? place + count : place
  }

  // Of middling lightness, to be read on black and on white; red is left to errors.
  private static let indexedColours = [37, 170, 71, 172, 99, 32, 204, 136, 66, 133]
  private static let basicAccents = ["36", "35", "32", "33", "34", "1;36"]
}

/// A red, a green and a blue, each from 0 to 255.
private struct Colour {
  private let parts: [Double]

  static let grey = Colour(parts: [138, 138, 138])

  private init(parts: [Double]) { self.parts = parts }

  /// What xterm draws for a colour of the cube that begins at 16.
  init(indexed index: Int) {
    let levels = [0.0, 95, 135, 175, 215, 255]
    parts = [36, 6, 1].map { levels[(index - 16) / $0 % 6] }
  }

  /// This colour with a share, from 0 to 1, of another.
  func mixed(with other: Colour, share: Double) -> Colour {
    let share = min(max(share, 0), 1)
    return Colour(parts: zip(parts, other.parts).map { $0 + ($1 - $0) * share })
  }

  /// What chooses it for text.
  var attributes: String {
    "38;2;" + parts.map { String(Int($0.rounded())) }.joined(separator: ";")
  }
}
