import Configuration
import Glibc
import Testing

@testable import Privacy

@Suite struct KeyRingTests {
  let directory = TemporaryDirectory()

  private func error(_ body: () throws -> KeyRing) -> PrivacyError? {
    do {
      _ = try body()
      return nil
    } catch { return error as? PrivacyError }
  }

  @Test func opensWhatItCreated() throws {
    let path = directory.file("keys/ring.json")
    let made = try KeyRing.create(at: path, passphrase: passphrase("open sesame"), cost: .minimal)
    let opened = try KeyRing.open(path: path, passphrase: passphrase("open sesame\nrest"))
    #expect(TestFile.mode(path) == 0o600)
    #expect(opened.entries == made.entries)
    #expect(opened.isProtected)
    #expect(opened.entries.count == 1 && opened.primary != nil)
    let tokens = try [made, opened].map {
      try $0.tokenizer(tenant: "", domain: "customer", form: .text).token(of: "c1")
    }
    #expect(tokens[0] != nil && tokens[0] == tokens[1])
  }

  @Test func unprotectedRingSaysSo() throws {
    let path = directory.file("dev.keyring")
    let made = try KeyRing.createUnprotected(at: path)
    #expect(!made.isProtected)
    #expect(TestFile.text(path)!.contains("\"alg\": \"none\""))
    #expect(try !KeyRing.open(path: path).isProtected)
  }

  @Test func neverOverwrites() throws {
    let path = directory.file("ring")
    _ = try KeyRing.createUnprotected(at: path)
    let before = TestFile.bytes(path)
    #expect(error { try KeyRing.createUnprotected(at: path) }?.code == .keyRingNotWritten)
    #expect(TestFile.bytes(path) == before)
  }

  @Test func wrongOrMissingPassphrase() throws {
    let path = directory.file("ring")
    _ = try KeyRing.create(at: path, passphrase: passphrase("right"), cost: .minimal)
    #expect(error { try KeyRing.open(path: path, passphrase: passphrase("wrong")) } == .wrongPassphrase(path: path))
    #expect(error { try KeyRing.open(path: path) } == .passphraseNeeded(path: path))
  }

  @Test(arguments: ["", "\n", String(repeating: "x", count: 4097)])
  func refusesPassphrases(_ text: String) {
    #expect(throws: PrivacyError.self) { _ = try passphrase(text) }
  }

  @Test func passphraseFromEnvironment() throws {
    setenv("FEATURIZE_TEST_PASSPHRASE", "from the environment", 1)
    let path = directory.file("ring")
    _ = try KeyRing.create(
      at: path, passphrase: Passphrase(.environment("FEATURIZE_TEST_PASSPHRASE")), cost: .minimal)
    _ = try KeyRing.open(path: path, passphrase: passphrase("from the environment"))
    #expect(throws: PrivacyError.self) { _ = try Passphrase(.environment("FEATURIZE_TEST_NOT_SET")) }
  }

  @Test(arguments: [0o640, 0o604, 0o666, 0o700] as [mode_t])
  func refusesOpenModes(_ mode: mode_t) throws {
    let path = directory.file("ring")
    _ = try KeyRing.createUnprotected(at: path)
    chmod(path, mode)
    #expect(error { try KeyRing.open(path: path) } == .exposed(path: path, mode: UInt32(mode)))
  }

  @Test func refusesLinksAndOthers() throws {
    let path = directory.file("ring"), link = directory.file("link"), fifo = directory.file("fifo")
    _ = try KeyRing.createUnprotected(at: path)
    symlink(path, link)
    mkfifo(fifo, 0o600)
    #expect(error { try KeyRing.open(path: link) } == .notARegularFile(path: link))
    #expect(error { try KeyRing.open(path: fifo) } == .notARegularFile(path: fifo))
    #expect(error { try KeyRing.open(path: directory.path) }?.code == .keyRingUnreadable)
    #expect(error { try KeyRing.open(path: directory.file("none")) }?.code == .keyRingUnreadable)
  }

  /// Every single character of the file, changed.
  @Test(arguments: [true, false])
  func findsEveryChange(isProtected: Bool) throws {
    let path = directory.file("ring")
    if isProtected {
      _ = try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    } else {
      _ = try KeyRing.createUnprotected(at: path)
    }
    let bytes = TestFile.bytes(path)!
    for position in bytes.indices where bytes[position] > 0x20 {
      var changed = bytes
      changed[position] = bytes[position] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
      TestFile.write(changed, to: path)
      #expect(
        error { try isProtected ? KeyRing.open(path: path, passphrase: passphrase("p")) : KeyRing.open(path: path) }
          != nil, "byte \(position)")
    }
    TestFile.write(bytes, to: path)
    #expect(
      error { try isProtected ? KeyRing.open(path: path, passphrase: passphrase("p")) : KeyRing.open(path: path) }
        == nil)
  }

  @Test func findsEveryTruncation() throws {
    let path = directory.file("ring")
    _ = try KeyRing.createUnprotected(at: path)
    let bytes = TestFile.bytes(path)!
    for length in 0..<(bytes.count - 1) {
      TestFile.write(Array(bytes[..<length]), to: path)
      #expect(error { try KeyRing.open(path: path) }?.code == .keyRingDamaged, "length \(length)")
    }
  }

  @Test func tellsDamageFromWrongPassphrase() throws {
    let path = directory.file("ring")
    _ = try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    let text = TestFile.text(path)!
    TestFile.write(Array(text.replacing("primary", with: "retired").utf8), to: path)
    #expect(error { try KeyRing.open(path: path, passphrase: passphrase("p")) }?.code == .keyRingDamaged)
  }

  @Test func boundsTheWorkThatAFileAsksFor() throws {
    let path = directory.file("ring")
    _ = try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    let text = TestFile.text(path)!
    TestFile.write(Array(text.replacing("\"mem\": 8192", with: "\"mem\": 99999999999").utf8), to: path)
    #expect(error { try KeyRing.open(path: path, passphrase: passphrase("p")) }?.code == .keyRingDamaged)
  }

  @Test func unknownKeyId() throws {
    let ring = try KeyRing.createUnprotected(at: directory.file("ring"))
    #expect(throws: PrivacyError.noKey(kid: "zzzz")) {
      _ = try ring.tokenizer(tenant: "", domain: "d", form: .text, kid: "zzzz")
    }
  }

  @Test func purposesHaveKeysOfTheirOwn() throws {
    let ring = try KeyRing.known(key: Array(0..<32), kid: "ab2c")
    var keys: Set<[UInt8]> = []
    for purpose in KeyPurpose.allCases {
      let key = try ring.domainKey(for: purpose, tenant: "", domain: "d")
      keys.insert(key.withBytes { Array($0) })
    }
    #expect(keys.count == KeyPurpose.allCases.count)
  }

  /// No byte of the key in anything that a value can be turned into text by.
  @Test func keysAreNotPrintable() throws {
    let key = Array("this is thirty-two bytes long :)".utf8)
    let ring = try KeyRing.known(key: key, kid: "ab2c")
    let tokenizer = try ring.tokenizer(tenant: "", domain: "d", form: .text)
    let hasher = try ring.rowHasher(purpose: .split)
    let secret = try SecretBytes(count: 32) { $0.copyBytes(from: key) }
    #expect(secret.withBytes { Array($0) } == key)
    var text = ""
    for value in [ring, tokenizer, hasher] as [Any] {
      text += "\(value) \(String(reflecting: value))"
      dump(value, to: &text)
    }
    for part in ["thirty", "116, 104, 105, 115", "74686973", "dGhpcyBpcyB0aGly"] { #expect(!text.contains(part)) }
  }
}
