/// Marks that come in pairs: quotes, brackets, and the markup of emphasis.
enum PairedMarks {
  private static let partners: [Unicode.Scalar: Set<Unicode.Scalar>] = [
    "(": [")"], "[": ["]"], "{": ["}"], "（": ["）"], "［": ["］"], "｛": ["｝"], "〔": ["〕"],
    "【": ["】"], "〖": ["〗"], "〘": ["〙"], "〚": ["〛"], "⟨": ["⟩"], "༼": ["༽"], "﹙": ["﹚"],
    "「": ["」"], "『": ["』"], "《": ["》"], "〈": ["〉"], "｢": ["｣"], "﹁": ["﹂"], "﹃": ["﹄"],
    "〝": ["〞", "〟"], "＂": ["＂"],
    "\u{201C}": ["\u{201D}"], "\u{201E}": ["\u{201C}", "\u{201D}", "\u{201F}", "\""],
    "\u{201F}": ["\u{201D}"], "\u{2018}": ["\u{2019}"], "\u{201A}": ["\u{2018}", "\u{2019}"],
    "«": ["»"], "‹": ["›"],
    // Some languages turn these round, or put the same mark on both sides.
    "»": ["«", "»"], "›": ["‹", "›"], "\u{201D}": ["\u{201D}"],
    "\"": ["\""], "'": ["'"], "*": ["*"], "_": ["_"], "`": ["`"],
  ]

  /// Marks that open a pair.
  static let openers = Set(partners.keys)
  /// Marks that open or close a pair, and tildes, with which some like to close a sentence.
  static let all = partners.values.reduce(openers) { $0.union($1) }.union(["~", "～", "〜"])
  /// Marks that open and close alike.
  static let alike: Set<Unicode.Scalar> = ["\"", "'", "*", "_", "`"]
  /// Marks of which only the place tells whether they open.
  static let ambiguous = alike.union(["»", "›", "\u{201D}", "＂"])
  /// Marks that mean more where they are repeated.
  static let runs: Set<Unicode.Scalar> = ["*", "_", "`"]
  /// Marks that say how words look, and do not quote them.
  static let markup: Set<Unicode.Scalar> = ["*", "_", "(", "[", "（", "［"]
  /// Opening brackets, in which a remark may stand.
  static let brackets: Set<Unicode.Scalar> = ["(", "[", "{", "（", "［", "｛", "〔", "【"]
  /// Marks that are an apostrophe, too.
  static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}"]
  /// Words that begin with an apostrophe.
  static let elisions: Set<String> = [
    "tis", "twas", "twere", "twill", "twould", "em", "cause", "cos", "cuz", "til", "till", "bout",
    "round", "neath", "nuff", "sup", "n", "s", "t", "k", "m", "ndrangheta",
  ]

  /// What closes `mark`.
  static func closers(of mark: Unicode.Scalar) -> Set<Unicode.Scalar> { partners[mark] ?? [] }
}
