import Foundation
import Personas
import Testing

@Suite struct `Folders of the user` {
  private static let home = URL(filePath: "/home/ann", directoryHint: .isDirectory)

  @Test(
    arguments: [
      [:], ["XDG_DATA_HOME": ""], ["XDG_DATA_HOME": "relative", "XDG_STATE_HOME": "./x"],
    ] as [[String: String]])
  func `are in the home where no absolute path is stated`(_ environment: [String: String]) {
    let folders = UserFolders(environment: environment, home: Self.home)
    #expect(folders.configuration.path == "/home/ann/.config/shoggoth")
    #expect(folders.state.path == "/home/ann/.local/state/shoggoth")
    #expect(folders.data.path == "/home/ann/.local/share/shoggoth")
    #expect(folders.cache.path == "/home/ann/.cache/shoggoth")
  }

  @Test func `are where the variables say`() {
    let folders = UserFolders(
      environment: [
        "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_DATA_HOME": "/d",
        "XDG_CACHE_HOME": "/t",
      ], home: Self.home)
    #expect(
      [folders.configuration, folders.state, folders.data, folders.cache].map(\.path)
        == ["/c/shoggoth", "/s/shoggoth", "/d/shoggoth", "/t/shoggoth"])
  }

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
