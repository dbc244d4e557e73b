#if Llama
  import CLlama
  import Foundation

  /// What the lanes of a context have read, kept while there is no context.
  ///
  /// It lies in a nameless temporary file, so that a context and its successor are never in memory
  /// together; what finds no room there stays in memory.
  struct LaneShelf: ~Copyable {
    private enum Place {
      case file(count: Int)
      case memory([UInt8])
    }

    private var places: [(sequence: llama_seq_id, place: Place)] = []
    private let file: UnsafeMutablePointer<FILE>?

    /// Keeps the first `lanes` lanes of `context`.
    init(of context: OpaquePointer, lanes: Int) {
      let file = tmpfile()
      self.file = file
      // Unbuffered, so that a full disk is noticed at once.
      if let file { setvbuf(file, nil, _IONBF, 0) }
      var isRoomLeft = file != nil
      for sequence in llama_seq_id(0)..<llama_seq_id(lanes)
      where llama_memory_seq_pos_max(llama_get_memory(context), sequence) >= 0 {
        let state = Self.state(of: sequence, in: context)
        if isRoomLeft {
          isRoomLeft = fwrite(state, 1, state.count, file) == state.count
        }
        places.append((sequence, isRoomLeft ? .file(count: state.count) : .memory(state)))
      }
    }

    deinit { if let file { fclose(file) } }

    /// Has the lanes of `context`, which must be empty, know what was kept; one that cannot be read back
    /// stays empty.
    borrowing func restore(to context: OpaquePointer) {
      if let file { rewind(file) }
      for (sequence, place) in places {
        switch place {
        case .file(let count):
          let state = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = fread(buffer.baseAddress, 1, count, file)
          }
          llama_state_seq_set_data(context, state, state.count, sequence)
        case .memory(let state):
          llama_state_seq_set_data(context, state, state.count, sequence)
        }
      }
    }

    /// What one lane has read, as llama.cpp writes it down.
    static func state(of sequence: llama_seq_id, in context: OpaquePointer) -> [UInt8] {
      let size = llama_state_seq_get_size(context, sequence)
      return [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
        initialized = llama_state_seq_get_data(context, buffer.baseAddress, size, sequence)
      }
    }
  }
#endif
