import Foundation
import Support

extension Persona {
  /// Makes a persona of a sentence such as `a retired spy who hates the sea`.
  ///
  /// The words before the first that tells more (`who`, `of`, a comma) name it, three at most: here
  /// `retired-spy`, called Retired Spy. The card is V2, says "{{char}} is …" and has no examples.
  /// - Parameters:
  ///   - sentence: What the character is.
  ///   - taken: Mask names in use; the new one gets a number where its words are among them.
  /// - Returns: A persona whose origin is the session.
  /// - Throws: `emptySentence` where the sentence has no word to name it by.
  package static func described(
    as sentence: String, avoiding taken: Set<String> = []
  ) throws(PersonaError) -> Persona {
    let words = sentence.withoutControlCharacters().split(whereSeparator: \.isWhitespace)
      .map(String.init)
    let naming = namingWords(of: words)
    guard let slug = MaskName.slug(of: naming.joined(separator: " ")) else { throw .emptySentence }
    let name = naming.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    let tree = cardTree(name: name, description: statement(of: words))
    let card = try CharacterCard(tree: tree, file: slug)
    return Persona(mask: unused(slug, among: taken), card: card, origin: .session)
  }

  private static let articles: Set<String> = ["a", "an", "the"]

  /// Words that begin what is told of somebody, after the words that name them.
  private static let turns: Set<String> = [
    "who", "whom", "whose", "that", "which", "with", "without", "in", "on", "at", "of", "from",
    "by", "for", "to", "and", "or", "but", "is", "was", "has", "named", "called",
  ]

  private static func namingWords(of words: [String]) -> [String] {
    var naming: [String] = []
    for (position, word) in words.enumerated() {
      let bare = word.trimmingCharacters(in: .punctuationCharacters)
      if bare.isEmpty || (position == 0 && articles.contains(bare.lowercased())) { continue }
      if !naming.isEmpty && turns.contains(bare.lowercased()) { break }
      naming.append(bare)
      if naming.count == 3 || !word.hasSuffix(bare) { break }
    }
    return naming
  }

  private static func statement(of words: [String]) -> String {
    var words = words
    if let first = words.first, articles.contains(first.lowercased()) {
      words[0] = first.lowercased()
    }
    let told = words.joined(separator: " ")
    let ending = told.unicodeScalars.last?.isSentenceMark == true ? "" : "."
    return "{{char}} is " + told + ending
  }

  private static func unused(_ slug: String, among taken: Set<String>) -> String {
    guard taken.contains(slug) else { return slug }
    var number = 2
    while taken.contains("\(slug)-\(number)") { number += 1 }
    return "\(slug)-\(number)"
  }

  private static func cardTree(name: String, description: String) -> JSONTree {
    var data = JSONTree.object([])
    for field in CardField.texts { data.set(field.rawValue, to: .string("")) }
    for field in CardField.lists { data.set(field.rawValue, to: .array([])) }
    data.set(CardField.extensions.rawValue, to: .object([]))
    data.set(CardField.name.rawValue, to: .string(name))
    data.set(CardField.description.rawValue, to: .string(description))
    return .object([
      JSONTree.Member("spec", .string("chara_card_v2")),
      JSONTree.Member("spec_version", .string("2.0")),
      JSONTree.Member("data", data),
    ])
  }
}
