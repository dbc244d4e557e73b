#if Llama
  import CLlama
  import LanguageModels

  /// A model file's chat template, reduced to the fixed text between what people say.
  ///
  /// The template is applied once to a conversation of placeholders, and the answer is cut at them.
  struct ChatTemplate {
    /// The script, or `nil` where llama.cpp does not know the template or it loses what was said.
    let promptTemplate: PromptTemplate?

    init(_ template: String, weights: borrowing LlamaWeights) {
      let direction = "XDIRECTIONX"
      let question = "XQUESTIONX"
      let reply = "XREPLYX"
      let followUp = "XFOLLOWX"
      let conversation = [
        ("system", direction), ("user", question), ("assistant", reply), ("user", followUp),
      ]
      guard let text = Self.apply(template, to: conversation),
        let withDirection = Self.cut(text, at: [direction, question, reply, followUp])
      else {
        promptTemplate = nil
        return
      }
      func control(_ text: Substring) -> [Token] {
        weights.tokens(ofFrame: String(text))
      }
      let start =
        llama_vocab_get_add_bos(weights.vocabulary) ? [llama_vocab_bos(weights.vocabulary)] : []
      // The text that pretraining puts between documents is where plain text begins.
      let separator = weights.tokens(ofFrame: "<|endoftext|>")
      let plainStart =
        separator.count == 1 ? separator : weights.tokens(of: "\n")
      promptTemplate = PromptTemplate(
        opening: start + control(withDirection[0]),
        directionToUser: control(withDirection[1]),
        userToReply: control(withDirection[4]),
        replyToUser: control(withDirection[3]),
        bareOpening: start.isEmpty ? plainStart : start,
        bareBreak: weights.tokens(of: "\n\n"))
    }

    /// The conversation as the template lays it out; `nil` where llama.cpp does not know the
    /// template.
    static func apply(_ template: String, to messages: [(String, String)]) -> String? {
      let strings = messages.map { (Array($0.0.utf8CString), Array($0.1.utf8CString)) }
      var buffer = [CChar](repeating: 0, count: 8192)
      func apply() -> Int {
        Int(
          withCStrings(strings) { chat in
            llama_chat_apply_template(
              template, chat, chat.count, true, &buffer, Int32(buffer.count))
          })
      }
      var length = apply()
      if length > buffer.count {
        // A template may write at length of its own.
        buffer = [CChar](repeating: 0, count: length + 1)
        length = apply()
      }
      guard length > 0, length <= buffer.count else { return nil }
      return String(
        decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func withCStrings(
      _ strings: [([CChar], [CChar])], _ body: ([llama_chat_message]) -> Int32
    ) -> Int32 {
      func descend(_ index: Int, _ messages: [llama_chat_message]) -> Int32 {
        guard index < strings.count else { return body(messages) }
        return strings[index].0.withUnsafeBufferPointer { role in
          strings[index].1.withUnsafeBufferPointer { content in
            descend(
              index + 1,
              messages + [
                llama_chat_message(role: role.baseAddress, content: content.baseAddress)
              ])
          }
        }
      }
      return descend(0, [])
    }

    /// The text before, between and after `marks`, or `nil` where one is missing.
    private static func cut(_ text: String, at marks: [String]) -> [Substring]? {
      var pieces: [Substring] = []
      var rest = Substring(text)
      for mark in marks {
        guard let range = rest.firstRange(of: mark) else { return nil }
        pieces.append(rest[..<range.lowerBound])
        rest = rest[range.upperBound...]
      }
      pieces.append(rest)
      return pieces
    }
  }
#endif
