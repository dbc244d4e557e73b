import Foundation
import Testing

@testable import Views

/// Pages as files.
@Suite struct WritingTests {
  /// Runs `body` with a file's place in a folder of its own.
  private static func withFile(_ body: (URL, HTMLPage) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "shoggoth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = HTMLPage(try Recorded.session("captain-meg"), name: "captain-meg")
    try body(folder.appendingPathComponent("page.html"), page)
  }

  @Test(arguments: [nil, "", "<!doctype html>\n<p>An older one.</p>"])
  func `a page is written where nothing or an older one is`(old: String?) throws {
    try Self.withFile { file, page in
      try old.map { try Data($0.utf8).write(to: file) }
      try page.write(to: file)
      #expect(try String(contentsOf: file, encoding: .utf8) == page.html)
    }
  }

  @Test(arguments: ["{\"schema\": 1}", "My only copy."])
  func `what is no page stays as it was`(old: String) throws {
    try Self.withFile { file, page in
      try Data(old.utf8).write(to: file)
      #expect(throws: HTMLPageError.self) { try page.write(to: file) }
      #expect(try String(contentsOf: file, encoding: .utf8) == old)
    }
  }

  @Test func `the folder that is missing is named`() throws {
    try Self.withFile { _, page in
      let error = #expect(throws: HTMLPageError.self) {
        try page.write(to: URL(fileURLWithPath: "/nowhere/at/all.html"))
      }
      #expect(error?.description.contains("there is no folder /nowhere/at;") == true)
    }
  }

  @Test(arguments: ["/dev/null", "/", "/nowhere/at/all.html"])
  func `no page takes the place of a device or a folder`(path: String) throws {
    try Self.withFile { _, page in
      #expect(throws: HTMLPageError.self) { try page.write(to: URL(fileURLWithPath: path)) }
    }
  }
}
