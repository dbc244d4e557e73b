#if Llama
  import Crypto
  import Foundation

  /// The SHA-256 of a model file, which takes longer to compute than to load the model.
  enum FileDigest {
    /// The digest of the file at `path` in hexadecimal; empty where it cannot be read.
    ///
    /// Those of files that were not written since are kept in `cache`, if there is one.
    static func hexadecimal(ofFile path: String, cache: URL?) -> String {
      let note = cache.flatMap { folder in
        FileState(of: path).map { folder.appendingPathComponent("\($0.key).sha256") }
      }
      if let note, let known = try? String(contentsOf: note, encoding: .utf8),
        known.wholeMatch(of: /[0-9a-f]{64}/) != nil
      {
        return known
      }
      guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
      defer { try? handle.close() }
      var digest = SHA256()
      while let data = try? handle.read(upToCount: 1 << 20), !data.isEmpty {
        digest.update(data: data)
      }
      let known = digest.finalize().hexadecimal()
      if let note {
        // Where it cannot be kept it is computed again the next time.
        try? FileManager.default.createDirectory(
          at: note.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(known.utf8).write(to: note, options: .atomic)
      }
      return known
    }
  }
#endif
