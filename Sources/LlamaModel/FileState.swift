#if Llama
  import Crypto
  import Foundation

  /// Which state of a file this is: where it is, how long it is, when it was written.
  ///
  /// It stands for what is in the file where to read all of it would take too long.
  struct FileState {
    /// Twelve hexadecimal digits.
    let key: String

    /// Looks at the file at `path`; `nil` where there is none.
    init?(of path: String) {
      let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard let found = try? FileManager.default.attributesOfItem(atPath: resolved),
        let size = found[.size] as? Int, let date = found[.modificationDate] as? Date
      else { return nil }
      key = SHA256.hash(data: Data("\(resolved)\n\(size)\n\(date.timeIntervalSince1970)".utf8))
        .hexadecimal(bytes: 6)
    }
  }

  extension Digest {
    /// The first `bytes` bytes, two digits each.
    func hexadecimal(bytes: Int = .max) -> String {
      prefix(bytes).map { String(format: "%02x", $0) }.joined()
    }
  }
#endif
