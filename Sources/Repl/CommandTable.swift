import Foundation
import MaskInference
import Personas
import Sessions
import Terminal
import Theatre
import Views

extension Command {
  /// Every command, in the order in which help lists them.
  static var table: [Command] {
    [
      mask, stack, blend, eyes, plot, why, debate, personas, set, seed,
    ] + travel + [save, load, sessions, replay, report, help, quit]
  }

  private static var mask: Command {
    Command(
      name: "mask", arguments: "NAME | only NAME | drop [NAME] | say \"WHO IT IS\"",
      summary: "put a mask on, wear it alone, take it off, or make one up",
      example: ":mask grandmother",
      completion: { words in
        switch words.first {
        case nil: .masks
        case "only": .masks
        case "drop": .worn
        default: .none
        }
      },
      run: { repl, text in try repl.mask(text) })
  }

  private static var stack: Command {
    Command(
      name: "stack", arguments: "[pop | clear]",
      summary: "show the declared and the inferred stack, or take masks off",
      example: ":stack pop",
      completion: { $0.isEmpty ? .fixed(["pop", "clear"]) : .none },
      run: { repl, text in
        switch text {
        case "": repl.showStack()
        case "pop": try repl.edit(.pop)
        case "clear": try repl.edit(.clear)
        default: throw CommandError(":stack takes pop or clear, not \"\(text)\".")
        }
      })
  }

  private static var blend: Command {
    let modes = Settings.BlendMode.allCases.map(\.rawValue)
    return Command(
      name: "blend", arguments: modes.joined(separator: " | "),
      summary: "choose who speaks: one drawn, all in one voice, the declared, the likeliest",
      example: ":blend declared",
      completion: { $0.isEmpty ? .fixed(modes) : .none },
      run: { repl, text in
        if text.isEmpty {
          repl.console.tell("  blend is \(repl.chat.stage.settings.blend.rawValue)")
        } else {
          try repl.change("blend", to: text)
        }
      })
  }

  private static var eyes: Command {
    Command(
      name: "eyes", arguments: "", summary: "draw every eye, open in proportion to its weight",
      example: ":eyes", completion: { _ in .none },
      run: { repl, _ in
        repl.console.tell(
          EyesView(
            repl.chat.stage.filter.belief.blend, console: repl.console, colours: repl.colours
          ).lines)
      })
  }

  private static var plot: Command {
    Command(
      name: "plot", arguments: "", summary: "draw the blend and the depth over the turns",
      example: ":plot", completion: { _ in .none },
      run: { repl, _ in
        repl.console.tell(
          PlotView(
            BeliefCourse(repl.chat.document), console: repl.console, colours: repl.colours
          ).lines)
      })
  }

  private static var personas: Command {
    Command(
      name: "personas", arguments: "[WORDS]", summary: "list the masks there are, or search them",
      example: ":personas story", concernsChat: false, completion: { _ in .none },
      run: { repl, text in repl.listPersonas(text) })
  }

  private static var set: Command {
    Command(
      name: "set", arguments: "[NAME [VALUE]]", summary: "show the settings, or change one",
      example: ":set temperature 0.9",
      completion: { words in
        switch words.count {
        case 0: .settings
        case 1 where words == ["report"]: .fixed(ReportLength.allCases.map(\.rawValue))
        case 1: .valueOfSetting(words[0])
        default: .none
        }
      },
      run: { repl, text in try repl.set(text) })
  }

  private static var seed: Command {
    Command(
      name: "seed", arguments: "[N]",
      summary: "show or set the seed: the same seed gives the same words",
      example: ":seed 7", completion: { _ in .none },
      run: { repl, text in
        guard !text.isEmpty else { return repl.console.tell("  seed \(repl.chat.seed)") }
        guard let seed = UInt64(text) else {
          throw CommandError("a seed is a whole number from 0 up, not \"\(text)\": `:seed 7`.")
        }
        try repl.chat.reseed(seed)
        repl.keep()
        repl.console.tell("  seed \(seed)")
      })
  }

  private static var save: Command {
    Command(
      name: "save", arguments: "[NAME]", summary: "keep this chat, and go on keeping it there",
      example: ":save evening", completion: { $0.isEmpty ? .sessions : .none },
      run: { repl, text in try repl.save(text) })
  }

  private static var load: Command {
    Command(
      name: "load", arguments: "NAME [read-only]",
      summary: "go on with a chat that was kept, or look at one without changing it",
      example: ":load evening",
      completion: { $0.isEmpty ? .sessions : $0.count == 1 ? .fixed(["read-only"]) : .none },
      run: { repl, text in try repl.load(text) })
  }

  private static var replay: Command {
    Command(
      name: "replay", arguments: "", summary: "show this chat again turn by turn, with its numbers",
      example: ":replay", completion: { _ in .none },
      run: { repl, _ in
        repl.console.tell(
          ReplayView(repl.chat.document, console: repl.console, colours: repl.colours).lines)
      })
  }

  private static var help: Command {
    Command(
      name: "help", arguments: "[COMMAND]", summary: "list the commands, or explain one",
      example: ":help mask", concernsChat: false, completion: { $0.isEmpty ? .commands : .none },
      run: { repl, text in try repl.help(text) })
  }

  private static var quit: Command {
    Command(
      name: "quit", arguments: "", summary: "leave; the chat is kept where it has a file",
      example: ":quit", concernsChat: false, completion: { _ in .none },
      run: { repl, _ in repl.isOver = true })
  }
}
