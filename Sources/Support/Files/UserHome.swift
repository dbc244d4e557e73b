package import Foundation

/// The user's home, and paths with a tilde in its place.
package struct UserHome: Hashable, Sendable {
  /// The folder.
  package let url: URL

  /// The home that `HOME` names where it is an absolute path, else the one the system knows.
  ///
  /// Foundation asks the system alone, and so would pass over what the user says.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    url =
      environment["HOME"].flatMap { path in
        path.hasPrefix("/") ? URL(filePath: path, directoryHint: .isDirectory) : nil
      } ?? FileManager.default.homeDirectoryForCurrentUser
  }

  /// A path with the home in place of `~` or `~/` at its beginning.
  package func expanding(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    return trimmed + path.dropFirst()
  }

  /// The path that a person means by `path`: with the home in place of `~`, and never anybody
  /// else's.
  ///
  /// Foundation takes any other path that begins with a tilde for a home that the system knows.
  /// Here it is a name of the current folder, which `./~name` says, too.
  package func resolving(_ path: String) -> String {
    let path = expanding(path)
    return path.hasPrefix("~") ? "./" + path : path
  }

  /// The file that a person means by `path`, by the rule of `resolving`.
  package func file(_ path: String) -> URL { URL(fileURLWithPath: resolving(path)) }

  /// A path with `~` in place of the home at its beginning, as a person would type it.
  package func abbreviating(_ path: String) -> String {
    guard !trimmed.isEmpty, path.hasPrefix(trimmed + "/") else { return path }
    return "~" + path.dropFirst(trimmed.count)
  }

  /// Without a slash at the end; empty for the root.
  private var trimmed: String {
    let path = url.path
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
