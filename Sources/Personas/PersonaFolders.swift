public import Foundation

/// Where personas are looked for.
public enum PersonaFolders {
  /// The folders in which personas are looked for, the first to win.
  ///
  /// They are `personas` of the current folder, `shoggoth/personas` of the user's data folder, and
  /// `../share/shoggoth/personas` beside the executable. The user's data folder is `XDG_DATA_HOME`
  /// where that is an absolute path, else `.local/share` of `HOME`; with neither it is left out. The
  /// answer depends on the arguments alone: nothing on disk is looked at.
  /// - Parameters:
  ///   - currentDirectory: The current folder.
  ///   - environment: The variables of the process.
  ///   - executable: The program's own file, symbolic links resolved; nil leaves its folder out.
  /// - Returns: Up to three folders, each once, whether they exist or not.
  public static func standard(
    currentDirectory: URL, environment: [String: String], executable: URL?
  ) -> [URL] {
    var folders = [currentDirectory.appending(path: "personas", directoryHint: .isDirectory)]
    if let data = userData(environment) {
      folders.append(data.appending(path: "shoggoth/personas", directoryHint: .isDirectory))
    }
    if let executable {
      folders.append(
        executable.deletingLastPathComponent().deletingLastPathComponent()
          .appending(path: "share/shoggoth/personas", directoryHint: .isDirectory))
    }
    var seen: Set<String> = []
    return folders.map(\.standardizedFileURL).filter { seen.insert($0.path).inserted }
  }

  private static func userData(_ environment: [String: String]) -> URL? {
    // The XDG base directory specification has relative paths ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return URL(filePath: data, directoryHint: .isDirectory)
    }
    if let home = environment["HOME"], home.hasPrefix("/") {
      return URL(filePath: home, directoryHint: .isDirectory)
        .appending(path: ".local/share", directoryHint: .isDirectory)
    }
    return nil
  }
}
