import Foundation

/// The character set the C library works with: what libedit reads by and `wcwidth` measures by.
package struct TextLocale: Equatable, Sendable {
  /// The character set now in force, as `nl_langinfo(nl_item(CODESET))` names it.
  package let codeset: String
  /// Whether the user's own settings allow characters beyond ASCII in prompts and bars.
  ///
  /// False when the user asked for a locale that is not UTF-8, even where a UTF-8 locale was taken
  /// in its place for reading.
  package let drawsUnicode: Bool

  /// Whether `codeset` is UTF-8.
  package var isUTF8: Bool { Self.namesUTF8(codeset) }

  /// The UTF-8 locales tried, in order, where the user's own is none.
  package static let fallbacks = ["C.UTF-8", "en_US.UTF-8"]

  /// Takes the user's `LC_CTYPE`, or a UTF-8 locale in its place, for the whole process.
  ///
  /// `setlocale` is not thread-safe: call this early, from the main thread.
  ///
  /// - Parameters:
  ///   - fallbacks: locales to try where the user's own is not UTF-8.
  ///   - environment: the variables that say whether the user chose a locale at all.
  /// - Returns: the locale now in force; `isUTF8` is false where nothing else is installed.
  @discardableResult
  package static func adopt(
    fallbacks: [String] = Self.fallbacks,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> TextLocale {
    let accepted = setlocale(LC_CTYPE, "") != nil
    let own = currentCodeset()
    let drawsUnicode = namesUTF8(own) || asksForUnicode(environment)
    if !namesUTF8(own) {
      let taken = fallbacks.first { setlocale(LC_CTYPE, $0) != nil && namesUTF8(currentCodeset()) }
      if taken == nil { _ = setlocale(LC_CTYPE, accepted ? "" : "C") }
    }
    let codeset = currentCodeset()
    return TextLocale(codeset: codeset, drawsUnicode: drawsUnicode && namesUTF8(codeset))
  }

  /// Whether variables that name no usable UTF-8 locale still speak for a UTF-8 terminal.
  ///
  /// Nothing set is what containers and bare logins have, on terminals that are UTF-8 all the same;
  /// a UTF-8 locale may be named that is not installed here.
  static func asksForUnicode(_ environment: [String: String]) -> Bool {
    let chosen = ["LC_ALL", "LC_CTYPE", "LANG"]
      .compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let chosen else { return true }
    return namesUTF8(String(chosen.drop { $0 != "." }.dropFirst()))
  }

  private static func currentCodeset() -> String {
    guard let name = nl_langinfo(nl_item(CODESET)) else { return "" }
    return String(cString: name)
  }

  private static func namesUTF8(_ codeset: String) -> Bool {
    let name = codeset.prefix { $0 != "@" }.lowercased().filter { $0 != "-" }
    return name == "utf8"
  }
}
