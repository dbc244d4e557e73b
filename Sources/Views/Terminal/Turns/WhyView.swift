package import Engine
import Foundation
import MaskInference
import Support
import Terminal

/// The words of a reply by what they told of the two leading stacks: painted in two colours where
/// there are colours, and the strongest listed.
package struct WhyView {
  /// Words that told less than this, in nats, are not listed.
  private static let faintest = 0.05
  private static let marks = CharacterSet(charactersIn: ".,;:!?…\"“”()*")

  private let evidence: WordEvidence
  private let console: Console
  /// The colours of the first and the second stack.
  private let colours: (first: Int, second: Int)

  /// Prepares the words for the console.
  package init(_ evidence: WordEvidence, console: Console, colours masks: MaskColours) {
    self.evidence = evidence
    self.console = console
    let palette = console.palette
    let first = masks[evidence.first.outermost?.name ?? "bare"]
    let second = masks[evidence.second.outermost?.name ?? "bare"]
    // Two stacks may show the same mask, and colours come round again.
    let isAlike = palette.paint("x", .mask(first)) == palette.paint("x", .mask(second))
    colours = (first, isAlike ? second + 1 : second)
  }

  /// The lines, without line ends.
  package var lines: [String] {
    let listed = console.palette.isColoured ? 5 : 10
    let rows =
      row("for", side(evidence.first, colours.first, evidence.forFirst.prefix(listed)))
      + row("for", side(evidence.second, colours.second, evidence.forSecond.prefix(listed)))
      + row("in all", sum)
    return (painted + rows).map(console.plain)
  }

  /// The reply, each word the more of a stack's colour the more it told for it.
  private var painted: [String] {
    guard console.palette.isColoured else { return [] }
    let strongest = max(1, evidence.words.map(\.nats.magnitude).filter(\.isFinite).max() ?? 0)
    var wrapper = WordWrapper(width: console.width, indent: 2, column: 2)
    var text = ""
    for (index, word) in evidence.words.enumerated() {
      var clean = Substring(TextSanitizer.clean(word.text))
      let gap = clean.prefix(while: \.isWhitespace)
      clean.removeFirst(gap.count)
      let core = clean.trimmingCharacters(in: .whitespacesAndNewlines)
      let colour = word.nats < 0 ? colours.second : colours.first
      let strength = min(1, word.nats.magnitude / strongest)
      let rest = clean.dropFirst(core.count)
      text += wrapper.wrap(
        (index == 0 ? "" : gap) + console.palette.paint(core, .shade(colour, strength)) + rest)
    }
    text += wrapper.finish()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    return lines.enumerated().map { $0.offset == 0 ? "  " + $0.element : $0.element } + [""]
  }

  /// A stack and the words that told most for it.
  private func side(
    _ stack: Stack, _ colour: Int, _ words: some Sequence<WordEvidence.Word>
  ) -> [String] {
    let listed = words.filter { $0.nats.magnitude >= Self.faintest }.map { word in
      let text = TextSanitizer.clean(word.text).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      // A mark after the word would be read as one before the number.
      let bare = text.trimmingCharacters(in: Self.marks)
      return DisplayWidth.shortened(bare.isEmpty ? text : bare, to: 24)
        + " \(Figures.tenth(word.nats.magnitude))"
    }
    let name = console.palette.paint(stack.description, .mask(colour))
    return [name] + (listed.isEmpty ? ["no word to speak of"] : listed)
  }

  private var sum: [String] {
    let total = evidence.total
    let leads = total >= 0
    let exponent = evidence.exponent.map { ["counted at β \(Figures.hundredth($0))"] } ?? []
    return [
      "\(Figures.tenth(total.magnitude)) nats for \(leads ? evidence.first : evidence.second)",
      "over \(leads ? evidence.second : evidence.first)",
      "in \(evidence.words.count) word\(evidence.words.count == 1 ? "" : "s")",
    ] + exponent
  }

  private func row(_ label: String, _ parts: [String]) -> [String] {
    LabelledRow(label: label, parts: parts, width: console.width, palette: console.palette).lines
  }
}
