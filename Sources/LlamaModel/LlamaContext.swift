#if Llama
  import CLlama
  import CLlamaCells
  import Foundation
  import LanguageModels

  /// A llama.cpp context: the lanes' KV cells and the batch that feeds them.
  ///
  /// It owns the weights, because the context must be freed before them.
  struct LlamaContext: ~Copyable {
    let weights: LlamaWeights
    private let context: OpaquePointer
    private var batch: llama_batch
    private let interruption: Interruption
    private var generatingThreads: ThreadChoice
    private var readingThreads: ThreadChoice
    private let observer: HiddenStateObserver
    /// Below this a batch says little about how fast the machine is, but what is known holds for
    /// it.
    private static let measuredTokens = 16

    /// Tokens computed together; the logits of as many may be held at once.
    static let batchCapacity = 512

    /// Tokens whose logits are held at once in a chat, where memory counts for more than speed.
    static let chatReadingCapacity = 48

    /// Whether a word comes out the same however many threads compute it.
    static let readsCellsWhole = llama_cells_are_read_whole()

    /// Whether a lane takes the memory of the tokens it has read, and not of all those it can hold.
    static let takesMemoryOnDemand = llama_cells_on_demand()

    init(
      weights: consuming LlamaWeights, options: LlamaOptions, isStopped: @escaping () -> Bool
    ) throws(LanguageModelError) {
      _ = Self.takesMemoryOnDemand
      var parameters = llama_context_default_params()
      parameters.n_batch = UInt32(Self.batchCapacity)
      parameters.n_ubatch = UInt32(Self.batchCapacity)
      parameters.n_threads = Int32(options.threads.generating)
      parameters.n_threads_batch = Int32(options.threads.reading)
      // Each lane attends to its own cells only; one shared buffer would make every lane pay for
      // the attention over all of them.
      parameters.kv_unified = false
      // Fused attention is the slower one to score with, but gives a word the same logits whether
      // it is read alone or with others; what is spoken word by word must be scored as it was
      // spoken.
      parameters.flash_attn_type =
        options.favoursScoring ? LLAMA_FLASH_ATTN_TYPE_DISABLED : LLAMA_FLASH_ATTN_TYPE_ENABLED
      if options.favoursScoring, options.cache != nil, ScoringCopy.isWorthwhile {
        parameters.type_k = GGML_TYPE_BF16
        parameters.type_v = GGML_TYPE_BF16
      }
      observer = HiddenStateObserver(layers: Int(llama_model_n_layer(weights.model)))
      parameters.cb_eval = HiddenStateObserver.callback
      parameters.cb_eval_user_data = Unmanaged.passUnretained(observer).toOpaque()
      interruption = Interruption(isStopped)
      parameters.abort_callback = { data in
        guard let data else { return false }
        return Unmanaged<Interruption>.fromOpaque(data).takeUnretainedValue().isStopped()
      }
      parameters.abort_callback_data = Unmanaged.passUnretained(interruption).toOpaque()
      let isAdaptive = options.threads.isAdaptive
      // What is said must not depend on how many threads happened to be fastest.
      generatingThreads = ThreadChoice(
        upTo: isAdaptive && !Self.readsCellsWhole ? 1 : options.threads.generating,
        isAdaptive: isAdaptive)
      readingThreads = ThreadChoice(upTo: options.threads.reading, isAdaptive: isAdaptive)
      parameters.n_seq_max = UInt32(options.lanes)
      parameters.n_ctx = UInt32(options.lanes * options.tokensPerLane)
      guard let context = llama_init_from_model(weights.model, parameters) else {
        throw .noContext(lanes: options.lanes, tokensPerLane: options.tokensPerLane)
      }
      self.weights = weights
      self.context = context
      batch = llama_batch_init(Int32(Self.batchCapacity), 0, 1)
    }

    deinit {
      llama_batch_free(batch)
      llama_free(context)
    }

    /// Forgets the cells of `lane` from position `length` on.
    func rewind(_ lane: Lane, to length: Int) {
      _ = llama_memory_seq_rm(
        llama_get_memory(context), Int32(lane.index), Int32(length), -1)
    }

    /// The number of tokens that the cells of `lane` hold.
    func length(of lane: Lane) -> Int {
      Int(llama_memory_seq_pos_max(llama_get_memory(context), Int32(lane.index))) + 1
    }

    /// What `lane` has read, as llama.cpp writes it down.
    func state(of lane: Lane) -> Data {
      let size = llama_state_seq_get_size(context, Int32(lane.index))
      // Pages of their own, which the system has back at once when they are let go of; so many
      // megabytes would stay with the process otherwise.
      let pages = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let pages, pages != MAP_FAILED else { return Data() }
      let written = llama_state_seq_get_data(
        context, pages.assumingMemoryBound(to: UInt8.self), size, Int32(lane.index))
      return Data(bytesNoCopy: pages, count: size, deallocator: .unmap).prefix(written)
    }

    /// Has `lane`, which must be empty, know what was written down; it stays empty where that is
    /// none of this library's.
    func restore(_ state: Data, of lane: Lane) {
      state.withUnsafeBytes { bytes in
        let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        _ = llama_state_seq_set_data(context, start, bytes.count, Int32(lane.index))
      }
    }

    /// Computes `entries`, at most `batchCapacity`, as one batch.
    mutating func decode(_ entries: [BatchEntry]) throws(LanguageModelError) {
      if interruption.isStopped() { throw .interrupted }
      for (index, entry) in entries.enumerated() {
        batch.token[index] = entry.token
        batch.pos[index] = Int32(entry.position)
        batch.n_seq_id[index] = 1
        batch.seq_id[index]?[0] = Int32(entry.lane.index)
        batch.logits[index] = entry.isRead ? 1 : 0
      }
      batch.n_tokens = Int32(entries.count)
      let isGenerating = entries.count == 1
      let isMeasured = isGenerating || entries.count >= Self.measuredTokens
      let threads =
        isGenerating
        ? generatingThreads.next() : isMeasured ? readingThreads.next() : readingThreads.best
      llama_set_n_threads(context, Int32(threads), Int32(threads))
      let clock = ContinuousClock()
      let start = clock.now
      let status = llama_decode(context, batch)
      if isMeasured, status == 0 {
        // The logits are read at once afterwards, so waiting for them here costs nothing.
        llama_synchronize(context)
        let seconds = (clock.now - start) / .seconds(1)
        if isGenerating {
          generatingThreads.learn(threads: threads, tokens: 1, seconds: seconds)
        } else {
          readingThreads.learn(threads: threads, tokens: entries.count, seconds: seconds)
        }
      }
      switch status {
      case 0: return
      case 2: throw .interrupted
      default: throw .failed(status: Int(status), tokens: entries.count)
      }
    }

    /// Computes `entries` as `decode` does and watches the hidden states.
    ///
    /// - Returns: one row for each entry, the watched layers one after another.
    mutating func observe(_ entries: [BatchEntry]) throws(LanguageModelError) -> [[Float]] {
      observer.begin()
      defer { observer.end() }
      try decode(entries)
      return observer.rows(entries.count)
    }

    /// The logits after entry `index` of the last batch, which must have been read.
    ///
    /// - Throws: `LanguageModelError.failed` where llama.cpp has none.
    func withLogits(
      at index: Int, count: Int, _ body: (Span<Float>) -> Void
    ) throws(LanguageModelError) {
      guard let logits = llama_get_logits_ith(context, Int32(index)) else {
        throw .failed(status: -1, tokens: 1)
      }
      body(UnsafeBufferPointer(start: logits, count: count).span)
    }
  }

  /// One token of a batch.
  struct BatchEntry {
    let lane: Lane
    let token: Token
    let position: Int
    let isRead: Bool
    /// Where it stands in what was asked for.
    let feed: Int
    let offset: Int
  }

  /// Carries the question whether to stop through the C callback.
  private final class Interruption {
    let isStopped: () -> Bool
    init(_ isStopped: @escaping () -> Bool) { self.isStopped = isStopped }
  }
#endif
