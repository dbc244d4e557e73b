import Foundation

/// The folder of a cache in which copies of models are kept, one for each model's name.
struct ScoringCopyFolder {
  let url: URL

  /// How long a draft may take: one older than this, in seconds, was abandoned.
  private static let patience = 3600.0

  /// Where the copy of the model called `name` belongs, in the state that `key` stands for.
  func copy(of name: String, key: String) -> URL {
    url.appendingPathComponent("\(name).\(key).bf16.gguf")
  }

  /// A file of its own for a copy that is being made.
  func draft() -> URL { url.appendingPathComponent(".\(UUID().uuidString).gguf") }

  /// Deletes the copies of other states of the model that `copy` belongs to.
  ///
  /// A program that reads one of them goes on reading it.
  func removeOthers(of name: String, than copy: URL) {
    remove { file, _ in
      let match = file.wholeMatch(of: /(.+)\.[0-9a-f]{12}\.bf16\.gguf/)
      return match.map { $0.1 == name && file != copy.lastPathComponent } ?? false
    }
  }

  /// Deletes what programs left behind that were ended while they made a copy.
  func removeAbandonedDrafts(at date: Date = Date()) {
    remove { file, written in
      file.wholeMatch(of: /\.[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\.gguf/) != nil
        && date.timeIntervalSince(written) > Self.patience
    }
  }

  private func remove(where isSuperfluous: (_ file: String, _ written: Date) -> Bool) {
    let files = FileManager.default
    for file in (try? files.contentsOfDirectory(atPath: url.path)) ?? [] {
      let path = url.appendingPathComponent(file).path
      let attributes = try? files.attributesOfItem(atPath: path)
      guard let written = attributes?[.modificationDate] as? Date,
        attributes?[.type] as? FileAttributeType == .typeRegular, isSuperfluous(file, written)
      else { continue }
      try? files.removeItem(atPath: path)
    }
  }
}
