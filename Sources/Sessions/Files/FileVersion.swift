import Foundation

/// Which version of a file is on the disk: it changes whenever anybody writes or replaces the file.
struct FileVersion: Equatable {
  private let device: UInt64
  private let node: UInt64
  private let size: Int64
  private let writtenAt: [Int]

  /// Looks at the file at `url`; `nil` where there is none.
  init?(of url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    writtenAt = [Int(time.tv_sec), Int(time.tv_nsec)]
  }
}
