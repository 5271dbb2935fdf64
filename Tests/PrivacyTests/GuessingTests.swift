import Columns
import Testing

@testable import Privacy

@Suite struct GuessingTests {
  private func tokens(_ rows: Int, _ value: (Int) -> String?) throws -> Column {
    try TokenTests.ring.tokenizer(tenant: "", domain: "d", form: .text).tokenize(.string((0..<rows).map(value))).column
  }

  @Test(arguments: [
    (999, 1, nil), (1000, 1, "has at most 10 different values"), (2000, 40, "has at most 50 different values"),
    (2000, 99, "has at most 100 different values"), (2000, 100, nil), (2000, 2000, nil),
  ])
  func fewValues(_ rows: Int, _ distinct: Int, _ finding: String?) throws {
    #expect(TokenFrequencies(try tokens(rows) { "v\($0 % distinct)" }).finding == finding)
  }

  @Test func oneValuePrevails() throws {
    let column = try tokens(3000) { $0 % 3 == 0 ? "often" : $0 % 50 == 1 ? nil : "v\($0)" }
    #expect(TokenFrequencies(column).finding == "has one value in about 35 % of its rows")
    #expect(TokenFrequencies(try tokens(3000) { $0 % 30 == 0 ? "often" : "v\($0)" }).finding == nil)
  }

  /// More values than counters, in pieces: the prevailing one is still found, with its share.
  @Test func summariesMerge() throws {
    var all = TokenFrequencies()
    for chunk in 0..<20 {
      all.merge(TokenFrequencies(try tokens(3000) { $0 % 10 == 0 ? "often" : "v\(chunk) \($0)" }))
    }
    #expect(all.total == 60_000 && all.finding == "has one value in about 10 % of its rows")
  }

  @Test func integersAndCategories() {
    #expect(TokenFrequencies(.int((0..<2000).map { Int64($0 % 7) })).finding == "has at most 10 different values")
    #expect(TokenFrequencies(.category((0..<2000).map { _ in "x" })).finding == "has at most 10 different values")
    #expect(TokenFrequencies(.float([1])).finding == nil)
  }

  @Test func possibleValues() {
    #expect(ValueDomain.small(type: .bool, values: nil, range: nil) == "2")
    #expect(ValueDomain.small(type: .int, values: nil, range: 18...120) == "200")
    #expect(ValueDomain.small(type: .int, values: nil, range: nil) == nil)
    #expect(ValueDomain.small(type: .int, values: nil, range: 0...1e12) == nil)
    #expect(ValueDomain.small(type: .string, values: 3, range: nil) == "5")
    #expect(ValueDomain.small(type: .date, values: nil, range: nil) == "50000")
    #expect(ValueDomain.small(type: .string, values: nil, range: nil) == nil)
  }

  @Test func truncatedAddressesLeave() throws {
    let gate = OutputGate(policy: .block)
    func passes(_ text: String) -> Bool {
      let batch = Batch(
        schema: Schema([Field(name: "ip", type: .string, sensitivity: .quasi)]), columns: [.string([text])],
        rowNumbers: [1])
      return (try? gate.pass(batch, output: "o")) != nil
    }
    for network in ["192.168.1.0/24", "10.0.240.0/20", "2001:db8:1::/48", "2001:db8:8000::/33", "8.0.0.0/8"] {
      #expect(passes(network), "\(network)")
    }
    for address in [
      "192.168.1.7/24", "192.168.1.0", "192.168.1.4/30", "192.168.1.7", "2001:db8:1::9/48", "2001:db8:1::5",
    ] {
      #expect(!passes(address), "\(address)")
    }
  }
}
