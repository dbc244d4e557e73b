import Foundation
import Personas
import Support

/// The journal beside a session's file: what happened since the file was last written, an event a
/// line.
///
/// A program that has it open for writing holds a lock on it, which the system takes back however
/// the program ends. Lines are only ever added, and a line that could not be written whole is taken
/// away before the next one, so a journal is whole but for its last line.
final class Journal {
  /// Where it is.
  let url: URL
  /// The number of bytes in whole lines.
  private var length: off_t
  /// Whether something may stand behind the whole lines.
  private var isTorn: Bool
  private let descriptor: Int32

  /// The file in which the journal of the session at `url` is.
  static func url(of session: URL) -> URL {
    (session.pathExtension == "json" ? session.deletingPathExtension() : session)
      .appendingPathExtension("journal")
  }

  /// Opens the journal of the session at `session` for writing, or begins an empty one.
  ///
  /// - Throws: `SessionError.busy` where another program has it, `.unwritable`.
  init(of session: URL) throws(SessionError) {
    url = Self.url(of: session)
    while true {
      let descriptor = open(
        url.path, O_RDWR | O_CREAT | O_CLOEXEC, PrivateFile.permissions)
      guard descriptor >= 0 else { throw .unwritable(path: url.path, errno: errno) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        close(descriptor)
        throw .busy(path: session.path, process: try? JournalText(of: session)?.process)
      }
      // Another program may have taken the file away between the two.
      var opened = stat()
      var named = stat()
      if fstat(descriptor, &opened) == 0, stat(url.path, &named) == 0,
        opened.st_ino == named.st_ino, opened.st_dev == named.st_dev
      {
        self.descriptor = descriptor
        // Older programs let others read it.
        fchmod(descriptor, PrivateFile.permissions)
        length = 0
        isTorn = opened.st_size > 0
        return
      }
      close(descriptor)
    }
  }

  deinit { close(descriptor) }

  /// Goes on after the first `count` bytes, which are whole lines.
  func goOn(after count: Int) {
    length = off_t(count)
    isTorn = true
  }

  /// Adds lines; all of them are there afterwards, or none.
  ///
  /// - Throws: `SessionError.unwritable`.
  func add(_ lines: [JSONTree], synchronizing: Bool = true) throws(SessionError) {
    if isTorn {
      guard ftruncate(descriptor, length) == 0 else {
        throw .unwritable(path: url.path, errno: errno)
      }
      isTorn = false
    }
    var bytes = Data()
    for line in lines {
      bytes += line.encoded(.compact)
      bytes.append(UInt8(ascii: "\n"))
    }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written,
          length + off_t(written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        isTorn = written > 0
        throw .unwritable(path: url.path, errno: errno)
      }
      written += count
    }
    isTorn = true
    if synchronizing, fsync(descriptor) != 0, errno != EINVAL {
      throw .unwritable(path: url.path, errno: errno)
    }
    length += off_t(written)
    isTorn = false
  }

  /// Empties the journal; where that fails it is tried again before the next line.
  func empty() {
    isTorn = isTorn || length > 0
    length = 0
    if ftruncate(descriptor, 0) == 0 { isTorn = false }
  }

  /// Takes the file away where nothing is in it.
  func removeIfEmpty() {
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_size == 0 { remove() }
  }

  /// Takes the file away, which must be of no more use.
  func remove() { unlink(url.path) }
}

extension SessionError {
  /// The file at `path` could not be written because of a system error.
  static func unwritable(path: String, errno code: Int32) -> SessionError {
    .unwritable(path: path, reason: String(cString: strerror(code)))
  }
}
