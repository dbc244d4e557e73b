import Testing

@testable import Views

/// Text that would like to be markup.
@Suite struct MarkupTests {
  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("\" onload='x'", "&quot; onload=&#39;x&#39;"),
    ("a & b &lt;", "a &amp; b &amp;lt;"),
    ("]]> <!-- -->", "]]&gt; &lt;!-- --&gt;"),
    ("\u{1B}[31m\u{0}\u{7F}\u{85}", "\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("evil\u{202E}gnp.exe\u{2066}", "evilgnp.exe"),
    ("two\r\nlines\tapart", "two\nlines\tapart"),
    ("日本語 👩‍👧 é", "日本語 👩‍👧 é"),
  ])
  func `text stays text wherever it stands`(text: String, escaped: String) {
    #expect(Markup.text(text).html == escaped)
    #expect(
      Markup.element("p", ["title": text], text).html
        == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test(arguments: [0xFFFE, 0xFFFF, 0x1FFFF, 0xFDD0, 0x10FFFE] as [UInt32])
  func `what is no character is replaced`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(Markup.text("a\(Character(scalar))b").html == "a\u{FFFD}b")
  }

  @Test func `attributes without a value are left out and void elements are not closed`() {
    #expect(Markup.element("meta", ["name": nil]).html == "<meta/>")
    #expect(Markup.element("div", ["class": ""]).html == "<div class=\"\"></div>")
  }

  @Test(arguments: [
    (0, "0 %"), (0.001, "< 1 %"), (0.5, "50 %"), (1, "100 %"), (7, "100 %"), (-3, "0 %"),
    (Double.nan, "–"), (.infinity, "–"),
  ])
  func `a share is told in whole per cent`(share: Double, told: String) {
    #expect(Numeral.percent(share).replacing("\u{A0}", with: " ") == told)
  }
}
