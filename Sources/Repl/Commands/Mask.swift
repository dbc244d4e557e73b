import Engine
import Foundation
import MaskInference
import Personas
import Sessions
import Terminal
import Views

extension Command {
  /// `:mask` puts a mask on or takes one off.
  static var mask: Command {
    Command(
      name: "mask", arguments: "NAME | only NAME | drop [NAME] | say \"SENTENCE\"",
      summary: "put a mask on, wear it alone, take it off, or make one up",
      example: ":mask grandmother",
      completion: { words in
        switch words.first {
        case nil: [.masks, .fixed(["only", "drop", "say"])]
        case "only": [.masks]
        case "drop": [.found { $0.chat.state.declared.masks.map(\.name) }]
        default: []
        }
      },
      run: { repl, text in try repl.mask(text) })
  }
}

extension Repl {
  fileprivate func mask(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let rest = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
    switch words.first {
    case nil:
      try tellStack()
      console.tell("  `:mask NAME` puts one on; `:personas` lists them.")
    case "only":
      guard !rest.isEmpty else { throw CommandError("give a name: `:mask only pirate`.") }
      try edit(.only(try known(rest)))
    case "drop":
      try edit(rest.isEmpty ? .pop : .takeOff(try known(rest)))
    case "say":
      let sentence = rest.trimmingCharacters(in: CharacterSet(charactersIn: "\"“”"))
      guard !sentence.isEmpty else {
        throw CommandError(
          "describe the character: `:mask say \"a retired spy who hates the sea\"`.")
      }
      let persona = try Persona.described(as: sentence, avoiding: Set(chat.library.masks))
      chat.add(persona)
      try edit(.putOn(Mask(persona.mask)))
    default:
      try edit(.putOn(try known(text)))
    }
  }
}
