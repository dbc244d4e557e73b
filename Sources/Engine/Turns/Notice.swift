package import MaskInference

/// Something that happened on the way and that the person should know.
package enum Notice: Hashable, Sendable, Codable {
  /// The context was full: this many of the oldest turns are no longer read.
  case forgot(turns: Int)
  /// The user's text was too long: only its last tokens are read.
  case shortened(read: Int, of: Int)
  /// A card was too long: only its beginning is told to the lane.
  ///
  /// It is told in sessions of the first ``Staging`` alone.
  case cardCut(stack: Stack)
  /// Not everything fitted into the lane of `stack`: these cards are told in part, and so many
  /// examples are left out.
  case abridged(stack: Stack, cards: [AbridgedCard], examplesLeftOut: Int)
  /// Nor did it fit into the lanes of these other stacks.
  case abridgedToo(stacks: [Stack])
  /// The mask was named but is not considered: its card has so many tokens, and there is room for
  /// fewer.
  case cardTooLong(mask: Mask, tokens: Int, room: Int)
  /// The card's lorebook is told to nobody.
  case lorebookUnread(mask: Mask, entries: Int)
  /// Nothing is known of the character but its name.
  case emptyCard(mask: Mask)
}

/// A card of which a lane is told only a part.
package struct AbridgedCard: Hashable, Sendable, Codable {
  /// Whose card it is.
  package var mask: Mask
  /// The tokens that are told.
  package var told: Int
  /// The tokens it has.
  package var of: Int

  /// Creates the record of a card.
  package init(mask: Mask, told: Int, of: Int) {
    self.mask = mask
    self.told = told
    self.of = of
  }
}
