import Privacy

/// Any text: findings lie in it, in order and apart.
enum DetectorInput: FuzzedInput {
  static let name = "detectors"

  private static let scanner = Scanner(.everything)

  static func check(_ bytes: [UInt8]) {
    let findings = bytes.withUnsafeBufferPointer { scanner.findings(in: $0) }
    var end = 0
    for finding in findings {
      require(finding.range.lowerBound >= end && !finding.range.isEmpty, "findings overlap")
      end = finding.range.upperBound
    }
    require(end <= bytes.count, "a finding beyond the text")
  }
}
