#if Llama
  import Crypto
  import Foundation

  /// Which state of a file this is: which file on which disk, how long, when it was written and
  /// when anything about it last changed.
  ///
  /// It stands for what is in the file where to read all of it would take too long. A copy that is
  /// given the size and the date of the file it replaces is another file, and nobody can set back
  /// the time of the last change.
  struct FileState: Hashable {
    private let device: UInt64
    private let number: UInt64
    private let written: [Int]
    private let changed: [Int]
    /// How long the file is, in bytes.
    let size: Int

    /// How long after a change a file is left alone, in seconds, before its state is trusted: what
    /// is changed twice within a tick of the disk's clock has one state for both.
    private static let tick = 1

    /// Looks at an open file; `nil` where it is no regular one.
    init?(of descriptor: Int32) {
      var found = stat()
      guard fstat(descriptor, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(found)
    }

    /// Looks at the file at `path`, or where that is a link at the file it leads to; `nil` where
    /// there is no regular one.
    init?(at path: String) {
      var found = stat()
      guard stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(found)
    }

    private init(_ found: stat) {
      device = UInt64(truncatingIfNeeded: found.st_dev)
      number = UInt64(truncatingIfNeeded: found.st_ino)
      size = Int(found.st_size)
      #if canImport(Darwin)
        let (written, changed) = (found.st_mtimespec, found.st_ctimespec)
      #else
        let (written, changed) = (found.st_mtim, found.st_ctim)
      #endif
      self.written = [Int(written.tv_sec), Int(written.tv_nsec)]
      self.changed = [Int(changed.tv_sec), Int(changed.tv_nsec)]
    }

    /// Whether the file had been left alone for so long at `date` that another state of it would
    /// differ.
    func isTrustworthy(at date: Date) -> Bool {
      Double(changed[0] + Self.tick + 1) < date.timeIntervalSince1970
    }

    /// Twelve hexadecimal digits for the states of several files, or of one.
    static func key(of states: [FileState]) -> String {
      let text = states.map {
        "\($0.device) \($0.number) \($0.size) \($0.written) \($0.changed)\n"
      }
      return SHA256.hash(data: Data(text.joined().utf8)).hexadecimal(bytes: 6)
    }
  }

  extension Digest {
    /// The first `bytes` bytes, two digits each.
    func hexadecimal(bytes: Int = .max) -> String {
      prefix(bytes).map { String(format: "%02x", $0) }.joined()
    }
  }
#endif
