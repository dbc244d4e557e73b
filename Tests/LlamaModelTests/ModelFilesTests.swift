#if Llama
  import Crypto
  import Foundation
  import LanguageModels
  import Testing

  @testable import LlamaModel

  /// What `--model` is given that is no model.
  @Suite struct `A file that is no GGUF model` {
    private static let files: [(head: [UInt8], words: String)] = [
      ([], "empty"),
      (Array(repeating: 0, count: 99), "zeros"),
      (Array("PK\u{3}\u{4}rest".utf8), "ZIP archive"),
      (Array("<!DOCTYPE html>\n<html>".utf8), "HTML page"),
      (Array("\u{FEFF}\n  <HTML lang=en>".utf8), "HTML page"),
      (Array("<?xml version='1.0'?><Error>".utf8), "XML"),
      (Array("version https://git-lfs.github.com/spec/v1\noid sha256:00\n".utf8), "git lfs pull"),
      ([0x40, 0, 0, 0, 0, 0, 0, 0] + Array("{\"__metadata__\":{}}".utf8), "safetensors"),
      (Array("{\"error\":\"Access denied\"}".utf8), "JSON"),
      (Array("Entry not found, größe".utf8), "plain text"),
      (Array("tjgg".utf8) + [3, 0, 0, 0], "older than GGUF"),
      ([0x80, 0x02, 0x8A], "pickle"),
      ([0x1F, 0x8B, 0x08], "gzip"),
      ([0x00, 0x9F, 0x11, 0xFE, 0x80], "does not know"),
      (Array("GG".utf8), "plain text"),
    ]

    @Test(arguments: files.indices) func `is told in words`(index: Int) throws {
      let variant = try ModelVariant()
      let file = try variant.write(Data(Self.files[index].head), as: "model.gguf")
      let error = #expect(throws: LanguageModelError.self) { try LlamaLoader.load(path: file) }
      let message = try #require(error?.description)
      #expect(message.contains("is not a GGUF model"))
      #expect(message.contains(Self.files[index].words), "\(message)")
    }

    @Test func `is text though its beginning ends within a character`() {
      for shift in 0..<4 {
        let head = Array(
          (String(repeating: "x", count: shift) + String(repeating: "🐙", count: 300)).utf8
            .prefix(FileKind.headLength))
        #expect(FileKind(head: head).name == "plain text")
      }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["pipe", "folder", "device", "socket", "link"])
    func `is told what it is where it is no file, and not waited for`(kind: String) throws {
      let variant = try ModelVariant()
      var path = variant.path("model.gguf")
      var words = kind
      var descriptor: Int32 = -1
      switch kind {
      case "pipe": try #require(mkfifo(path, 0o600) == 0)
      case "folder":
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      case "device": path = "/dev/zero"
      case "link":
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "gone")
        words = "link to a file that is not there"
      default:
        (descriptor, path) = try Self.socket(in: variant)
      }
      defer { if descriptor >= 0 { close(descriptor) } }
      let error = #expect(throws: LanguageModelError.self) { try LlamaLoader.load(path: path) }
      #expect(error?.description.contains(words) == true)
    }

    /// A socket on disk; its path must be short.
    private static func socket(in variant: ModelVariant) throws -> (Int32, String) {
      #if canImport(Darwin)
        let kind = SOCK_STREAM
      #else
        let kind = Int32(SOCK_STREAM.rawValue)
      #endif
      let descriptor = Foundation.socket(AF_UNIX, kind, 0)
      let path = variant.path("s")
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(100)) }
      let status = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(status == 0)
      return (descriptor, path)
    }
  }

  @Suite struct `A part of a split model` {
    @Test func `that is not the first names the first`() throws {
      let variant = try ModelVariant()
      let second = try variant.write(ModelVariant.part(1, of: 3), as: "small-00002-of-00003.gguf")
      #expect(
        throws: LanguageModelError.laterPart(path: second, first: "small-00001-of-00003.gguf")
      ) { try LlamaLoader.load(path: second) }
    }

    @Test(arguments: 2...3) func `that is missing is named where it belongs`(number: Int) throws {
      let variant = try ModelVariant()
      for part in 1...3 where part != number {
        try variant.write(ModelVariant.part(part - 1, of: 3), as: "small-0000\(part)-of-00003.gguf")
      }
      #expect(
        throws: LanguageModelError.missingPart(
          path: variant.path("small-0000\(number)-of-00003.gguf"), number: number, count: 3)
      ) { try LlamaLoader.load(path: variant.path("small-00001-of-00003.gguf")) }
    }

    @Test func `that is something else is told in words`() throws {
      let variant = try ModelVariant()
      let first = try variant.write(ModelVariant.part(0, of: 2), as: "small-00001-of-00002.gguf")
      let second = try variant.write(Data("<html>".utf8), as: "small-00002-of-00002.gguf")
      let error = #expect(throws: LanguageModelError.self) { try LlamaLoader.load(path: first) }
      #expect(error?.description.contains(second) == true)
      #expect(error?.description.contains("HTML") == true)
    }

    @Test func `under another name is told to have its name back`() throws {
      let variant = try ModelVariant()
      let first = try variant.write(ModelVariant.part(0, of: 2), as: "small.gguf")
      let error = #expect(throws: LanguageModelError.self) { try LlamaLoader.load(path: first) }
      #expect(error?.description.contains("-00001-of-") == true)
      #expect(error?.description.contains("cut short") == false)
    }
  }

  @Suite struct `The digest of a model` {
    /// Long after anything that a test writes.
    private static let later = Date(timeIntervalSinceNow: 100)

    private func digest(
      _ path: String, _ variant: ModelVariant, at date: Date = later
    ) throws -> String {
      try #require(
        try ModelFiles(path: path).digest(
          cache: variant.folder.appendingPathComponent("cache"), at: date))
    }

    @Test func `is the SHA-256 of a single file, whatever it is called`() throws {
      let variant = try ModelVariant()
      let data = Data("GGUF and so on".utf8)
      let expected = SHA256.hash(data: data).hexadecimal()
      for name in ["a.gguf", "a-00001-of-00001.gguf", "a-00001-of-00002.gguf"] {
        let file = try variant.write(data, as: name)
        #expect(try digest(file, variant) == expected)
        #expect(try digest(file, variant) == expected)
      }
      try FileManager.default.createSymbolicLink(
        atPath: variant.path("link.gguf"), withDestinationPath: variant.path("a.gguf"))
      #expect(try digest(variant.path("link.gguf"), variant) == expected)
    }

    @Test(arguments: 1...3) func `changes with every part`(number: Int) throws {
      let variant = try ModelVariant()
      func name(_ part: Int) -> String { "small-0000\(part)-of-00003.gguf" }
      for part in 1...3 { try variant.write(ModelVariant.part(part - 1, of: 3), as: name(part)) }
      let before = try digest(variant.path(name(1)), variant)
      #expect(try digest(variant.path(name(1)), variant) == before)
      let size = ModelVariant.part(number - 1, of: 3).count
      // The last byte is the upper one of a number that nobody reads.
      try ModelVariant.patch(variant.path(name(number)), at: size - 1, with: [1])
      #expect(try digest(variant.path(name(1)), variant) != before)
      try ModelVariant.patch(variant.path(name(number)), at: size - 1, with: [0])
      #expect(try digest(variant.path(name(1)), variant) == before)
    }

    @Test(arguments: ["replaced", "rewritten", "linked"])
    func `is not that of a file that was there before with the same size and date`(
      how: String
    ) throws {
      let variant = try ModelVariant()
      let file = try variant.write(Data("GGUF one".utf8), as: "model.gguf")
      let other = try variant.write(Data("GGUF two".utf8), as: "other.gguf")
      let link = variant.path("link.gguf")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
      let date = Date(timeIntervalSinceNow: -1_000_000)
      for path in [file, other] {
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
      }
      let path = how == "linked" ? link : file
      let before = try digest(path, variant)
      // Longer than the tick of any disk's clock.
      usleep(20_000)
      switch how {
      case "replaced": try #require(rename(other, file) == 0)
      case "rewritten":
        try ModelVariant.patch(file, at: 5, with: Array("two".utf8))
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
      default:
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other)
      }
      let after = try digest(path, variant)
      #expect(after != before)
      #expect(after == SHA256.hash(data: Data("GGUF two".utf8)).hexadecimal())
    }

    @Test func `is noted only of a file that had been left alone for a while`() throws {
      let variant = try ModelVariant()
      let file = try variant.write(Data("GGUF one".utf8), as: "model.gguf")
      let cache = variant.path("cache")
      _ = try digest(file, variant, at: Date())
      #expect(!FileManager.default.fileExists(atPath: cache))
      _ = try digest(file, variant)
      #expect(try FileManager.default.contentsOfDirectory(atPath: cache).count == 1)
    }

    @Test func `is of the file that was loaded, or there is none`() throws {
      let variant = try ModelVariant()
      let file = try variant.write(Data("GGUF one".utf8), as: "model.gguf")
      let other = try variant.write(Data("GGUF two".utf8), as: "other.gguf")
      let replaced = try ModelFiles(path: file)
      try #require(rename(other, file) == 0)
      #expect(!replaced.areUnchanged)
      usleep(20_000)
      let rewritten = try ModelFiles(path: file)
      usleep(20_000)
      try ModelVariant.patch(file, at: 5, with: [0])
      #expect(rewritten.digest(cache: nil) == nil)
      #expect(!rewritten.areUnchanged)
    }
  }

  @Suite struct `What a GGUF file says of itself` {
    @Test func `is read, and damage ends it`() {
      let whole = ModelVariant.part(2, of: 7)
      #expect(GGUFMetadata(whole).numbers["split.no"] == 2)
      #expect(GGUFMetadata(whole).numbers["split.count"] == 7)
      for length in 0...whole.count {
        let cut = GGUFMetadata(Data(whole.prefix(length)))
        #expect(cut.numbers.count <= 3 && cut.end <= length)
      }
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `may be anything at all`(seed: UInt64) {
      var generator = Shuffler(state: seed)
      var bytes = [UInt8](ModelVariant.part(1, of: 2))
      for _ in 0..<4 {
        bytes[Int.random(in: 4..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      #expect(GGUFMetadata(Data(bytes)).end <= bytes.count)
    }
  }

  /// A generator of random numbers that a seed decides (SplitMix64).
  struct Shuffler: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
#endif
