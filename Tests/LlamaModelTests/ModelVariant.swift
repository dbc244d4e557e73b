#if Llama
  import Foundation

  @testable import LlamaModel

  /// Model files that the tests make, in a folder of their own that goes with them.
  final class ModelVariant {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("model-variant-\(UUID().uuidString)")

    init() throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of the file called `name`.
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Writes a file, and gives its path.
    @discardableResult
    func write(_ data: Data, as name: String) throws -> String {
      try data.write(to: URL(fileURLWithPath: path(name)))
      return path(name)
    }

    /// Overwrites bytes of a file in place.
    static func patch(_ path: String, at offset: Int, with bytes: [UInt8]) throws {
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: Data(bytes))
    }

    /// A GGUF file that says nothing but which part of a model it is.
    static func part(_ number: Int, of count: Int) -> Data {
      gguf(tensors: 0, pairs: 3, split(number, of: count, tensors: 0))
    }

    /// Two files, the first of which has all metadata of the model in `data` and the second its
    /// tensors.
    static func halves(of data: Data) -> [Data] {
      let metadata = GGUFMetadata(data)
      let tensors = Int(number(in: data, at: 8, bytes: 8))
      let pairs = Int(number(in: data, at: 16, bytes: 8))
      let first = gguf(
        tensors: 0, pairs: pairs + 3, data[24..<metadata.end] + split(0, of: 2, tensors: tensors))
      let infos = tensorInfos(of: data)
      var second = gguf(
        tensors: tensors, pairs: 3,
        split(1, of: 2, tensors: tensors) + data[metadata.end..<infos.end])
      second.append(Data(repeating: 0, count: aligned(second.count) - second.count))
      second.append(data[infos.data...])
      return [first, second]
    }

    /// The model in `data` with one more fact, that something is not so.
    static func denying(_ key: String, in data: Data) -> Data {
      let metadata = GGUFMetadata(data)
      let infos = tensorInfos(of: data)
      let pairs = Int(number(in: data, at: 16, bytes: 8))
      var model = gguf(
        tensors: Int(number(in: data, at: 8, bytes: 8)), pairs: pairs + 1,
        data[24..<metadata.end] + pair(key, type: 7, Data([0])) + data[metadata.end..<infos.end])
      model.append(Data(repeating: 0, count: aligned(model.count) - model.count))
      model.append(data[infos.data...])
      return model
    }

    /// Where the numbers of the tensor called `name` begin in a model's `data`.
    static func offset(of name: String, in data: Data) -> Int? {
      let infos = tensorInfos(of: data)
      return infos.offsets[name].map { infos.data + $0 }
    }

    private static func aligned(_ offset: Int) -> Int { (offset + 31) / 32 * 32 }

    private static func number(in data: Data, at offset: Int, bytes: Int) -> UInt64 {
      (0..<bytes).reduce(0) { $0 | UInt64(data[offset + $1]) << (8 * $1) }
    }

    private static func bytes(of number: Int, count: Int) -> Data {
      Data((0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }

    private static func gguf(tensors: Int, pairs: Int, _ rest: Data) -> Data {
      Data("GGUF".utf8) + bytes(of: 3, count: 4) + bytes(of: tensors, count: 8)
        + bytes(of: pairs, count: 8) + rest
    }

    private static func pair(_ key: String, type: Int, _ value: Data) -> Data {
      bytes(of: key.utf8.count, count: 8) + Data(key.utf8) + bytes(of: type, count: 4) + value
    }

    private static func split(_ number: Int, of count: Int, tensors: Int) -> Data {
      pair("split.no", type: 2, bytes(of: number, count: 2))
        + pair("split.count", type: 2, bytes(of: count, count: 2))
        + pair("split.tensors.count", type: 5, bytes(of: tensors, count: 4))
    }

    private static func tensorInfos(
      of data: Data
    ) -> (offsets: [String: Int], end: Int, data: Int) {
      var offset = GGUFMetadata(data).end
      var offsets: [String: Int] = [:]
      func take(_ count: Int) -> Int {
        defer { offset += count }
        return Int(number(in: data, at: offset, bytes: count))
      }
      for _ in 0..<number(in: data, at: 8, bytes: 8) {
        let length = take(8)
        let name = String(decoding: data[offset..<offset + length], as: UTF8.self)
        offset += length
        let dimensions = take(4)
        offset += 8 * dimensions + 4
        offsets[name] = take(8)
      }
      return (offsets, offset, aligned(offset))
    }
  }
#endif
