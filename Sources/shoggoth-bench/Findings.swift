import Foundation

/// One figure.
struct Figure: Encodable {
  let name: String
  let value: Double
  /// The ends of an interval about the value, where there is one.
  var low: Double?
  var high: Double?
  var target: Double?
  var met: Bool?

  /// Prints the figure as a row on standard error and as a JSON line on standard output.
  func show() throws {
    printRow()
    try printLine()
  }

  func printRow() {
    let interval =
      if let low, let high { String(format: "  %.3f to %.3f", low, high) } else { "" }
    let goal = target.map { String(format: "  target %g", $0) } ?? ""
    let row = name.padding(toLength: max(52, name.count), withPad: " ", startingAt: 0)
    let amount = String(format: "%9.3f", value)
    StandardError.print("\(row) \(amount)\(interval)\(goal)\(verdict.map { "  " + $0 } ?? "")")
  }

  func printLine() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }

  var verdict: String? { met.map { $0 ? "met" : "MISSED" } }

  /// A figure that should not exceed `target`.
  static func atMost(
    _ target: Double, _ name: String, _ value: Double, low: Double? = nil, high: Double? = nil
  ) -> Figure {
    Figure(name: name, value: value, low: low, high: high, target: target, met: value <= target)
  }

  /// A figure that should reach `target`.
  static func atLeast(
    _ target: Double, _ name: String, _ value: Double, low: Double? = nil, high: Double? = nil
  ) -> Figure {
    Figure(name: name, value: value, low: low, high: high, target: target, met: value >= target)
  }
}

/// Where figures go as they are found: for people on standard error, for programs as JSON lines on
/// standard output, or instead of those as Markdown for a page.
struct Findings {
  let isMarkdown: Bool
  private var columns: [String] = []
  private var isListing = false

  init(_ options: BenchOptions) { isMarkdown = options.markdown }

  /// Begins a table of `columns`, whose rows are called after `subject`.
  mutating func begin(_ subject: String, columns: [String]) {
    self.columns = columns
    isListing = false
    StandardError.print("\n" + Self.aligned(subject, columns))
    if isMarkdown {
      print("\n| \(([subject] + columns).joined(separator: " | ")) |")
      print("| --- |" + columns.map { _ in " ---: |" }.joined())
    }
  }

  /// Adds a row to the table; what is not a number is left empty.
  func add(_ name: String, _ values: [Double]) throws {
    let cells = values.map(Self.cell)
    StandardError.print(Self.aligned(name, cells))
    if isMarkdown {
      print("| \(([name] + cells).joined(separator: " | ")) |")
    } else {
      for (column, value) in zip(columns, values) where value.isFinite {
        try Figure(name: "\(name), \(column)", value: value).printLine()
      }
    }
  }

  /// Adds a figure that stands by itself.
  mutating func add(_ figure: Figure) throws {
    if !isListing {
      StandardError.print("")
      if isMarkdown {
        print("\n| figure | value | 95 % | target | |\n| --- | ---: | --- | --- | --- |")
      }
    }
    isListing = true
    figure.printRow()
    guard isMarkdown else { return try figure.printLine() }
    let interval =
      if let low = figure.low, let high = figure.high {
        "\(Self.cell(low)) to \(Self.cell(high))"
      } else {
        ""
      }
    let goal = figure.target.map { String(format: "%g", $0) } ?? ""
    let cells = [figure.name, Self.cell(figure.value), interval, goal, figure.verdict ?? ""]
    print("| \(cells.joined(separator: " | ")) |")
  }

  private static func aligned(_ name: String, _ cells: [String]) -> String {
    name.padding(toLength: max(30, name.count), withPad: " ", startingAt: 0)
      + cells.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
  }

  private static func cell(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    let isWhole = value == value.rounded()
    return String(format: isWhole ? "%.0f" : abs(value) < 10 ? "%.3f" : "%.1f", value)
  }
}

/// What is for people.
enum StandardError {
  static func print(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
