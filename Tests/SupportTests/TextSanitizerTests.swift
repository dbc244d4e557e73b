import Support
import Testing

struct TextSanitizerTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let clean: String
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ clean: String) {
      self.text = text
      self.clean = clean
    }
  }

  static let cases = [
    Case("", ""),
    Case("plain größe 日本語 👩‍👩‍👧 é\u{301}\tand\nmore", "plain größe 日本語 👩‍👩‍👧 é\u{301}\tand\nmore"),
    Case("a\u{0}b\u{7}c\u{8}d\u{B}e\u{C}f\u{7F}g", "abcdefg"),
    Case("line\r\nline\rover", "line\nlineover"),
    Case("a\u{85}b\u{9C}c", "abc"),
    Case("\u{1B}[31mred\u{1B}[0m", "red"),
    Case("\u{1B}[38;2;1;2;3mx\u{1B}[?25l\u{1B}[!py\u{1B}[ qz", "xyz"),
    Case("\u{1B}]0;title\u{7}a\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "alink"),
    Case("\u{1B}P1$r0m\u{1B}\\a\u{1B}Xsos\u{1B}\\b\u{1B}^pm\u{1B}\\c\u{1B}_apc\u{1B}\\d", "abcd"),
    Case("\u{9B}31ma\u{9D}0;t\u{9C}b\u{90}q\u{9C}c", "abc"),
    Case("\u{1B}ca\u{1B}(Bb\u{1B}7c\u{1B}#8d", "abcd"),
    Case("\u{1B}[31", ""),
    Case("\u{1B}", ""),
    Case("\u{1B}]0;never ends\nnext line", "\nnext line"),
    Case("\u{1B}Pnever ends", ""),
    Case("\u{1B}[12\nnext", "\nnext"),
    Case("\u{1B}[1日", "日"),
    Case("\u{1B}日", "日"),
    Case("\u{1B}\u{1B}[31mx", "x"),
    Case("\u{1B}]0;a\u{1B}[31mb", "b"),
    Case("\u{1B}[3\u{18}x\u{1B}]y\u{1A}z", "xz"),
    Case("\u{202E}gpj.exe\u{202C}\u{2066}a\u{2069}", "gpj.exea"),
    Case("שלום \u{200F}مرحبا", "שלום \u{200F}مرحبا"),
  ]

  @Test("What could command a terminal goes, the rest stays", arguments: cases)
  func whole(_ example: Case) {
    #expect(TextSanitizer.clean(example.text) == example.clean)
  }

  @Test("Where a text is split makes no difference", arguments: cases)
  func split(_ example: Case) {
    let scalars = Array(example.text.unicodeScalars)
    for place in 0...scalars.count {
      var sanitizer = TextSanitizer()
      let pieces = [scalars[..<place], scalars[place...]].map { part in
        var view = String.UnicodeScalarView()
        view.append(contentsOf: part)
        return String(view)
      }
      let clean = pieces.map { sanitizer.clean($0) }.joined()
      #expect(clean == example.clean, "split after \(place) scalars")
    }
  }

  @Test("No control character survives any text", arguments: UInt64(0)..<50)
  func controls(seed: UInt64) {
    // Numbers of a linear congruential generator, mostly characters that mean something to a
    // parser.
    var state = seed
    let alphabet = Array("\u{1B}[]P\\;0m\u{7}\u{9B}\u{9D}\n a\u{18}\u{7F}日\u{202E}".unicodeScalars)
    var text = ""
    for _ in 0..<200 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text.unicodeScalars.append(alphabet[Int(state >> 33) % alphabet.count])
    }
    let dangerous = TextSanitizer.clean(text).unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n" || $0 == "\u{202E}"
    }
    #expect(dangerous.isEmpty)
  }
}
