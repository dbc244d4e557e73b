import Engine
import Foundation
import MaskInference

/// What the pieces of a reply told of two stacks: its words where they were weighed one by one,
/// else its sentences as they were recorded.
struct TurnEvidence {
  /// A piece of the reply with what it told, in nats: above zero for the first stack.
  struct Piece {
    let text: String
    let nats: Double
  }

  let first: Stack
  let second: Stack?
  let pieces: [Piece]
  let isByWord: Bool

  /// Reads the evidence off the words, or off the recorded sentences where those are not known.
  init(_ turn: Turn, words: WordEvidence?) {
    if let words = words ?? turn.wordEvidence {
      first = words.first
      second = words.second
      pieces = words.words.map { Piece(text: $0.text, nats: $0.nats) }
      isByWord = true
      return
    }
    let leaders = turn.report.leadingVoices
    first = leaders?.first ?? turn.report.mostProbable
    second = leaders?.second
    isByWord = false
    let places = leaders.flatMap { leaders in
      turn.hypotheses.firstIndex(of: leaders.first).flatMap { first in
        turn.hypotheses.firstIndex(of: leaders.second).map { (first, $0) }
      }
    }
    pieces = turn.sentences.map { sentence in
      let evidence = sentence.logLikelihoods
      guard let (first, second) = places, evidence.indices.contains(max(first, second)) else {
        return Piece(text: sentence.text, nats: 0)
      }
      let nats = (evidence[first] - evidence[second]) * (sentence.exponent ?? 1)
      return Piece(text: sentence.text, nats: nats.isNaN ? 0 : nats)
    }
  }

  /// How strongly a piece is tinted, from 0 to 1: half of it for a word of two nats, or a sentence
  /// of ten.
  func strength(_ piece: Piece) -> Double {
    1 - exp2(-piece.nats.magnitude / (isByWord ? 2 : 10))
  }

  /// The reply, each piece in the colour of the stack that it speaks for.
  func markup(_ inks: MaskInks) -> Markup {
    guard !pieces.isEmpty else { return .element("em", [:], "nothing") }
    return .all(
      pieces.enumerated().map { index, piece in
        var text = Substring(piece.text)
        if index == 0 { text = text.drop(while: \.isWhitespace) }
        let strength = strength(piece)
        guard strength >= 0.1, let second else { return .text(String(text)) }
        let space = text.prefix(while: \.isWhitespace)
        let core = text.dropFirst(space.count)
        let favoured = piece.nats > 0 ? first : second
        let nats = Numeral.tenth(min(999, piece.nats.magnitude))
        return .all([
          .text(String(space)),
          .element(
            "span",
            [
              "class": "tint \(ink(favoured, inks)) \(piece.nats > 0 ? "for-first" : "for-second")",
              "style": "--s:\(Numeral.plain(strength))",
              "title": "\(nats) nats for \(favoured)",
            ], String(core)),
        ])
      })
  }

  /// What the colours of the reply mean.
  func legend(_ inks: MaskInks) -> Markup {
    guard let second else { return .all([]) }
    return .element(
      "p", ["class": "key"],
      [
        .text("\(isByWord ? "Words" : "Sentences") tinted "),
        sample(first, "for-first", inks), .text(" against "), sample(second, "for-second", inks),
      ])
  }

  private func sample(_ stack: Stack, _ side: String, _ inks: MaskInks) -> Markup {
    .element(
      "span",
      [
        "class": "tint \(ink(stack, inks)) \(side)", "style": "--s:0.8", "dir": "auto",
      ], stack.description)
  }

  /// Two stacks that show the same mask are told apart by a colour that no mask has.
  private func ink(_ stack: Stack, _ inks: MaskInks) -> String {
    stack == second && stack.outermost == first.outermost
      ? "ink-rival" : inks.ink(stack.outermost?.name)
  }
}
