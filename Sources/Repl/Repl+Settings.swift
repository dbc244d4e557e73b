import Sessions
import Support
import Theatre
import Views

extension Repl {
  /// Changes a setting and shows it.
  func change(_ name: String, to value: String) throws {
    guard let row = Settings.table.first(where: { $0.name == name }) else { return }
    guard try chat.set(name, to: value) else {
      throw CommandError(
        row.refusal(of: TextSanitizer.clean(value), typedAfter: ":set \(name) ") + ".")
    }
    console.tell("  \(name) is \(row.read(chat.stage.settings))")
    keep()
  }
}
