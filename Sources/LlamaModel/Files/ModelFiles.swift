#if Llama
  import Crypto
  import Foundation
  import LanguageModels

  /// The files that a model consists of, one or, where it is split, its parts in order.
  ///
  /// They are held open from before the model is loaded: whatever takes their place on disk
  /// meanwhile is not taken for them.
  final class ModelFiles {
    /// Where they are.
    let paths: [String]
    private var descriptors: [Int32] = []
    private var states: [FileState] = []

    /// Opens the model at `path`; of a split model that is the first part.
    ///
    /// - Throws: `LanguageModelError` where there is no GGUF file, it is a later part, or one is
    ///   missing.
    init(path: String) throws(LanguageModelError) {
      let parts = try Self.parts(of: path)
      paths = parts
      for (index, part) in parts.enumerated() {
        if index > 0, access(part, F_OK) != 0, errno == ENOENT {
          throw .missingPart(path: part, number: index + 1, count: parts.count)
        }
        let (descriptor, state) = try Self.opened(part)
        descriptors.append(descriptor)
        states.append(state)
      }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }

    /// How long they are in all, in bytes.
    var size: Int { states.reduce(0) { $0 + $1.size } }

    /// Twelve hexadecimal digits that stand for the state of all of them.
    var key: String { FileState.key(of: states) }

    /// Whether the same files are there still, and have not been written to.
    var areUnchanged: Bool {
      zip(paths, states).allSatisfy { FileState(at: $0) == $1 }
    }

    /// Whether the state of all of them could be trusted at `date`.
    func areTrustworthy(at date: Date) -> Bool { states.allSatisfy { $0.isTrustworthy(at: date) } }

    /// The SHA-256 of the model in hexadecimal; `nil` where a file cannot be read or was written
    /// to.
    ///
    /// That of one file is the file's. That of several is the digest of their digests, a line each
    /// in hexadecimal.
    func digest(cache: URL?, at date: Date = Date()) -> String? {
      let digests = zip(descriptors, states).compactMap {
        FileDigest.hexadecimal(of: $0, in: $1, cache: cache, at: date)
      }
      guard digests.count == paths.count else { return nil }
      guard digests.count > 1 else { return digests[0] }
      let lines = digests.map { $0 + "\n" }.joined()
      return SHA256.hash(data: Data(lines.utf8)).hexadecimal()
    }

    /// All parts of the model whose first part, or only file, is at `path`.
    private static func parts(of path: String) throws(LanguageModelError) -> [String] {
      let (descriptor, _) = try opened(path)
      close(descriptor)
      // llama.cpp takes no part under another name.
      guard let match = path.wholeMatch(of: /(.*)-([0-9]{5,})-of-([0-9]{5,})\.gguf/),
        let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
      else { return [path] }
      let numbers = GGUFMetadata(data).numbers
      guard let count = numbers["split.count"], count > 1, count <= Int(UInt16.max) else {
        return [path]
      }
      func part(_ index: Int) -> String {
        String(format: "%@-%05d-of-%05d.gguf", String(match.1), index + 1, count)
      }
      guard numbers["split.no", default: 0] == 0 else {
        throw .laterPart(path: path, first: URL(fileURLWithPath: part(0)).lastPathComponent)
      }
      return part(0) == path ? (0..<count).map(part) : [path]
    }

    /// Opens a GGUF file, and nothing else.
    private static func opened(
      _ path: String
    ) throws(LanguageModelError) -> (descriptor: Int32, state: FileState) {
      var found = stat()
      guard stat(path, &found) == 0 else {
        let number = errno
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
        throw .unreadable(
          path: path,
          reason: number != ENOENT
            ? String(cString: strerror(number))
            : isLink ? "it is a link to a file that is not there" : "there is no such file")
      }
      // To open a pipe would be to wait for who writes into it.
      if let reason = Self.kind(of: found.st_mode) { throw .unreadable(path: path, reason: reason) }
      let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else {
        let reason =
          errno == EACCES || errno == EPERM
          ? "you may not read it" : String(cString: strerror(errno))
        throw .unreadable(path: path, reason: reason)
      }
      do throws(LanguageModelError) {
        guard let state = FileState(of: descriptor) else {
          throw .unreadable(path: path, reason: "it is no longer a file")
        }
        var head = [UInt8](repeating: 0, count: FileKind.headLength)
        let count = pread(descriptor, &head, head.count, 0)
        guard count >= 0 else {
          throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        head.removeLast(head.count - count)
        guard head.starts(with: Array("GGUF".utf8)) else {
          throw .notGGUF(path: path, found: FileKind(head: head).name)
        }
        return (descriptor, state)
      } catch {
        close(descriptor)
        throw error
      }
    }

    /// What something on disk is that is no regular file; `nil` where it is one.
    private static func kind(of mode: mode_t) -> String? {
      switch mode & S_IFMT {
      case S_IFREG: nil
      case S_IFDIR: "it is a folder, not a file"
      case S_IFIFO: "it is a named pipe, not a file"
      case S_IFSOCK: "it is a socket, not a file"
      case S_IFCHR, S_IFBLK: "it is a device, not a file"
      default: "it is not a regular file"
      }
    }
  }
#endif
