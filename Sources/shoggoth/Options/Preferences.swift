import ArgumentParser
import Engine
import Foundation
import Personas
import Support

/// What the person has said once for all: variables of the environment, and the configuration file.
///
/// Whatever is called `--min-p` on the command line is `SHOGGOTH_MIN_P` as a variable and `min-p =
/// 0.1` in the file. The command line overrides the variables, and those override the file.
struct Preferences {
  /// What can be said besides the settings of a chat.
  static let options = [
    "color", "context", "editrc", "exact", "lanes", "mask", "model", "personas", "report", "seed",
    "threads",
    "session", "understudy",
  ]

  /// The name of a preference as a variable.
  static func variable(_ name: String) -> String {
    "SHOGGOTH_" + name.uppercased().replacing("-", with: "_")
  }

  /// What was said, and where.
  struct Value {
    let text: String
    let origin: String
  }

  /// What was found that makes no sense, a sentence each.
  private(set) var problems: [String] = []
  private var values: [String: Value] = [:]

  /// Nothing said.
  init() {}

  /// Reads the file, where there is one, and the variables.
  init(environment: [String: String], file: URL) {
    let names = Self.options + Settings.table.map(\.name)
    if let content = try? Data(contentsOf: file) {
      read(String(decoding: content, as: UTF8.self), path: file.path, names: names)
    } else if FileManager.default.fileExists(atPath: file.path) {
      problems.append("\(file.path) cannot be read; the program uses the default settings")
    }
    for name in names {
      let variable = Self.variable(name)
      if let text = environment[variable], !text.isEmpty {
        values[name] = Value(text: text, origin: "$\(variable)")
      }
    }
  }

  private mutating func read(_ content: String, path: String, names: [String]) {
    let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let place = "\(path):\(index + 1)"
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, !parts[1].isEmpty else {
        problems.append("\(place): expected `name = value`; the program ignores the line")
        continue
      }
      guard names.contains(parts[0]) else {
        let near = EditDistance.nearest(to: parts[0], among: names)
        problems.append(
          "\(place): there is no setting \(parts[0])"
            + (near.map { "; did you mean \($0)?" } ?? "; `man shoggoth` lists them"))
        continue
      }
      values[parts[0]] = Value(text: parts[1], origin: place)
    }
  }

  /// What was said about `name`.
  subscript(name: String) -> Value? { values[name] }

  /// `given` where the command line has it, else what was said before.
  ///
  /// - Throws: `ValidationError` where that makes no sense.
  func choice<Choice: ExpressibleByArgument>(
    _ name: String, over given: Choice?
  ) throws -> Choice? {
    guard given == nil, let value = values[name] else { return given }
    guard let choice = Choice(argument: value.text) else {
      let known = Choice.allValueStrings
      throw ValidationError(
        "\(value.origin): \(name) cannot be \"\(value.text)\""
          + (known.isEmpty ? "" : "; it can be \(known.joined(separator: ", "))"))
    }
    return choice
  }

  /// Whether `name` was turned on.
  ///
  /// - Throws: `ValidationError` where it is neither on nor off.
  func isOn(_ name: String) throws -> Bool {
    guard let value = values[name] else { return false }
    switch value.text.lowercased() {
    case "1", "yes", "true", "on": return true
    case "0", "no", "false", "off": return false
    default:
      throw ValidationError("\(value.origin): \(name) must be yes or no, not \"\(value.text)\"")
    }
  }

  /// What was said about `name`, cut at commas.
  func list(_ name: String) -> [String] {
    (values[name]?.text ?? "").split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
