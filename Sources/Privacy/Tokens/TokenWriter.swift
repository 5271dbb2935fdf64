package import Columns

/// Writes hashes as the tokens of one domain and key: all of one length.
struct TokenWriter: Sendable {
  /// `pt1_<domain>_<kid>_`.
  private let prefix: [UInt8]
  /// The part of prefix and last `_` in the check register at the end of the hash.
  private let check: UInt16
  /// 32 registers for each character of the hash: what each 5 bits there add to the check.
  private let table: [UInt16]

  init(domain: String, kid: String) {
    precondition(Token.isDomain(domain), "a domain of small letters, digits and single underscores")
    prefix = Array("pt1_\(domain)_\(kid)_".utf8)
    let start = TokenCheck.advanced(prefix.withUnsafeBufferPointer { TokenCheck.register(of: $0) })
    check = start ^ TokenCheck.tailTable[Token.hashLength << 8 | Int(UInt8(ascii: "_"))]
    table = (0..<Token.hashLength).flatMap { place in
      Base32.alphabet.map { TokenCheck.tailTable[place << 8 | Int($0)] }
    }
  }

  /// Length in bytes of every token.
  var length: Int { prefix.count + Token.hashLength + 1 + Token.checkLength }

  func text(_ hash: Hash128) -> String {
    String(unsafeUninitializedCapacity: length) { memory in
      table.withUnsafeBufferPointer { write(hash, to: memory.baseAddress!, $0) }
      return length
    }
  }

  func append(_ hash: Hash128, to output: inout [UInt8]) {
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: length))
    output.withUnsafeMutableBufferPointer { output in
      table.withUnsafeBufferPointer { write(hash, to: output.baseAddress! + start, $0) }
    }
  }

  /// A token for each hash; an empty text where the validity bit is clear.
  func strings(_ hashes: Buffer<Hash128>, _ validity: Bitmap?) -> Strings {
    let bytes = Buffer<UInt8>(count: (validity?.setCount ?? hashes.count) * length) { text in
      guard var place = text.baseAddress, text.count > 0 else { return }
      table.withUnsafeBufferPointer { table in
        hashes.withUnsafeBufferPointer { hashes in
          for row in 0..<hashes.count where validity.isValid(row) {
            write(hashes[row], to: place, table)
            place += length
          }
        }
      }
    }
    return Strings(offsets: offsets(count: hashes.count, validity), bytes: bytes)
  }

  /// The tokens of rows that share them: `codes[row]` is a position in `tokens`, none of which is empty where a valid row
  /// has it.
  func gather(_ tokens: Strings, _ codes: Buffer<Int32>, _ validity: Bitmap?) -> Strings {
    let bytes = Buffer<UInt8>(count: (validity?.setCount ?? codes.count) * length) { text in
      guard var place = text.baseAddress, text.count > 0 else { return }
      tokens.bytes.withUnsafeBufferPointer { bytes in
        tokens.offsets.withUnsafeBufferPointer { offsets in
          codes.withUnsafeBufferPointer { codes in
            for row in 0..<codes.count where validity.isValid(row) {
              place.update(from: bytes.baseAddress! + Int(offsets[Int(codes[row])]), count: length)
              place += length
            }
          }
        }
      }
    }
    return Strings(offsets: offsets(count: codes.count, validity), bytes: bytes)
  }

  private func offsets(count: Int, _ validity: Bitmap?) -> Buffer<Int32> {
    Buffer(count: count + 1) { offsets in
      var end: Int32 = 0
      offsets[0] = 0
      for row in 0..<count {
        if validity.isValid(row) { end += Int32(length) }
        offsets[row + 1] = end
      }
    }
  }

  @inline(__always)
  private func write(_ hash: Hash128, to text: UnsafeMutablePointer<UInt8>, _ table: UnsafeBufferPointer<UInt16>) {
    prefix.withUnsafeBufferPointer { text.update(from: $0.baseAddress!, count: $0.count) }
    let place = UnsafeMutableRawPointer(text + prefix.count)
    // 40 bits are 8 characters; the last 8 bits and two zeros are 2 more.
    let lanes = (
      Base32.lanes(hash.high >> 24), Base32.lanes((hash.high & 0xFF_FFFF) << 16 | hash.low >> 48),
      Base32.lanes(hash.low >> 8 & 0xFF_FFFF_FFFF)
    )
    let (last, end) = (UInt8(truncatingIfNeeded: hash.low >> 3) & 31, UInt8(truncatingIfNeeded: hash.low << 2) & 31)
    place.storeBytes(of: Base32.letters(lanes.0).bigEndian, toByteOffset: 0, as: UInt64.self)
    place.storeBytes(of: Base32.letters(lanes.1).bigEndian, toByteOffset: 8, as: UInt64.self)
    place.storeBytes(of: Base32.letters(lanes.2).bigEndian, toByteOffset: 16, as: UInt64.self)
    var check = check
    for character in 0..<8 {
      let shift = UInt64(56 - 8 * character)
      check ^= table[character << 5 | Int(truncatingIfNeeded: lanes.0 >> shift & 31)]
      check ^= table[(character + 8) << 5 | Int(truncatingIfNeeded: lanes.1 >> shift & 31)]
      check ^= table[(character + 16) << 5 | Int(truncatingIfNeeded: lanes.2 >> shift & 31)]
    }
    check ^= table[24 << 5 | Int(last)] ^ table[25 << 5 | Int(end)]
    let tail = text + prefix.count + 24
    tail[0] = Base32.letter(last)
    tail[1] = Base32.letter(end)
    tail[2] = UInt8(ascii: "_")
    tail[3] = Base32.letter(UInt8(check >> 5))
    tail[4] = Base32.letter(UInt8(check & 31))
  }
}
