import Configuration
import Glibc
import Testing

@testable import Privacy

@Suite struct RawKeyTests {
  static let hexadecimal = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

  /// Key bytes 0, 1, 2 … in each spelling; bytes that make `-` and `_` in the last ones.
  @Test(
    arguments: [
      hexadecimal, hexadecimal.uppercased(), hexadecimal + "\n", hexadecimal + " \r\n",
      "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    ])
  func spellings(_ text: String) throws {
    let ring = try KeyRing.raw(secret(text), from: "test")
    let known = try KeyRing.known(key: Array(0..<32), kid: #require(ring.primary).kid)
    #expect(ring.entries.map(\.status) == [.primary])
    let tokens = try [ring, known].map {
      try $0.tokenizer(tenant: "t", domain: "customer", form: .text).token(of: "c1")
    }
    #expect(tokens[0] != nil && tokens[0] == tokens[1])
    // The id is the key's own, whatever spelling it came in: BLAKE2b check value, recomputed by Tests/Secrets/check.py.
    #expect(try ring.primary == KeyRing.raw(secret(Self.hexadecimal), from: "test").primary)
  }

  @Test(arguments: ["-_-_", "+/+/"]) func alphabets(_ start: String) throws {
    _ = try KeyRing.raw(secret(start + "AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), from: "test")
  }

  @Test(
    arguments: [
      "", " ", "00", String(hexadecimal.dropLast()), hexadecimal + "0", hexadecimal + hexadecimal, " " + hexadecimal,
      hexadecimal.replacing("1f", with: "1g"), "0x" + hexadecimal.dropLast(2),
      "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8==",
      "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==", "-+ECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      String(repeating: "0", count: 64), String(repeating: "ab", count: 32), "{\"format\": \"featurize-keyring/1\"}",
    ])
  func refusals(_ text: String) throws {
    let error = #expect(throws: PrivacyError.self) { _ = try KeyRing.raw(secret(text), from: "the source") }
    #expect(error?.code == .secretUnreadable && error?.message.contains("the source") == true)
    if text.count > 2 { #expect(error?.message.contains(text) == false) }
  }

  private func secret(_ text: String) throws -> SecretBytes {
    try SecretBytes(count: text.utf8.count) { $0.copyBytes(from: text.utf8) }
  }

  @Test func sources() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("raw")
    TestFile.write(Array((Self.hexadecimal + "\n").utf8), to: path)
    setenv("FEATURIZE_TEST_RAW", Self.hexadecimal, 1)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0 && write(ends[1], Self.hexadecimal, 64) == 64)
    close(ends[1])
    let rings = try [
      KeyRing.raw(.file(path)), KeyRing.raw(.environment("FEATURIZE_TEST_RAW")), KeyRing.raw(.descriptor(ends[0])),
    ]
    #expect(Set(rings.map { $0.primary?.kid }).count == 1)
    // A library leaves its program's environment alone.
    #expect(getenv("FEATURIZE_TEST_RAW") != nil)
    // The descriptor is not for child processes.
    #expect(fcntl(ends[0], F_GETFD) & FD_CLOEXEC != 0)
    close(ends[0])
    chmod(path, 0o644)
    #expect(throws: PrivacyError.exposed(path: path, mode: 0o644)) { _ = try KeyRing.raw(.file(path)) }
    for input in [SecretInput.environment("FEATURIZE_TEST_NONE"), .descriptor(ends[0]), .file(path + "x")] {
      let error = #expect(throws: PrivacyError.self) { _ = try KeyRing.raw(input) }
      #expect(error?.code == .secretUnreadable)
    }
  }

  /// What was inherited is never marked to be closed on exec: such a descriptor is a file of our own.
  @Test func ownDescriptorsAreNoSource() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("raw")
    TestFile.write(Array(Self.hexadecimal.utf8), to: path)
    let descriptor = fcntl(open(path, O_RDONLY), F_DUPFD_CLOEXEC, 700)
    defer { close(descriptor) }
    let error = #expect(throws: PrivacyError.self) { _ = try KeyRing.raw(.descriptor(descriptor)) }
    #expect(error?.code == .secretUnreadable)
    _ = fcntl(descriptor, F_SETFD, 0)
    _ = try KeyRing.raw(.descriptor(descriptor))
  }

  @Test func ringsFromElsewhere() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("ring")
    let made = try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let ring = try KeyRing.open(.descriptor(descriptor), passphrase: passphrase("p"))
    #expect(ring.entries == made.entries)
    let error = #expect(throws: PrivacyError.self) { _ = try KeyRing.open(.descriptor(descriptor)) }
    #expect(error?.code == .secretUnreadable, "it has been read to its end")
    setenv("FEATURIZE_TEST_RING", TestFile.text(path)!.replacing("primary", with: "retired"), 1)
    #expect(
      throws: PrivacyError.damaged(
        path: "env:FEATURIZE_TEST_RING", problem: "its authentication code does not match")
    ) { _ = try KeyRing.open(.environment("FEATURIZE_TEST_RING"), passphrase: passphrase("p")) }
  }
}
