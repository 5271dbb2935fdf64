@testable import Privacy

/// A log of any form: what comes out does not depend on how it was cut, and scrubbing it again changes nothing; and the
/// marks of the kernel lead to what a look at every byte finds.
enum LogInput: FuzzedInput {
  static let name = "log"

  private static let scrubbers =
    LineForm.allCases.map { LineScrubber(form: $0) } + [LineScrubber(replacement: .partial)]

  static func check(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let log = Array(bytes.dropFirst())
    let lines = scrubbers[Int(choice) % scrubbers.count]
    log.withUnsafeBufferPointer { log in
      var (plain, marked) = ([Finding](), [Finding]())
      lines.scanner.searchBytes(of: log, into: &plain)
      lines.scanner.searchMarks(of: log, into: &marked)
      require(marked == plain, "a mark is missing")
    }
    let whole = scrub([log], lines)
    let cut = Int(choice) % (log.count + 1)
    require(scrub([Array(log[..<cut]), Array(log[cut...])], lines) == whole, "the cut shows")
    require(scrub([whole], lines) == whole, "something was left")
  }

  private static func scrub(_ pieces: [[UInt8]], _ lines: LineScrubber) -> [UInt8] {
    var scrubber = StreamScrubber(lines)
    var output: [UInt8] = []
    for piece in pieces { piece.withUnsafeBufferPointer { scrubber.push($0, to: &output) } }
    scrubber.finish(to: &output)
    return output
  }
}
