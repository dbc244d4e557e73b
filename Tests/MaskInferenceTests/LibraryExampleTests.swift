import Foundation
import MaskInference
import Testing

/// The example of `docs/library.md`, as somebody would write it who has nothing but the library.
@Suite struct `The example of the library` {
  private static func belief() -> Belief {
    // example begins
    let (assistant, pirate) = (Mask("assistant"), Mask("pirate"))
    let cast = Cast(hardwired: assistant, declared: Stack([assistant, pirate]))
    var filter = MaskFilter(cast: cast, prior: Prior(), transition: Transition())
    for surprise in [32.0, 40.0, 25.0] {
      filter.predict()
      // In nats and in the order of the hypotheses: your model's log-likelihood of each next
      // sentence.
      filter.update(filter.hypotheses.map { $0.outermost == pirate ? -20 : -surprise })
    }
    let blend = filter.belief.blend
    print(filter.belief.mostProbable, blend.weights[pirate] ?? 0, blend.openEyes)
    // example ends
    return filter.belief
  }

  @Test func `finds the pirate`() {
    let belief = Self.belief()
    #expect(belief.mostProbable.outermost == Mask("pirate"))
    #expect((belief.blend.weights[Mask("pirate")] ?? 0) > 0.99)
  }

  @Test func `stands in the documentation word for word`() throws {
    let here = URL(filePath: #filePath)
    let source = try String(contentsOf: here, encoding: .utf8)
    let page = try String(
      contentsOf: here.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/library.md"), encoding: .utf8)
    let begun = try #require(
      source.components(separatedBy: "// example begins\n").dropFirst().first)
    let example = try #require(begun.components(separatedBy: "    // example ends").first)
      .components(separatedBy: "\n").map { String($0.dropFirst(4)) }.joined(separator: "\n")
    #expect(page.contains("```swift\n\(example)```"))
  }
}
