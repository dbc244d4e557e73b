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
      case memory(Data)
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
          isRoomLeft =
            state.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) } == state.count
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
          let state = Self.pages(count) { fread($0.baseAddress, 1, $0.count, file) }
          Self.restore(state, of: sequence, to: context)
        case .memory(let state): Self.restore(state, of: sequence, to: context)
        }
      }
    }

    /// What one lane has read, as llama.cpp writes it down.
    static func state(of sequence: llama_seq_id, in context: OpaquePointer) -> Data {
      pages(llama_state_seq_get_size(context, sequence)) {
        llama_state_seq_get_data(context, $0.baseAddress, $0.count, sequence)
      }
    }

    /// Has a lane, which must be empty, know what was written down; it stays empty where that is none of
    /// this library's.
    static func restore(_ state: Data, of sequence: llama_seq_id, to context: OpaquePointer) {
      state.withUnsafeBytes { bytes in
        let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        _ = llama_state_seq_set_data(context, start, bytes.count, sequence)
      }
    }

    /// Up to `count` bytes in pages of their own, which the system has back at once when they are let go
    /// of; so many tens of megabytes would stay with the process otherwise.
    private static func pages(
      _ count: Int, fill: (UnsafeMutableBufferPointer<UInt8>) -> Int
    ) -> Data {
      let pages = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let pages, pages != MAP_FAILED else { return Data() }
      let bytes = UnsafeMutableBufferPointer(
        start: pages.assumingMemoryBound(to: UInt8.self), count: count)
      let filled = fill(bytes)
      return Data(bytesNoCopy: pages, count: count, deallocator: .unmap).prefix(filled)
    }
  }
#endif
