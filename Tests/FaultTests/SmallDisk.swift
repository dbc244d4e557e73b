import Foundation

/// A disk of a few hundred kilobytes in memory, where the system lets one be had.
final class SmallDisk {
  let url: URL

  /// Mounts one; `nil` where that is not allowed.
  init?(kilobytes: Int) {
    url = FileManager.default.temporaryDirectory.appending(
      path: "disk-\(UUID().uuidString)", directoryHint: .isDirectory)
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    guard
      Self.run("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", url.path])
    else {
      rmdir(url.path)
      return nil
    }
  }

  deinit {
    _ = Self.run("umount", [url.path])
    rmdir(url.path)
  }

  /// Lets nothing be written any more, or again.
  func setReadOnly(_ isReadOnly: Bool) -> Bool {
    Self.run("mount", ["-o", "remount,\(isReadOnly ? "ro" : "rw")", url.path])
  }

  private static func run(_ command: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
