import Columns
import TestSupport
import Testing

@testable import Transforms

@Suite struct DrawsTests {
  /// The kernel lists what the plain loop does, in whole blocks and in what is left over.
  @Test(arguments: [0, 1, 7, 63, 64, 65, 200, 4096], [0, UInt64.max / 100, .max / 3, .max] as [UInt64])
  func kernelIsThePlainLoop(_ count: Int, _ bound: UInt64) {
    var generator = SeededGenerator(seed: UInt64(count))
    let hashes = Buffer((0..<count).map { _ in generator.next() })
    let salt = generator.next()
    let plain = (0..<count).filter { hashes[$0].drawn(salt) <= bound }.map { Int32($0) }
    #expect(hashes.positions(salt: salt, upTo: bound).array == plain)
  }
}
