import ArgumentParser
import Engine
import Foundation
import LanguageModels
import LlamaModel

/// How much memory a chat takes.
struct Memory: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the peak memory of a chat over the model and the cells in use.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Turns played.")
  var turns = 30

  /// Turns after which it is told how much there is.
  private static let marks: Set = [1, 5, 10, 20, 30, 50, 100]

  func run() throws {
    var chat = try TimedChat(masks: 8, options, spareLanes: 0)
    guard let path = options.path, let cell = LlamaLoader.cellSize(of: chat.model.inner) else {
      throw ValidationError("the understudy takes no memory to speak of. --model names a real one.")
    }
    let weights = try Double(
      FileManager.default.attributesOfItem(
        atPath: URL(filePath: path).resolvingSymlinksInPath().path
      ).size)
    var findings = Findings(options)
    findings.begin(
      "turns, 16 hypotheses", columns: ["cells, MB", "peak, MB", "over both"])
    var ratio = 0.0
    for number in 1...turns {
      _ = try chat.play(number, sleeping: Engine.usualSleepingShare)
      while try chat.conversation.rest(atMost: 256) {}
      let cells = Double(chat.model.work.mostCells * cell)
      let peak = Double(PeakMemory.bytes)
      ratio = peak / (weights + cells)
      guard Self.marks.contains(number) || number == turns else { continue }
      try findings.add("\(number)", [cells / 1e6, peak / 1e6, ratio])
    }
    try findings.add(
      .atMost(1.15, "peak memory over model and cells in use, turn \(turns)", ratio))
  }
}

/// The most memory that this process has had.
enum PeakMemory {
  /// In bytes.
  static var bytes: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      // Linux counts kibibytes.
      return usage.ru_maxrss * 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}

extension [FileAttributeKey: Any] {
  /// The size in bytes; zero where it is not known.
  var size: Int { self[.size] as? Int ?? 0 }
}
