import Columns
import Dispatch
import Glibc
import Testing

@testable import Privacy

/// Tests/Bench/tokens.py starts this with FEATURIZE_BENCH_ROWS set, and prints it beside a bare C loop over libsodium's
/// hash of the same values.
@Suite struct TokenBenchmark {
  static let rowCount = getenv("FEATURIZE_BENCH_ROWS").flatMap { Int(String(cString: $0)) }
  /// Rows of a batch, as the engine cuts them.
  static let batch = 1 << 16

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let form: CanonicalForm
    var threads = 1
    let value: @Sendable (Int) -> String
    var testDescription: String { name }
  }

  /// As many digits as Tests/Bench/tokens.c writes.
  private static func id(_ number: Int) -> String { "customer-\(10_000_000 + number)" }

  /// A number that looks random, the same for the same row.
  private static func mixed(_ row: Int) -> Int {
    let product = (UInt64(row) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    return Int(((product ^ product >> 29) &* 0xBF58_476D_1CE4_E5B9) >> 20)
  }

  static let rows: [Row] = [
    Row(name: "ids", form: .text) { id($0) },
    Row(name: "ids, two threads", form: .text, threads: 2) { id($0) },
    Row(name: "e-mail addresses", form: .email) { "\(id($0))@mail.example" },
    Row(name: "ids, each ten times, in no order", form: .text) {
      id(mixed($0) % (batch / 10))
    },
    Row(name: "ids, each ten times, together", form: .text) { id($0 / 10) },
  ]

  @Test(.enabled(if: rowCount != nil), arguments: rows)
  func row(_ row: Row) throws {
    let batches = stride(from: 0, to: Self.rowCount!, by: Self.batch).map { start in
      Column.string((start..<min(start + Self.batch, Self.rowCount!)).map { row.value($0) })
    }
    let tokenizer = try KeyRing.known(key: Array(0..<32), kid: "ab2c")
      .tokenizer(tenant: "", domain: "customer", form: row.form)
    var best = Double.infinity
    for _ in 0..<5 {
      let start = Self.seconds(row.threads)
      DispatchQueue.concurrentPerform(iterations: row.threads) { thread in
        for position in stride(from: thread, to: batches.count, by: row.threads) {
          let treated = tokenizer.tokenize(batches[position])
          #expect(treated.column.count == batches[position].count)
        }
      }
      best = min(best, Self.seconds(row.threads) - start)
    }
    print("benchmark\t\(row.name)\t\(best * 1e9 / Double(Self.rowCount!))")
  }

  /// CPU time of one thread, which others do not disturb; of more the time of the clock.
  private static func seconds(_ threads: Int) -> Double {
    var time = timespec()
    clock_gettime(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
