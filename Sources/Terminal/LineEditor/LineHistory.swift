import CTerminal
import Foundation

/// Earlier lines, in libedit's list and in a file.
final class LineHistory {
  /// libedit's list, which the editor walks through.
  let list: OpaquePointer

  private let file: URL?
  private let size: Int32
  private let notify: (String) -> Void
  private var mayWrite = true

  /// Loads the file, where there is one.
  ///
  /// A file that is no history is moved aside, one that cannot be read is left alone; both are
  /// told, neither is an error.
  ///
  /// - Returns: nil without memory.
  init?(file: URL?, size: Int32, notify: @escaping (String) -> Void) {
    guard let list = line_history_open(size) else { return nil }
    self.list = list
    // A rename would put a plain file in place of a link.
    self.file = file?.resolvingSymlinksInPath()
    self.size = size
    self.notify = notify
    load(into: list)
  }

  deinit {
    line_history_close(list)
  }

  /// Adds a line, unless it is blank or the newest already, and saves.
  func add(_ line: String) {
    let entry = line.trimmingSuffix(while: \.isNewline)
    if entry.allSatisfy(\.isWhitespace) { return }
    guard line_history_add(list, String(entry)) == 0 else { return }
    save(adding: String(entry))
  }

  /// Writes what the file holds by now and the new line to a temporary file, which then takes its
  /// place: another program's lines stay, and no moment exists in which the file is half written.
  private func save(adding line: String) {
    guard let file, mayWrite, let merged = line_history_open(size) else { return }
    defer { line_history_close(merged) }
    load(into: merged)
    guard mayWrite else { return }
    let folder = file.deletingLastPathComponent()
    let temporary = folder.appending(
      path: ".\(file.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      return giveUp("the folder \(folder.path) cannot be made")
    }
    errno = 0
    guard line_history_add(merged, line) == 0,
      writeWhole(merged, to: temporary),
      chmod(temporary.path, 0o600) == 0,
      rename(temporary.path, file.path) == 0
    else {
      let reason = TerminalError.reason(errno)
      unlink(temporary.path)
      return giveUp("\(file.path) cannot be written (\(reason))")
    }
  }

  /// Writes a list to a new file and counts its lines, because libedit does not say when a disk is
  /// full.
  private func writeWhole(_ list: OpaquePointer, to file: URL) -> Bool {
    let count = line_history_save(list, file.path)
    guard count >= 0, let written = try? Data(contentsOf: file) else { return false }
    let newline = UInt8(ascii: "\n")
    if written.count(where: { $0 == newline }) == Int(count) + 1 { return true }
    if errno == 0 { errno = ENOSPC }
    return false
  }

  private func load(into list: OpaquePointer) {
    guard let file, FileManager.default.fileExists(atPath: file.path) else { return }
    guard let content = try? Data(contentsOf: file) else {
      return giveUp("\(file.path) cannot be read")
    }
    if content.isEmpty { return }
    let isWhole = content.starts(with: Self.firstLine.utf8) && !content.contains(0)
    if isWhole, line_history_load(list, file.path) >= 0 { return }
    setAside(file)
  }

  private func setAside(_ file: URL) {
    var aside = file.path + ".broken"
    var number = 1
    while FileManager.default.fileExists(atPath: aside) {
      number += 1
      aside = file.path + ".broken-\(number)"
    }
    if rename(file.path, aside) == 0 {
      notify(
        "\(file.path) is not a history of lines; it was moved to \(aside) and a new one begins.")
    } else {
      giveUp("\(file.path) is not a history of lines and cannot be moved aside")
    }
  }

  private func giveUp(_ reason: String) {
    mayWrite = false
    notify("The program does not keep your lines for the next time: \(reason).")
  }

  private static let firstLine = "_HiStOrY_V2_\n"
}
