public import ArgumentParser
import Foundation
import Personas
import Repl
import Sessions
public import Terminal

/// What the program finds around it: characters, sessions and the terminal.
struct Surroundings {
  let library: PersonaLibrary
  let sessions: SessionFolder
  let console: Console

  init(personaFolders: [String], colour: ColourChoice) {
    let environment = ProcessInfo.processInfo.environment
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let executable = (Bundle.main.executablePath).map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath()
    }
    let folders =
      personaFolders.map { URL(fileURLWithPath: $0, isDirectory: true) }
      + PersonaFolders.standard(
        currentDirectory: here, environment: environment, executable: executable)
    library = PersonaLibrary(folders: folders)
    sessions = SessionFolder.standard(
      currentDirectory: here, environment: environment,
      home: FileManager.default.homeDirectoryForCurrentUser)
    console = Console(
      palette: Palette(choice: colour, isTerminal: Output.notices.isTerminal),
      drawsUnicode: TextLocale.adopt().drawsUnicode)
  }
}

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A further folder of character cards, looked at first; may be given again.",
      valueName: "folder"))
  var personas: [String] = []

  @Option(help: "Colours: auto, always or never. NO_COLOR is honoured.")
  var color = ColourChoice.auto

  var surroundings: Surroundings { Surroundings(personaFolders: personas, colour: color) }
}

extension ColourChoice: ExpressibleByArgument {}

/// A plain message for the person.
struct Complaint: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
