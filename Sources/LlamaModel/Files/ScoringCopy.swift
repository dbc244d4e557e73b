#if Llama
  import CLlama
  import Foundation

  /// A copy of a model's weights as sixteen-bit floats, kept in a cache, where the processor
  /// multiplies those faster than the numbers in the model's own file.
  ///
  /// Scoring is bound by multiplication and generating by memory, so the copy is for scoring only.
  /// With AVX-512 BF16 a line is scored 1.7 times as fast as from eight-bit weights.
  struct ScoringCopy {
    /// Where the copy is.
    let path: String

    /// Finds the copy of the model of `files` in `folder`, or makes it (a second or two).
    ///
    /// Where it makes one, those it made of other files of the same name are deleted, and what was
    /// abandoned half made.
    ///
    /// It is `nil` where the processor gains nothing by it or there is no room for it.
    init?(of original: ModelFiles, in folder: URL) {
      guard Self.isWorthwhile, original.areTrustworthy(at: Date()) else { return nil }
      let name = URL(fileURLWithPath: original.paths[0]).deletingPathExtension().lastPathComponent
      let shelf = ScoringCopyFolder(url: folder)
      let copy = shelf.copy(of: name, key: original.key)
      path = copy.path
      let files = FileManager.default
      if files.fileExists(atPath: path) { return }
      try? files.createDirectory(at: folder, withIntermediateDirectories: true)
      shelf.removeAbandonedDrafts()
      // Two programs may make it at once: each writes its own file, and the last one stays.
      let draft = shelf.draft()
      defer { try? files.removeItem(at: draft) }
      LlamaWeights.keepFirstComplaint()
      var parameters = llama_model_quantize_default_params()
      parameters.ftype = LLAMA_FTYPE_MOSTLY_BF16
      parameters.allow_requantize = true
      guard llama_model_quantize(original.paths[0], draft.path, &parameters) == 0,
        original.areUnchanged, rename(draft.path, path) == 0
      else { return nil }
      shelf.removeOthers(of: name, than: copy)
    }

    /// Deletes it.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Whether the processor has instructions for products of sixteen-bit floats (bfloat16).
    static var isWorthwhile: Bool {
      String(cString: llama_print_system_info()).contains("AVX512_BF16 = 1")
    }
  }
#endif
