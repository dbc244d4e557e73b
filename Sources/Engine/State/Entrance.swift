/// What comes of a change of the declared stack.
package struct Entrance: Hashable, Sendable {
  /// What the newcomer says on entering, where there is a newcomer and it says anything.
  package var greeting: String?
  /// What the person should know, such as what of a card is not told.
  package var notices: [Notice] = []
}
