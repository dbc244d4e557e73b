package import Foundation
package import Support

/// Where personas are looked for.
package enum PersonaFolders {
  /// The folders in which personas are looked for, the first to win.
  ///
  /// They are `personas` of the current folder, of the program's folder in the user's data, and of
  /// what was installed with the program. The answer depends on the arguments alone: nothing on
  /// disk is looked at.
  /// - Parameters:
  ///   - currentDirectory: The current folder.
  ///   - user: The user's own folders.
  ///   - installed: What was installed with the program; nil leaves it out.
  /// - Returns: Up to three folders, each once, whether they exist or not.
  package static func standard(
    currentDirectory: URL, user: UserFolders, installed: URL?
  ) -> [URL] {
    var seen: Set<String> = []
    return [currentDirectory, user.data, installed].compactMap { parent in
      parent?.appending(path: "personas", directoryHint: .isDirectory).standardizedFileURL
    }.filter { seen.insert($0.path).inserted }
  }
}
