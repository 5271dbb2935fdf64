import Configuration
import Glibc
import Testing

@testable import Privacy

@Suite struct KeyRingChangeTests {
  let directory = TemporaryDirectory()

  private func error(_ body: () throws -> Void) -> PrivacyError? {
    do {
      try body()
      return nil
    } catch { return error as? PrivacyError }
  }

  private func token(_ ring: KeyRing, kid: String? = nil) throws -> String? {
    try ring.tokenizer(tenant: "", domain: "customer", form: .text, kid: kid).token(of: "c1")
  }

  /// Rings with and without a passphrase go through the same.
  enum Protection: String, CaseIterable, CustomTestStringConvertible {
    case passphrase, none
    var testDescription: String { rawValue }
  }

  private func make(_ protection: Protection, at path: String) throws -> KeyRing {
    switch protection {
    case .passphrase: try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    case .none: try KeyRing.createUnprotected(at: path)
    }
  }

  private func open(_ protection: Protection, _ path: String) throws -> KeyRing {
    switch protection {
    case .passphrase: try KeyRing.open(path: path, passphrase: passphrase("p"))
    case .none: try KeyRing.open(path: path)
    }
  }

  private func change(_ protection: Protection, _ path: String) throws -> KeyRingChange {
    switch protection {
    case .passphrase: try KeyRingChange(of: path, passphrase: passphrase("p"))
    case .none: try KeyRingChange(of: path)
    }
  }

  /// A ring's whole life: two rotations, the first key retired, destroyed; what each key still does on the way.
  @Test(arguments: Protection.allCases)
  func lifeOfAKey(_ protection: Protection) throws {
    let path = directory.file("ring")
    let made = try make(protection, at: path)
    let first = try #require(made.primary).kid
    let oldToken = try token(made)

    var rotation = try change(protection, path)
    let second = try rotation.rotate().kid
    #expect(try rotation.write())
    var ring = try open(protection, path)
    #expect(ring.entries.map(\.status) == [.resolve, .primary] && ring.primary?.kid == second)
    #expect(try token(ring, kid: first) == oldToken && token(ring) != oldToken)
    #expect(TestFile.mode(path) == 0o600)

    var retirement = try change(protection, path)
    #expect(error { _ = try retirement.retire(second) }?.code == .keyInUse)
    #expect(error { _ = try retirement.retire("zzzz") } == .noKey(kid: "zzzz"))
    #expect(try retirement.retire(first))
    #expect(try !retirement.retire(first))
    _ = try retirement.write()
    ring = try open(protection, path)
    #expect(error { _ = try token(ring, kid: first) } == .keyRetired(kid: first))

    var destruction = try change(protection, path)
    #expect(error { try destruction.destroy(first, dependents: ["2 outputs"]) }?.code == .keyInUse)
    try destruction.destroy(first)
    #expect(error { try destruction.destroy(first) } == .keyDestroyed(kid: first))
    #expect(error { _ = try destruction.retire(first) } == .keyDestroyed(kid: first))
    _ = try destruction.write()
    ring = try open(protection, path)
    #expect(ring.entries.map(\.status) == [.destroyed, .primary])
    #expect(error { _ = try token(ring, kid: first) } == .keyDestroyed(kid: first))
    #expect(error { _ = try token(ring, kid: "zzzz") } == .noKey(kid: "zzzz"))
    #expect(try token(ring) != nil)
  }

  @Test func usedKeysAreDestroyedByForceOnly() throws {
    let path = directory.file("ring")
    let first = try #require(KeyRing.createUnprotected(at: path).primary).kid
    var destruction = try KeyRingChange(of: path)
    let second = try destruction.rotate().kid
    for (kid, dependents) in [(first, []), (second, []), (first, ["3 outputs of 2 runs"])] {
      let refusal = error { try destruction.destroy(kid, dependents: dependents) }
      #expect(refusal?.code == .keyInUse)
      for reason in dependents { #expect(refusal?.message.contains(reason) == true) }
    }
    try destruction.destroy(first, isForced: true)
    try destruction.destroy(second, isForced: true)
    _ = try destruction.write()
    let ring = try KeyRing.open(path: path)
    #expect(ring.primary == nil && error { _ = try token(ring) } == .noKey(kid: nil))
    // A ring without a key is still one: it remembers which keys there were, and takes a new one.
    var rotation = try KeyRingChange(of: path)
    _ = try rotation.rotate()
    _ = try rotation.write()
    #expect(try KeyRing.open(path: path).entries.map(\.status) == [.destroyed, .destroyed, .primary])
  }

  /// The wrapped key is in neither the new file nor, where the file system writes in place, the old one.
  @Test func destroyedKeysAreOverwritten() throws {
    let path = directory.file("ring")
    let kid = try #require(KeyRing.createUnprotected(at: path).primary).kid
    let old = Glibc.open(path, O_RDONLY)
    defer { close(old) }
    let length = TestFile.bytes(path)!.count
    var change = try KeyRingChange(of: path)
    try change.destroy(kid, isForced: true)
    #expect(try change.write())
    var bytes = [UInt8](repeating: 1, count: length)
    #expect(pread(old, &bytes, length, 0) == length && bytes.allSatisfy { $0 == 0 })
    #expect(TestFile.text(path)!.contains("\"ct\": null"))
  }

  /// A second name is somebody's backup: it is told of, and stays whole.
  @Test func hardLinksAreLeftAlone() throws {
    let path = directory.file("ring"), backup = directory.file("backup")
    _ = try KeyRing.createUnprotected(at: path)
    #expect(link(path, backup) == 0)
    let before = TestFile.bytes(backup)
    var change = try KeyRingChange(of: path)
    _ = try change.rotate()
    #expect(try !change.write())
    #expect(TestFile.bytes(backup) == before)
    #expect(try KeyRing.open(path: path).entries.count == 2)
  }

  @Test func changesOfThePassphrase() throws {
    let path = directory.file("ring")
    let made = try KeyRing.create(at: path, passphrase: passphrase("old"), cost: .minimal)
    let token = try token(made)
    var change = try KeyRingChange(of: path, passphrase: passphrase("old"))
    _ = try change.rotate()
    try change.protect(with: passphrase("new"), cost: .minimal)
    _ = try change.write()
    #expect(error { _ = try KeyRing.open(path: path, passphrase: passphrase("old")) } == .wrongPassphrase(path: path))
    let kid = made.primary?.kid
    #expect(try self.token(KeyRing.open(path: path, passphrase: passphrase("new")), kid: kid) == token)

    change = try KeyRingChange(of: path, passphrase: passphrase("new"))
    try change.protect(with: nil)
    _ = try change.write()
    #expect(try self.token(KeyRing.open(path: path), kid: kid) == token)
    change = try KeyRingChange(of: path)
    try change.protect(with: passphrase("third"), cost: .minimal)
    _ = try change.write()
    #expect(error { _ = try KeyRing.open(path: path) } == .passphraseNeeded(path: path))
    #expect(try self.token(KeyRing.open(path: path, passphrase: passphrase("third")), kid: kid) == token)
  }

  @Test func aChangeNeedsTheRightPassphraseAndAWholeFile() throws {
    let path = directory.file("ring")
    _ = try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    #expect(error { _ = try KeyRingChange(of: path, passphrase: passphrase("q")) } == .wrongPassphrase(path: path))
    #expect(error { _ = try KeyRingChange(of: path) } == .passphraseNeeded(path: path))
    TestFile.write(Array(TestFile.text(path)!.replacing("primary", with: "resolve").utf8), to: path)
    #expect(error { _ = try KeyRingChange(of: path, passphrase: passphrase("p")) }?.code == .keyRingDamaged)
  }

  /// Nothing happens before `write`, and nothing is left over.
  @Test func whatIsNotWrittenDidNotHappen() throws {
    let path = directory.file("ring")
    _ = try KeyRing.createUnprotected(at: path)
    let before = TestFile.bytes(path)
    do {
      var change = try KeyRingChange(of: path)
      _ = try change.rotate()
    }
    #expect(TestFile.bytes(path) == before)
    // What a killed process left does not stand in the way.
    TestFile.write([1, 2, 3], to: directory.file(".ring.part"))
    var change = try KeyRingChange(of: path)
    _ = try change.rotate()
    _ = try change.write()
    #expect(access(directory.file(".ring.part"), F_OK) != 0)
  }

  /// Two who change a ring at once both have their key in it, and readers always see a whole file.
  @Test func concurrentChangesAreAllKept() throws {
    let path = directory.file("ring")
    _ = try KeyRing.createUnprotected(at: path)
    let rounds = 8
    var threads: [pthread_t] = []
    for _ in 0..<4 {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(Worker(path: path, rounds: rounds))
      pthread_create(&thread, nil, { Unmanaged<Worker>.fromOpaque($0!).takeRetainedValue().run() }, context.toOpaque())
      threads.append(thread)
    }
    var reads = 0
    while try KeyRing.open(path: path).entries.count < 1 + 4 * rounds {
      reads += 1
      try #require(reads < 100_000)
    }
    for thread in threads { pthread_join(thread, nil) }
    let ring = try KeyRing.open(path: path)
    #expect(ring.entries.count { $0.status == .primary } == 1)
    #expect(Set(ring.entries.map(\.kid)).count == 1 + 4 * rounds)
  }

  private final class Worker: Sendable {
    let path: String
    let rounds: Int

    init(path: String, rounds: Int) { (self.path, self.rounds) = (path, rounds) }

    func run() -> UnsafeMutableRawPointer? {
      for _ in 0..<rounds {
        do {
          var change = try KeyRingChange(of: path)
          _ = try change.rotate()
          _ = try change.write()
        } catch { Issue.record(error) }
      }
      return nil
    }
  }

  @Test func listsWithoutAPassphrase() throws {
    let path = directory.file("ring")
    let made = try KeyRing.create(at: path, passphrase: passphrase("p"), cost: .minimal)
    let unchecked = try KeyRing.listing(of: path)
    #expect(unchecked.entries == made.entries && unchecked.isProtected && !unchecked.isAuthentic)
    #expect(try KeyRing.listing(of: path, passphrase: passphrase("p")).isAuthentic)
    #expect(
      error { _ = try KeyRing.listing(of: path, passphrase: passphrase("q")) } == .wrongPassphrase(path: path))
  }

  @Test func passphrasesFromFiles() throws {
    let path = directory.file("ring"), words = directory.file("words")
    TestFile.write(Array("four words\nmore\n".utf8), to: words)
    chmod(words, 0o600)
    _ = try KeyRing.create(at: path, passphrase: Passphrase(.file(words)), cost: .minimal)
    _ = try KeyRing.open(path: path, passphrase: passphrase("four words"))
    chmod(words, 0o640)
    #expect(error { _ = try Passphrase(.file(words)) } == .exposed(path: words, mode: 0o640))
    #expect(error { _ = try Passphrase(.file(path + "x")) }?.code == .passphraseMissing)
    #expect(error { _ = try Passphrase(.file(directory.path)) }?.code == .keyRingUnreadable)
  }
}
