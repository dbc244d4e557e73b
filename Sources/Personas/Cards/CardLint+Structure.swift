import Support

extension CardLint {
  /// Keys that are written twice, lacking, or of no known meaning.
  static func keyFindings(in card: CharacterCard) -> [CardFinding] {
    let prefix = card.format == .v1 ? "" : "data."
    let keys = card.fields.members?.map(\.key) ?? []
    var findings = repeated(in: keys, prefix: prefix)
    if card.format != .v1 {
      findings += repeated(in: card.tree.members?.map(\.key) ?? [], prefix: "")
    }
    let written = Set(keys)
    for field in required(by: card.format) where !written.contains(field.rawValue) {
      findings.append(
        CardFinding(
          .note, at: prefix + field.rawValue, "is missing",
          advice: "It is read as empty; other programs may refuse the card without it"))
    }
    let known = Set(CardField.allCases.map(\.rawValue)).union(card.format == .v1 ? flatExtras : [])
    for key in keys where !known.contains(key) {
      let near = CardField.allCases.map(\.rawValue).first {
        EditDistance.between(key.lowercased(), $0, upTo: 3) != nil
      }
      findings.append(
        CardFinding(
          near == nil ? .note : .warning, at: prefix + key, "is not a field of the format",
          advice: near.map { "Did you mean \($0)" } ?? "It is kept but not used"))
    }
    return findings
  }

  /// Keys that stand in flat cards beside the format's own.
  private static let flatExtras: Set<String> = [
    "spec", "spec_version", "data", "creatorcomment", "avatar", "chat", "talkativeness", "fav",
    "create_date", "metadata",
  ]

  private static func required(by format: CharacterCard.Format) -> [CardField] {
    switch format {
    case .v1: CardField.flat
    case .v2: CardField.texts + CardField.lists + [.extensions]
    case .v3: CardField.texts + CardField.lists + [.extensions, .groupOnlyGreetings]
    }
  }

  private static func repeated(in keys: [String], prefix: String) -> [CardFinding] {
    let counts = Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.filter { $0.value > 1 }.keys.sorted().map { key in
      CardFinding(
        .warning, at: prefix + key, "is written more than once",
        advice: "The last one is read; remove the others")
    }
  }

  /// Fields that mean something to other programs and nothing to this one.
  static func ignoredFindings(in card: CharacterCard) -> [CardFinding] {
    let prefix = card.format == .v1 ? "" : "data."
    var findings: [CardFinding] = []
    func note(_ severity: CardFinding.Severity, _ key: String, _ what: String, advice: String) {
      findings.append(
        CardFinding(severity, at: prefix + key, "\(what) not used here", advice: advice))
    }
    let fields = card.fields
    switch card.lorebookEntries {
    case 0: break
    case let count:
      note(
        .warning, "character_book",
        "holds \(count) lorebook \(count == 1 ? "entry, which is" : "entries, which are")",
        advice: "Move the facts that the character needs into the description")
    }
    if let prompt = fields["extensions"]?["depth_prompt"]?["prompt"], !prompt.isBlank {
      if prompt.text == nil {
        note(
          .warning, "extensions.depth_prompt", "holds \(prompt.kind) for a prompt, which is",
          advice: "Write the prompt as a string")
      } else {
        findings.append(
          CardFinding(
            .note, at: prefix + "extensions.depth_prompt",
            "is read before the conversation; its depth and role are ignored",
            advice: "You need do nothing"))
      }
    }
    for field in [CardField.assets, .groupOnlyGreetings, .creatorNotesMultilingual] {
      guard let value = fields[field.rawValue] else { continue }
      if value.elements?.isEmpty == false || value.members?.isEmpty == false {
        note(.note, field.rawValue, "is kept but", advice: "You need do nothing")
      }
    }
    return findings
  }
}
