import Testing

@testable import Terminal

struct DisplayWidthTests {
  static let widths: [(String, Int)] = [
    ("", 0), ("abc", 3), ("größe", 5), ("gro\u{308}\u{DF}e", 5), ("日本語", 6), ("한국어", 6),
    ("ｆｕｌｌ", 8), ("ﾊﾝ", 2), ("🐙", 2), ("e\u{301}\u{302}", 1), ("a\u{200B}b", 2), ("◉·█▏", 4),
    ("שלום", 4), ("\u{1B}[1;31mred\u{1B}[0m", 3), ("\u{1B}[38;5;37m日\u{1B}[0m", 2),
  ]

  @Test("Columns of a text", arguments: widths)
  func columns(text: String, width: Int) {
    #expect(DisplayWidth.columns(of: text) == width)
  }

  @Test("The table of our own agrees", arguments: widths.filter { !$0.0.contains("\u{1B}") })
  func table(text: String, width: Int) {
    let total = text.unicodeScalars.map { DisplayWidth.tabulatedColumns(of: $0) }.reduce(0, +)
    #expect(total == width)
  }

  @Test("Text is shortened with an ellipsis, and only when it must be")
  func shortening() {
    let cases: [(String, Int, String)] = [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"),
      ("日本語", 4, "日…"), ("日本語", 1, "…"), ("abc", 0, ""), ("abc", -1, ""), ("", 0, ""),
    ]
    for (text, limit, expected) in cases {
      #expect(DisplayWidth.shortened(text, to: limit) == expected)
    }
  }

  @Test("Text is padded by columns, not letters")
  func padding() {
    #expect(DisplayWidth.padded("日本", to: 6) == "日本  ")
    #expect(DisplayWidth.padded("abc", to: 2) == "abc")
  }
}

struct ScreenTests {
  @Test("COLUMNS counts only as a positive number")
  func statedWidth() {
    let cases: [(String?, Int?)] = [
      ("100", 100), ("0", nil), ("-5", nil), ("wide", nil), (nil, nil), ("", nil),
    ]
    for (value, expected) in cases {
      let environment = value.map { ["COLUMNS": $0] } ?? [:]
      #expect(Screen.statedWidth(environment) == expected)
    }
  }

  @Test("There is always some width to draw on")
  func width() {
    #expect(Screen.width(environment: [:]) >= 1)
    #expect(Screen.width(of: -1) == nil)
  }
}
