import LanguageModels
import Testing
import Understudy

@Suite struct UnderstudyRecitationTests {
  let model = UnderstudyCast.understudy()

  @Test(arguments: UnderstudyCast.all.flatMap(\.lines))
  func `a line that was learnt is recited from end to end`(line: String) {
    #expect(model.recitedShare(of: model.tokens(of: line)) == 1)
  }

  @Test(arguments: UInt64(0)..<5)
  func `shuffled words are not recited`(seed: UInt64) {
    var numbers = FixedNumbers(seed: seed)
    let words = UnderstudyCast.all.flatMap(\.lines).flatMap { model.tokens(of: $0) }
    #expect(model.recitedShare(of: words.shuffled(using: &numbers)) == 0)
  }

  @Test(arguments: [
    ("", 0.0),
    ("found but a spoon", 0),
    ("nine years and found but", 0),
    (" quested nine years and found but", 1),
    // The two marks between are no words.
    (" lovey, the buns are hot.", 0),
    ("Mind the tray, lovey, the buns", 1),
    // A run does not go on into the next line.
    ("found but a spoon! Fetch my other", 0),
  ])
  func `six words in a row make a recitation`(text: String, share: Double) {
    #expect(model.recitedShare(of: model.tokens(of: text)) == share)
  }

  @Test func `the share counts the tokens of the run alone`() {
    let run = model.tokens(of: "By my horse, the bridge was there before I crossed it!")
    let rest = model.tokens(of: " coal arms wren gloom rye")
    let share = model.recitedShare(of: run + rest)
    #expect(abs(share - Double(run.count) / Double(run.count + rest.count)) < 1e-12)
  }

  @Test func `runs that overlap are counted once`() throws {
    let model = Understudy(
      voices: [
        UnderstudyVoice(name: "", lines: ["one two three four five six", "so four five six a b c"])
      ], hash: "")
    let tokens = model.tokens(of: "one two three four five six a b c")
    #expect(model.recitedShare(of: tokens) == 1.0)
  }

  @Test func `unknown words and control tokens are not recited`() {
    let unknown = [Token](repeating: 0, count: 12)
    #expect(model.recitedShare(of: unknown + model.endTokens) == 0)
  }
}
