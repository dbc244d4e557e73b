#if Llama
  import Foundation

  /// What a GGUF file says of itself before its tensors: whole numbers by name.
  ///
  /// Everything else is passed over. A file that is cut short or contradicts itself says what
  /// stands before the damage, and llama.cpp says what is wrong with it.
  struct GGUFMetadata {
    /// The whole numbers, by key.
    private(set) var numbers: [String: Int] = [:]
    /// Where the elements of arrays of whole numbers begin in the file, by key.
    private(set) var arrays: [String: Int] = [:]
    /// Where all of this ends and the tensors are described, in bytes from the beginning.
    private(set) var end = 0

    /// The sizes of GGUF's value types in bytes, by their number; zero for strings and arrays.
    private static let sizes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]
    private static let string = 8
    private static let array = 9

    /// Reads the beginning of the file in `data`.
    init(_ data: Data) {
      data.withUnsafeBytes { bytes in
        var reader = Reader(bytes: bytes)
        guard reader.take(4) == UInt64(0x4655_4747), let version = reader.take(4), version >= 2,
          reader.take(8) != nil, let count = reader.take(8)
        else { return }
        var left = count
        while left > 0, readPair(&reader) { left -= 1 }
        end = reader.offset
      }
    }

    /// - Returns: whether there was one.
    private mutating func readPair(_ reader: inout Reader) -> Bool {
      guard let key = reader.takeString(), let type = reader.take(4) else { return false }
      if type == Self.array {
        guard let element = reader.take(4), let count = reader.take(8) else { return false }
        if element != Self.string { arrays[key] = reader.offset }
        return skip(Int(clamping: element), count: count, &reader)
      }
      guard type != Self.string, type < Self.sizes.count else {
        return type == Self.string && reader.skipString()
      }
      let isFloat = type == 6 || type == 12
      guard let value = reader.take(Self.sizes[Int(type)]) else { return false }
      if !isFloat { numbers[key] = Int(clamping: value) }
      return true
    }

    private func skip(_ type: Int, count: UInt64, _ reader: inout Reader) -> Bool {
      if type == Self.string {
        var left = count
        while left > 0, reader.skipString() { left -= 1 }
        return left == 0
      }
      // No file has arrays of arrays.
      guard type < Self.sizes.count, type != Self.array else { return false }
      let (size, isTooLarge) = count.multipliedReportingOverflow(by: UInt64(Self.sizes[type]))
      return !isTooLarge && reader.skip(size)
    }

    private struct Reader {
      let bytes: UnsafeRawBufferPointer
      var offset = 0

      /// The next `count` bytes, at most eight, as a number.
      mutating func take(_ count: Int) -> UInt64? {
        guard bytes.count - offset >= count else { return nil }
        var value: UInt64 = 0
        for place in 0..<count { value |= UInt64(bytes[offset + place]) << (8 * place) }
        offset += count
        return value
      }

      mutating func skip(_ count: UInt64) -> Bool {
        guard count <= UInt64(bytes.count - offset) else { return false }
        offset += Int(count)
        return true
      }

      mutating func skipString() -> Bool { take(8).map { skip($0) } ?? false }

      mutating func takeString() -> String? {
        guard let length = take(8), length <= 65_536 else { return nil }
        let start = offset
        return skip(length) ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
      }
    }
  }
#endif
