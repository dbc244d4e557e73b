package import Foundation

/// A file that nobody but its owner may read, replaced in one step.
///
/// Chats are private: their files have the permissions 600, and folders made for them 700.
package enum PrivateFile {
  /// The permissions of a file.
  package static let permissions: mode_t = 0o600

  /// Makes the folder at `url` where there is none; those that it makes are their owner's alone.
  ///
  /// - Throws: the system's error.
  package static func makeFolder(at url: URL) throws {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Replaces the file at `url`: anybody who looks finds the old one or the new one.
  ///
  /// The bytes are on the disk before the name leads to them, and the name is on the disk when this
  /// returns. A link stays a link: the file that it leads to is replaced.
  ///
  /// - Parameters:
  ///   - data: what is written.
  ///   - url: where; its folder must be there.
  ///   - isReplacing: called once the new file is written whole, before it takes the place of the
  ///     old one.
  /// - Throws: the system's error; the file is then as it was.
  package static func write(
    _ data: Data, to url: URL, isReplacing: (_ target: URL) -> Void = { _ in }
  ) throws {
    let target = url.resolvingSymlinksInPath()
    let folder = target.deletingLastPathComponent()
    let draft = folder.appendingPathComponent(
      ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try writeDraft(data, to: draft)
      isReplacing(target)
      guard rename(draft.path, target.path) == 0 else { throw POSIXFailure(code: errno) }
    } catch {
      unlink(draft.path)
      throw error
    }
    synchronize(folder: folder)
  }

  private static func writeDraft(_ data: Data, to draft: URL) throws {
    unlink(draft.path)
    let descriptor = open(
      draft.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, permissions)
    guard descriptor >= 0 else { throw POSIXFailure(code: errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    defer { try? handle.close() }
    try handle.write(contentsOf: data)
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw POSIXFailure(code: errno) }
  }

  /// Has the names in a folder on the disk; where the system cannot do that there is nothing to be
  /// done.
  static func synchronize(folder: URL) {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}

/// A system call that failed.
package struct POSIXFailure: LocalizedError {
  /// The `errno` of the call.
  package let code: Int32

  /// The system's own word for it.
  package var errorDescription: String? { String(cString: strerror(code)) }
}
