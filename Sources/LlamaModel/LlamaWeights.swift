#if Llama
  import CLlama
  import Foundation
  import LanguageModels
  import Synchronization

  /// The weights and vocabulary of a model file, freed with their owner.
  struct LlamaWeights: ~Copyable {
    let model: OpaquePointer
    let vocabulary: OpaquePointer

    /// What llama.cpp complained of first; its log is silent otherwise.
    private static let complaint = Mutex("")

    /// Loads the file at `path`, or where there is a copy of it the copy.
    init(path: String, copy: String? = nil) throws(LanguageModelError) {
      let size = try Self.checkedSize(of: path)
      Self.keepFirstComplaint()
      llama_backend_init()
      var parameters = llama_model_default_params()
      parameters.n_gpu_layers = 0
      guard let model = llama_model_load_from_file(copy ?? path, parameters),
        let vocabulary = llama_model_get_vocab(model)
      else {
        let reason = Self.complaint.withLock { $0 }
          .trimmingCharacters(in: .whitespacesAndNewlines)
        throw .refused(path: path, bytes: size, reason: reason)
      }
      self.model = model
      self.vocabulary = vocabulary
    }

    deinit { llama_model_free(model) }

    /// Which library computes, and with which of the processor's instructions.
    static var library: String {
      "\(String(cString: llama_version())) \(String(cString: llama_print_system_info()))"
    }

    /// Silences llama.cpp's log but for its first complaint from here on, which is kept.
    static func keepFirstComplaint() {
      complaint.withLock { $0 = "" }
      llama_log_set(
        { level, text, _ in
          guard level == GGML_LOG_LEVEL_ERROR, let text else { return }
          // What comes first says why; what follows only says that.
          LlamaWeights.complaint.withLock { if $0.isEmpty { $0 = String(cString: text) } }
        }, nil)
    }

    /// The template that lays out conversations, where the file has one.
    var chatTemplate: String? { llama_model_chat_template(model, nil).map { String(cString: $0) } }

    /// The bytes that the keys and values of one token take, as sixteen-bit floats.
    var cellSize: Int {
      let width = llama_model_n_embd(model) / llama_model_n_head(model)
      return Int(2 * 2 * llama_model_n_layer(model) * llama_model_n_head_kv(model) * width)
    }

    /// A short description: architecture, size, quantisation.
    var summary: String {
      var buffer = [CChar](repeating: 0, count: 256)
      let length = llama_model_desc(model, &buffer, buffer.count)
      return String(
        decoding: buffer.prefix(max(0, Int(length))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The tokens of `text`; with `parsingControl` control tokens written out in it are recognised.
    func tokens(of text: String, parsingControl: Bool) -> [Token] {
      var text = text
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress, !characters.isEmpty else { return [] }
          var buffer = [Token](repeating: 0, count: characters.count + 8)
          let count = llama_tokenize(
            vocabulary, start, Int32(characters.count), &buffer, Int32(buffer.count), false,
            parsingControl)
          return Array(buffer.prefix(max(0, Int(count))))
        }
      }
    }

    /// Whether `token` ends a turn or steers the model in another way, and so is no word.
    func isControl(_ token: Token) -> Bool {
      llama_vocab_is_eog(vocabulary, token) || llama_vocab_is_control(vocabulary, token)
    }

    /// The bytes `token` stands for, control tokens included.
    func bytes(of token: Token) -> [UInt8] {
      var buffer = [CChar](repeating: 0, count: 64)
      var length = llama_token_to_piece(
        vocabulary, token, &buffer, Int32(buffer.count), 0, true)
      if length < 0 {
        buffer = [CChar](repeating: 0, count: Int(-length))
        length = llama_token_to_piece(vocabulary, token, &buffer, Int32(buffer.count), 0, true)
      }
      return buffer.prefix(max(0, Int(length))).map(UInt8.init(bitPattern:))
    }

    private static func checkedSize(of path: String) throws(LanguageModelError) -> Int {
      let handle: FileHandle
      do {
        handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      } catch {
        throw .unreadable(
          path: path,
          reason: FileManager.default.fileExists(atPath: path)
            ? "it may not be read" : "there is no such file")
      }
      defer { try? handle.close() }
      let head = (try? handle.read(upToCount: 4)) ?? Data()
      guard head == Data("GGUF".utf8) else {
        let found = head.isEmpty ? "nothing" : head.map { String(format: "%02x", $0) }.joined()
        throw .notGGUF(path: path, found: found)
      }
      return Int((try? handle.seekToEnd()) ?? 0)
    }
  }
#endif
