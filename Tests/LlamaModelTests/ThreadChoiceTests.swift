#if Llama
  import Testing

  @testable import LlamaModel

  @Suite struct `The number of threads` {
    /// How often each number is chosen in `rounds`, where one thread takes `single` seconds a token
    /// and two take `double`.
    private func chosen(rounds: Int, single: Double, double: Double) -> [Int: Int] {
      var choice = ThreadChoice(upTo: 2)
      var counts: [Int: Int] = [:]
      for _ in 0..<rounds {
        let threads = choice.next()
        counts[threads, default: 0] += 1
        choice.learn(threads: threads, tokens: 100, seconds: 100 * (threads == 1 ? single : double))
      }
      return counts
    }

    @Test func `is the quicker one, and the other is tried less and less`() {
      #expect(chosen(rounds: 400, single: 2, double: 1)[1, default: 0] <= 9)
      #expect(chosen(rounds: 400, single: 1, double: 2)[2, default: 0] <= 9)
    }

    @Test func `follows the machine's load`() {
      var choice = ThreadChoice(upTo: 2)
      for round in 0..<600 {
        let isBusy = round >= 300
        let threads = choice.next()
        choice.learn(
          threads: threads, tokens: 100, seconds: threads == 1 ? 150 : isBusy ? 300 : 100)
      }
      #expect(choice.next() == 1)
    }
  }
#endif
