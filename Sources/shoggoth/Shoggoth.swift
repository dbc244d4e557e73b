import ArgumentParser
import Foundation
import Terminal

/// The program.
@main
struct Shoggoth: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "shoggoth",
    abstract: "A roleplay sandbox that tells you who is really talking.",
    discussion: """
      Chat with characters that a language model on your machine plays. Put masks on the model and \
      take them off. After every turn the program shows the depth of the stack of masks, their \
      blend, and its own certainty.
      """,
    version: version,
    subcommands: [
      ChatCommand.self, SessionsCommand.self, ReplayCommand.self, ReportCommand.self,
      IdentifyCommand.self, CalibrateCommand.self, PersonasCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: ChatCommand.self)

  static func main() {
    do {
      // Before anything else opens a file, which could become standard input or output.
      try StandardDescriptors.open()
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      // What was stopped failed for no other reason.
      if let signal = Interrupts.terminationSignal { Interrupts.endProgram(by: signal) }
      if Interrupts.interruptRequested { Foundation.exit(ExitCode.interrupted.rawValue) }
      // Usage errors are ArgumentParser's, and so is `--help`; its own codes are 64 and 0.
      let code = exitCode(for: error)
      if code == .success {
        do {
          try Output.content.writeLine(message(for: error))
          Foundation.exit(0)
        } catch {
          fail("shoggoth: \(error)")
        }
      }
      let isUsage = code == .validationFailure
      if isUsage { fail(fullMessage(for: error), code: 2) }
      fail(wrapped("shoggoth: \(error)"))
    }
  }

  private static func fail(_ message: String, code: Int32 = 1) -> Never {
    // Where standard error takes nothing, the code alone has to tell.
    try? Output.notices.writeLine(message)
    Foundation.exit(code)
  }

  /// A message broken between words for a terminal; whole for anything else.
  private static func wrapped(_ message: String) -> String {
    guard Output.notices.isTerminal else { return message }
    var wrapper = WordWrapper(width: Screen.width(), indent: 2)
    return wrapper.wrap(message) + wrapper.finish()
  }
}

extension ExitCode {
  /// The check found a difference.
  static let verificationDiffers = ExitCode(3)
  /// Stopped by Ctrl-C.
  static let interrupted = ExitCode(130)
}
