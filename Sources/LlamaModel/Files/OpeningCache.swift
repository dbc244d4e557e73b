#if Llama
  import Crypto
  import Foundation
  import LanguageModels

  /// What lanes made of the openings of conversations, the cards among them, kept on disk.
  ///
  /// A card's opening is read in every chat and is the same each time; to read it back takes a
  /// hundredth of the time.
  struct OpeningCache {
    private let folder: URL
    /// What the numbers depend on beside the tokens.
    private let circumstances: String

    /// Openings shorter than this, in tokens, are as quickly read again.
    private static let leastTokens = 64
    /// The most bytes kept; the openings that were not used for longest go first.
    private static let limit = 1 << 30
    private static let suffix = "opening"

    /// Keeps openings in `folder`, under names that `circumstances` are part of: the model, the
    /// library, the processor, how the cells are laid out.
    init(in folder: URL, circumstances: String) {
      self.folder = folder
      self.circumstances = circumstances
    }

    /// Whether `opening` is long enough to be kept.
    func isWorthwhile(_ opening: [Token]) -> Bool { opening.count >= Self.leastTokens }

    /// What was kept of `opening`; `nil` where nothing was or the file is damaged.
    func state(of opening: [Token]) -> Data? {
      guard isWorthwhile(opening) else { return nil }
      let file = url(of: opening)
      guard let kept = try? Data(contentsOf: file, options: .alwaysMapped),
        kept.count > SHA256.byteCount
      else { return nil }
      let state = kept.dropFirst(SHA256.byteCount)
      guard SHA256.hash(data: state).elementsEqual(kept.prefix(SHA256.byteCount)) else {
        try? FileManager.default.removeItem(at: file)
        return nil
      }
      try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: file.path)
      return state
    }

    /// Keeps `state` for `opening`; where there is no room for it, it is read again the next time.
    func keep(_ state: Data, of opening: [Token]) {
      guard isWorthwhile(opening) else { return }
      let file = url(of: opening)
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var kept = Data(SHA256.hash(data: state))
      kept.append(state)
      try? kept.write(to: file, options: .atomic)
      removeOldest()
    }

    private func url(of opening: [Token]) -> URL {
      var digest = SHA256()
      digest.update(data: Data(circumstances.utf8))
      opening.withUnsafeBytes { digest.update(bufferPointer: $0) }
      return folder.appendingPathComponent(
        "\(digest.finalize().hexadecimal(bytes: 16)).\(Self.suffix)")
    }

    private func removeOldest() {
      let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey]
      let files =
        (try? FileManager.default.contentsOfDirectory(
          at: folder, includingPropertiesForKeys: keys)) ?? []
      var openings: [(url: URL, date: Date, size: Int)] = []
      for url in files where url.pathExtension == Self.suffix {
        guard let values = try? url.resourceValues(forKeys: Set(keys)) else { continue }
        openings.append((url, values.contentModificationDate ?? .distantPast, values.fileSize ?? 0))
      }
      var total = openings.reduce(0) { $0 + $1.size }
      for opening in openings.sorted(by: { $0.date < $1.date }) where total > Self.limit {
        try? FileManager.default.removeItem(at: opening.url)
        total -= opening.size
      }
    }
  }
#endif
