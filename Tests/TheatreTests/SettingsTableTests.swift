import Testing
import Theatre

extension SettingRow: CustomTestStringConvertible {
  public var testDescription: String { name }

  /// The lowest and the highest number it takes, where it takes numbers.
  fileprivate var bounds: (low: Double, high: Double)? {
    let ends = range.components(separatedBy: " to ").compactMap { Double($0) }
    return ends.count == 2 ? (ends[0], ends[1]) : nil
  }
}

@Suite struct `The table of settings` {
  @Test func `has a name of its own for each, and says what it does and takes`() {
    let names = Settings.table.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Settings.table.allSatisfy { !$0.summary.isEmpty && !$0.range.isEmpty })
    #expect(names.allSatisfy { !$0.contains(where: \.isWhitespace) && $0 == $0.lowercased() })
  }

  @Test(arguments: Settings.table)
  func `reads back what it wrote`(_ row: SettingRow) {
    var texts = row.range.components(separatedBy: ", ")
    if let (low, high) = row.bounds {
      let isWhole = Double(row.read(Settings())).map { String(Int($0)) } == row.read(Settings())
      texts =
        isWhole
        ? [Int(low), Int(high), Int((low + high) / 2)].map(String.init)
        : [low, high, (low + high) / 2].map { "\($0)" }
    }
    #expect(texts.count > 1)
    for text in texts {
      var settings = Settings()
      #expect(row.write(text, &settings), "\(text)")
      #expect(row.read(settings) == text)
    }
  }

  @Test(arguments: Settings.table)
  func `changes nothing else`(_ row: SettingRow) {
    let other = Settings.BlendMode.top.rawValue
    let text = row.bounds.map { "\($0.low)" } ?? other
    for text in [text, "\(Int(row.bounds?.low ?? 0))"] {
      var settings = Settings()
      guard row.write(text, &settings) else { continue }
      for row in Settings.table where row.name != row.name {
        #expect(row.read(settings) == row.read(Settings()))
      }
    }
  }

  @Test(arguments: Settings.table)
  func `refuses what is out of range and is then as it was`(_ row: SettingRow) {
    var texts = ["", " ", "x", "nan", "inf", "-inf", "1e999", "0x", "1,5", "--1", "SAMPLE", "١"]
    if let (low, high) = row.bounds {
      texts += ["\(low - 1)", "\(high + 1)", "\(Int(low) - 1)", "\(Int(high) + 1)"]
    }
    for text in texts {
      var settings = Settings()
      #expect(!row.write(text, &settings), "\(text)")
      #expect(settings == Settings())
    }
  }

  @Test(arguments: Settings.table)
  func `holds the settings that the program starts with`(_ row: SettingRow) {
    var settings = Settings()
    #expect(row.write(row.read(settings), &settings))
    #expect(settings == Settings())
  }
}
