import Configuration

@testable import Privacy

/// A key ring file: refused with words, or well formed; never with what it says of keys.
enum KeyRingInput: FuzzedInput {
  static let name = "keyring"

  static func check(_ bytes: [UInt8]) {
    do throws(KeyRingFile.Problem) {
      let file = try KeyRingFile(parsing: bytes)
      require(!file.entries.isEmpty, "a ring without entries")
      require(file.entries.count(where: { $0.entry.status == .primary }) <= 1, "two primary keys")
    } catch {
      require(!error.text.isEmpty, "a refusal without words")
    }
  }
}
