import LanguageModels
import Testing

@Suite struct `An error of a language model` {
  private static let table: [(LanguageModelError, String)] = [
    (
      .unreadable(path: "m.gguf", reason: "there is no such file"),
      """
      cannot read the model m.gguf: there is no such file. Check the path, or run `make chat` to \
      get one.
      """
    ),
    (
      .notGGUF(path: "m.gguf", found: "plain text"),
      "m.gguf is not a GGUF model: it is plain text. Give --model a .gguf file."
    ),
    (
      .refused(path: "m.gguf", bytes: 7, reason: ""),
      "llama.cpp cannot load m.gguf (7 bytes). Download the file again, or use another one."
    ),
    (
      .laterPart(path: "b.gguf", first: "a.gguf"),
      """
      b.gguf is a later part of a model that is split into several files. Give --model the first \
      one, a.gguf.
      """
    ),
    (
      .missingPart(path: "b.gguf", number: 2, count: 3),
      """
      part 2 of 3 of the model is missing: it is expected at b.gguf. Get it, and keep all parts \
      in one folder.
      """
    ),
    (
      .unsuitable(path: "m.gguf", reason: "it does not speak"),
      "m.gguf cannot be used: it does not speak. Use an instruct model."
    ),
    (
      .noChatTemplate(path: "m.gguf"),
      "m.gguf has no chat template, so you cannot put a mask on it. Use an instruct model."
    ),
    (
      .unknownChatTemplate(path: "m.gguf"),
      """
      m.gguf has a chat template that llama.cpp does not know, so you cannot put a mask on it. \
      Use another instruct model, or build with a newer llama.cpp.
      """
    ),
    (
      .noContext(lanes: 16, tokensPerLane: 2048),
      """
      no memory for 16 lanes of 2048 tokens. Use fewer with --lanes, or shorter ones with \
      --context.
      """
    ),
    (
      .noLaneLeft(limit: 16),
      "all 16 lanes are open. Lower `:set width`, or start with more --lanes."
    ),
    (
      .laneFull(lane: 3, length: 60, adding: 9, capacity: 64),
      "lane 3 holds 60 of 64 tokens and cannot take 9 more. Start with a larger --context."
    ),
    (
      .failed(status: -1, tokens: 9),
      "the model failed on 9 tokens (status -1). Try again, or use a shorter --context."
    ),
    (
      .nonsense(model: "m"),
      "m gives numbers that are not finite. The model file is damaged: download it again."
    ),
    (
      .builtWithoutLlama,
      "this program was built without llama.cpp. Build it with `make build`, or use --understudy."
    ),
  ]

  @Test(arguments: table)
  func `says what was expected, what was found and what to do next`(
    _ error: LanguageModelError, _ text: String
  ) {
    #expect(error.description == text)
  }
}
