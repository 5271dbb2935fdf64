import Privacy

/// Any text: redacted, nothing is left to be found.
enum ScrubberInput: FuzzedInput {
  static let name = "scrubber"

  private static let scrubber = Scrubber(.everything)

  static func check(_ bytes: [UInt8]) {
    guard let redacted = bytes.withUnsafeBufferPointer({ scrubber.redact($0) }) else { return }
    require(redacted.withUnsafeBufferPointer { scrubber.redact($0) } == nil, "something was left")
  }
}
