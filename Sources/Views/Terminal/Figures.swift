import Foundation

/// Numbers as they are shown.
package enum Figures {
  /// A share between 0 and 1, as `.74` or `1.0`.
  package static func share(_ value: Double) -> String {
    let text = String(format: "%.2f", value)
    return text.hasPrefix("0.") ? String(text.dropFirst()) : value >= 0.995 ? "1.0" : text
  }

  /// A number with one digit after the point.
  package static func tenth(_ value: Double) -> String { plainZero(String(format: "%.1f", value)) }

  /// A number with two digits after the point.
  static func hundredth(_ value: Double) -> String { plainZero(String(format: "%.2f", value)) }

  private static func plainZero(_ text: String) -> String {
    text.hasPrefix("-") && text.dropFirst().allSatisfy { $0 == "0" || $0 == "." }
      ? String(text.dropFirst()) : text
  }
}
