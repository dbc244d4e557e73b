import Foundation

/// What is at a path, where it is no file that can be read to its end.
enum FileKind {
  /// What it is, in words: a folder, or a pipe, socket or device that might never end; `nil` for a
  /// file, for nothing, and for what the program was handed as an open descriptor.
  static func obstacle(at path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let isHanded =
      path == "/dev/stdin" || ["/dev/fd/", "/proc/self/fd/"].contains(where: path.hasPrefix)
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: return "it is a folder"
    case _ where isHanded: return nil
    case S_IFIFO: return "it is a pipe"
    case S_IFSOCK: return "it is a socket"
    default: return "it is a device"
    }
  }
}
