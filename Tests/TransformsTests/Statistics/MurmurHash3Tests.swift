import Testing

@testable import Transforms

@Suite("MurmurHash3")
struct MurmurHash3Tests {
  /// As `sklearn.utils.murmurhash3_32(text, seed, positive=True)` gives them: every length of the tail, and more bytes
  /// than characters.
  static let vectors: [(text: String, seed: UInt32, hash: UInt32)] = [
    ("", 0, 0), ("", 42, 142_593_372),
    ("a", 0, 1_009_084_850), ("a", 42, 3_001_393_763),
    ("ab", 0, 2_613_040_991), ("ab", 42, 3_610_054_215),
    ("abc", 0, 3_017_643_002), ("abc", 42, 1_313_807_976),
    ("abcd", 0, 1_139_631_978), ("abcd", 42, 3_898_664_396),
    ("hello, world", 0, 345_750_399), ("hello, world", 42, 2_127_021_762),
    ("naïve – 日本", 0, 511_152_566), ("naïve – 日本", 42, 1_877_777_215),
  ]

  @Test(arguments: vectors)
  func agreesWithScikitLearn(_ text: String, _ seed: UInt32, _ hash: UInt32) {
    var text = text
    #expect(text.withUTF8 { MurmurHash3.hash32($0, seed: seed) } == hash)
  }

  @Test func placesBySignedMagnitude() {
    var text = "ab"  // as signed: −1 681 926 305
    let place = text.withUTF8 { MurmurHash3.place($0, among: 1000) }
    #expect(place == (305, true))
  }
}
