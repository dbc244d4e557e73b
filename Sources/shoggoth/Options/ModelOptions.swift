import ArgumentParser
import Personas
import Support

/// Which language model speaks.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A GGUF model with a chat template. Default: the model of `make chat` or `make install`.",
      valueName: "path"))
  var model: String?

  @Flag(help: "Use the understudy: a small word model, instant, without a model file.")
  var understudy = false

  @Option(
    help: ArgumentHelp(
      "The most contexts side by side (lanes), one for each hypothesis. Default: "
        + "\(ModelChoice.usualLanes).",
      valueName: "n"))
  var lanes: Int?

  @Option(
    help: ArgumentHelp(
      "Tokens in each context. Default: \(ModelChoice.usualContext).", valueName: "n"))
  var context: Int?

  @Option(
    help: ArgumentHelp(
      "Threads that compute. Default: as many as are fastest at the moment.", valueName: "n"))
  var threads: Int?

  /// The model these options and the person's preferences ask for.
  ///
  /// - Throws: `ValidationError` where a number is out of range.
  func choice(in environment: AppEnvironment) throws -> ModelChoice {
    let preferences = environment.preferences
    var choice = ModelChoice(user: environment.user)
    choice.asked = model.map(UserHome().resolving)
    choice.preferred = (preferences["model"]?.text).map(UserHome().resolving)
    choice.understudy = try understudy || (model == nil && preferences.isOn("understudy"))
    choice.lanes = try preferences.choice("lanes", over: lanes) ?? choice.lanes
    choice.context = try preferences.choice("context", over: context) ?? choice.context
    choice.threads = try preferences.choice("threads", over: threads)
    if let threads = choice.threads, !(1...256).contains(threads) {
      throw ValidationError("threads must be between 1 and 256, not \(threads)")
    }
    guard (4...256).contains(choice.lanes) else {
      throw ValidationError("lanes must be between 4 and 256, not \(choice.lanes)")
    }
    guard (256...131_072).contains(choice.context) else {
      throw ValidationError("context must be between 256 and 131072, not \(choice.context)")
    }
    return choice
  }
}
