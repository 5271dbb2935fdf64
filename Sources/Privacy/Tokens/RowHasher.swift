import CSodium
package import Columns

/// A keyed 64-bit hash of each row's value: decides splits and folds, and tells people apart when they are counted. It
/// depends on the value's text and the key alone, so it is the same in every run, chunk and column type.
///
/// SipHash-2-4 under 16 bytes derived from the key ring: without the key nobody can foresee, or arrange, where a row
/// falls. 64 bits: among 10⁶ people the chance that any two coincide is 3·10⁻⁸.
package final class RowHasher: Sendable {
  private let key: SecretBytes

  fileprivate init(key: consuming SecretBytes) { self.key = key }

  /// Without a key ring: the same numbers for everybody, so only for pipelines without personal data.
  package static func unkeyed(label: String) throws(PrivacyError) -> RowHasher {
    let label = LengthPrefixed.joined(label)
    return RowHasher(
      key: try SecretBytes(count: 16, rest: .readable) { memory in
        _ = crypto_generichash(memory.bytes, 16, label, UInt64(label.count), nil, 0)
      })
  }

  fileprivate static func keyed(
    _ purposeKey: borrowing SecretBytes, label: String
  ) throws(PrivacyError) -> RowHasher {
    let label = LengthPrefixed.joined(label)
    return RowHasher(
      key: try SecretBytes(count: 16, rest: .readable) { memory in
        purposeKey.withBytes { key in
          _ = crypto_generichash(memory.bytes, 16, label, UInt64(label.count), key.bytes, key.count)
        }
      })
  }

  /// One hash per row; all missing rows have the same one. Each value of a category is hashed once.
  package func hash(_ column: Column) -> Buffer<UInt64> {
    // A byte that no UTF-8 text contains stands for a missing value.
    let missing = withUnsafeBytes(of: UInt8(0xFF)) { hash($0) }
    switch column.values {
    case .category(let codes, let dictionary):
      let hashes = hashes(of: dictionary)
      return Buffer(count: codes.count) { memory in
        hashes.withUnsafeBufferPointer { hashes in
          codes.withUnsafeBufferPointer { codes in
            for row in 0..<codes.count {
              memory[row] = column.validity.isValid(row) ? hashes[Int(codes[row])] : missing
            }
          }
        }
      }
    default:
      let hashes = hashes(of: column.texts)
      guard let validity = column.validity else { return hashes }
      return Buffer(count: hashes.count) { memory in
        hashes.withUnsafeBufferPointer { hashes in
          validity.bytes.withUnsafeBufferPointer { bits in
            for row in 0..<hashes.count { memory[row] = bits.bit(row) ? hashes[row] : missing }
          }
        }
      }
    }
  }

  private func hashes(of strings: Strings) -> Buffer<UInt64> {
    Buffer(count: strings.count) { memory in
      strings.bytes.withUnsafeBufferPointer { bytes in
        strings.offsets.withUnsafeBufferPointer { offsets in
          let bytes = UnsafeRawBufferPointer(bytes)
          for row in 0..<memory.count {
            memory[row] = hash(UnsafeRawBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])]))
          }
        }
      }
    }
  }

  /// The hashes of stretches of a text.
  package func hashes(of stretches: [Range<Int>], in text: UnsafeRawBufferPointer) -> [UInt64] {
    key.withBytes { key in
      Array(unsafeUninitializedCapacity: stretches.count) { hashes, count in
        for stretch in stretches {
          hashes[count] = Self.hash(UnsafeRawBufferPointer(rebasing: text[stretch]), key)
          count += 1
        }
      }
    }
  }

  /// The hash of one value.
  package func hash(_ value: UnsafeRawBufferPointer) -> UInt64 { key.withBytes { Self.hash(value, $0) } }

  @inline(__always)
  private static func hash(_ value: UnsafeRawBufferPointer, _ key: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0
    withUnsafeMutableBytes(of: &hash) { hash in
      _ = crypto_shorthash(
        hash.bytes, value.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(value.count), key.bytes)
    }
    return UInt64(littleEndian: hash)
  }
}

extension KeyRing {
  /// - Parameters:
  ///   - label: separates uses of one purpose, such as splits from folds.
  ///   - kid: an older key; by default the primary one.
  package func rowHasher(
    purpose: KeyPurpose, label: String = "", kid: String? = nil
  ) throws(PrivacyError) -> RowHasher {
    try RowHasher.keyed(domainKey(for: purpose, tenant: "", domain: "", kid: kid), label: label)
  }
}
