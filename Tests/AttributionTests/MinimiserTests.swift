import Testing

@testable import Attribution

@Suite struct `A minimum is found` {
  @Test func `of a bowl, exactly`() {
    let centre = [3.0, -1, 0.5]
    let found = Minimiser(tolerance: 1e-10).minimum(from: [0, 0, 0]) { point, gradient in
      var value = 0.0
      for index in point.indices {
        let steepness = Double(index * index * 10 + 1)
        gradient[index] = 2 * steepness * (point[index] - centre[index])
        value += steepness * (point[index] - centre[index]) * (point[index] - centre[index])
      }
      return value
    }
    for (left, right) in zip(found, centre) { #expect(abs(left - right) < 1e-6) }
  }

  @Test func `along a curved valley`() {
    let found = Minimiser(steps: 500, tolerance: 1e-8).minimum(from: [-1.2, 1]) {
      point, gradient in
      let (x, y) = (point[0], point[1])
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x)
      gradient[1] = 200 * (y - x * x)
      return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
    }
    #expect(abs(found[0] - 1) < 1e-4 && abs(found[1] - 1) < 1e-4)
  }

  @Test func `where it begins, when that is the lowest place`() {
    let found = Minimiser().minimum(from: [0, 0]) { point, gradient in
      gradient = point
      return 0.5 * (point[0] * point[0] + point[1] * point[1])
    }
    #expect(found == [0, 0])
  }
}
