import LanguageModels
import MaskInference

/// A stage direction that was made to fit into a lane, and what it cost.
///
/// The worn mask and the last line are told in full. Inner masks hardly show in the words, so they
/// give way first, each down to an eighth of the lane; then examples go, the last ones first.
struct FittedDirection {
  /// What the worn mask needs that there is no room for.
  struct Excess {
    /// The tokens it needs.
    let tokens: Int
    /// The tokens there is room for.
    let room: Int
    /// The tokens of a lane that would hold it.
    let capacity: Int
  }

  /// What is told.
  let direction: StageDirection
  /// The tokens of its text.
  let tokens: [Token]
  /// The cards that are told in part.
  let cards: [AbridgedCard]
  /// How many examples are left out.
  let examplesLeftOut: Int
  /// What the worn mask needs too much, so that it is cut too; `nil` where it fits.
  let excess: Excess?

  /// Whether anything is left out.
  var isAbridged: Bool { !cards.isEmpty || examplesLeftOut > 0 }

  /// Fits the direction for a stack of `roles`, innermost first, at least one, into a lane of
  /// `model`.
  ///
  /// - Complexity: O(length of the cards), and where they are too long, times the logarithm of it.
  init(roles: [Role], examples count: Int, for model: any LanguageModel) {
    let room = Room(laneCapacity: model.laneCapacity)
    let promptTemplate = model.promptTemplate
    let frame = promptTemplate.opening.count + promptTemplate.directionToUser.count
    func length(_ roles: [Role]) -> Int {
      frame + model.tokens(of: StageDirection(roles: roles, examples: 0).text).count
    }
    let whole = StageDirection(roles: roles, examples: count)
    let exampleLengths = whole.examples.map { promptTemplate.tokens(of: $0, in: model).count }
    var told = roles
    let showing = exampleLengths.reduce(0, +)
    let isWhole = length(roles) + showing <= room.usual
    if !isWhole {
      let inner = roles.dropLast().map { BreakableText($0.direction, for: model) }
      func shortened(to allowance: Int) -> [Role] {
        zip(roles, inner).map { role, text in
          role.told(direction: text.beginning(atMost: allowance))
        } + roles.suffix(1)
      }
      let longest = inner.map(\.length).max() ?? 0
      let besideExamples = Self.most(longest) { length(shortened(to: $0)) + showing <= room.usual }
      let least = min(
        model.laneCapacity / 8, Self.most(longest) { length(shortened(to: $0)) <= room.usual })
      told = shortened(to: max(besideExamples, least))
    }
    let needed = length(told)
    excess =
      needed <= room.most
      ? nil
      : Excess(tokens: needed, room: room.most, capacity: Room.laneCapacity(holding: needed))
    if excess != nil, let worn = roles.last {
      let direction = BreakableText(worn.direction, for: model)
      let instructions = BreakableText(worn.instructions, for: model)
      func shortened(_ parts: (Int, Int)) -> [Role] {
        told.dropLast() + [
          worn.told(
            direction: direction.beginning(atMost: parts.0),
            instructions: instructions.beginning(atMost: parts.1))
        ]
      }
      let asked = Self.most(instructions.length) { length(shortened((0, $0))) <= room.most }
      let kept = Self.most(direction.length) { length(shortened(($0, asked))) <= room.most }
      told = shortened((kept, asked))
    }
    var left = room.usual - length(told)
    let shown = exampleLengths.prefix { length in
      left -= length
      return left >= 0
    }.count
    direction = StageDirection(roles: told, examples: shown)
    // Only a name as long as a lane can be too long still.
    tokens = Array(model.tokens(of: direction.text).prefix(max(0, room.most - frame)))
    examplesLeftOut = whole.examples.count - shown
    cards = zip(roles, told).filter { $0 != $1 }.map { role, told in
      AbridgedCard(mask: role.mask, told: told.length(in: model), of: role.length(in: model))
    }
  }

  /// The greatest number up to `bound` that passes a test which all smaller ones pass; zero where
  /// none does.
  private static func most(_ bound: Int, where passes: (Int) -> Bool) -> Int {
    var least = 0
    var bound = bound
    while least < bound {
      let middle = (least + bound + 1) / 2
      if passes(middle) { least = middle } else { bound = middle - 1 }
    }
    return least
  }
}

/// How many tokens of a lane may go before the conversation.
private struct Room {
  /// So many where it can be helped.
  let usual: Int
  /// So many at most: a reply and a short conversation must fit beside them.
  let most: Int

  init(laneCapacity: Int) {
    usual = laneCapacity / 2
    // A reply has up to a quarter of the lane, and a short conversation some lines.
    most = laneCapacity * 3 / 4 - min(64, laneCapacity / 8)
  }

  /// The tokens of a lane, in steps of 256, that may open with so many.
  static func laneCapacity(holding tokens: Int) -> Int {
    var capacity = 256
    while Room(laneCapacity: capacity).most < tokens { capacity += 256 }
    return capacity
  }
}

extension Role {
  /// The role with so much of its texts as is told.
  fileprivate func told(direction: String, instructions: String? = nil) -> Role {
    var role = self
    role.direction = direction
    role.instructions = instructions ?? role.instructions
    return role
  }

  /// The tokens of what is told of the character.
  fileprivate func length(in model: any LanguageModel) -> Int {
    model.tokens(of: direction).count + model.tokens(of: instructions).count
  }
}
