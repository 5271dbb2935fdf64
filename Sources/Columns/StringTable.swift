import CKernels
import Glibc

/// Gives each distinct byte string a code, in order of first appearance: an open-addressing table over bytes, ten times
/// as fast as a dictionary of `String`.
package struct StringTable: Sendable {
  private var strings = StringsBuilder()
  /// A string's tag in the upper half, its code + 1 in the lower; 0 for an empty slot. The length is a power of two at
  /// most half full.
  private var slots: [UInt64]
  /// Differs between processes, so that nobody can craft colliding input; no result depends on it.
  private let seed: UInt64

  private static let processSeed = UInt64.random(in: .min ... .max)

  package init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    seed = Self.processSeed
  }

  package init(_ strings: Strings) {
    self.init(capacity: strings.count)
    for index in 0..<strings.count { _ = strings.withBytes(of: index) { insert($0) } }
  }

  /// Number of distinct strings.
  package var count: Int { strings.count }

  /// Bytes of all strings; they must stay below 2^31.
  package var textByteCount: Int { strings.bytes.count }

  /// The code of `string`, a new one if it has not been seen.
  package mutating func insert(_ string: UnsafeBufferPointer<UInt8>) -> Int32 {
    let tag = tag(of: string)
    let (code, slot) = search(string, tag)
    if code >= 0 { return code }
    strings.append(string)
    slots[slot] = UInt64(tag) << 32 | UInt64(count)
    if count * 2 > slots.count { grow() }
    return Int32(count - 1)
  }

  package mutating func insert(_ string: String) -> Int32 {
    var string = string
    return string.withUTF8 { insert($0) }
  }

  /// The code of `string`, or `nil` if it is not in the table.
  package func find(_ string: UnsafeBufferPointer<UInt8>) -> Int32? {
    let code = search(string, tag(of: string)).code
    return code >= 0 ? code : nil
  }

  package func find(_ string: String) -> Int32? {
    var string = string
    return string.withUTF8 { find($0) }
  }

  /// The strings by code.
  package var dictionary: Strings { strings.finish() }

  /// Half of the hash: its lower bits choose the slot, all of it spares most comparisons of bytes.
  private func tag(of string: UnsafeBufferPointer<UInt8>) -> UInt32 {
    // An empty string may or may not have an address.
    guard let base = string.baseAddress, string.count > 0 else { return UInt32(truncatingIfNeeded: seed) }
    return UInt32(truncatingIfNeeded: ck_hash(base, string.count, seed))
  }

  /// The string's code and slot; −1 and the empty slot where it belongs if it is not in the table.
  private func search(_ string: UnsafeBufferPointer<UInt8>, _ tag: UInt32) -> (code: Int32, slot: Int) {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(tag) & mask
      while slots[slot] != 0 {
        if UInt32(truncatingIfNeeded: slots[slot] >> 32) == tag {
          let code = Int32(truncatingIfNeeded: slots[slot]) - 1
          if equals(Int(code), string) { return (code, slot) }
        }
        slot = (slot + 1) & mask
      }
      return (-1, slot)
    }
  }

  private func equals(_ code: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(strings.offsets[code])
    guard Int(strings.offsets[code + 1]) - start == string.count else { return false }
    guard let base = string.baseAddress, string.count > 0 else { return true }
    return strings.bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + start, base, string.count) == 0 }
  }

  private mutating func grow() {
    let entries = slots
    slots = Array(repeating: 0, count: entries.count * 2)
    let mask = slots.count - 1
    for entry in entries where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}
