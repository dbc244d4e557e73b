import Foundation

/// Numbers as the page shows them.
enum Numeral {
  /// A share between 0 and 1 in whole per cent, or that it is less than one.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let value = share * 100
    if value > 0, value < 0.5 { return "<\u{A0}1\u{A0}%" }
    return "\(Int(min(100, max(0, value)).rounded()))\u{A0}%"
  }

  /// How many there are of something, with its name.
  static func count(_ things: some Collection, _ name: String) -> String {
    "\(things.count) \(name)\(things.count == 1 ? "" : "s")"
  }

  /// A number with one digit after the point.
  static func tenth(_ value: Double) -> String { fixed(value, "%.1f") }

  /// A number as a style or a drawing takes it.
  static func plain(_ value: Double) -> String {
    value.isFinite ? fixed(value, "%.2f") : "0"
  }

  private static func fixed(_ value: Double, _ format: String) -> String {
    guard value.isFinite else { return "–" }
    let text = String(format: format, locale: Locale(identifier: "en_US_POSIX"), value)
    let isZero = text.hasPrefix("-") && text.dropFirst().allSatisfy { $0 == "0" || $0 == "." }
    return isZero ? String(text.dropFirst()) : text
  }
}
