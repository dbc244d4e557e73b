import Foundation
import Personas
import Support
import Testing

@Suite struct `The folders of personas` {
  private static let home = URL(filePath: "/home/ann", directoryHint: .isDirectory)

  @Test(
    arguments: [
      (
        "/opt/share/shoggoth",
        [
          "/here/personas", "/home/ann/.local/share/shoggoth/personas",
          "/opt/share/shoggoth/personas",
        ]
      ),
      (nil, ["/here/personas", "/home/ann/.local/share/shoggoth/personas"]),
      (
        "/home/ann/.local/share/shoggoth",
        ["/here/personas", "/home/ann/.local/share/shoggoth/personas"]
      ),
    ] as [(String?, [String])])
  func `have personas beside the current folder's and the installed, each once`(
    _ installed: String?, _ expected: [String]
  ) {
    let folders = PersonaFolders.standard(
      currentDirectory: URL(filePath: "/here", directoryHint: .isDirectory),
      user: UserFolders(environment: [:], home: Self.home),
      installed: installed.map { URL(filePath: $0, directoryHint: .isDirectory) })
    #expect(folders.map(\.path) == expected)
  }
}
