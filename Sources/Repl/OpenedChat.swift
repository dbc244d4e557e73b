package import Foundation
package import LanguageModels
package import Personas
package import Sessions

/// A kept chat that was opened, to go on with it or to look at it.
package struct OpenedChat {
  /// What of it came from a journal.
  package let recovery: Recovery?
  private let document: SessionDocument
  /// `nil` where it is only looked at.
  private let file: SessionFile?

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - url: its file.
  ///   - isReadOnly: whether it is only looked at, even while another program has it.
  /// - Throws: `SessionError` where it cannot be read, or another program has it.
  package init(_ url: URL, isReadOnly: Bool) throws(SessionError) {
    if isReadOnly {
      document = try SessionDocument.recovered(from: url)
      file = nil
      recovery = nil
    } else {
      let opened = try SessionFile.open(url)
      document = opened.document
      file = opened.file
      recovery = opened.recovery
    }
  }

  /// The chat as it was left.
  ///
  /// - Parameters:
  ///   - model: the language model that goes on.
  ///   - library: the characters there are.
  ///   - stop: whether the person has asked to stop.
  /// - Returns: the chat, kept in its file unless it is only looked at.
  /// - Throws: as `Chat.init`.
  package func chat(
    model: any LanguageModel, library: PersonaLibrary, stop: StopSignal
  ) throws -> Chat {
    try Chat(resuming: document, model: model, library: library, stop: stop, file: file)
  }
}
