import CSodium
import Configuration
import Glibc

/// The content of a key ring file: parameters in the clear, keys encrypted, and a code over all of it.
///
/// `{format, kdf: {alg, ops, mem, salt}, entries: [{kid, created, status, nonce, ct, kcv}], mac}`. The master key comes
/// from the passphrase by argon2id13 (with `alg: none` it is all zeros, which protects nothing and says so); two keys
/// derived from it wrap the epoch keys (XChaCha20-Poly1305, bound to format, kid and date) and authenticate the file
/// (keyed BLAKE2b over the canonical JSON without `mac`). `kcv` is a key check value: it tells a key that was decrypted
/// rightly but replaced.
struct KeyRingFile {
  static let format = "featurize-keyring/1"

  enum Derivation: Equatable {
    case none
    case argon2id(cost: PassphraseCost, salt: [UInt8])
  }

  /// A wrapped epoch key.
  struct Box: Equatable {
    let nonce: [UInt8]
    let ciphertext: [UInt8]
  }

  struct WrappedEntry: Equatable {
    let entry: KeyRing.Entry
    /// `nil` once the key is destroyed.
    let box: Box?
    let checkValue: [UInt8]
  }

  var derivation = Derivation.none
  var isProtected: Bool { derivation != .none }
  var entries: [WrappedEntry] = []
  /// The code that was read.
  private(set) var code: [UInt8] = []

  init() {}
}

// MARK: - JSON

extension KeyRingFile {
  /// What is wrong with a file, in words for a message.
  struct Problem: Error {
    let text: String
  }

  init(parsing bytes: [UInt8]) throws(Problem) {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch {
      throw Problem(text: "\(error.problem.rawValue), at byte \(error.offset)")
    }
    try Self.expect(json, ["format", "kdf", "entries", "mac"], "the key ring")
    guard json["format"]?.string == Self.format else { throw Problem(text: "its format is not \(Self.format)") }
    derivation = try Self.derivation(json["kdf"]!)
    guard let list = json["entries"]?.array, !list.isEmpty, list.count <= 4096 else {
      throw Problem(text: "it has no entries")
    }
    for item in list { entries.append(try Self.entry(item)) }
    guard Set(entries.map(\.entry.kid)).count == entries.count else { throw Problem(text: "a key id occurs twice") }
    guard entries.count(where: { $0.entry.status == .primary }) <= 1 else {
      throw Problem(text: "more than one key is primary")
    }
    code = try Self.bytes(json["mac"], 32, "mac")
  }

  /// The file's JSON with its authentication code.
  func sealed(with master: borrowing SecretBytes) throws(PrivacyError) -> JSON {
    guard case .object(var members) = json else { preconditionFailure("the file is an object") }
    members.append(.init("mac", .string(Base64.encode(try authenticationCode(under: master)))))
    return .object(members)
  }

  /// Everything that the code covers.
  private var json: JSON {
    [
      "format": .string(Self.format),
      "kdf": derivationJSON,
      "entries": .array(entries.map(Self.json(of:))),
    ]
  }

  private var derivationJSON: JSON {
    switch derivation {
    case .none: ["alg": "none"]
    case .argon2id(let cost, let salt):
      [
        "alg": "argon2id13", "ops": .int(Int64(cost.passes)), "mem": .int(Int64(cost.memory)),
        "salt": .string(Base64.encode(salt)),
      ]
    }
  }

  private static func json(of wrapped: WrappedEntry) -> JSON {
    [
      "kid": .string(wrapped.entry.kid), "created": .string(wrapped.entry.created),
      "status": .string(wrapped.entry.status.rawValue),
      "nonce": wrapped.box.map { .string(Base64.encode($0.nonce)) } ?? .null,
      "ct": wrapped.box.map { .string(Base64.encode($0.ciphertext)) } ?? .null,
      "kcv": .string(Base64.encode(wrapped.checkValue)),
    ]
  }

  private static func derivation(_ json: JSON) throws(Problem) -> Derivation {
    switch json["alg"]?.string {
    case "none":
      try expect(json, ["alg"], "kdf")
      return .none
    case "argon2id13":
      try expect(json, ["alg", "ops", "mem", "salt"], "kdf")
      guard let passes = json["ops"]?.int, let memory = json["mem"]?.int, passes > 0, memory > 0 else {
        throw Problem(text: "its kdf has no whole numbers")
      }
      let cost = PassphraseCost(passes: UInt64(passes), memory: Int(memory))
      guard cost.isAcceptable else { throw Problem(text: "its kdf asks for too little or too much work") }
      return .argon2id(cost: cost, salt: try bytes(json["salt"], Int(crypto_pwhash_SALTBYTES), "salt"))
    default: throw Problem(text: "its kdf is unknown")
    }
  }

  private static func entry(_ json: JSON) throws(Problem) -> WrappedEntry {
    try expect(json, ["kid", "created", "status", "nonce", "ct", "kcv"], "an entry")
    guard let kid = json["kid"]?.string, Token.isKeyId(kid), let created = json["created"]?.string,
      let status = json["status"]?.string.flatMap(KeyRing.Status.init(rawValue:))
    else { throw Problem(text: "an entry has a bad kid, created or status") }
    var box: Box?
    if status == .destroyed {
      guard json["nonce"] == .null, json["ct"] == .null else { throw Problem(text: "a destroyed key is still there") }
    } else {
      box = Box(
        nonce: try bytes(json["nonce"], Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES), "nonce"),
        ciphertext: try bytes(
          json["ct"], KeyRing.keyLength + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES), "ct"))
    }
    return WrappedEntry(
      entry: KeyRing.Entry(kid: kid, created: created, status: status), box: box,
      checkValue: try bytes(json["kcv"], 16, "kcv"))
  }

  private static func expect(_ json: JSON, _ names: [String], _ what: String) throws(Problem) {
    guard let members = json.object, members.map(\.name).sorted() == names.sorted() else {
      throw Problem(text: "\(what) does not have exactly the members \(names.joined(separator: ", "))")
    }
  }

  private static func bytes(_ json: JSON?, _ count: Int, _ what: String) throws(Problem) -> [UInt8] {
    guard let text = json?.string, let bytes = Base64.decode(text), bytes.count == count else {
      throw Problem(text: "`\(what)` is not \(count) bytes in base64")
    }
    return bytes
  }
}

// MARK: - Cryptography

extension KeyRingFile {
  static func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { memory, written in
      randombytes_buf(memory.baseAddress!, count)
      written = count
    }
  }

  /// The master key of an unprotected ring: zeros, known to all.
  static func noMaster() throws(PrivacyError) -> SecretBytes {
    try SecretBytes(count: KeyRing.keyLength) { _ in }
  }

  /// Throws when there is not enough memory for the derivation.
  func master(from passphrase: borrowing Passphrase) throws(PrivacyError) -> SecretBytes {
    guard case .argon2id(let cost, let salt) = derivation else { return try Self.noMaster() }
    return try SecretBytes(count: KeyRing.keyLength) { memory throws(PrivacyError) in
      let status = passphrase.bytes.withBytes { passphrase in
        crypto_pwhash(
          memory.bytes, UInt64(memory.count), passphrase.baseAddress!.assumingMemoryBound(to: CChar.self),
          UInt64(passphrase.count), salt, cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13)
      }
      guard status == 0 else { throw .noMemory }
    }
  }

  private enum MasterUse: UInt64 { case wrap = 1, authenticate = 2 }

  private static func key(
    for use: MasterUse, from master: borrowing SecretBytes
  ) throws(PrivacyError) -> SecretBytes {
    try master.withBytes { master throws(PrivacyError) in
      try SecretBytes(count: KeyRing.keyLength) { memory in
        _ = crypto_kdf_derive_from_key(memory.bytes, memory.count, use.rawValue, "FGringK1", master.bytes)
      }
    }
  }

  static func wrap(
    _ epochKey: UnsafeRawBufferPointer, as entry: KeyRing.Entry, under master: borrowing SecretBytes
  ) throws(PrivacyError) -> WrappedEntry {
    let nonce = randomBytes(Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES))
    let bound = LengthPrefixed.joined(format, entry.kid, entry.created)
    let wrapping = try key(for: .wrap, from: master)
    let length = epochKey.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    let ciphertext = [UInt8](unsafeUninitializedCapacity: length) { memory, written in
      wrapping.withBytes { key in
        _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
          memory.baseAddress!, nil, epochKey.bytes, UInt64(epochKey.count), bound, UInt64(bound.count), nil, nonce,
          key.bytes)
      }
      written = length
    }
    return WrappedEntry(
      entry: entry, box: Box(nonce: nonce, ciphertext: ciphertext), checkValue: try checkValue(of: epochKey))
  }

  static func checkValue(of epochKey: UnsafeRawBufferPointer) throws(PrivacyError) -> [UInt8] {
    let key = try KeyRing.purposeKey(.check, of: epochKey)
    return hash(16, LengthPrefixed.joined(format), key)
  }

  func isAuthentic(under master: borrowing SecretBytes) throws(PrivacyError) -> Bool {
    let expected = try authenticationCode(under: master)
    return sodium_memcmp(expected, code, expected.count) == 0
  }

  private func authenticationCode(under master: borrowing SecretBytes) throws(PrivacyError) -> [UInt8] {
    Self.hash(32, Array(json.canonical.utf8), try Self.key(for: .authenticate, from: master))
  }

  private static func hash(_ count: Int, _ message: [UInt8], _ key: borrowing SecretBytes) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { memory, written in
      key.withBytes { key in
        _ = crypto_generichash(
          memory.baseAddress!, count, message, UInt64(message.count), key.bytes, key.count)
      }
      written = count
    }
  }
}

extension KeyRingFile.WrappedEntry {
  /// Decrypts the key into `slot`; `false`, and zeros, if it does not open or is another key than it says.
  func unwrap(
    into slot: UnsafeMutableRawBufferPointer, under master: borrowing SecretBytes
  ) throws(PrivacyError) -> Bool {
    guard let box else { return false }
    let bound = LengthPrefixed.joined(KeyRingFile.format, entry.kid, entry.created)
    let wrapping = try KeyRingFile.wrappingKey(from: master)
    let status = wrapping.withBytes { key in
      crypto_aead_xchacha20poly1305_ietf_decrypt(
        slot.bytes, nil, nil, box.ciphertext, UInt64(box.ciphertext.count), bound, UInt64(bound.count), box.nonce,
        key.bytes)
    }
    if status == 0 {
      let found = try KeyRingFile.checkValue(of: UnsafeRawBufferPointer(slot))
      if sodium_memcmp(found, checkValue, found.count) == 0 { return true }
    }
    sodium_memzero(slot.bytes, slot.count)
    return false
  }
}

extension KeyRingFile {
  static func wrappingKey(from master: borrowing SecretBytes) throws(PrivacyError) -> SecretBytes {
    try key(for: .wrap, from: master)
  }
}
