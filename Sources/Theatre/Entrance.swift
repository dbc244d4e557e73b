/// What comes of a change of the declared stack.
public struct Entrance: Hashable, Sendable {
  /// What the newcomer says on entering, where there is a newcomer and it says anything.
  public var greeting: String?
  /// What the person should know, such as what of a card is not told.
  public var notices: [Notice] = []
}
