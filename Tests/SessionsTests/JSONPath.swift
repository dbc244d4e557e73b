import Personas
import Support

/// A place in a JSON value: keys, and places in lists counted from zero.
struct JSONPath: Hashable, CustomStringConvertible {
  let steps: [String]

  init(_ steps: [String]) { self.steps = steps }

  /// Reads a path such as `turn.sentences.0.text`.
  init(_ text: String) { steps = text.split(separator: ".").map(String.init) }

  var description: String { steps.joined(separator: ".") }
}

extension JSONTree {
  /// Every value that holds no others, with its place.
  var leaves: [(path: JSONPath, value: JSONTree)] {
    func walk(_ tree: JSONTree, _ steps: [String]) -> [(JSONPath, JSONTree)] {
      switch tree {
      case .object(let members): members.flatMap { walk($0.value, steps + [$0.key]) }
      case .array(let elements):
        elements.enumerated().flatMap { walk($0.element, steps + [String($0.offset)]) }
      default: [(JSONPath(steps), tree)]
      }
    }
    return walk(self, [])
  }

  /// The value at `path`, where there is one.
  subscript(path: JSONPath) -> JSONTree? {
    path.steps.reduce(self as JSONTree?) { tree, step in
      guard let elements = tree?.elements else { return tree?[step] }
      return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    }
  }

  /// The tree with another value at `path`; `nil` takes away what is there.
  func replacing(_ path: JSONPath, with value: JSONTree?) -> JSONTree {
    guard let step = path.steps.first else { return value ?? .null }
    let rest = JSONPath(Array(path.steps.dropFirst()))
    switch self {
    case .object(let members):
      var tree = JSONTree.object(members)
      if rest.steps.isEmpty, value == nil {
        tree.remove(step)
      } else {
        tree.set(step, to: (self[step] ?? .null).replacing(rest, with: value))
      }
      return tree
    case .array(var elements):
      guard let index = Int(step), index <= elements.count else { return self }
      if rest.steps.isEmpty, value == nil {
        elements.remove(at: index)
      } else if index == elements.count {
        elements.append(JSONTree.null.replacing(rest, with: value))
      } else {
        elements[index] = elements[index].replacing(rest, with: value)
      }
      return .array(elements)
    default: return self
    }
  }

  /// The nearest other value of the same kind.
  var nudged: JSONTree {
    switch self {
    case .null: .bool(false)
    case .bool(let truth): .bool(!truth)
    case .string(let text): .string(text + "x")
    case .number(let number):
      Int(number.literal).map { .number(JSONNumber($0 + 1)) }
        ?? .number(number.double.nextUp.json)
    case .array, .object: self
    }
  }
}

extension Double {
  /// The number as JSON writes it, to the last digit.
  var json: JSONNumber { JSONNumber(literal: "\(self)") ?? JSONNumber(Int(self)) }
}
