/// A piece of HTML in which every text is escaped, because there is no other way to put text in.
struct Markup: Hashable, Sendable {
  /// The piece as it stands in the page.
  let html: String

  private init(html: String) { self.html = html }

  /// Text to read; what cannot be seen is shown as `�`.
  static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

  /// Pieces one after the other.
  static func all(_ pieces: [Markup]) -> Markup { Markup(html: pieces.map(\.html).joined()) }

  /// An element; attributes whose value is `nil` are left out.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    _ children: [Markup] = []
  ) -> Markup {
    let attributes = attributes.map { key, value in
      value.map { " \(key)=\"\(escaped($0))\"" } ?? ""
    }.joined()
    if "\(name)" == "meta" { return Markup(html: "<\(name)\(attributes)/>") }
    let inside = children.map(\.html).joined()
    return Markup(html: "<\(name)\(attributes)>\(inside)</\(name)>")
  }

  /// An element with a text in it.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ text: String
  ) -> Markup {
    element(name, attributes, [.text(text)])
  }

  /// The page's own style, which is none of anybody's text.
  static func style(_ sheet: StaticString) -> Markup { Markup(html: "<style>\(sheet)</style>") }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n", "\t": out.unicodeScalars.append(scalar)
      default:
        if hides(scalar) { continue }
        out.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return out
  }

  /// Controls and what is no character, which HTML does not allow.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: true
    case let value: value & 0xFFFE == 0xFFFE
    }
  }

  /// Overrides of the direction of writing, which disguise what a text says.
  private static func hides(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0D, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
