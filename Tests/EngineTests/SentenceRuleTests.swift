import Engine
import Foundation
import LanguageModels
import MaskInference
import Support
import Testing

/// The rule of older sessions, which must stay as it was.
@Suite struct `A sentence by the first rule` {
  private static let rule = SentenceRule(version: nil, maximumTokens: 40)

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

  @Test(arguments: ["「行くぞ！」", "नमस्ते।", "كيف حالك؟", "I am 42.", "Ask for room B.", "“Go.’”"])
  func `does not know what came later`(_ text: String) {
    #expect(Self.rule.version == .first)
    #expect(Self.rule.isOver(text, tokens: 5) == (text == "“Go.’”"))
  }

  @Test func `is over at the longest it may be, whatever it says`() {
    #expect(!Self.rule.isOver("and then", tokens: 39))
    #expect(Self.rule.isOver("and then", tokens: 40))
    #expect(Self.rule.isOver("Mr.", tokens: 41))
    #expect(Self.rule.isOver("", tokens: 40))
  }
}

@Suite struct `A sentence by the second rule` {
  private static let rule = SentenceRule(version: .second, maximumTokens: 40)

  /// What was said so far, by what is tried with it.
  struct Sample: Sendable, CustomTestStringConvertible {
    let about: String
    let texts: [String]

    init(_ about: String, _ texts: String...) {
      self.about = about
      self.texts = texts
    }

    var testDescription: String { about }
  }

  private static let ending: [Sample] = [
    Sample(
      "English", "Hello.", "Hello!", "Hello?", "Hello…", " Hello.", "Hello. ", "Wait...", "What?!",
      "No.", "I said no.", "So did I.", "I don't.", "The boys' room.", "He ran—fast."),
    Sample("German", "Das war’s.", "„Guten Tag.“", "»Hallo.«", "Er sagte: „Komm!“", "Ich bin 42."),
    Sample("French", "Ça va ?", "« Bonjour. »", "«\u{A0}Oui\u{A0}!\u{A0}»", "C’est l’été."),
    Sample("Spanish", "¡Hola!", "¿Qué?", "«Sí.»", "Ya voy."),
    Sample("Swedish", "”Hej.”", "»Hej.»", "Han satte sig."),
    Sample(
      "Russian", "Привет.", "Это я.", "Кто там?", "«Иди сюда.»", "и т. д.", "В 1999 г.",
      "Я живу в комнате 3."),
    Sample("Greek", "Καλημέρα.", "Τι κάνεις;", "Τι κάνεις\u{37E}", "«Έλα!»"),
    Sample("Armenian", "Բարև։", "Ինչպե՞ս ես։", "Բարև:"),
    Sample("Hebrew", "שלום.", "מה שלומך?", "\"צה\"ל טוב.\""),
    Sample("Arabic", "مرحبا.", "كيف حالك؟", "كيف حالك؟\u{200F}", "«أهلا!»"),
    Sample("Urdu", "میں ٹھیک ہوں۔", "آپ کیسے ہیں؟"),
    Sample("Hindi", "नमस्ते।", "आप कैसे हैं?", "इति॥", "\"चलो।\""),
    Sample("Bengali", "আমি ভালো আছি।"),
    Sample("Amharic", "ሰላም።", "ሰላም ነው፧", "እንደምን አለህ?"),
    Sample("Thai", "สวัสดีครับ!", "ขอบคุณค่ะ.", "สวัสดี\n"),
    Sample("Burmese", "မင်္ဂလာပါ။"),
    Sample("Tibetan", "བཀྲ་ཤིས།"),
    Sample("Khmer", "សួស្តី។"),
    Sample(
      "Chinese", "你好。", "你好！", "你好吗？", "“走吧。”", "他说：“走吧。”", "《书。》", "（下雨了。）",
      "他说\"走吧。\"", "是。」", "我不知道……"),
    Sample("Japanese", "「行くぞ！」", "「はい。」", "『すごい！』", "「『はい。』」", "これはペンです．", "はい｡"),
    Sample("Korean", "안녕하세요.", "네.", "그는 \"가자.\"", "뭐라고？"),
    Sample(
      "quotes", "\"Hello.\"", "\"Hello,\" he said.", "\"Hi.\" And: \"Go.\"", "'Hello.'",
      "‘I don’t.’",
      "“Hello.”", "He said \"Go!\"", "He said \"stop\".", "\"No.\"", "He said \"…\"", "'Twas cold.",
      "Rock 'n' roll.", "5'10\" is tall."),
    Sample("a closing mark alone", "Hello.\"", "Hello.)", "Hello.”", "Hello.*"),
    Sample(
      "brackets", "(It rained.)", "[Ends.]", "(Hello).", "He sat (it rained) down.",
      "He said (\"no.\")", "Yes :) I am.", "I'm sad :( Really.", "(He said \"no.)"),
    Sample(
      "markup", "*waves.*", "_He waves._", "**Hello.**", "***Hello.***", "`Run it.`", "*sighs* Oh.",
      "**Note:** go.", "2 * 3 = 6!", "snake_case is odd."),
    Sample(
      "numbers", "I am 42.", "In 1984.", "Is it 1984?", "Pi is 3.14.", "It costs $3.50.",
      "He owes $100.",
      "That's 50%.", "She has 1,000.", "At 10:30.", "I have chapter 3.", "I am 7.", "R2D2.",
      "See no. 5.", "№ 5.", "It is 20 °C."),
    Sample(
      "letters", "Ask for room B.", "It was option C.", "He got an A.", "A, B, C.", "Solve for x.",
      "Malcolm X.", "Henry V.", "the one and only I."),
    Sample(
      "abbreviations", "He left at 10 p.m.", "apples, pears, etc.", "John Smith Jr.", "in the U.S.",
      "He is a Ph.D.", "I live on Main St."),
    Sample(
      "addresses", "See example.com.", "Visit https://example.com/a.", "Write to me@example.com.",
      "Open notes.txt."),
    Sample("symbols", "I ❤ you.", "👍.", "Really‽", "What⁉", "Stop‼\u{FE0F}", "Eh⁇"),
    Sample("line ends", "One line\n", "Mr.\n", "He is 3.\n", "\"Open\n", "*Open\n  ", "…\n"),
  ]

  private static let goingOn: [Sample] = [
    Sample(
      "too little", "", " ", "\n", "\n\n ", "Hello", "Hello,", "Hello;", "Hello:", "Hello -", "你好",
      "你好，",
      "नमस्ते", "네", "สวัสดีครับ", "שלום"),
    Sample(
      "marks alone", ".", "..", "...", "…", "!", "?!", "……", ".\"", "。」", "। ।", "\"...\"", "--"),
    Sample(
      "open quotes", "\"Hello.", "He said: \"Go!", "\"Hi.\" And: \"Go.", "\"", "“Hello.",
      "‘Hello. I",
      "‘I don’t know.", "'Hello.", "«Bonjour.", "« Bonjour.", "„Guten Tag.", "„Komm!", "»Hallo.",
      "”Hej.",
      "「你好。", "「行くぞ。", "『「はい。」", "“走吧。", "\"צה\"ל טוב.", "‹Non.", "《书。"),
    Sample("open brackets", "(It rained.", "[Ends.", "{a.", "（下雨了。", "(", "【好！", "Hello. ("),
    Sample("open markup", "*He sighs.", "**Hello.*", "**Hello.", "_waves.", "`foo.", "Hello. *"),
    Sample("remarks", "He left (?)", "a free (!)", "He said (…)"),
    Sample(
      "numbers", "It costs 3.", "Pi is 3.", "v2.", "version 10.", "It costs $3.", "Am 15.",
      "Der 20."),
    Sample("numbers of lists", "1.", "12.", "**1.", "- 1.", "(1.", "a.", "IV.", "I."),
    Sample(
      "initials", "J.", "by J. R.", "(J.", "George W.", "J. R. R.", "А. С.", "by J.R.",
      "in the U."),
    Sample(
      "abbreviations", "Mr.", "I met Dr.", "Capt.", "e.g.", "fruit (e.g.", "fruit, e.", "i.e.",
      "cf.",
      "MRS.", "\"Mr.", "St.", "Symphony No.", "at 10 p.", "See Fig.", "d.h.", "z.", "и т.", "π.χ.",
      "डॉ.",
      "د.", "El Sr."),
    Sample("addresses", "www.", "https://example.", "Write to me@mail.", "https://a.com/b?"),
    Sample("what follows an end", "Really? 😊", "Hello. \"", "Well… I"),
  ]

  @Test(arguments: ending)
  func `is over after`(_ sample: Sample) {
    for text in sample.texts { #expect(Self.rule.isOver(text, tokens: 5), "\(text)") }
  }

  @Test(arguments: goingOn)
  func `goes on after`(_ sample: Sample) {
    for text in sample.texts { #expect(!Self.rule.isOver(text, tokens: 5), "\(text)") }
  }

  @Test(arguments: ending + goingOn)
  func `is over at the longest it may be, and after marks that are not seen as without`(
    _ sample: Sample
  ) {
    for text in sample.texts {
      for tokens in 40...42 { #expect(Self.rule.isOver(text, tokens: tokens), "\(text)") }
      let isOver = Self.rule.isOver(text, tokens: 39)
      #expect(Self.rule.isOver("\u{200E}" + text + "\u{200F}", tokens: 39) == isOver, "\(text)")
    }
  }

  @Test(arguments: [
    "\"", "“", "„", "«", "»", "‘", "'", "(", "[", "「", "『", "*", "**", "_", "`", "“(",
  ])
  func `waits for a partner, but not for ever`(_ mark: String) {
    let words = Array(repeating: "word", count: 40)
    for count in 1...40 {
      let text = mark + words.prefix(count).joined(separator: " ")
      #expect(Self.rule.isOver(text + ".", tokens: 5) == (text.count >= 160), "\(count)")
      #expect(Self.rule.isOver(text + "\n", tokens: 5))
      #expect(!Self.rule.isOver(text, tokens: 5))
    }
  }

  private static let story = """
    *She laughs softly. Her eyes shine.* "Well! Look who it is…" Dr. Who paid $3.50 for 2.5 kg \
    (of tea. \
    Good tea!) at 10:30 p.m. «Иди сюда. Быстро!» Это я. 「行くぞ。急げ！」彼は走った。नमस्ते। आप कैसे हैं? \
    كيف حالك؟ أنا بخير. Τι κάνεις; Բարև։ ሰላም። สวัสดีครับ! 안녕하세요. 👍🏽 Stop‼️ Cafe\u{301}. E\u{301}té ?
    “走吧。”他说。„Guten Tag. Na?“ 1. One. שלום. J. R. came, e.g. by car...

    """

  /// The text cut at random between bytes, as tokens cut it.
  private static func pieces(seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(story.utf8)[...]
    var assembler = UTF8Assembler()
    var pieces: [String] = []
    while !bytes.isEmpty {
      let length = Int.random(in: 1...7, using: &generator)
      pieces.append(assembler.append(Array(bytes.prefix(length))))
      bytes = bytes.dropFirst(length)
    }
    return pieces + [assembler.finish()]
  }

  @Test(arguments: 1...20)
  func `ends at the same places however its text was cut`(seed: UInt64) {
    let edges = Set(Self.story.indices.map { Self.story[..<$0].utf8.count })
    var text = ""
    var looked = 0
    for piece in Self.pieces(seed: seed) {
      text += piece
      guard edges.contains(text.utf8.count) else { continue }
      looked += 1
      let whole = String(decoding: Self.story.utf8.prefix(text.utf8.count), as: UTF8.self)
      #expect(Self.rule.isOver(text, tokens: 5) == Self.rule.isOver(whole, tokens: 5), "\(text)")
    }
    #expect(looked > 50)
    #expect(text == Self.story)
  }

  @Test func `is one breath each in a story`() {
    var sentences: [String] = []
    var text = ""
    for character in Self.story {
      text.append(character)
      guard Self.rule.isOver(text, tokens: 5) else { continue }
      sentences.append(text.trimmingCharacters(in: .whitespacesAndNewlines))
      text = ""
    }
    #expect(
      sentences == [
        "*She laughs softly. Her eyes shine.*", "\"Well! Look who it is…\"",
        "Dr. Who paid $3.50 for 2.5 kg (of tea. Good tea!)", "at 10:30 p.m.", "«Иди сюда. Быстро!»",
        "Это я.", "「行くぞ。急げ！」", "彼は走った。", "नमस्ते।", "आप कैसे हैं?", "كيف حالك؟", "أنا بخير.",
        "Τι κάνεις;", "Բարև։", "ሰላም።", "สวัสดีครับ!", "안녕하세요.", "👍🏽 Stop‼️", "Cafe\u{301}.",
        "E\u{301}té ?", "“走吧。”", "他说。", "„Guten Tag. Na?“", "1. One.", "שלום.",
        "J. R. came, e.g. by car.", "..",
      ])
    #expect(text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
  }
}
