import Foundation
import Terminal
import Testing

/// Installs the handlers in a thread of a test, which is started with all signals blocked.
private func receiveSignals() throws {
  var none = sigset_t()
  sigemptyset(&none)
  pthread_sigmask(SIG_SETMASK, &none, nil)
  try Interrupts.install()
}

/// Each in a process of its own, because signals belong to the whole process.
struct InterruptsTests {
  @Test("Ctrl-C is remembered until it is taken")
  func interrupt() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try receiveSignals()
      try Interrupts.install()
      var answers = [Interrupts.interruptRequested]
      raise(SIGINT)
      raise(SIGINT)
      answers += [Interrupts.interruptRequested, Interrupts.takeInterrupt()]
      answers += [Interrupts.interruptRequested, Interrupts.terminationRequested]
      exit(answers == [false, true, true, false, false] ? 7 : 1)
    }
  }

  @Test("A request to end is never forgotten")
  func termination() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try receiveSignals()
      raise(SIGHUP)
      Interrupts.clearInterrupt()
      exit(Interrupts.terminationSignal == SIGHUP && Interrupts.terminationRequested ? 7 : 1)
    }
  }

  @Test("Restoring brings back the usual end by Ctrl-C")
  func restoring() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      try receiveSignals()
      raise(SIGINT)
      Interrupts.restore()
      if Interrupts.interruptRequested { exit(1) }
      raise(SIGINT)
    }
  }

  @Test("A program ends by the signal that asked for it")
  func ending() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      try receiveSignals()
      raise(SIGTERM)
      Interrupts.endProgram(by: Interrupts.terminationSignal ?? SIGKILL)
    }
  }

  @Test("What was ignored from the start stays ignored")
  func ignored() async {
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGHUP, SIG_IGN)
      try receiveSignals()
      raise(SIGHUP)
      exit(Interrupts.terminationRequested ? 1 : 7)
    }
  }

  @Test("A signal wakes a reader that waits, whichever thread it comes to", arguments: 0..<5)
  func waking(_: Int) async {
    await #expect(processExitsWith: .exitCode(7)) {
      try receiveSignals()
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { exit(1) }
      Thread.detachNewThread { raise(SIGINT) }
      let source = PipedLines(descriptor: ends[0])
      let first = source.readLine(prompt: Prompt(""))
      Thread.detachNewThread { raise(SIGTERM) }
      let second = source.readLine(prompt: Prompt(""))
      exit(first == .cancelled && second == .terminated(signal: SIGTERM) ? 7 : 2)
    }
  }
}

struct TextLocaleTests {
  static let cases: [([String: String], Bool)] = [
    ([:], true), (["LANG": ""], true), (["LANG": "C"], false), (["LC_ALL": "POSIX"], false),
    (["LANG": "de_DE.ISO-8859-1"], false), (["LANG": "xx_XX.UTF-8"], true),
    (["LANG": "xx_XX.utf8@euro"], true), (["LANG": "xx_XX.UTF-8", "LC_ALL": "C"], false),
    (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true),
  ]

  @Test("Unicode is drawn where it was asked for, or nothing was", arguments: cases)
  func drawing(environment: [String: String], drawsUnicode: Bool) async {
    await #expect(processExitsWith: .exitCode(drawsUnicode ? 7 : 8)) {
      [environment = environment as [String: String]] in
      for name in ["LC_ALL", "LC_CTYPE", "LANG"] { unsetenv(name) }
      for (name, value) in environment { setenv(name, value, 1) }
      let locale = TextLocale.adopt(environment: environment)
      exit(!locale.isUTF8 ? 1 : locale.drawsUnicode ? 7 : 8)
    }
  }

  @Test("Without a fallback the user's own locale stays")
  func withoutFallback() async {
    await #expect(processExitsWith: .exitCode(7)) {
      setenv("LC_ALL", "C", 1)
      let locale = TextLocale.adopt(fallbacks: ["no_SUCH.UTF-8"], environment: ["LC_ALL": "C"])
      exit(locale.isUTF8 || locale.drawsUnicode ? 1 : 7)
    }
  }
}
