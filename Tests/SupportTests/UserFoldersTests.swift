import Foundation
import Support
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
}

@Suite struct `The home of the user` {
  @Test(arguments: [
    ("~/x/y", "/home/ann/x/y"), ("~", "/home/ann"), ("~ann/x", "~ann/x"), ("/x/~", "/x/~"),
    ("x", "x"),
  ])
  func `stands for a tilde`(_ path: String, _ expanded: String) {
    for home in ["/home/ann", "/home/ann/"] {
      #expect(UserHome(environment: ["HOME": home]).expanding(path) == expanded)
    }
  }

  @Test(arguments: [
    ("/home/ann/x", "~/x"), ("/home/anna/x", "/home/anna/x"), ("/home/ann", "/home/ann"),
    ("/x/home/ann/y", "/x/home/ann/y"),
  ])
  func `is shown as one`(_ path: String, _ shown: String) {
    #expect(UserHome(environment: ["HOME": "/home/ann"]).abbreviating(path) == shown)
  }

  @Test(arguments: ["", "relative", nil] as [String?])
  func `is the system's where no absolute path is stated`(_ home: String?) {
    let stated = home.map { ["HOME": $0] } ?? [:]
    #expect(
      UserHome(environment: stated).url == FileManager.default.homeDirectoryForCurrentUser)
  }

  @Test func `is never a tilde where it is the root`() {
    let home = UserHome(environment: ["HOME": "/"])
    #expect(home.abbreviating("/x") == "/x")
    #expect(home.expanding("~/x") == "/x")
  }

  @Test(arguments: [
    ("~/p", "/home/ann/p"), ("~", "/home/ann"), ("~ann/p", "./~ann/p"), ("~p", "./~p"),
    ("./~p", "./~p"), ("./~/p", "./~/p"), ("/a/~p", "/a/~p"), ("p", "p"), ("", ""),
  ])
  func `is what the user says, and nobody else's home is asked for`(path: String, meant: String) {
    #expect(UserHome(environment: ["HOME": "/home/ann"]).resolving(path) == meant)
  }
}
