import Terminal
import Testing

struct BarTests {
  static let blocks: [(Double, Int, String)] = [
    (0, 10, ""), (1, 3, "███"), (0.5, 4, "██"), (0.74, 10, "███████▍"), (0.22, 10, "██▎"),
    (0.04, 10, "▍"), (1e-9, 10, "▏"), (0.9999, 4, "███▉"), (2, 2, "██"), (-1, 5, ""), (.nan, 5, ""),
    (.infinity, 2, "██"), (0.5, 0, ""), (0.5, -3, ""),
  ]

  @Test("A fraction is drawn in eighths", arguments: blocks)
  func drawing(fraction: Double, cells: Int, bar: String) {
    #expect(Bar.draw(fraction, cells: cells) == bar)
  }

  @Test("Without Unicode a bar is drawn in ASCII")
  func ascii() {
    #expect(Bar.draw(0.74, cells: 10, ascii: true) == "#######-")
    #expect(Bar.draw(0.76, cells: 10, ascii: true) == "#######=")
    #expect(Bar.draw(1, cells: 3, ascii: true) == "###")
    #expect(Bar.draw(0.01, cells: 3, ascii: true) == "-")
  }

  @Test("A longer fraction never has a shorter bar")
  func order() {
    let lengths = (0...1000).map { step in
      Bar.draw(Double(step) / 1000, cells: 7).unicodeScalars.map { scalar in
        // The blocks from full to one eighth follow each other in Unicode.
        scalar == "█" ? 8 : 8 - Int(scalar.value - 0x2588)
      }.reduce(0, +)
    }
    #expect(lengths == lengths.sorted())
    #expect(lengths.last == 56)
  }
}
