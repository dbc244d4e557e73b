package import Engine
import Personas
package import Support

/// What can go wrong with a session file.
///
/// The file is never changed by it.
package enum SessionError: Error, Sendable {
  /// There is no such session.
  case missing(name: String, folder: String, known: [String])
  /// The file cannot be read.
  case unreadable(path: String, reason: String)
  /// The file is no JSON.
  case notJSON(JSONError)
  /// The file is JSON but no session: what was expected where.
  case notSession(path: String, place: String, expected: String)
  /// A newer program wrote the file.
  case newer(path: String, schema: Int, known: Int)
  /// A card kept in the file is damaged.
  case badCard(path: String, mask: String, reason: String)
  /// A session cannot be read, but the version before it can.
  indirect case hasTwin(SessionError, path: String, turns: Int)
  /// The file cannot be written; the previous one is untouched.
  case unwritable(path: String, reason: String)
  /// Another session's file is in the way.
  case occupied(path: String)
  /// The events cannot be played on this model.
  case unplayable(event: Int, EngineError)
  /// A setting in the file is unknown or out of range.
  case badSetting(event: Int, name: String, value: String)
  /// Another program has the session open.
  case busy(path: String, process: Int32?)
  /// A journal is damaged.
  case badJournal(path: String, line: Int, expected: String)
  /// A journal does not go on from the file beside it.
  case foreignJournal(path: String)
  /// The name cannot be a file's.
  case badName(String, NameFault)
  /// There is no such place in the conversation.
  case noPlace(Int)
  /// There is no turn of this number.
  case noTurn(Int, of: Int)
  /// Only so many things were said up to here.
  case nothingSaid(turns: Int)
  /// The name cannot be a branch's.
  case badBranch(String, taken: Bool)
}

extension SessionError {
  /// What an engine has against event `index`, counted from zero.
  init(at index: Int, _ error: EngineError) {
    if case .badSetting(let name, let value) = error {
      self = .badSetting(event: index, name: name, value: value)
    } else {
      self = .unplayable(event: index, error)
    }
  }

  /// Why a name cannot be a session's.
  package enum NameFault: Hashable, Sendable, CustomStringConvertible {
    /// There is nothing in it.
    case empty
    /// It has more bytes than a file's name may have.
    case long(bytes: Int, limit: Int)
    /// It names a folder.
    case folder
    /// It begins with a dot, so that it would be hidden.
    case hidden
    /// It holds a character that file names should not have.
    case character(Character)

    /// What is wrong and what to do about it.
    package var description: String {
      switch self {
      case .empty: "it is empty; give it a name, such as evening"
      case .long(let bytes, let limit):
        "it has \(bytes) bytes, and \(limit) are allowed; shorten it"
      case .folder: "it ends in a slash, as a folder's does; add a name after it"
      case .hidden: "it begins with a dot, so the file would be hidden; leave the dot out"
      case .character(let character):
        "it cannot contain \"\(character)\"; use letters, digits, dots, hyphens and underscores"
      }
    }
  }
}

extension SessionError {
  /// Whether another program has the session open.
  package var isBusy: Bool { if case .busy = self { true } else { false } }
}

extension SessionError: CustomStringConvertible {
  /// What happened and what to do next.
  package var description: String {
    switch self {
    case .missing(let name, let folder, let known):
      "there is no session \(name) in \(folder). "
        + (EditDistance.nearest(to: name, among: known).map { "Did you mean \($0)? " } ?? "")
        + (known.isEmpty
          ? "The folder has none yet."
          : known.count > 12
            ? "There are \(known.count); `:sessions` or `shoggoth sessions` lists them."
            : "There are: \(known.joined(separator: ", ")).")
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason). Check that it exists and that you may read it."
    case .notJSON(let error): "\(error) The program has not changed it."
    case .notSession(let path, let place, let expected):
      "\(path) is not a session: at \(place), \(expected). Fix the file there, or give another. "
        + "The program has not changed it."
    case .newer(let path, let schema, let known):
      "\(path) was written by a newer program (schema \(schema); this program knows \(known)). "
        + "Update the program to open it."
    case .badCard(let path, let mask, let reason):
      "\(path) has a damaged card for \(mask): \(reason). Fix the card there, or give another "
        + "session. The program has not changed it."
    case .hasTwin(let error, let path, let turns):
      "\(error) Its previous version is undamaged: \(path), \(turns) turn\(turns == 1 ? "" : "s"). "
        + "To go on from there, copy it to a name that ends in .json and load that."
    case .unwritable(let path, let reason):
      "cannot write \(path): \(reason). `:save` with another name or path keeps the chat elsewhere."
    case .occupied(let path):
      "\(path) is there already and is something else. Choose another name for `:save`."
    case .busy(let path, let process):
      "\(path) is open in another program" + (process.map { " (process \($0))" } ?? "")
        + ". Close it there, or read it without changing it: `--read-only`, or "
        + "`:load NAME read-only`."
    case .badJournal(let path, let line, let expected):
      "\(path) is damaged: in line \(line), \(expected). The program has not changed it. Move it "
        + "away to open the session without its contents."
    case .foreignJournal(let path):
      "\(path) does not continue the session beside it. The program has changed neither. Move it "
        + "away to open the session without its contents."
    case .unplayable(let event, let error): "event \(event + 1) cannot be played here: \(error)"
    case .badSetting(let event, let name, let value):
      "event \(event + 1) sets \(name) to \(value), and this program does not know that. Update "
        + "the program, or correct the event."
    case .badName(let name, let fault):
      "\"\(name.count > 60 ? name.prefix(60) + "…" : name)\" cannot name a session: \(fault)."
    case .noPlace(let place):
      "there is no place \(place) in this conversation. `:tree` shows its turns."
    case .noTurn(let number, let count):
      count == 0
        ? "there is no turn \(number): this chat has no reply yet."
        : "there is no turn \(number): they go from 1 to \(count), and `:tree` shows them."
    case .nothingSaid(let turns):
      turns == 0
        ? "nothing has been said yet."
        : "you have sent only \(turns) message\(turns == 1 ? "" : "s") up to here; "
          + "`:undo \(turns)` takes back all."
    case .badBranch(let name, let isTaken):
      isTaken
        ? "there is a branch \(name) already: `:goto \(name)` goes there."
        : "\"\(name)\" cannot name a branch. Use letters, digits, dots, hyphens and underscores."
    }
  }
}
