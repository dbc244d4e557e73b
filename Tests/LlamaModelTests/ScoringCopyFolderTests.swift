import Foundation
import Testing

@testable import LlamaModel

@Suite struct `The folder of copies to score with` {
  /// A folder with these files, each as many seconds old, and what is left of them after `deed`.
  private func left(
    of ages: [String: Double], after deed: (ScoringCopyFolder) -> Void
  ) throws -> Set<String> {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "scoring-copies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    for (name, age) in ages {
      let file = url.appending(path: name)
      try Data("x".utf8).write(to: file)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
    }
    deed(ScoringCopyFolder(url: url))
    return Set(try FileManager.default.contentsOfDirectory(atPath: url.path))
  }

  @Test func `loses the older copies of one model and nothing else`() throws {
    let kept: Set = [
      "small.aaaaaaaaaaaa.bf16.gguf", "small-instruct.bbbbbbbbbbbb.bf16.gguf", "small.gguf",
      "small.q8.gguf", "small.cccccccccccc.gguf", "small.not-of-hexes.bf16.gguf",
    ]
    let all = kept.union(["small.dddddddddddd.bf16.gguf", "small.eeeeeeeeeeee.bf16.gguf"])
    let left = try left(of: Dictionary(uniqueKeysWithValues: all.map { ($0, 0) })) { folder in
      folder.removeOthers(of: "small", than: folder.copy(of: "small", key: "aaaaaaaaaaaa"))
    }
    #expect(left == kept)
  }

  @Test func `loses drafts that are older than an hour`() throws {
    let folder = ScoringCopyFolder(url: URL(fileURLWithPath: "/"))
    let old = folder.draft().lastPathComponent
    let fresh = folder.draft().lastPathComponent
    let left = try left(of: [old: 3700, fresh: 3500, "small.gguf": 9000, ".note.gguf": 9000]) {
      $0.removeAbandonedDrafts()
    }
    #expect(left == [fresh, "small.gguf", ".note.gguf"])
  }
}
