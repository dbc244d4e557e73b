import Testing
import Theatre

@Suite struct `A sentence` {
  private static let rule = SentenceRule(maximumTokens: 40)

  @Test(arguments: [
    "Hello.", "Hello!", "Hello?", "Hello…", " Hello.", "\nHello.", "Wait...", "What?!",
    "Is it 1984?", "I was born in 1984!", "So did I.", "No.", "I said no.",
    "He is the one and only I.",
    "He left at 10 p.m.", "He said etc!", "And so on…",
    "\"Hello.\"", "\"Hello,\" he said.", "\"Hi.\" And: \"Go.\"", "(Hello.)", "*waves.*",
    "_He waves._", "'Hello.'", "\u{201C}Hello.\u{201D}", "He said (\"no.\")", "«Bonjour.»",
    "[Ends.]",
    "One line\n", "Mr.\n", "你好。", "你好！", "你好吗？", "「你好。", "He is 3.\n",
  ])
  func `is over after`(_ text: String) {
    #expect(Self.rule.isOver(text, tokens: 5))
  }

  @Test(arguments: [
    "", " ", "\n", "\n\n ", "Hello", "Hello,", "Hello;", "Hello:", "Hello -",
    "Mr.", "I met Dr.", "Capt.", "apples, pears, etc.", "e.g.", "fruit (e.g.", "i.e.",
    "John Smith Jr.", "cf.", "MRS.", "\"Mr.", "It costs 3.", "In 1984.", "J.", "by J. R.", "(J.",
    ".", "\"Hello.", "He said: \"Go!", "\"Hi.\" And: \"Go.", "\"", "(", "你好", "你好，",
  ])
  func `goes on after`(_ text: String) {
    #expect(!Self.rule.isOver(text, tokens: 5))
  }

  @Test func `is over at the longest it may be, whatever it says`() {
    #expect(!Self.rule.isOver("and then", tokens: 39))
    #expect(Self.rule.isOver("and then", tokens: 40))
    #expect(Self.rule.isOver("Mr.", tokens: 41))
    #expect(Self.rule.isOver("", tokens: 40))
  }
}
