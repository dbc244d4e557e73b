import LanguageModels
import Testing
import Understudy

@Suite struct UnderstudyVocabularyTests {
  private func understudy(reading lines: String...) -> Understudy {
    Understudy(voices: [UnderstudyVoice(name: "", lines: lines)], hash: "")
  }

  @Test(arguments: [
    "", "Word", "Plain words, in a row.", "It's o' the sea, 'tis; the dogs' own!",
    "rum-raisin - and well - known-to-all-", "\"Quoted,\" she said... (twice)", "wait…what—no",
    "88,412,006 at 3.50", "two  spaces and   three ", " leading", "one\ntwo\n\nthree\n\n\nfour\n",
    "*bows* _low_ ~ #5 <|end|> {x}", "Grüße, naïve œuvre", "日本語 テキスト", "🐙 and 👩‍🚀!!",
    "''' '' a'b'c '",
    "!?!?!!", "tab\tand\r\nreturn", "e\u{301}te\u{301}",
  ])
  func `known text is what its tokens say`(text: String) {
    let model = Understudy(
      voices: [UnderstudyVoice(name: "", description: text, lines: [])], hash: "")
    let tokens = model.tokens(of: text)
    #expect(model.text(of: tokens) == text)
    #expect(Set(tokens).isDisjoint(with: model.controlTokens))
  }

  @Test func `every word carries the space before it`() {
    let model = understudy(reading: "Arr, the sea's o' gold!")
    let pieces = model.tokens(of: "Arr, the sea's o' gold!").map { model.text(of: [$0]) }
    #expect(pieces == ["Arr", ",", " the", " sea's", " o'", " gold", "!"])
  }

  @Test func `a word never read is the unknown word, and only that one is lost`() throws {
    let model = understudy(reading: "I like the sea.")
    let tokens = model.tokens(of: "I like the zeppelin, \u{2047} the sea.")
    #expect(model.text(of: tokens) == "I like the\u{2047},\u{2047} the sea.")
    let unknown = try #require(tokens.first { model.controlTokens.contains($0) })
    #expect(!model.endTokens.contains(unknown))
    #expect(tokens.count { $0 == unknown } == 2)
  }

  @Test(arguments: [
    ("the", " the"), ("The", " the"), (" Sea", " sea"), (" SEA", " sea"), (" ahoy", "Ahoy"),
    ("Loud", " LOUD"), ("ahoy", "Ahoy"),
  ])
  func `a word known otherwise is read as that`(written: String, known: String) {
    let model = understudy(reading: "Ahoy, the sea is LOUD.")
    #expect(model.text(of: model.tokens(of: written)) == known)
  }

  @Test func `control tokens have no text and no text has control tokens`() {
    let model = UnderstudyCast.understudy()
    let promptTemplate = model.promptTemplate
    let parts =
      promptTemplate.opening + promptTemplate.directionToUser + promptTemplate.userToReply
      + promptTemplate.replyToUser
      + model.endTokens
    #expect(Set(parts).count == 5)
    #expect(Set(parts).isSubset(of: model.controlTokens))
    for token in parts { #expect(model.bytes(of: token).isEmpty) }
    #expect(model.text(of: promptTemplate.bareBreak) == "\n\n")
    #expect(!promptTemplate.bareOpening.isEmpty)
  }

  @Test(arguments: [Token(-1), 1_000_000])
  func `what is no token has no bytes`(token: Token) {
    #expect(UnderstudyCast.understudy().bytes(of: token).isEmpty)
  }

  @Test func `a reply that does not end as a sentence ends with its line`() throws {
    let model = understudy(reading: "no dots here lol", "One \"dot.\"")
    let newline = try #require(model.tokens(of: "\n").first)
    let opening = model.opening(direction: "")
    let loose = try model.logits(after: opening + model.tokens(of: "no dots here lol"))
    #expect(loose.max() == loose[Int(newline)])
    let dotted = try model.logits(after: opening + model.tokens(of: "One \"dot.\""))
    #expect(dotted.max() == dotted[Int(try #require(model.endTokens.first))])
  }
}
