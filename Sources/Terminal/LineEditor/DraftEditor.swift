import CTerminal
package import Foundation
import Support

/// The user's own text editor, on a draft of what they are about to say.
package struct DraftEditor: Sendable {
  /// The shell command that is given the draft's file.
  package let command: String

  private let folder: URL

  /// The editor that `VISUAL` names, else `EDITOR`, else `vi`.
  ///
  /// - Parameters:
  ///   - environment: where both are looked up. `VISUAL` is left out on a terminal that is `dumb`.
  ///   - folder: where the draft is put while it is edited.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    folder: URL = FileManager.default.temporaryDirectory
  ) {
    let term = environment["TERM"] ?? ""
    let names = term.isEmpty || term == "dumb" ? ["EDITOR"] : ["VISUAL", "EDITOR"]
    command =
      names.compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) } ?? "vi"
    self.folder = folder
  }

  /// Lets the user edit a text; the terminal has to be in its usual mode.
  ///
  /// A Ctrl-C meanwhile is the editor's and forgotten.
  ///
  /// - Parameter draft: what is there already.
  /// - Returns: the text as it was saved, without the newline at its end and without anything that
  ///   commands a terminal. Bytes that are no UTF-8 become U+FFFD.
  /// - Throws: ``TerminalError/draftUnavailable(path:code:)`` where the file cannot be written or
  ///   read, ``TerminalError/draftEditorFailed(command:status:kept:)`` where the editor did not end
  ///   well; what was written by then stays in its file.
  package func edit(_ draft: String) throws(TerminalError) -> String {
    let file = folder.appending(path: "shoggoth-\(UUID().uuidString).txt")
    try write(draft, to: file)
    var isOfUse = false
    defer { if !isOfUse { unlink(file.path) } }
    let words = ["sh", "-c", "\(command) \"$1\"", "sh", file.path]
    let arguments = words.map { word in strdup(word) } + [nil]
    defer { for text in arguments { free(text) } }
    let status = foreground_run("/bin/sh", arguments)
    Interrupts.clearInterrupt()
    guard status == 0 else {
      // What was written before the editor failed may be all there is of it.
      let saved = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      isOfUse = !saved.allSatisfy(\.isWhitespace) && saved != draft + "\n"
      throw .draftEditorFailed(
        command: command, status: status < 0 ? nil : Self.exitCode(status),
        kept: isOfUse ? file.path : nil)
    }
    guard let saved = try? Data(contentsOf: file) else {
      throw .draftUnavailable(path: file.path, code: ENOENT)
    }
    let text = TextSanitizer.clean(String(decoding: saved, as: UTF8.self))
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private func write(_ draft: String, to file: URL) throws(TerminalError) {
    // Nobody else may read what somebody is about to say.
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .draftUnavailable(path: file.path, code: errno) }
    defer { close(descriptor) }
    guard (try? Output(descriptor: descriptor).write(draft.isEmpty ? "" : draft + "\n")) != nil
    else {
      unlink(file.path)
      throw .draftUnavailable(path: file.path, code: errno)
    }
  }

  /// The exit code in what `waitpid` gave, or 128 and the signal that ended the program.
  private static func exitCode(_ status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}
