package import CKernels
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
    _ = insert(strings, nil, base: 0, missing: 0)
  }

  /// Number of distinct strings.
  package var count: Int { strings.count }

  /// Bytes of all strings; they must stay below 2^31.
  package var textByteCount: Int { strings.bytes.count }

  /// The code of `string`, a new one if it has not been seen.
  package mutating func insert(_ string: UnsafeBufferPointer<UInt8>) -> Int32 {
    let tag = tag(of: string)
    let (code, slot) = search(string, tag)
    return code >= 0 ? code : append(string, tag, at: slot)
  }

  /// Enters a string that is not in the table, at its empty slot.
  private mutating func append(_ string: UnsafeBufferPointer<UInt8>, _ tag: UInt32, at slot: Int) -> Int32 {
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

  // MARK: - Whole columns

  /// The code + `base` of every string, new ones for those that have not been seen; `missing` where the validity bit is
  /// clear.
  package mutating func insert(_ strings: Strings, _ validity: Bitmap?, base: Int32, missing: Int32) -> Buffer<Int32> {
    Buffer(count: strings.count) { memory in
      insert(strings, validity, rows: 0..<strings.count, base: base, missing: missing, into: memory)
    }
  }

  /// The same for some of the rows, whose codes come to their places in `codes`.
  package mutating func insert(
    _ strings: Strings, _ validity: Bitmap?, rows: Range<Int>, base: Int32, missing: Int32,
    into codes: UnsafeMutableBufferPointer<Int32>
  ) {
    var place = ck_place()
    place.row = rows.lowerBound
    while true {
      place = find(strings, validity, rows: place.row..<rows.upperBound, base: base, missing: missing, codes)
      guard place.row < rows.upperBound else { return }
      codes[place.row] = strings.withBytes(of: place.row) { append($0, place.tag, at: place.slot) } + base
      place.row += 1
    }
  }

  /// The code + `base` of every string, `unknown` for those that are not in the table; `missing` where the validity bit
  /// is clear.
  package func find(
    _ strings: Strings, _ validity: Bitmap?, base: Int32, missing: Int32, unknown: Int32
  ) -> Buffer<Int32> {
    Buffer(count: strings.count) { memory in
      var row = 0
      while true {
        row = find(strings, validity, rows: row..<strings.count, base: base, missing: missing, memory).row
        guard row < strings.count else { return }
        memory[row] = unknown
        row += 1
      }
    }
  }

  /// Codes the strings of the rows up to the first that is not in the table; returns its place, or the end of the rows.
  /// One call for many rows takes half the time of one for each.
  private func find(
    _ column: Strings, _ validity: Bitmap?, rows: Range<Int>, base: Int32, missing: Int32,
    _ codes: UnsafeMutableBufferPointer<Int32>
  ) -> ck_place {
    func call(_ validity: UnsafePointer<UInt8>?) -> ck_place {
      column.offsets.withUnsafeBufferPointer { rowOffsets in
        column.bytes.withUnsafeBufferPointer { rowBytes in
          slots.withUnsafeBufferPointer { slots in
            strings.offsets.withUnsafeBufferPointer { offsets in
              strings.bytes.withUnsafeBufferPointer { bytes in
                var table = ck_string_table(
                  slots: slots.baseAddress, mask: slots.count - 1, offsets: offsets.baseAddress,
                  bytes: bytes.baseAddress, seed: seed)
                var strings = ck_strings(
                  offsets: rowOffsets.baseAddress, bytes: rowBytes.baseAddress, validity: validity,
                  count: rows.upperBound)
                return ck_find_strings(&table, &strings, rows.lowerBound, base, missing, codes.baseAddress)
              }
            }
          }
        }
      }
    }
    guard let validity else { return call(nil) }
    return validity.bytes.withUnsafeBufferPointer { call($0.baseAddress) }
  }

  /// Lends the table to a kernel; its pointers must not escape `body`.
  package func withTable<Result>(_ body: (ck_string_table) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in
      strings.offsets.withUnsafeBufferPointer { offsets in
        strings.bytes.withUnsafeBufferPointer { bytes in
          body(
            ck_string_table(
              slots: slots.baseAddress, mask: slots.count - 1, offsets: offsets.baseAddress, bytes: bytes.baseAddress,
              seed: seed))
        }
      }
    }
  }

  /// The strings by code.
  package var dictionary: Strings { strings.finish() }

  /// Half of the hash: its lower bits choose the slot, all of it spares most comparisons of bytes. An empty string need
  /// not have an address.
  private func tag(of string: UnsafeBufferPointer<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: ck_hash(string.baseAddress, string.count, seed))
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
