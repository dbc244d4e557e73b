import Engine
import Foundation
import LanguageModels
import LlamaModel
import MaskInference
import Personas
import Sessions

/// What the program kept of a chat: what was said in each turn, as one lane reads it.
struct KeptChat {
  /// A turn that was kept.
  struct Turn {
    /// What the lane of the declared stack read and said.
    let reading: LaneReading
    /// The declared stack.
    let declared: String
    /// How many turns were forgotten for it.
    let forgotten: Int
  }

  /// What may be wrong with it.
  enum Failure: Error, CustomStringConvertible {
    case otherTurns(kept: Int, played: Int)

    var description: String {
      switch self {
      case .otherTurns(let kept, let played):
        "\(played) turns were played, and \(kept) are in the session"
      }
    }
  }

  /// Every turn, in the order of time.
  let turns: [Turn]

  /// Reads the session in `file` with the model that spoke in it.
  ///
  /// - Parameters:
  ///   - file: the session.
  ///   - count: how many turns were played.
  ///   - library: the cards.
  ///   - path: the model's file.
  ///   - context: tokens in each lane; `nil` for the usual number.
  /// - Throws: `Failure.otherTurns`, or what reading a session or loading a model throws.
  init(
    _ file: URL, of count: Int, library: PersonaLibrary, model path: String, context: Int?
  ) throws {
    let document = try SessionDocument(contentsOf: file)
    guard document.turns == count else {
      throw Failure.otherTurns(kept: document.turns, played: count)
    }
    let settings = document.opening.settings
    var options = LlamaOptions(lanes: settings.width)
    options.tokensPerLane = context ?? options.tokensPerLane
    var cards = library
    for persona in document.personas { cards.insert(persona) }
    var engine = try Engine(
      model: try LlamaLoader.load(path: path, options: options),
      roles: cards.personas.map { Role($0, staging: settings.staging ?? .first) },
      settings: settings)
    var turns: [Turn] = []
    for place in document.replyPlaces {
      var state = engine.opening(hardwired: document.opening.hardwired, settings: settings)
      for step in document.tree.path(to: place) {
        try engine.apply(document.entries[step - 1].event, to: &state)
      }
      guard let reading = engine.laneReading(in: state), let turn = state.lastTurn else { continue }
      turns.append(
        Turn(
          reading: reading, declared: state.declared.description,
          forgotten: turn.notices.reduce(0) { sum, notice in
            if case .forgot(let turns) = notice { sum + turns } else { sum }
          }))
    }
    self.turns = turns
  }
}
