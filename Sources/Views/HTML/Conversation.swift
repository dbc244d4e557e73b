import Engine
import LanguageModels
import MaskInference
import Sessions

/// What was said and done, turn by turn.
struct Conversation {
  let document: SessionDocument
  /// The words of each reply, where they were weighed one by one; in the order of the turns.
  let words: [WordEvidence?]
  let inks: MaskInks

  /// The list of turns and of what was done between them.
  var markup: Markup {
    var items: [Markup] = []
    var number = 0
    var asked: String?
    for entry in document.conversation {
      switch entry.event {
      case .utterance(let text): asked = text
      case .reply(let turn):
        let weighed = words.indices.contains(number) ? words[number] : nil
        number += 1
        items.append(item(turn, number: number, asked: asked, words: weighed))
        asked = nil
      case .branch: break
      case .model(let model):
        items.append(.element("li", ["class": "event"], [.text("model \(model.name)")]))
      case let event:
        guard let typed = event.asTyped else { continue }
        items.append(
          .element("li", ["class": "event"], [.element("code", ["dir": "auto"], typed)]))
      }
    }
    return .element("ol", ["class": "turns-said"], items)
  }

  private func item(
    _ turn: Turn, number: Int, asked: String?, words: WordEvidence?
  ) -> Markup {
    let evidence = TurnEvidence(turn, words: words)
    let speaker = turn.report.declared.outermost?.name
    return .element(
      "li", ["class": "turn", "id": "turn-\(number)"],
      [
        .element("h3", [:], "Turn \(number)"),
        .element(
          "div", ["class": "said you"],
          [
            .element("span", ["class": "who"], "you"),
            .element("p", ["dir": "auto"], Self.trimmed(asked ?? "")),
          ]),
        .element(
          "div", ["class": "said reply"],
          [
            .element("span", ["class": "who", "dir": "auto"], speaker ?? "bare model"),
            .element("p", ["dir": "auto"], [evidence.markup(inks)]),
            evidence.legend(inks),
          ]),
        told(turn.report),
      ] + remarks(turn))
  }

  /// The report of a turn in one line, with its blend as a bar.
  private func told(_ report: TurnReport) -> Markup {
    let shares = report.blend.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let bar = shares.map { (inks.ink($0.key), $0.value) } + [(inks.ink(nil), report.bare)]
    return .element(
      "div", ["class": "told"],
      [
        .element(
          "div", ["class": "bar-of-blend", "aria-hidden": "true"],
          bar.filter { $0.1 >= 0.005 }.map { ink, share in
            .element(
              "span", ["class": ink, "style": "flex-grow:\(Numeral.plain(min(1, share) * 100))"])
          }),
        .element(
          "p", [:],
          [
            .element("b", ["dir": "auto"], report.mostProbable.description),
            .text(
              " · depth \(Numeral.tenth(report.depth.mean)) "
                + "(prior alone \(Numeral.tenth(report.depth.priorMean))) · "
                + "\(Numeral.tenth(report.openEyes)) of \(report.blend.count + 1) eyes open · "
                + "confusion \(Numeral.percent(report.confusion))"),
          ]),
      ])
  }

  private func remarks(_ turn: Turn) -> [Markup] {
    var remarks: [String] = []
    if let odds = turn.report.operatorPosterior {
      remarks.append(
        "The last mask: put on top \(Numeral.percent(odds.push)), in place of the one before "
          + "\(Numeral.percent(odds.swap)), no change \(Numeral.percent(odds.stay)).")
    }
    if turn.report.anomaly.vacancy > 0.5 {
      remarks.append("Your words look like nobody’s: the bare model speaks.")
    }
    if turn.report.mostProbable.outermost != turn.report.declared.outermost {
      remarks.append(
        "The declared stack was \(turn.report.declared); the words show "
          + "\(turn.report.mostProbable).")
    }
    if turn.ending == .interrupted { remarks.append("The reply was stopped.") }
    return remarks.map { .element("p", ["class": "remark"], $0) }
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
