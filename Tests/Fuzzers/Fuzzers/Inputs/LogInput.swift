@testable import Privacy

/// A log of any form: what comes out does not depend on how it was cut, and scrubbing it again changes nothing; and the
/// marks of the kernel lead to what a look at every byte finds.
enum LogInput: FuzzedInput {
  static let name = "log"

  private static let forms = LineForm.allCases.map { LineScrubber(form: $0) }
  private static let partial = LineScrubber(replacement: .partial)
  private static let everything = LineScrubber(scanner: Scanner(.everything))

  static func check(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let log = Array(bytes.dropFirst())
    log.withUnsafeBufferPointer { log in
      require(
        partial.scanner.standardFindingsAtMarks(in: log) == partial.scanner.standardFindings(in: log),
        "a mark is missing")
    }
    for lines in [forms[Int(choice) % forms.count], partial, everything] {
      let whole = scrub([log], lines)
      let cut = Int(choice) % (log.count + 1)
      require(scrub([Array(log[..<cut]), Array(log[cut...])], lines) == whole, "the cut shows")
      require(scrub(log.map { [$0] }, lines) == whole, "single bytes show")
      require(scrub([whole], lines) == whole, "something was left")
    }
  }

  private static func scrub(_ pieces: [[UInt8]], _ lines: LineScrubber) -> [UInt8] {
    var scrubber = StreamScrubber(lines)
    var output: [UInt8] = []
    for piece in pieces { piece.withUnsafeBufferPointer { scrubber.push($0, to: &output) } }
    scrubber.finish(to: &output)
    return output
  }
}
