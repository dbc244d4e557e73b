public import Foundation
import Personas

/// Where in the play each speech of a `DepthFile` stands: the `index` of its speeches.
///
/// The index counts the speeches of all roles, so that it tells how much was said between two speeches
/// of one.
public struct DisguisePlaces: Hashable, Sendable {
  /// `[role][speech]`, as in `DepthFile.roles`; `nil` for a role in which a speech has no index.
  public let roles: [[Int]?]

  /// Reads the places.
  ///
  /// - Throws: `AttributionError` as `SourceText` does; `wrongType` for an index that is no whole
  ///   number and for what `DepthFile` would refuse too.
  public init(contentsOf url: URL) throws(AttributionError) {
    let source = try SourceText(contentsOf: url)
    guard case .json(let tree) = source.content else { throw .noVoices(file: source.file) }
    let root = JSONCursor(file: source.file, place: "", tree: tree)
    var roles: [[Int]?] = []
    for role in try root.member("characters", "a list of roles").elements("a list of roles") {
      var places: [Int?] = []
      for speech in try role.member("speeches", "a list").elements("a list of speeches") {
        // A speech without words is none.
        let text = try speech.member("text", "what is said").text("what is said")
        if !text.asLine.isEmpty { places.append(try Self.place(speech)) }
      }
      let known = places.compactMap { $0 }
      roles.append(known.count == places.count ? known : nil)
    }
    self.roles = roles
  }

  private static func place(_ speech: JSONCursor) throws(AttributionError) -> Int? {
    guard let index = speech.member("index") else { return nil }
    guard case .number(let number) = index.tree, let place = Int32(number.literal) else {
      throw index.wrongType("the number of the speech in the play, a whole number")
    }
    return Int(place)
  }
}

extension SourceText {
  /// Whether it holds roles in disguise, as `DepthFile` reads them.
  public var holdsDisguises: Bool {
    guard case .json(let tree) = content else { return false }
    return tree["characters"] != nil
  }
}
