#if Llama
  import Crypto
  import Foundation

  /// The SHA-256 of a model file, which takes longer to compute than to load the model.
  enum FileDigest {
    /// The digest of an open file in hexadecimal; `nil` where it cannot be read to its end or
    /// changed since it was in `state`.
    ///
    /// Those of files in a state that can be trusted at `date` are kept in `cache`, if there is
    /// one.
    static func hexadecimal(
      of descriptor: Int32, in state: FileState, cache: URL?, at date: Date = Date()
    ) -> String? {
      guard FileState(of: descriptor) == state else { return nil }
      let note = cache.flatMap { folder in
        state.isTrustworthy(at: date)
          ? folder.appendingPathComponent("\(FileState.key(of: [state])).sha256") : nil
      }
      if let note, let known = try? String(contentsOf: note, encoding: .utf8),
        known.wholeMatch(of: /[0-9a-f]{64}/) != nil
      {
        return known
      }
      guard let known = compute(of: descriptor, size: state.size),
        FileState(of: descriptor) == state
      else { return nil }
      if let note {
        // Where it cannot be kept it is computed again the next time.
        try? FileManager.default.createDirectory(
          at: note.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(known.utf8).write(to: note, options: .atomic)
      }
      return known
    }

    private static func compute(of descriptor: Int32, size: Int) -> String? {
      var digest = SHA256()
      var offset = 0
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      while offset < size {
        let count = buffer.withUnsafeMutableBytes {
          pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
        }
        guard count > 0 else { return nil }
        buffer.withUnsafeBytes {
          digest.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
        offset += count
      }
      return digest.finalize().hexadecimal()
    }
  }
#endif
