#if Llama
  import CLlama
  import Foundation
  import LanguageModels
  import Synchronization

  /// The weights and vocabulary of a model file, freed with their owner.
  struct LlamaWeights: ~Copyable {
    let model: OpaquePointer
    let vocabulary: OpaquePointer
    /// The tokens that llama.cpp recognises even in plain text, and that are more than their
    /// letters.
    let markup: Set<Token>

    /// What llama.cpp complained of first; its log is silent otherwise.
    private static let complaint = Mutex("")

    /// Loads the model of `files`.
    ///
    /// - Throws: `LanguageModelError` where llama.cpp refuses it or it is of a kind that cannot be
    ///   used.
    init(files: ModelFiles) throws(LanguageModelError) {
      try self.init(path: files.paths[0], size: files.size)
    }

    /// Loads a copy of a model.
    ///
    /// - Throws: `LanguageModelError` where llama.cpp refuses it.
    init(copy: ScoringCopy) throws(LanguageModelError) { try self.init(path: copy.path, size: 0) }

    private init(path: String, size: Int) throws(LanguageModelError) {
      Self.keepFirstComplaint()
      llama_backend_init()
      var parameters = llama_model_default_params()
      parameters.n_gpu_layers = 0
      guard let model = llama_model_load_from_file(path, parameters),
        let vocabulary = llama_model_get_vocab(model)
      else {
        let reason = Self.complaint.withLock { $0 }
          .trimmingCharacters(in: .whitespacesAndNewlines)
        throw .refused(path: path, bytes: size, reason: reason)
      }
      if let reason = Self.unsuitability(of: model) {
        llama_model_free(model)
        throw .unsuitable(path: path, reason: reason)
      }
      self.model = model
      self.vocabulary = vocabulary
      markup = Self.markup(of: vocabulary)
    }

    deinit { llama_model_free(model) }

    /// Why a model that llama.cpp loads cannot take part in a chat; `nil` where it can.
    private static func unsuitability(of model: OpaquePointer) -> String? {
      if llama_model_is_diffusion(model) {
        return "it writes all words at once, and this program needs one after another"
      }
      if llama_model_has_encoder(model) || !llama_model_has_decoder(model) {
        return "it encodes or translates text and does not continue it"
      }
      let architecture = metadata("general.architecture", of: model) ?? ""
      if metadata("\(architecture).attention.causal", of: model) == "false" {
        return "it is an embedding model: it compares texts and does not speak"
      }
      // Lanes are taken back by a sentence all the time, and such a memory has no sentences.
      if llama_model_is_recurrent(model) || llama_model_is_hybrid(model) {
        return "it is recurrent, so the program cannot take back some words of a text"
      }
      return nil
    }

    private static func metadata(_ key: String, of model: OpaquePointer) -> String? {
      var buffer = [CChar](repeating: 0, count: 128)
      let length = llama_model_meta_val_str(model, key, &buffer, buffer.count)
      guard length >= 0 else { return nil }
      return String(
        decoding: buffer.prefix(min(Int(length), buffer.count - 1)).map(UInt8.init(bitPattern:)),
        as: UTF8.self)
    }

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

    /// Whether `token` ends a turn or steers the model in another way, and so is no word.
    func isControl(_ token: Token) -> Bool {
      llama_vocab_is_eog(vocabulary, token) || llama_vocab_is_control(vocabulary, token)
        || markup.contains(token)
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
  }
#endif
