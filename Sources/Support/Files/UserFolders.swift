package import Foundation

/// The program's folders among the user's own, as the XDG base directory specification has them.
///
/// Nothing on disk is looked at; a folder need not exist.
package struct UserFolders: Hashable, Sendable {
  /// What the user has written: settings.
  package let configuration: URL
  /// What the program has noted by the way: lines typed before.
  package let state: URL
  /// What the user has made: characters and chats.
  package let data: URL
  /// What can be fetched or made again: models.
  package let cache: URL

  /// Works the folders out.
  ///
  /// - Parameters:
  ///   - environment: the variables of the process: `XDG_CONFIG_HOME`, `XDG_STATE_HOME`,
  ///     `XDG_DATA_HOME` and `XDG_CACHE_HOME` count where they are absolute paths.
  ///   - home: the user's home, for those that do not.
  package init(environment: [String: String], home: URL) {
    func folder(_ variable: String, else usual: String) -> URL {
      let stated = environment[variable].flatMap { path in
        path.hasPrefix("/") ? URL(filePath: path, directoryHint: .isDirectory) : nil
      }
      return (stated ?? home.appending(path: usual, directoryHint: .isDirectory))
        .appending(path: "shoggoth", directoryHint: .isDirectory)
    }
    configuration = folder("XDG_CONFIG_HOME", else: ".config")
    state = folder("XDG_STATE_HOME", else: ".local/state")
    data = folder("XDG_DATA_HOME", else: ".local/share")
    cache = folder("XDG_CACHE_HOME", else: ".cache")
  }
}
