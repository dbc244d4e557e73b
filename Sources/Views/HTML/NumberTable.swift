import MaskInference
import Sessions

/// The numbers behind the pictures, as a table that opens.
struct NumberTable {
  let course: BeliefHistory
  let inks: MaskInks

  /// One row for each sentence.
  var sentences: Markup {
    let layers = inks.layers
    return table(
      "The blend and the depth, sentence by sentence",
      head: ["turn", "sentence"] + layers.map(\.name) + ["mean depth", "prior alone"],
      rows: course.turns.enumerated().flatMap { number, turn in
        turn.sentences.map { index in
          let sentence = course.sentences[index]
          return ["\(number + 1)", "\(index - turn.sentences.lowerBound + 1)"]
            + layers.map { Numeral.percent($0.weight(sentence)) }
            + [
              Numeral.tenth(sentence.meanDepth), Numeral.tenth(turn.report.depth.priorMean),
            ]
        }
      })
  }

  /// One row for each turn.
  var turns: Markup {
    table(
      "The turns",
      head: [
        "turn", "declared", "the words show", "eyes open", "confusion", "surprise of your words, z",
        "nobody",
      ],
      rows: course.turns.enumerated().map { number, turn in
        let report = turn.report
        return [
          "\(number + 1)", report.declared.description, report.mostProbable.description,
          "\(Numeral.tenth(report.openEyes)) of \(report.blend.count + 1)",
          Numeral.percent(report.confusion), Numeral.tenth(report.anomaly.z),
          Numeral.percent(report.anomaly.vacancy),
        ]
      })
  }

  private func table(_ title: String, head: [String], rows: [[String]]) -> Markup {
    .element(
      "details", [:],
      [
        .element("summary", [:], "The numbers as a table"),
        .element(
          "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": title],
          [
            .element(
              "table", [:],
              [
                .element("caption", [:], title),
                .element(
                  "thead", [:],
                  [.element("tr", [:], head.map { .element("th", ["scope": "col"], $0) })]),
                .element(
                  "tbody", [:],
                  rows.map { row in
                    .element(
                      "tr", [:],
                      row.enumerated().map { index, cell in
                        index == 0
                          ? .element("th", ["scope": "row"], cell) : .element("td", [:], cell)
                      })
                  }),
              ])
          ]),
      ])
  }
}
