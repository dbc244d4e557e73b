import ArgumentParser
import Foundation
import LanguageModels
import LlamaModel
import Personas
import Theatre

/// Measurements of the engine on a real model, as a table and as JSON lines.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shoggoth-bench",
    abstract: "Measure the engine on a real model.",
    subcommands: [Recovery.self, Confusion.self, Soundness.self, Speed.self])
}

/// What every measurement is given.
struct BenchOptions: ParsableArguments {
  @Option(help: "A GGUF model; default $SHOGGOTH_MODEL. Without one the understudy is measured.")
  var model: String?

  @Option(help: "The folder of character cards.")
  var personas = "personas"

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  func library() -> PersonaLibrary {
    PersonaLibrary(folders: [URL(fileURLWithPath: personas, isDirectory: true)])
  }

  func load(_ library: PersonaLibrary, lanes: Int) throws -> any LanguageModel {
    guard let path = model ?? ProcessInfo.processInfo.environment["SHOGGOTH_MODEL"] else {
      return Understudy(library: library, lanes: lanes)
    }
    return try LlamaLoader.load(
      path: path,
      options: LlamaOptions(
        lanes: lanes, batchThreads: max(1, ProcessInfo.processInfo.activeProcessorCount)))
  }
}

/// One figure, printed as a JSON line on standard output and as a row on standard error.
struct Figure: Encodable {
  let name: String
  let value: Double
  var target: Double?
  var met: Bool?

  /// Prints the figure.
  func show() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(self), as: UTF8.self))
    let goal = target.map { String(format: "  target %g", $0) } ?? ""
    let verdict = met.map { $0 ? "  met" : "  MISSED" } ?? ""
    let row = name.padding(toLength: 52, withPad: " ", startingAt: 0)
    FileHandle.standardError.write(
      Data("\(row) \(String(format: "%9.3f", value))\(goal)\(verdict)\n".utf8))
  }
}

/// Everyday things that a user says.
enum Talk {
  static let ordinary = [
    "Hello there! How are you today?", "What should I eat tonight?", "Tell me about the sea.",
    "What do you think of rain?", "Who are you, really?", "What will you do tomorrow?",
    "Can you tell me a short story?", "How do I make new friends?", "What is your favourite song?",
    "I had a long day at work.", "Do you like cats?", "What makes a good morning?",
    "My shoes are wet again.", "What is two plus two?", "Give me one piece of advice.",
    "Where should I go on holiday?", "What did you dream of?", "Is it late already?",
    "I am thinking of planting a tree.", "Say something kind.",
  ]
}
