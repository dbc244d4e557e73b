import Foundation
import LanguageModels

/// The understudy's vocabulary: control tokens, words with the space before them, and marks.
struct WordVocabulary {
  /// Stands for every word that was never read.
  static let unknown: Token = 0
  /// Ends a turn; as history, it is the beginning of a line.
  static let endOfTurn: Token = 1
  /// Begins the stage direction.
  static let opening: Token = 2
  /// From the stage direction to the user.
  static let directionToUser: Token = 3
  /// From the user to the reply.
  static let userToReply: Token = 4
  /// From the reply to the user.
  static let replyToUser: Token = 5
  /// All of these.
  static let controlTokens: [Token] = Array(0...5)

  /// A line break.
  static let lineBreak: Token = 6
  /// A blank line.
  static let blankLine: Token = 7

  /// Known to every understudy, so that ordinary punctuation is never an unknown word.
  private static let common =
    ["\n", "\n\n", " "] + ".,!?;:'\"()-…—–*".flatMap { ["\($0)", " \($0)"] }

  private var pieces: [String]
  private var tokensByPiece: [String: Token] = [:]

  init() {
    pieces = ["\u{2047}", "", "", "", "", ""]
    for piece in Self.common { _ = learn(piece) }
  }

  var count: Int { pieces.count }

  func contains(_ token: Token) -> Bool { pieces.indices.contains(Int(token)) }

  /// What `token` is written as, with the space before it.
  func piece(of token: Token) -> String { pieces[Int(token)] }

  /// The tokens of `text`, whose new words enter the vocabulary.
  mutating func learn(text: String) -> [Token] {
    WordPieces(of: text).map { learn($0) }
  }

  /// The tokens of a reply, learnt as above.
  ///
  /// One that does not end as a sentence does gets a line break: without one nobody could see
  /// that the speaker has come to an end.
  mutating func learn(reply: String) -> [Token] {
    let text = reply.trimmingCharacters(in: .whitespacesAndNewlines)
    var tokens = learn(text: text)
    let lastSign = text.last { !"\"'”’)]*_»".contains($0) }
    if let lastSign, !".!?…".contains(lastSign) { tokens.append(Self.lineBreak) }
    return tokens
  }

  /// The tokens of `text`.
  ///
  /// A word never read as it is written, but known in other case or with or without the space
  /// before it, is read as that; any other is the unknown word.
  func tokens(of text: String) -> [Token] {
    WordPieces(of: text).map { piece in
      tokensByPiece[piece] ?? likeness(of: piece) ?? Self.unknown
    }
  }

  /// The word of `token` without its space and in lower case.
  func folded(_ token: Token) -> String {
    let piece = piece(of: token)
    return (piece.first == " " ? String(piece.dropFirst()) : piece).lowercased()
  }

  /// Whether `token` has letters or digits, unlike marks and control tokens.
  func isWord(_ token: Token) -> Bool {
    folded(token).contains { $0.isLetter || $0.isNumber }
  }

  private mutating func learn(_ piece: String) -> Token {
    if let token = tokensByPiece[piece] { return token }
    let token = Token(pieces.count)
    pieces.append(piece)
    tokensByPiece[piece] = token
    return token
  }

  private func likeness(of piece: String) -> Token? {
    let spaced = piece.first == " "
    let word = spaced ? String(piece.dropFirst()) : piece
    let capitalised = word.prefix(1).uppercased() + word.dropFirst().lowercased()
    for space in spaced ? [" ", ""] : ["", " "] {
      for spelling in [word, word.lowercased(), capitalised, word.uppercased()] {
        if let token = tokensByPiece[space + spelling] { return token }
      }
    }
    return nil
  }
}
