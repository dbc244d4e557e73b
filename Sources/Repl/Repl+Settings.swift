import Engine
import Sessions
import Support
import Views

extension Repl {
  /// Changes a setting and shows it.
  func change(_ name: String, to value: String) throws {
    guard let row = Settings.table.first(where: { $0.name == name }) else { return }
    try chat.set(name, to: value)
    console.tell("  \(name) is \(row.read(chat.state.settings))")
  }
}
