import CKernels
import CSodium
import TestSupport
import Testing

@testable import Privacy

/// The kernel against libsodium: every length of message over three blocks, lengths of keys and hashes, cut anywhere.
@Suite struct Blake2bTests {
  private static func expected(_ message: [UInt8], key: [UInt8], size: Int) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: size)
    _ = crypto_generichash(&hash, size, message, UInt64(message.count), key, key.count)
    return hash
  }

  /// With nothing left of the key in the state.
  private static func ended(_ state: inout ck_blake2b, size: Int) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: size)
    ck_blake2b_end(&state, &hash, size)
    #expect(withUnsafeBytes(of: &state) { $0.allSatisfy { $0 == 0 } })
    return hash
  }

  @Test(arguments: [0, 16, 32, 64])
  func asLibsodium(_ keyLength: Int) {
    SecretBytes.prepareLibrary()
    var random = SeededGenerator(seed: UInt64(keyLength) + 1)
    let key = (0..<keyLength).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    for length in 0...400 {
      let message = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      let size = [16, 32, 64][length % 3]
      var state = ck_blake2b()
      ck_blake2b_begin(&state, key, keyLength, size)
      var position = 0
      while position < length {
        let end = min(position + Int.random(in: 1...200, using: &random), length)
        ck_blake2b_update(&state, Array(message[position..<end]), end - position)
        position = end
      }
      #expect(Self.ended(&state, size: size) == Self.expected(message, key: key, size: size), "length \(length)")
      // What begins alike is taken once.
      let cut = Int.random(in: 0...length, using: &random)
      var begun = ck_blake2b()
      ck_blake2b_begin(&begun, key, keyLength, 16)
      ck_blake2b_update(&begun, Array(message[..<cut]), cut)
      for _ in 0..<2 {
        var hash = [UInt8](repeating: 0, count: 16)
        ck_blake2b_continue(&begun, Array(message[cut...]), length - cut, &hash)
        #expect(hash == Self.expected(message, key: key, size: 16), "length \(length), cut at \(cut)")
      }
    }
  }
}
