import ArgumentParser
import Foundation
import Personas
import Sessions
import Support
package import Terminal
package import Views

/// What the program finds around it: characters, sessions, preferences and the terminal.
struct AppEnvironment {
  let user: UserFolders
  let preferences: Preferences
  let library: PersonaLibrary
  let sessions: SessionFolder
  /// Where notices go, and replies.
  let console: Console
  /// For views that are what the program was asked for, and so are drawn on standard output.
  let page: Console

  /// Looks around.
  ///
  /// - Parameters:
  ///   - personaFolders: further folders of cards, looked at first.
  ///   - colour: the person's word on colours.
  /// - Throws: `ValidationError` where a preference makes no sense.
  init(personaFolders: [String], colour: ColourChoice?) throws {
    let environment = ProcessInfo.processInfo.environment
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let home = UserHome(environment: environment)
    let user = UserFolders(environment: environment, home: home.url)
    let preferences = Preferences(
      environment: environment, file: user.configuration.appending(path: "config"))
    self.user = user
    self.preferences = preferences
    let stated = (personaFolders + preferences.list("personas")).map {
      URL(fileURLWithPath: home.resolving($0), isDirectory: true)
    }
    library = PersonaLibrary(
      folders: stated
        + PersonaFolders.standard(currentDirectory: here, user: user, installed: Self.installed))
    sessions = SessionFolder.standard(currentDirectory: here, user: user)
    let choice = try preferences.choice("color", over: colour) ?? .auto
    let contentPalette = Palette(choice: choice, isTerminal: Output.content.isTerminal)
    let drawsUnicode = TextLocale.adopt().drawsUnicode
    console = Console(
      palette: Palette(choice: choice, isTerminal: Output.notices.isTerminal),
      contentPalette: contentPalette, drawsUnicode: drawsUnicode)
    page = Console(palette: contentPalette, drawsUnicode: drawsUnicode)
    for problem in preferences.problems { console.warn(problem) }
    for folder in stated where !FileManager.default.fileExists(atPath: folder.path) {
      console.warn("there is no folder \(folder.path) with character cards; check --personas")
    }
  }

  /// The session that a person means: a file, or a name in the sessions folder.
  ///
  /// - Throws: `SessionError` where there is neither.
  func session(_ name: String) throws -> URL {
    let file = UserHome().file(name)
    return FileManager.default.fileExists(atPath: file.path) ? file : try sessions.find(name)
  }

  /// What was installed with the program: `../share/shoggoth/shipped` from where it is, links
  /// resolved.
  static var installed: URL? {
    Bundle.main.executablePath.map { path in
      URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "share/shoggoth/shipped")
    }
  }
}

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A further folder of character cards, searched first. You may give it again.",
      valueName: "folder"))
  var personas: [String] = []

  @OptionGroup var appearance: AppearanceOptions

  func environment() throws -> AppEnvironment {
    try AppEnvironment(personaFolders: personas, colour: appearance.color)
  }
}

/// How the output looks.
struct AppearanceOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never. NO_COLOR is honoured. Default: auto.")
  var color: ColourChoice?
}

extension ColourChoice: ExpressibleByArgument {}

extension ReportLength: ExpressibleByArgument {}

/// A plain message for the person.
struct UserError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
