import Engine
import MaskInference
import Sessions
import Support
import Terminal
import Views

/// Telling where in the conversation the chat is.
extension Repl {
  /// Tells where the chat is, and what was said last there.
  func tellPlace() {
    let document = chat.document
    let head = document.tree.head
    let reply = document.lastReply(upTo: head)
    let place = reply.flatMap(document.number(ofTurnAt:)).map { "turn \($0)" } ?? "the start"
    let branch = document.branch(at: head).map { ", branch \(TextSanitizer.clean($0))" } ?? ""
    console.tell("  at \(place)\(branch), declared \(chat.state.declared)")
    tellLastWords()
  }

  /// Tells what was said last where the chat is, each on one line.
  func tellLastWords() {
    let document = chat.document
    let head = document.tree.head
    let reply = document.lastReply(upTo: head) ?? 0
    if let turn = document.turn(at: reply) {
      tellWords("you", document.question(answeredAt: reply))
      tellWords(turn.wornName, turn.reply)
    }
    // The program may have ended before there was an answer.
    if let words = document.lastWords(upTo: head), words > reply {
      tellWords("you", document.question(answeredAt: words))
    }
  }

  /// Tells what somebody said, on one line.
  func tellWords(_ name: String, _ words: String) {
    console.tell(SpokenLine(name, console: console).reminder(of: words))
  }
}
