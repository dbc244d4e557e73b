import Testing

@testable import Terminal

struct CompletionTests {
  struct Case: CustomTestStringConvertible {
    let line: String
    let completion: Completion
    let effect: Completion.Effect
    var testDescription: String { "\(line.debugDescription), \(completion.candidates)" }

    init(_ line: String, _ range: Range<Int>, _ candidates: [String], _ effect: Completion.Effect) {
      self.line = line
      completion = Completion(replacing: range, with: candidates)
      self.effect = effect
    }
  }

  static let cases = [
    Case("xyz", 0..<3, [], .refuse),
    Case("pi", 0..<2, ["pirate"], .replace(0..<2, with: "pirate ")),
    Case("pi now", 0..<2, ["pirate"], .replace(0..<2, with: "pirate")),
    Case("grä", 0..<4, ["gräfin"], .replace(0..<4, with: "gräfin ")),
    Case("a gr", 2..<4, ["grandma", "grandpa"], .replace(2..<4, with: "grand")),
    Case("grand", 0..<5, ["grandma", "grandpa"], .list(["grandma", "grandpa"])),
    Case("gra", 0..<3, ["Grandma", "Grandpa"], .replace(0..<3, with: "Grand")),
    Case("gra", 0..<3, ["Gram", "Grav"], .replace(0..<3, with: "Gra")),
    Case("ma", 0..<2, ["grandma", "madam"], .list(["grandma", "madam"])),
    Case("x", 0..<9, ["xyz"], .replace(0..<1, with: "xyz ")),
    Case("", 0..<0, ["ten", "two"], .replace(0..<0, with: "t")),
    Case("t", 0..<1, ["te\u{1B}[2Jn\nx"], .replace(0..<1, with: "ten x ")),
    Case("👩", 0..<4, ["👩\u{200D}👧", "👩\u{200D}👦"], .list(["👩\u{200D}👧", "👩\u{200D}👦"])),
  ]

  @Test("What Tab does", arguments: cases)
  func effect(_ example: Case) {
    #expect(example.completion.effect(in: example.line) == example.effect)
  }

  @Test("Nothing to complete is refused")
  func nothing() {
    #expect(Completion.none(at: 3).effect(in: "abc") == .refuse)
  }

  @Test("Candidates are laid out downwards in columns that fit")
  func columns() {
    let texts = ["one", "two", "three", "four", "five"]
    #expect(ColumnLayout.rows(of: texts, width: 80) == ["one    two    three  four   five"])
    #expect(ColumnLayout.rows(of: texts, width: 15) == ["one    four", "two    five", "three"])
    #expect(ColumnLayout.rows(of: texts, width: 1) == ["…", "…", "…", "…", "…"])
    #expect(ColumnLayout.rows(of: ["日本", "x"], width: 20) == ["日本  x"])
    #expect(ColumnLayout.rows(of: [], width: 20) == [])
  }

  @Test("A long list is cut and says so")
  func longList() {
    let rows = ColumnLayout.rows(of: (1...250).map(String.init), width: 80)
    #expect(rows.last == "… and 50 more")
    #expect(rows.allSatisfy { DisplayWidth.columns(of: $0) <= 80 })
  }
}
