package import Engine
import LanguageModels
import MaskInference
package import Sessions

/// A recorded chat as one page of HTML that needs nothing else: no network, no script, no font.
///
/// The page forbids itself to load or run anything, and every text from the session is escaped.
package struct HTMLPage {
  /// What every page begins with, and by which one is known.
  static let start = "<!doctype html>"

  private let document: SessionDocument
  private let name: String
  private let words: [WordEvidence?]
  private let course: BeliefHistory
  private let inks: MaskInks

  /// Prepares a page.
  ///
  /// - Parameters:
  ///   - document: the recorded chat.
  ///   - name: what the chat is called.
  ///   - words: for each turn what its words told, from `Replayer.wordEvidence`; where there is
  ///     nothing the recorded evidence of the sentences is shown.
  package init(_ document: SessionDocument, name: String, words: [WordEvidence?] = []) {
    self.document = document
    self.name = name
    self.words = words
    course = BeliefHistory(document)
    inks = MaskInks(course)
  }

  /// The page.
  package var html: String {
    let page = Markup.element(
      "html", ["lang": "en"],
      [
        .element(
          "head", [:],
          [
            .element("meta", ["charset": "utf-8"]),
            .element(
              "meta",
              ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .element(
              "meta",
              [
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'none'; style-src 'unsafe-inline'",
              ]),
            .element("meta", ["name": "color-scheme", "content": "light dark"]),
            .element("title", [:], "\(name) · who is really talking?"),
            .style(styleSheet),
          ]),
        .element(
          "body", [:],
          [
            .element("a", ["class": "skip", "href": "#conversation"], "To the conversation"),
            header, .element("main", [:], pictures + [conversation]), footer,
          ]),
      ])
    return "\(Self.start)\n\(page.html)\n"
  }

  // MARK: - Parts

  private var header: Markup {
    let opening = document.opening
    let day = document.entries.first.map { " · \($0.at.prefix(10))" } ?? ""
    return .element(
      "header", [:],
      [
        .element("p", ["class": "above"], "Who is really talking?"),
        .element("h1", ["dir": "auto"], name),
        .element(
          "p", ["class": "facts"],
          "\(opening.model.name) · seed \(opening.seed) · \(Numeral.count(course.turns, "turn")), "
            + "\(Numeral.count(course.sentences, "sentence"))\(day)"),
      ] + (course.turns.last.map { [CreaturePicture(report: $0.report, inks: inks).markup] } ?? [])
        + [.element("p", ["class": "lead"], summary)])
  }

  private var summary: String {
    guard let report = course.turns.last?.report else { return "Nothing has been said yet." }
    let shown = report.mostProbable.depth == 0 ? "the bare model" : "\(report.mostProbable)"
    let declared =
      report.differsFromDeclared
      ? (report.declared.depth == 0 ? "No mask was put on" : "\(report.declared) was put on")
        + "; the last words show \(shown)"
      : "The last words show \(shown), the stack that was put on"
    return
      "\(declared), \(Numeral.tenth(report.depth.mean)) masks deep (the prior alone says "
      + "\(Numeral.tenth(report.depth.priorMean))). Confusion \(Numeral.percent(report.confusion))."
  }

  private var pictures: [Markup] {
    guard !course.sentences.isEmpty else { return [] }
    let table = NumberTable(course: course, inks: inks)
    let events = EventList(course).markup(turns: course.turns.count)
    return [
      section(
        "blend", "How the masks blend",
        "The probability that each mask speaks, sentence by sentence.",
        [BlendPicture(course: course, inks: inks).markup, events, table.sentences]),
      section(
        "depth", "How deep the stack is",
        "The number of masks worn one over the other. Inner masks hardly show in words, so the "
          + "depth by the prior alone stands beside it.",
        [DepthPicture(course: course).markup]),
      section(
        "confusion", "How confused it was",
        "Zero when one mask has all the weight, full when the masks cannot be told apart or nobody "
          + "can be inferred.",
        [ConfusionPicture(course: course).markup, table.turns]),
    ]
  }

  private var conversation: Markup {
    section(
      "conversation", "The conversation",
      "Two stacks stand below each reply. Text more likely under the first is underlined; text "
        + "more likely under the second is dotted. A stronger tint means stronger evidence."
        + (hasWords ? "" : Self.aboutSentences),
      [Conversation(document: document, words: words, inks: inks).markup])
  }

  /// Whether the words of any reply were weighed one by one, just now or when they were said.
  private var hasWords: Bool {
    words.contains { $0 != nil }
      || document.conversation.contains { entry in
        if case .reply(let turn) = entry.event { turn.wordEvidence != nil } else { false }
      }
  }

  /// How to get more where only sentences can be tinted: to weigh words takes a model, which a page
  /// cannot have.
  private static let aboutSentences =
    " This page tints whole sentences, because the session has no evidence by word; shoggoth "
    + "report --words has the model score each word."

  private func section(
    _ id: String, _ title: String, _ text: String, _ content: [Markup]
  ) -> Markup {
    .element(
      "section", ["id": id, "aria-labelledby": "\(id)-heading"],
      [.element("h2", ["id": "\(id)-heading"], title), .element("p", ["class": "about"], text)]
        + content)
  }

  private var footer: Markup {
    .element(
      "footer", [:],
      "Made by shoggoth \(document.opening.program) from the numbers in the session. They say "
        + "which prompt explains the words best on one set of weights. They do not look inside the "
        + "model."
    )
  }
}
