import CKernels
import Columns

extension Buffer<UInt64> {
  /// The positions of the hashes whose draw with `salt`, `UInt64.drawn(_:)`, is at most `bound`; ascending.
  func positions(salt: UInt64, upTo bound: UInt64) -> Buffer<Int32> {
    let positions = BufferBuilder<Int32>(capacity: count)
    var found = 0
    withUnsafeBufferPointer { ck_draws_up_to($0.baseAddress, $0.count, salt, bound, positions.base, &found) }
    return positions.finish(count: found)
  }
}
