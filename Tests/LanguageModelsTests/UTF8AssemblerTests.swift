import LanguageModels
import Testing

@Suite struct UTF8AssemblerTests {
  static let texts = [
    "plain", "naïve – 日本", "🐙 and 👩‍🚀", "é\u{301}x", "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}",
  ]

  @Test(arguments: texts, 1...5)
  func `text in pieces of any size comes out whole`(text: String, size: Int) {
    let bytes = Array(text.utf8)
    var assembler = UTF8Assembler()
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = assembler.append(Array(bytes[start..<min(start + size, bytes.count)]))
      #expect(!piece.unicodeScalars.contains("\u{FFFD}"))
      result.unicodeScalars.append(contentsOf: piece.unicodeScalars)
    }
    #expect(assembler.finish().isEmpty)
    #expect(Array(result.utf8) == bytes)
  }

  @Test(arguments: texts)
  func `a character comes out with its last byte and not before`(text: String) {
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      var assembler = UTF8Assembler()
      for byte in bytes.dropLast() { #expect(assembler.append([byte]) == "") }
      #expect(assembler.append(Array(bytes.suffix(1))) == String(scalar))
    }
  }

  @Test(
    arguments: [
      ([0xFF], "\u{FFFD}"), ([0x80], "\u{FFFD}"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
      ([0x61, 0xF8, 0x62], "a\u{FFFD}b"), ([0xC3, 0x61], "\u{FFFD}a"),
      ([0xE6, 0x97, 0x61], "\u{FFFD}a"),
    ] as [([UInt8], String)])
  func `bytes that become no character are replaced at once`(bytes: [UInt8], text: String) {
    var assembler = UTF8Assembler()
    #expect(assembler.append(bytes) == text)
    #expect(assembler.finish().isEmpty)
  }

  @Test(arguments: [[0xC3], [0xE6, 0x97], [0xF0, 0x9F, 0x90]] as [[UInt8]])
  func `an unfinished character is held back until the end`(bytes: [UInt8]) {
    var assembler = UTF8Assembler()
    #expect(assembler.append([0x61] + bytes) == "a")
    #expect(assembler.finish() == "\u{FFFD}")
    #expect(assembler.finish().isEmpty)
  }

  @Test func `nothing gives nothing`() {
    var assembler = UTF8Assembler()
    #expect(assembler.append([]).isEmpty)
    #expect(assembler.finish().isEmpty)
  }
}
