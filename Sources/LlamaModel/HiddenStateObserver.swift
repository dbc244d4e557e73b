#if Llama
  import CLlama

  /// Copies hidden states out of the network while it computes.
  ///
  /// It looks at two places: after a sixth of the layers, where words are still words, and after
  /// seven eighths, where they are on their way to what comes next.
  final class HiddenStateObserver {
    private let names: [String]
    private var isWatching = false
    private var states: [String: [Float]] = [:]

    /// Prepares to watch a network of `layers` layers.
    init(layers: Int) {
      names = ["l_out-\(layers / 6)", "l_out-\(layers * 7 / 8)"]
    }

    /// Starts to watch.
    func begin() {
      states = [:]
      isWatching = true
    }

    /// Stops watching.
    func end() { isWatching = false }

    /// What was seen of each of `count` tokens; empty where the network has no such layers.
    func rows(_ count: Int) -> [[Float]] {
      let layers = names.map { states[$0] ?? [] }
      guard count > 0, layers.allSatisfy({ !$0.isEmpty && $0.count.isMultiple(of: count) }) else {
        return []
      }
      return (0..<count).map { row in
        layers.flatMap { layer in
          let width = layer.count / count
          return layer[row * width..<(row + 1) * width]
        }
      }
    }

    /// Called before and after each operation of the network; the first call asks whether to look.
    static let callback: ggml_backend_sched_eval_callback = { tensor, isQuestion, data in
      guard let tensor, let data else { return !isQuestion }
      let observer = Unmanaged<HiddenStateObserver>.fromOpaque(data).takeUnretainedValue()
      guard observer.isWatching else { return !isQuestion }
      let name = String(cString: ggml_get_name(tensor))
      guard observer.names.contains(name) else { return !isQuestion }
      if !isQuestion { observer.copy(tensor, name: name) }
      return true
    }

    private func copy(_ tensor: UnsafeMutablePointer<ggml_tensor>, name: String) {
      let count = ggml_nbytes(tensor) / MemoryLayout<Float>.stride
      let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
        ggml_backend_tensor_get(tensor, buffer.baseAddress, 0, count * MemoryLayout<Float>.stride)
        initialized = count
      }
      states[name, default: []] += values
    }
  }
#endif
