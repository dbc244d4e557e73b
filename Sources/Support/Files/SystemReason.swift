import Foundation

extension Error {
  /// The system's word for what went wrong, without a full stop.
  package var reason: String {
    let cause = (self as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    let sentences = (cause ?? self).localizedDescription
      .trimmingCharacters(in: CharacterSet(charactersIn: ".")).components(separatedBy: ". ")
    // On Linux the first sentence only says that the operation could not be completed.
    return sentences.last ?? ""
  }
}
