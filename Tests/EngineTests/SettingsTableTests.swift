import Engine
import Foundation
import Testing

@Suite struct `The table of settings` {
  private static let names = Settings.table.map(\.name)

  private static func row(_ name: String) throws -> SettingRow {
    try #require(Settings.table.first { $0.name == name })
  }

  /// The lowest and the highest number a row takes, where it takes numbers.
  private static func bounds(_ row: SettingRow) -> (low: Double, high: Double)? {
    let ends = row.range.components(separatedBy: " to ").compactMap { Double($0) }
    return ends.count == 2 ? (ends[0], ends[1]) : nil
  }

  /// Values at the ends of what a row takes and between them, as the row itself would write them.
  private static func values(_ row: SettingRow) -> [String] {
    guard let (low, high) = bounds(row) else { return row.range.components(separatedBy: ", ") }
    let isWhole = Int(row.read(Settings())) != nil
    let middle = (low + high) / 2
    return [low, high, isWhole ? middle.rounded() : middle].map { isWhole ? "\(Int($0))" : "\($0)" }
  }

  @Test func `has a name of its own for each, and says what it does and takes`() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Self.names.allSatisfy { !$0.contains(where: \.isWhitespace) && $0 == $0.lowercased() })
    #expect(Settings.table.allSatisfy { !$0.summary.isEmpty && !$0.range.isEmpty })
  }

  @Test(arguments: names)
  func `reads back what it wrote and leaves the rest alone`(_ name: String) throws {
    let row = try Self.row(name)
    let others = Settings.table.filter { $0.name != name }
    for value in Self.values(row) {
      var settings = Settings()
      #expect(row.write(value, &settings), "\(value)")
      #expect(row.read(settings) == value)
      #expect(others.map { $0.read(settings) } == others.map { $0.read(Settings()) })
    }
  }

  @Test(arguments: names)
  func `refuses what is out of range and is then as it was`(_ name: String) throws {
    let row = try Self.row(name)
    var texts = ["", " ", "x", "nan", "inf", "-inf", "1e999", "0x", "1,5", "--1", "SAMPLE", "١"]
    if let (low, high) = Self.bounds(row) {
      texts += ["\(low - 1)", "\(high + 1)", "\(Int(low) - 1)", "\(Int(high) + 1)"]
    }
    for text in texts {
      var settings = Settings()
      #expect(!row.write(text, &settings), "\(text)")
      #expect(settings == Settings())
    }
  }

  @Test(arguments: names)
  func `names a value it takes beside one that it refuses`(_ name: String) throws {
    let row = try Self.row(name)
    for text in ["x", "", "nan", "inf", "-inf", "-1e9", "1e9", "99999999999999999999"] {
      let told = row.refusal(of: text, typedAfter: ":set \(name) ")
      #expect(told.contains(row.range))
      let quoted = told.components(separatedBy: "`")
      let typed = try #require(quoted.first { $0.hasPrefix(":set \(name) ") })
      var settings = Settings()
      #expect(row.write(String(typed.dropFirst(":set \(name) ".count)), &settings), "\(told)")
    }
  }

  @Test(arguments: names)
  func `holds the settings that the program starts with`(_ name: String) throws {
    let row = try Self.row(name)
    var settings = Settings()
    #expect(row.write(row.read(settings), &settings))
    #expect(settings == Settings())
  }
}
