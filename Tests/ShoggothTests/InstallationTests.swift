import Foundation
import TestSupport
import Testing

/// What `make install` puts in place, without llama.cpp.
@Suite struct `The installed program` {
  private static let script = Household.root.appending(path: "scripts/install")

  /// Installs into `household` as a packager does.
  private func install(_ household: Household, prefix: String = "/opt/x") throws -> URL {
    let stage = household.folder.appending(path: "stage")
    let outcome = try household.run(
      [Household.program.path, prefix], environment: ["DESTDIR": stage.path], program: Self.script)
    guard outcome.status == 0 else { throw SessionFailure(outcome.notices) }
    return URL(filePath: stage.path + prefix)
  }

  @Test func `finds its cards wherever it is, also through a link`() throws {
    let household = try Household()
    let root = try install(household)
    let program = root.appending(path: "bin/shoggoth")
    let link = household.folder.appending(path: "link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: program)
    for file in [program, link] {
      let listed = try household.run(
        ["personas"], environment: ["SHOGGOTH_PERSONAS": ""], program: file)
      #expect(listed.status == 0)
      #expect(listed.content.contains("grandmother\t"))
    }
  }

  @Test func `has its manual page and completions, and can be installed again`() throws {
    let household = try Household()
    _ = try install(household)
    let root = try install(household)
    for file in [
      "share/man/man1/shoggoth.1", "share/bash-completion/completions/shoggoth",
      "share/zsh/site-functions/_shoggoth", "share/fish/vendor_completions.d/shoggoth.fish",
    ] {
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      #expect(text.contains("sessions"))
      #expect(text.contains("min"), "\(file)")
    }
    let completions = root.appending(path: "share/bash-completion/completions/shoggoth")
    let checked = try household.run(
      ["-n", completions.path], program: URL(filePath: "/bin/bash"))
    #expect(checked.status == 0, "\(checked.notices)")
  }

  @Test func `leaves nothing behind but what is the user's`() throws {
    let household = try Household()
    let root = try install(household)
    let own = root.appending(path: "share/shoggoth/personas/pirate.json")
    try FileManager.default.createDirectory(
      at: own.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: own)
    let outcome = try household.run(
      [root.path], program: Household.root.appending(path: "scripts/uninstall"))
    #expect(outcome.status == 0)
    let left = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey])?
      .compactMap { $0 as? URL }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true }
    #expect(left?.map(\.lastPathComponent) == ["pirate.json"])
  }

  @Test func `is not put where the prefix is no absolute path`() throws {
    let outcome = try Household().run(
      [Household.program.path, "here"], program: Self.script)
    #expect(outcome.status == 1)
    #expect(outcome.notices.contains("no absolute path"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")))
  func `has a manual page that the formatter takes without a warning`() throws {
    let household = try Household()
    let page = household.folder.appending(path: "page.1")
    try Data(household.run(["manual"]).content.utf8).write(to: page)
    let outcome = try household.run(
      ["-mdoc", "-Tutf8", "-ww", "-z", page.path], program: URL(filePath: "/usr/bin/groff"))
    #expect(outcome.status == 0)
    #expect(outcome.notices.isEmpty, "\(outcome.notices)")
  }
}
