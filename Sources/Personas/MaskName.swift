import Foundation

/// How masks are named for typing: lower-case words joined by hyphens.
package enum MaskName {
  /// The most characters a made name has.
  package static let lengthLimit = 60

  /// The mask name made of a title or a file's base name, or nil where that has no letter or digit.
  ///
  /// Letters and digits of any script stay, in lower case; apostrophes vanish; everything between
  /// is one hyphen: `Baba Yaga's hut (2)` becomes `baba-yagas-hut-2`.
  package static func slug(of title: String) -> String? {
    var slug = ""
    var pendingHyphen = false
    for character in title.precomposedStringWithCanonicalMapping.lowercased()
    where !"'’ʼ".contains(character) {
      guard character.isLetter || character.isNumber else {
        pendingHyphen = !slug.isEmpty
        continue
      }
      guard slug.count + (pendingHyphen ? 2 : 1) <= lengthLimit else { break }
      if pendingHyphen { slug.append("-") }
      pendingHyphen = false
      slug.append(character)
    }
    return slug.isEmpty ? nil : slug
  }
}
