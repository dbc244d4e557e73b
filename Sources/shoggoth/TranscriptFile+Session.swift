import Attribution
import Engine
import MaskInference
import Sessions

extension TranscriptFile {
  /// The lines of a recorded chat: every sentence of the replies, for the speaker may change
  /// between them, and each message of the person whole.
  ///
  /// - Parameters:
  ///   - document: the chat.
  ///   - speaker: `user`, or the mask that was declared outermost; `nil` for every reply.
  ///   - file: what to call the chat in errors.
  /// - Throws: `AttributionError.empty` where nothing was said, and `unknownSpeaker` with those who
  ///   speak.
  init(
    _ document: SessionDocument, speaker: String?, file: String
  ) throws(AttributionError) {
    var lines: [Line] = []
    for entry in document.conversation {
      switch entry.event {
      case .utterance(let text):
        if speaker != nil { lines.append(Line(text: text, speaker: "user")) }
      case .reply(let turn):
        let name = turn.report.declared.outermost?.name ?? "bare"
        lines += turn.sentences.map { Line(text: $0.text, speaker: name) }
      default: break
      }
    }
    let all = try TranscriptFile(lines, file: file)
    self = if let speaker { try all.said(by: speaker) } else { all }
  }
}
