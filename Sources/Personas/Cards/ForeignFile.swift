import Support

/// What a JSON file is that lies among the cards and is not one.
enum ForeignFile {
  /// What the file is, such as "a lorebook", or nil where it may be a card.
  ///
  /// A file that says who somebody is and how they talk is a card, whatever else it holds.
  static func kind(of tree: JSONTree) -> String? {
    guard let members = tree.members, !members.isEmpty else { return nil }
    let fields = tree["data"]?.members == nil ? tree : tree["data"] ?? tree
    if tree["spec"]?.text?.hasPrefix("chara_card") == true { return nil }
    if characterKeys.contains(where: { fields[$0] != nil || tree[$0] != nil }) { return nil }
    if tree["schema"] != nil, tree["events"] != nil { return "a recorded chat" }
    if isList(fields["entries"]) || tree["spec"]?.text?.hasPrefix("lorebook") == true {
      return "a lorebook"
    }
    // A description may stand in any file, so one key in common with another kind proves nothing.
    let wanted = isBlank(fields["description"]) ? 1 : 2
    func holds(_ keys: Set<String>) -> Bool {
      let inner = fields["parameters"]?.members ?? []
      return (fields.members ?? []).map(\.key).count(where: keys.contains)
        + inner.map(\.key).count(where: keys.contains) >= wanted
    }
    if isList(fields["prompts"]) || holds(presetKeys) { return "a preset of prompts or sampling" }
    if holds(settingsKeys) { return "a file of settings" }
    let names = ["name", "char_name", "description"]
    guard names.allSatisfy({ fields[$0] == nil && tree[$0] == nil }), fields["spec"] == nil
    else { return nil }
    return fields.members?.isEmpty == false ? "a file about something else" : nil
  }

  private static let characterKeys = [
    CardField.personality, .scenario, .firstMessage, .exampleMessages, .alternateGreetings,
  ].map(\.rawValue)

  private static let presetKeys: Set<String> = [
    "temperature", "temp", "top_p", "top_k", "top_a", "min_p", "typical_p", "rep_pen",
    "repetition_penalty", "frequency_penalty", "presence_penalty", "max_length", "max_tokens",
    "genamt", "openai_max_context", "openai_max_tokens", "prompt_order", "samplers",
    "sampler_order", "sampler_priority", "input_sequence", "output_sequence", "story_string",
    "chat_template", "wi_format",
  ]

  private static let settingsKeys: Set<String> = [
    "settings", "preferences", "config", "theme", "power_user", "extension_settings", "scripts",
    "dependencies", "devDependencies", "compilerOptions", "engines", "$schema", "keybindings",
    "min-p", "reply-tokens", "max-depth", "report",
  ]

  private static func isList(_ value: JSONTree?) -> Bool {
    value?.elements != nil || value?.members != nil
  }

  private static func isBlank(_ value: JSONTree?) -> Bool { value?.isBlank ?? true }
}
