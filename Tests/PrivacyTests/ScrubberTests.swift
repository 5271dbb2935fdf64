import Columns
import Glibc
import TestSupport
import Testing

@testable import Privacy

@Suite struct ScrubberTests {
  @Test(arguments: [
    ("mail ada@example.org now", "mail [EMAIL] now"), ("nothing here", "nothing here"), ("", ""),
    ("postgres://me:s3cret@db/x", "postgres://[URL_CREDENTIALS]@db/x"),
    ("password=hunter22;", "password=[KEYED_SECRET];"),
    ("+41 44 668 18 00, 192.168.1.1", "[PHONE_E164], [IPV4]"),
  ])
  func redacts(_ text: String, expected: String) { #expect(Scrubber().redact(text) == expected) }

  /// Text made of the pieces that detectors care about: redacting twice is redacting once, and nothing is left to find.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func isIdempotent(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces =
      ScannerTests.rows.map(\.text) + [
        "@", ":", "=", "+", "-", ".", " ", "\n", "\"", "?", "&", "://", "password=", "token:", "[EMAIL]",
        "[KEYED_SECRET]", "4",
        "é", "1.2.3.4", "::1", "eyJ", "-----BEGIN PRIVATE KEY-----", "pt1_", "<", ">", "_", "Authorization: Bearer ",
      ]
    let scrubber = Scrubber()
    for _ in 0..<100 {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let piece = pieces.randomElement(using: &generator)!
        let cut = Int.random(in: 0...piece.count, using: &generator)
        text += Bool.random(using: &generator) ? piece : String(piece.prefix(cut))
      }
      let once = scrubber.redact(text)
      #expect(scrubber.redact(once) == once, "seed \(seed)")
      #expect(scrubber.scanner.findings(in: once).isEmpty, "seed \(seed)")
    }
  }

  /// However long a secret is, nothing of it remains.
  @Test(arguments: ["password=", "?access_token=", "Authorization: Bearer ", "token: \""])
  func longSecrets(_ before: String) {
    for length in [7_900, 8_192, 8_193, 20_000, 1_000_000] {
      let secret = (0..<length).map { _ in "a1B2c3D4".randomElement()! }
      let redacted = Scrubber().redact(before + String(secret) + " rest")
      #expect(redacted.utf8.count < before.utf8.count + 40 && redacted.hasSuffix("] rest"), "\(length)")
    }
  }

  /// Anchors by the thousand cost time in proportion: of the processor, since other tests run beside this one.
  @Test(arguments: ["token=", "password=a", "a@", "+1", "DE89", "eyJ", "%40", "\\u0040", "-----BEGIN "])
  func manyAnchors(_ anchor: String) {
    let text = String(repeating: anchor, count: 20_000)
    func processorSeconds() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return time.tv_sec
    }
    let start = processorSeconds()
    _ = Scrubber().redact(text)
    #expect(processorSeconds() - start < 20)
  }

  /// Any bytes at all: no crash, no hang.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func survivesAnything(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("aA0@:=+-./_%<>[]\"' \n\u{1}eyJ-----BEGIN".utf8) + [0xC3, 0xA9, 0xFF, 0]
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in alphabet.randomElement(using: &generator)!
      }
      let once = bytes.withUnsafeBufferPointer { Scrubber().redact($0) } ?? bytes
      #expect(once.withUnsafeBufferPointer { Scrubber().redact($0) } == nil, "seed \(seed)")
    }
  }

  @Test func columns() {
    let scrubber = Scrubber()
    #expect(scrubber.redact(.string(["x", "a@b.co", nil, "y"])) == .string(["x", "[EMAIL]", nil, "y"]))
    #expect(scrubber.redact(.category(["a@b.co", "c@d.co", "z", nil])).text(at: 1) == "[EMAIL]")
    #expect(scrubber.redact(.int([1])) == .int([1]))
  }
}
