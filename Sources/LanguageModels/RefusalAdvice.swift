/// What to do about a model file that llama.cpp refuses, by what it complains of.
struct RefusalAdvice {
  /// One sentence.
  let text: String

  private static let cutShort = "The file is cut short: download it again."
  private static let damaged = "The file is damaged or incomplete: download it again."
  private static let unknownKind =
    "This llama.cpp does not know that kind of model: use another one, or build with a newer "
    + "llama.cpp."
  private static let otherFormat =
    "The file is written in another version of GGUF: use one made for this llama.cpp."

  /// What llama.cpp's complaints have in them, in the order in which they are looked for.
  private static let table: [(words: String, advice: String)] = [
    ("not within the file bounds", cutShort),
    ("exceeds remaining file size", cutShort),
    ("failed to read", cutShort),
    ("tensors expected but", cutShort),
    ("unknown model architecture", unknownKind),
    ("unsupported model architecture", unknownKind),
    ("unknown pre-tokenizer", unknownKind),
    ("unknown tokenizer", unknownKind),
    ("invalid ggml type", unknownKind),
    (
      "CLIP",
      "It is the half of a model that sees pictures: give --model the file without mmproj."
    ),
    ("GGUFv1", otherFormat),
    ("bad GGUF version", otherFormat),
    ("this GGUF file is version", otherFormat),
    ("this GGUF file version", otherFormat),
    ("must be loaded with the first split", "Give --model the model's first part."),
    (
      "split file",
      "A part of a split model must keep its name: one that ends like -00001-of-00003.gguf."
    ),
    ("GGUF split", "A part of the model is damaged: download it again."),
    ("allocate", "There is not enough memory for it: use a smaller model."),
    ("key not found", damaged),
    ("has wrong", damaged),
    ("wrong number of tensors", damaged),
    ("missing tensor", damaged),
    ("invalid", damaged),
    ("duplicate", damaged),
    ("error loading model vocabulary", unknownKind),
  ]

  /// The advice on `reason`; where nothing is known of it, to try another file.
  init(on reason: String) {
    text =
      Self.table.first { reason.contains($0.words) }?.advice
      ?? "Download the file again, or use another one."
  }
}
