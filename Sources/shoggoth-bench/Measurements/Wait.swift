import ArgumentParser
import Foundation

/// How long a person waits in a chat.
struct Wait: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time chats as a person plays them at a terminal, over llama.cpp at its best.",
    discussion: """
      The real program runs at a terminal of its own, and a person types: letter by letter in the \
      last part of each pause, or all at once where there is no pause. llama.cpp then says the \
      same words in one lane, with the best number of threads, and reads nothing twice. The chats \
      are \(TypedChat.all.map(\.name).joined(separator: ", ")).
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "Turns of each chat.")
  var turns = 24

  @Option(
    help: "Seconds from a reply to the next Enter. You may give it again. Default: 0, 2, 5, 15.")
  var pause: [Double] = []

  @Option(help: "A chat to play. You may give it again. Default: all.")
  var chat: [String] = []

  @Flag(help: "Play each chat once more while another process keeps one core busy.")
  var busy = false

  @Flag(help: "Play each chat with an empty cache, so that every card is read anew.")
  var cold = false

  @Option(help: "Another build of the program to measure.")
  var program: String?

  func validate() throws {
    guard turns > 0 else { throw ValidationError("turns are a whole number from 1 up.") }
    guard pause.allSatisfy({ (0...600).contains($0) }) else {
      throw ValidationError("a pause has 0 to 600 seconds.")
    }
    for name in chat where !TypedChat.all.contains(where: { $0.name == name }) {
      let names = TypedChat.all.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no chat \"\(name)\". There are: \(names).")
    }
  }

  func run() throws {
    guard let path = options.path else {
      throw ValidationError("the understudy keeps nobody waiting. --model names a real model.")
    }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "wait-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let stage = PlayedChat.Stage(
      program: executable, model: URL(filePath: path).path,
      personas: URL(filePath: options.personas).path, seed: options.seed, folder: folder,
      isCold: cold)
    let threads = try PeerThreads(measuring: path)
    var findings = Findings(options)
    findings.begin("llama.cpp at its best", columns: ["threads", "tokens a second"])
    try findings.add("generating", [Double(threads.generation), threads.generationRate])
    try findings.add("reading", [Double(threads.batch), threads.readingRate])
    let chosen = TypedChat.all.filter { chat.isEmpty || chat.contains($0.name) }
    for chat in chosen {
      if !cold {
        // It fills the cache, as it is filled when somebody chats every day.
        _ = try PlayedChat(
          chat.turns.prefix(turns), context: chat.context, pausing: .zero, on: stage)
      }
      for seconds in pause.isEmpty ? [0, 2, 5, 15] : pause {
        try measure(chat, pausing: seconds, path, stage, threads, &findings)
      }
    }
  }

  private var executable: URL {
    if let program { return URL(filePath: program) }
    return URL(filePath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "shoggoth")
  }

  private func measure(
    _ chat: TypedChat, pausing seconds: Double, _ path: String, _ stage: PlayedChat.Stage,
    _ threads: PeerThreads, _ findings: inout Findings
  ) throws {
    let typed = chat.turns.prefix(turns)
    func play() throws -> (played: PlayedChat, kept: KeptChat) {
      let played = try PlayedChat(
        typed, context: chat.context, pausing: .seconds(seconds), on: stage)
      let kept = try KeptChat(
        played.session, of: typed.count, library: options.library(), model: path,
        context: chat.context)
      return (played, kept)
    }
    let (idle, kept) = try play()
    let peer = try Peer(path, threads: threads, context: chat.context)
    let answers = try peer.answers(kept.turns.map(\.reading))
    var comparison = WaitComparison(
      name: "\(chat.name), \(String(format: "%g", seconds)) s", played: idle, kept: kept,
      answers: answers, loading: peer.loading)
    if busy {
      let neighbour = try BusyNeighbour()
      defer { neighbour.end() }
      let (beside, keptBeside) = try play()
      try neighbour.check()
      comparison.takeBusy(beside, keptBeside)
    }
    try comparison.tell(&findings)
  }
}
