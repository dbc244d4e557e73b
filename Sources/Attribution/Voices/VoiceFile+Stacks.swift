package import MaskInference

extension VoiceFile {
  /// The voices with the stacks that depth can be told by: nobody, and each mask over `hardwired`,
  /// where there is such a voice.
  ///
  /// A mask over another is known by both directions and the outer one's lines.
  package func stacked(over hardwired: Mask) -> [VoiceSample] {
    let bare = VoiceSample(stack: .bare, exemplars: [])
    guard let inner = voices.first(where: { $0.stack == Stack([hardwired]) }) else {
      return [bare] + voices
    }
    let worn = voices.compactMap { voice -> VoiceSample? in
      guard let mask = voice.stack.outermost, let stack = inner.stack.pushing(mask) else {
        return nil
      }
      return VoiceSample(
        stack: stack, exemplars: voice.exemplars,
        direction: "\(inner.direction) Over that, a mask is worn: \(voice.direction)")
    }
    return [bare] + voices + worn
  }
}
