public import Foundation

/// What a piece of text means, for choosing its colour.
public enum Style: Hashable, Sendable {
  /// Whoever speaks, and titles.
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
public enum ColourChoice: String, CaseIterable, Sendable {
  /// On a terminal that can, unless `NO_COLOR` is set.
  case auto
  /// Everywhere.
  case always
  /// Nowhere.
  case never
}

/// Paints text in colours, or leaves it as it is.
public struct Palette: Equatable, Sendable {
  /// How many colours there are to choose from.
  public enum Depth: Sendable {
    /// No colours and no bold: text stays as it is.
    case none
    /// The eight colours every colour terminal has, and bold.
    case basic
    /// The 256 indexed colours.
    case indexed
  }

  /// The colours in use.
  public let depth: Depth

  /// A palette of a given depth, whatever the output is.
  public init(depth: Depth) {
    self.depth = depth
  }

  /// The palette for an output, following <https://no-color.org>.
  ///
  /// - Parameters:
  ///   - choice: the user's word, which overrides everything but the number of colours.
  ///   - isTerminal: whether the output is a terminal.
  ///   - environment: has `NO_COLOR`, where any value but the empty one forbids colours, `TERM`,
  ///     empty or `dumb` where there are none, and `COLORTERM`, set where there are many.
  public init(
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
    let hasMany = term.contains("256color") || !(environment["COLORTERM"] ?? "").isEmpty
    depth = !wanted ? .none : hasMany ? .indexed : .basic
  }

  /// Whether painting changes anything.
  public var isColoured: Bool { depth != .none }

  /// The text between the sequences that turn the style on and everything off again.
  ///
  /// Clean untrusted text with ``TextSanitizer`` first.
  public func paint(_ text: String, _ style: Style) -> String {
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
    guard depth == .indexed else { return strength < 0.25 ? "" : accent(index) }
    return switch strength {
    case ..<0.1: "38;5;245"
    case ..<0.35: "38;5;\(Self.halfGrey(Self.indexedColours[place(of: index)]))"
    case ..<0.7: accent(index)
    default: "1;\(accent(index))"
    }
  }

  /// The colour half way to grey in the cube of six reds, greens and blues that begins at 16.
  private static func halfGrey(_ colour: Int) -> Int {
    [36, 6, 1].reduce(16) { sum, step in sum + step * (((colour - 16) / step % 6 + 4) / 2) }
  }

  private func accent(_ index: Int) -> String {
    let place = place(of: index)
    return depth == .indexed ? "38;5;\(Self.indexedColours[place])" : Self.basicAccents[place]
  }

  private func place(of index: Int) -> Int {
    let count = depth == .indexed ? Self.indexedColours.count : Self.basicAccents.count
    let place = index % count
    return place < 0 ? place + count : place
  }

  // Of middling lightness, to be read on black and on white; red is left to errors.
  private static let indexedColours = [37, 170, 71, 172, 99, 32, 204, 136, 66, 133]
  private static let basicAccents = ["36", "35", "32", "33", "34", "1;36"]
}
