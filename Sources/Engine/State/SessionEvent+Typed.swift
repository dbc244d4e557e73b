extension SessionEvent {
  /// The command that does this again, as a person would type it; `nil` for what was said.
  package var asTyped: String? {
    switch self {
    case .mask(.putOn(let mask)): ":mask \(mask)"
    case .mask(.only(let mask)): ":mask only \(mask)"
    case .mask(.takeOff(let mask)): ":mask drop \(mask)"
    case .mask(.pop): ":stack pop"
    case .mask(.clear): ":stack clear"
    case .setting(let name, let value): ":set \(name) \(value)"
    case .seed(let seed): ":seed \(seed)"
    case .branch(let name): ":branch \(name)"
    case .model, .utterance, .reply, .settled, .goTo: nil
    }
  }
}
