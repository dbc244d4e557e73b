import ArgumentParser
import Engine

/// Every setting of a chat as an option; what it is called and does comes from the table of
/// settings.
struct SettingOptions: ParsableArguments {
  @Option(help: .setting("blend")) var blend: String?
  @Option(help: .setting("temperature")) var temperature: String?
  @Option(help: .setting("min-p")) var minP: String?
  @Option(help: .setting("min-p-softness")) var minPSoftness: String?
  @Option(help: .setting("repetition")) var repetition: String?
  @Option(help: .setting("loop")) var loop: String?
  @Option(help: .setting("repetition-window")) var repetitionWindow: String?
  @Option(help: .setting("reply-tokens")) var replyTokens: String?
  @Option(help: .setting("reply-sentences")) var replySentences: String?
  @Option(help: .setting("sentence-tokens")) var sentenceTokens: String?
  @Option(help: .setting("examples")) var examples: String?
  @Option(help: .setting("width")) var width: String?
  @Option(help: .setting("cast")) var cast: String?
  @Option(help: .setting("kappa")) var kappa: String?
  @Option(help: .setting("beta")) var beta: String?
  @Option(help: .setting("rho")) var rho: String?
  @Option(help: .setting("max-depth")) var maxDepth: String?
  @Option(help: .setting("declared-share")) var declaredShare: String?
  @Option(help: .setting("reward")) var reward: String?
  @Option(help: .setting("push")) var push: String?
  @Option(help: .setting("pop")) var pop: String?
  @Option(help: .setting("swap")) var swap: String?
  @Option(help: .setting("redraw")) var redraw: String?
  @Option(help: .setting("odds-push")) var oddsPush: String?
  @Option(help: .setting("odds-swap")) var oddsSwap: String?
  @Option(help: .setting("odds-stay")) var oddsStay: String?
  @Option(help: .setting("linger")) var linger: String?
  @Option(help: .setting("nobody-spread")) var nobodySpread: String?
  @Option(help: .setting("nobody")) var nobody: String?

  /// The settings that were given, by their names in the table.
  var given: [(name: String, value: String)] {
    Mirror(reflecting: self).children.compactMap { child in
      guard let label = child.label, let value = (child.value as? Option<String?>)?.wrappedValue
      else { return nil }
      return (Self.name(ofProperty: label), value)
    }
  }

  /// The name of the setting kept in a property: `min-p` for `_minP`.
  static func name(ofProperty label: String) -> String {
    label.drop { $0 == "_" }.reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
    }
  }
}

extension ArgumentHelp {
  /// The help for an option that is a setting.
  static func setting(_ name: String) -> ArgumentHelp {
    guard let row = Settings.table.first(where: { $0.name == name }) else { return ArgumentHelp() }
    let summary = row.summary.prefix(1).uppercased() + row.summary.dropFirst()
    return ArgumentHelp(
      "\(summary): \(row.range). Default: \(row.read(Settings())).", valueName: "value")
  }
}

extension Settings {
  /// Changes the setting called `name`.
  ///
  /// - Parameters:
  ///   - name: what the table calls it.
  ///   - value: as a person types it.
  ///   - origin: where it was said, for the error.
  /// - Throws: `ValidationError` where the value is out of range.
  mutating func change(_ name: String, to value: String, saidIn origin: String) throws {
    guard let row = Self.table.first(where: { $0.name == name }) else { return }
    guard row.write(value, &self) else {
      throw ValidationError("\(origin): \(row.refusal(of: value, typedAfter: ""))")
    }
  }
}
