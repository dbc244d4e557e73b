import CTerminal

/// The descriptors 0, 1 and 2.
package enum StandardDescriptors {
  /// Puts `/dev/null` on each that the program was started without.
  ///
  /// Otherwise a file of the program would get the number of one of them, and the program would
  /// read or overwrite itself. An input that was closed is over at once. Writing to a standard
  /// output that was closed fails, and standard error then says nothing. Call it before anything is
  /// opened.
  ///
  /// - Throws: ``TerminalError/descriptorsUnavailable(code:)`` where there is no `/dev/null`.
  package static func open() throws(TerminalError) {
    let code = standard_descriptors_open()
    if code != 0 { throw .descriptorsUnavailable(code: code) }
  }
}
