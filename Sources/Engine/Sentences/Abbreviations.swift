/// Words that tell whether a full stop ends the sentence, all in small letters and without their
/// last dot.
enum Abbreviations {
  /// Abbreviations that are followed by more.
  static let leading: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "capt", "sgt", "lt", "cf", "vs", "e.g", "i.e", "eg", "ie",
    "viz", "mt", "approx", "dept", "esp", "a.k", "mme", "mlle", "mgr", "p.ex", "bzw", "z.b", "d.h",
    "u.a",
    "vgl", "evtl", "ggf", "inkl", "bspw", "sog", "nr", "ca", "sra", "srta", "dra", "dña", "dhr",
    "mevr", "bijv", "t.ex", "bl.a", "dvs", "f.eks", "kl", "esim", "örn", "np", "tzn", "tj", "ul",
    "např", "tzv", "т.е", "т.к", "г-н", "г-жа", "проф", "см", "напр", "ул", "тыс", "π.χ", "κ.λ",
    "δηλ", "डॉ", "प्रो", "د",
  ]
  /// Abbreviations that are words, too, and so count where they begin with a capital.
  static let capitalised: Set<String> = [
    "col", "gen", "rev", "hon", "pres", "gov", "sen", "rep", "maj", "adm", "cmdr", "fr", "hr",
    "sig",
    "dott", "ph", "fig", "figs", "vol", "vols", "nos", "feb", "apr", "sept", "oct", "nov", "dec",
    "ing", "dipl",
  ]
  /// Abbreviations that end a name as well as begin one: `Main St.` and `St. Anne`.
  static let aroundNames: Set<String> = ["st", "sr"]
  /// Abbreviations of letters that stand last as often as not.
  static let closing: Set<String> = [
    "a.m", "p.m", "u.s", "u.s.a", "u.k", "u.n", "e.u", "d.c", "b.c", "a.d", "ph.d", "m.d", "a.i",
  ]
  /// What has a number or a letter that is no initial and has no decimals.
  static let counted: Set<String> = [
    "room", "plan", "chapter", "page", "number", "no", "nr", "act", "scene", "level", "part",
    "step", "day", "week", "year", "question", "answer", "gate", "door", "floor", "type", "class",
    "group", "team", "player", "grade", "section", "option", "vitamin", "letter", "key", "row",
    "seat", "line", "lane", "platform", "table", "track", "cell", "deck", "unit", "zone", "block",
    "rule", "law", "point", "side", "exhibit", "appendix", "figure", "fig", "vol", "volume", "book",
    "p", "pp", "age", "aged", "am", "i'm", "i’m", "turned", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "zimmer", "raum", "kapitel", "seite", "nummer", "stufe", "tag", "chambre", "salle", "chapitre",
    "numéro", "étage", "jour", "sala", "habitación", "capítulo", "página", "número", "stanza",
    "capitolo", "pagina", "numero", "комната", "комнату", "комнате", "глава", "глав", "страница",
    "номер", "δωμάτιο", "κεφάλαιο", "σελίδα",
  ]
  /// What has a number with dots in it.
  static let versions: Set<String> = ["version", "ver", "v", "release", "π", "pi"]
  /// German and Scandinavian words before a day or another ordinal number.
  static let articles: Set<String> = [
    "am", "vom", "zum", "zur", "der", "die", "das", "dem", "den", "des", "im", "ab", "bis", "beim",
  ]
  /// Words that lead to a name, or to a country of letters.
  static let toNames: Set<String> = [
    "by", "and", "with", "from", "to", "of", "for", "the", "in", "at", "on", "said", "says",
    "author",
    "writer", "poet", "met", "called", "named", "saw", "asked", "told", "via", "von", "und", "mit",
    "et", "par", "avec", "y", "con", "por", "e", "da", "и", "с", "от", "και",
  ]
}
