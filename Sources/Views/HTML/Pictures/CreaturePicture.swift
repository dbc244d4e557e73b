import MaskInference

/// The creature: a soft body with an eye for each mask, open in proportion to its weight.
struct CreaturePicture {
  let report: TurnReport
  let inks: MaskInks

  private typealias Eye = (name: String, ink: String, weight: Double)

  /// The picture; the eyes are a list, with the names and weights to be read.
  var markup: Markup {
    .element(
      "figure", ["class": "creature"],
      [
        .element("ul", ["class": "eyes"], eyes.enumerated().map { eye($0.element, $0.offset) }),
        mouth,
        .element("div", ["class": "arms", "aria-hidden": "true"], (0..<5).map { _ in arm }),
        .element(
          "figcaption", [:],
          "\(Numeral.tenth(report.openEyes)) of \(report.blend.count + 1) eyes open at the end"),
      ])
  }

  private var eyes: [Eye] {
    let masks: [Eye] = report.blend.map { ($0.key, inks.ink($0.key), $0.value) }
    return (masks + [("bare model", inks.ink(nil), report.bare)])
      .sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
  }

  private func eye(_ eye: Eye, _ index: Int) -> Markup {
    let weight = eye.weight.isFinite ? min(1, max(0, eye.weight)) : 0
    let size =
      weight >= 0.5 ? "large" : weight >= 0.2 ? "middling" : weight >= 0.01 ? "small" : "tiny"
    // In one row the widest open is in the middle.
    let side = index % 2 == 1 && report.blend.count < 5 ? " left" : ""
    return .element(
      "li", ["class": "eye \(size)\(side) \(eye.ink)"],
      [
        .element(
          "svg", ["viewBox": "-52 -50 104 104", "aria-hidden": "true"],
          weight < 0.01 ? shut : open(weight, clip: "eye-\(index)")),
        .element("span", ["class": "name", "dir": "auto"], eye.name),
        .element("span", ["class": "weight"], Numeral.percent(weight)),
      ])
  }

  private var shut: [Markup] {
    [.element("path", ["class": "lash", "d": "M-44 0Q0 34 44 0M-27 11l-8 14M0 17v16M27 11l8 14"])]
  }

  private func open(_ weight: Double, clip: String) -> [Markup] {
    // The lid hangs down by seven in its middle; below it there is always a slit to be seen.
    let opening = max(weight, 0.12)
    let edge = 35 - 84 * opening
    let sag = opening > 0.97 ? -84 : edge + 14
    let gaze = min(20, max(0, edge + 13))
    return [
      .element("clipPath", ["id": clip], [.element("ellipse", ["rx": "48", "ry": "42"])]),
      .element("ellipse", ["class": "white", "rx": "48", "ry": "42"]),
      .element(
        "g", ["clip-path": "url(#\(clip))"],
        [
          .element("circle", ["class": "iris", "cy": Numeral.plain(gaze), "r": "25"]),
          .element("circle", ["class": "pupil", "cy": Numeral.plain(gaze), "r": "13"]),
          .element(
            "circle", ["class": "glint", "cx": "-8", "cy": Numeral.plain(gaze - 8), "r": "5"]),
          .element(
            "path",
            [
              "class": "lid",
              "d": "M-60 -60H60V\(Numeral.plain(edge))Q0 \(Numeral.plain(sag)) -60 "
                + "\(Numeral.plain(edge))Z",
            ]),
        ]),
      .element("ellipse", ["class": "rim", "rx": "48", "ry": "42"]),
    ]
  }

  /// A smile where the program is sure, a waver where it is not.
  private var mouth: Markup {
    let spread = report.blend.isEmpty ? 0 : (report.openEyes - 1) / Double(report.blend.count)
    let isSure = spread < 0.25
    return .element(
      "svg", ["class": "mouth", "viewBox": "0 0 60 20", "aria-hidden": "true"],
      [.element("path", ["d": isSure ? "M6 5Q30 24 54 5" : "M6 10q8 -9 16 0t16 0t16 0"])])
  }

  private var arm: Markup {
    .element(
      "svg",
      ["viewBox": "0 0 40 50", "preserveAspectRatio": "none", "aria-hidden": "true"],
      [.element("path", ["d": "M2 0C6 20 0 40 14 48C30 54 32 30 38 0"])])
  }
}
