import ArgumentParser
import Dispatch
import Foundation
import LlamaModel

/// How long it takes until one can type.
struct Start: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the program from its start to its end without input, over loading the model.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Times that each is started.")
  var rounds = 15

  @Flag(help: .hidden)
  var onlyLoads = false

  func run() throws {
    guard let path = options.path else {
      throw ValidationError("the understudy has nothing to load. --model names a real model.")
    }
    if onlyLoads { return try LlamaLoader.rehearse(path: path) }
    let program = URL(filePath: ProcessInfo.processInfo.arguments[0])
      .resolvingSymlinksInPath()
    let shoggoth = program.deletingLastPathComponent().appending(path: "shoggoth")
    let home = FileManager.default.temporaryDirectory
      .appending(path: "start-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let personas = URL(filePath: options.personas).path
    var starting = Timings()
    var loading = Timings()
    for round in 0...rounds {
      // The first one fills the caches.
      var first = Timings()
      let start = {
        try Self.run(shoggoth, ["chat", "--model", path, "--personas", personas], home)
      }
      let load = { try Self.run(program, ["start", "--only-loads", "--model", path], home) }
      if round == 0 {
        try first.add(start)
        try first.add(load)
      } else {
        try starting.add(start)
        try loading.add(load)
      }
    }
    var findings = Findings(options)
    findings.begin("start", columns: ["median, s", "lowest", "highest"])
    for (name, timings) in [("the program", starting), ("llama.cpp loading", loading)] {
      try findings.add(name, [timings.median, timings.quantile(0), timings.quantile(1)])
    }
    try findings.add(
      .atMost(
        1.3, "start to prompt over llama.cpp loading the same model",
        starting.median / loading.median, low: starting.quantile(0.25) / loading.quantile(0.75),
        high: starting.quantile(0.75) / loading.quantile(0.25)))
  }

  private enum Failure: Error, CustomStringConvertible {
    case failed(program: String, status: Int32)

    var description: String {
      switch self {
      case .failed(let program, let status): "\(program) ended with status \(status)"
      }
    }
  }

  /// Runs `program` without input in a folder of its own until it ends.
  private static func run(_ program: URL, _ arguments: [String], _ home: URL) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = home
    var environment = ProcessInfo.processInfo.environment
    for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
      environment[name] = home.path
    }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // `waitUntilExit` looks only every so many milliseconds.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    ended.wait()
    guard process.terminationStatus == 0 else {
      throw Failure.failed(
        program: program.lastPathComponent, status: process.terminationStatus)
    }
  }
}
