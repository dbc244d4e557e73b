import Foundation

/// A chat that a person has played with the program.
struct PlayedChat {
  /// Its turns as the person lived through them.
  let turns: [TypingPerson.Turn]
  /// The processor time from the program's start to its end, in seconds.
  let processorTime: Double
  /// The most memory that the program had, in bytes.
  let peakMemory: Int
  /// Where it is kept.
  let session: URL

  /// The program and what it is given.
  struct Stage {
    let program: URL
    let model: String
    let personas: String
    let seed: UInt64
    /// A folder for everything that the program keeps.
    let folder: URL
    /// Whether what the program has once read is forgotten before each chat.
    let isCold: Bool
  }

  /// Plays `turns` with a program that is started for them.
  ///
  /// - Throws: `WatchedProgram.Failure` where the program does something else than a chat.
  init(
    _ turns: some Sequence<TypedChat.Turn>, context: Int?, pausing pause: Duration, on stage: Stage
  ) throws {
    let own = stage.folder.appending(path: UUID().uuidString, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let cache = (stage.isCold ? own : stage.folder).appending(path: "cache")
    session = own.appending(path: "chat.json")
    var environment = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    environment["HOME"] = own.path
    environment["XDG_CACHE_HOME"] = cache.path
    for name in ["CONFIG", "STATE", "DATA"] {
      environment["XDG_\(name)_HOME"] = own.appending(path: name.lowercased()).path
    }
    let program = try WatchedProgram(
      stage.program,
      [
        "chat", "--model", stage.model, "--personas", stage.personas, "--seed", "\(stage.seed)",
        "--session", session.path,
      ] + (context.map { ["--context", "\($0)"] } ?? []),
      environment: environment)
    let person = try TypingPerson(at: program)
    self.turns = try person.play(turns, pausing: pause)
    // What a forked process inherits from the bench is not counted here.
    let peak = PeakMemory.bytes(of: program.process)
    let usage = try person.leave()
    processorTime = usage.processorTime
    peakMemory = peak ?? usage.peakMemory
  }
}
