#if Llama
  import CLlama
  import LanguageModels

  extension LlamaWeights {
    /// The tokens of a chat template's frame; control tokens written out in it are recognised.
    func tokens(ofFrame text: String) -> [Token] {
      tokenize(Array(text.utf8)[...], parsingControl: true)
    }

    /// The tokens of plain text, none of which is more than its letters.
    ///
    /// llama.cpp recognises tokens that a file marks as user-defined in any text, `<tool_call>` for
    /// one. Where it did, the text is taken apart there: each of its pieces has letters of such a
    /// token that are not enough to be recognised.
    ///
    /// - Complexity: that of llama.cpp; where something must be taken apart, O(n) times the number
    ///   of such tokens more.
    func tokens(of text: String) -> [Token] {
      let bytes = Array(text.utf8)
      let tokens = tokenize(bytes[...], parsingControl: false)
      guard tokens.contains(where: { isControl($0) }) else { return tokens }
      return pieces(of: bytes).enumerated().flatMap { index, piece in
        let tokens =
          index == 0 ? tokenize(piece, parsingControl: false) : continuation(piece)
        return tokens.contains(where: { isControl($0) }) ? spelled(piece) : tokens
      }
    }

    /// Cuts text after the first character and after the end of every token that would be
    /// recognised.
    private func pieces(of text: [UInt8]) -> [ArraySlice<UInt8>] {
      let names = markup.map { bytes(of: $0) }.filter { !$0.isEmpty }
      var cuts: Set<Int> = [text.count]
      for start in text.indices {
        for name in names where text[start...].starts(with: name) {
          let first = text[start...].dropFirst().firstIndex { $0 & 0b1100_0000 != 0b1000_0000 }
          cuts.formUnion([start, first ?? text.count, start + name.count])
        }
      }
      var start = 0
      return cuts.sorted().compactMap { end in
        defer { start = end }
        return start < end ? text[start..<end] : nil
      }
    }

    /// The tokens of text that something stands before.
    ///
    /// SentencePiece has a blank in front of what begins: that is the piece's own where it has one,
    /// and where it has none the piece is spelled as far as its next blank.
    private func continuation(_ piece: ArraySlice<UInt8>) -> [Token] {
      let blank = UInt8(ascii: " ")
      for part in piece.first == blank ? [piece, piece.dropFirst()] : [piece] {
        let tokens = tokenize(part, parsingControl: false)
        if tokens.flatMap({ bytes(of: $0) }).elementsEqual(piece) { return tokens }
      }
      let end = piece.dropFirst().firstIndex(of: blank) ?? piece.endIndex
      let rest = piece[end...]
      return spelled(piece[..<end]) + (rest.isEmpty ? [] : continuation(rest))
    }

    /// Tokens that have these bytes and are words: from left to right the longest there is.
    ///
    /// - Complexity: O(vocabulary).
    private func spelled(_ text: ArraySlice<UInt8>) -> [Token] {
      let parts = Set(
        text.indices.flatMap { start in
          (start..<min(start + Self.longestPart, text.endIndex)).map { text[start...$0] }
        })
      var words: [ArraySlice<UInt8>: Token] = [:]
      for token in Token(0)..<llama_vocab_n_tokens(vocabulary) where !isControl(token) {
        let name = bytes(of: token)[...]
        guard parts.contains(name) else { continue }
        let isByte =
          llama_vocab_get_attr(vocabulary, token).rawValue & LLAMA_TOKEN_ATTR_BYTE.rawValue != 0
        // A letter is written as a byte only where the vocabulary lacks it.
        if !isByte || words[name] == nil { words[name] = token }
      }
      var tokens: [Token] = []
      var rest = text
      while !rest.isEmpty {
        let lengths = (1...min(Self.longestPart, rest.count)).reversed()
        let length = lengths.first { words[rest.prefix($0)] != nil }
        // Every vocabulary has all bytes; what one without them cannot write is passed over.
        if let length, let token = words[rest.prefix(length)] { tokens.append(token) }
        rest = rest.dropFirst(length ?? 1)
      }
      return tokens
    }

    /// The most bytes of a word that text is spelled with.
    private static var longestPart: Int { 24 }

    /// The tokens of text as llama.cpp has them.
    func tokenize(_ text: ArraySlice<UInt8>, parsingControl: Bool) -> [Token] {
      text.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress, !characters.isEmpty else { return [] }
          func fill(_ buffer: inout [Token]) -> Int32 {
            llama_tokenize(
              vocabulary, start, Int32(characters.count), &buffer, Int32(buffer.count), false,
              parsingControl)
          }
          var buffer = [Token](repeating: 0, count: characters.count + 8)
          var count = fill(&buffer)
          if count < 0 {
            buffer = [Token](repeating: 0, count: Int(-count))
            count = fill(&buffer)
          }
          return Array(buffer.prefix(max(0, Int(count))))
        }
      }
    }

    /// The user-defined tokens of `vocabulary` that are more than white space, letters and digits.
    ///
    /// Runs of blanks and line ends, and plain words, are often marked so, and mean what they say.
    static func markup(of vocabulary: OpaquePointer) -> Set<Token> {
      let marked = (Token(0)..<llama_vocab_n_tokens(vocabulary)).filter {
        llama_vocab_get_attr(vocabulary, $0).rawValue & LLAMA_TOKEN_ATTR_USER_DEFINED.rawValue != 0
      }
      return Set(
        marked.filter { token in
          guard let text = llama_vocab_get_text(vocabulary, token) else { return false }
          // SentencePiece writes blanks as U+2581.
          return !String(cString: text).unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.isAlphabetic || $0.value == 0x2581
              || $0.properties.numericType != nil
          }
        })
    }
  }
#endif
