import Support
import Testing

@Suite struct `The seeded generator` {
  // From an independent SplitMix64 in Python, itself checked against the published first numbers
  // for seed 1234567.
  @Test(
    arguments: [
      (0, 0, [0xB382_A305_F441_4F5E, 0x631A_9154_FBAB_F717, 0xA80A_BA8C_8664_0906]),
      (0, 1, [0x956D_CEA4_5FFF_5BB5, 0x3E94_58A3_150D_7D3B, 0x7369_347C_BDF5_1807]),
      (1, 0, [0xF18D_6CE9_3D6C_F1EE, 0x0B95_F66D_327E_8D78, 0xC706_1B1B_9332_2BA9]),
      (42, 7, [0xAFEF_F776_7F68_7D25, 0x2093_7888_C321_0D21, 0xD739_3704_BE38_DB76]),
      (.max, 3, [0x6746_4DE1_BD8D_0050, 0xB72F_35CD_3A31_7083, 0xF0F1_8E8C_65A2_9739]),
    ] as [(UInt64, UInt64, [UInt64])])
  func `gives the numbers of the published algorithm`(
    _ seed: UInt64, _ stream: UInt64, _ expected: [UInt64]
  ) {
    var generator = SeededGenerator(seed: seed, stream: stream)
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test(arguments: UInt64(0)..<4)
  func `gives other numbers for every stream and every seed`(_ seed: UInt64) {
    var seen: Set<UInt64> = []
    for other in seed * 10..<seed * 10 + 10 {
      for stream in UInt64(0)..<10 {
        var generator = SeededGenerator(seed: other, stream: stream)
        for _ in 0..<10 { seen.insert(generator.next()) }
      }
    }
    // Of 1000 random numbers of 64 bits two agree with probability 3e-14.
    #expect(seen.count == 1000)
  }

  // χ² with 3 degrees of freedom exceeds 21.1 with probability 1e-4; the seeds are fixed.
  @Test(arguments: UInt64(0)..<5, [[0.1, 0.2, 0.3, 0.4], [8, 1, 0.5, 0.5]])
  func `draws each index as often as its weight says`(_ seed: UInt64, _ weights: [Double]) {
    var generator = SeededGenerator(seed: seed, stream: 5)
    let draws = 20_000
    var counts = weights.map { _ in 0.0 }
    for _ in 0..<draws { counts[generator.index(drawnFrom: weights)] += 1 }
    let total = weights.reduce(0, +)
    let squares = zip(counts, weights).reduce(0) { sum, pair in
      let expected = Double(draws) * pair.1 / total
      return sum + (pair.0 - expected) * (pair.0 - expected) / expected
    }
    #expect(squares < 21.1)
  }

  @Test(arguments: UInt64(0)..<5)
  func `never draws an index without weight`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 6)
    let drawn = Set((0..<2000).map { _ in generator.index(drawnFrom: [0, 1, 0, 1e-3, 1, 0]) })
    #expect(drawn.isSubset(of: [1, 3, 4]))
    #expect(drawn.isSuperset(of: [1, 4]))
  }

  @Test func `draws the only index there is`() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.index(drawnFrom: [0, 0, 1e-300]) == 2)
  }
}
