import Foundation
import Testing

/// What a key ring that cannot be used, and a process that ends badly, give away.
@Suite struct KeyAndProcessTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// Prepares the ring; `featurize run` follows.
    let before: String
    var secret = "{file: ring.keyring}"
    let code: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "readable by the group", before: "chmod 640 ring.keyring", code: "F0602"),
    Case(name: "writable by others", before: "chmod 602 ring.keyring", code: "F0602"),
    Case(name: "executable", before: "chmod 700 ring.keyring", code: "F0602"),
    Case(name: "a link", before: "mv ring.keyring other && ln -s other ring.keyring", code: "F0601"),
    Case(name: "a directory", before: "rm ring.keyring && mkdir ring.keyring", code: "F0601"),
    Case(name: "a pipe", before: "rm ring.keyring && mkfifo -m 600 ring.keyring", code: "F0601"),
    Case(name: "absent", before: "rm ring.keyring", code: "F0601"),
    Case(name: "empty", before: ": > ring.keyring", code: "F0603"),
    Case(name: "cut", before: "head -c 150 ring.keyring > r && cat r > ring.keyring", code: "F0603"),
    Case(name: "retired", before: "sed -i s/primary/retired/ ring.keyring", code: "F0603"),
    Case(
      name: "variable absent", before: "true", secret: "{file: locked.keyring, passphrase: {env: NOT_SET}}",
      code: "F0605"),
    Case(
      name: "variable empty", before: "export EMPTY=", secret: "{file: locked.keyring, passphrase: {env: EMPTY}}",
      code: "F0605"),
    Case(
      name: "descriptor closed", before: "exec 9<&-", secret: "{file: locked.keyring, passphrase: {fd: 9}}",
      code: "F0605"),
    Case(
      name: "descriptor beyond 32 bits", before: "true",
      secret: "{file: locked.keyring, passphrase: {fd: 4294967296}}", code: "F0605"),
    Case(
      name: "wrong passphrase", before: "export WRONG=canary-wrong-passphrase",
      secret: "{file: locked.keyring, passphrase: {env: WRONG}}", code: "F0604"),
    Case(name: "no passphrase", before: "true", secret: "{file: locked.keyring}", code: "F0605"),
  ]

  /// A ring under a passphrase, made once: the derivation takes its time.
  static let locked = Result {
    try Shell.withDirectory { directory in
      let made = try Shell.run(
        "featurize keys new locked.keyring --passphrase-env RIGHT", in: directory,
        environment: ["RIGHT": "canary-right-passphrase"])
      try #require(made.exit == 0, "\(made.stderr)")
      hidesKeys(of: directory.appending(path: "locked.keyring"), made.stdout + made.stderr)
      return try Data(contentsOf: directory.appending(path: "locked.keyring"))
    }
  }

  /// No long word of the ring file (keys, nonces, codes) stands in `text`.
  static func hidesKeys(of ring: URL, _ text: String) {
    guard let file = try? String(decoding: Data(contentsOf: ring), as: UTF8.self) else { return }
    let words = file.split { !($0.isLetter || $0.isNumber || "+/=-_".contains($0)) }.filter { $0.count >= 16 }
    for word in words { #expect(!text.contains(word)) }
    #expect(!text.contains("canary-"))
  }

  @Test(arguments: cases)
  func unusableRing(_ row: Case) throws {
    try Shell.withDirectory { directory in
      try Data(EntityCanaryTests.csv().utf8).write(to: directory.appending(path: "in.csv"))
      let pipeline = EntityCanaryTests.pipeline.replacingOccurrences(of: "{file: ring.keyring}", with: row.secret)
      try Data(pipeline.utf8).write(to: directory.appending(path: "pipeline.yaml"))
      let made = try Shell.run("featurize keys new ring.keyring --unprotected", in: directory)
      try #require(made.exit == 0, "\(made.stderr)")
      let ring = directory.appending(path: "ring.keyring")
      Self.hidesKeys(of: ring, made.stdout + made.stderr)
      let copy = directory.appending(path: "copy")
      try FileManager.default.copyItem(at: ring, to: copy)
      let locked = directory.appending(path: "locked.keyring")
      try Self.locked.get().write(to: locked)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: locked.path)
      let outcome = try Shell.run("\(row.before) && featurize run pipeline.yaml --trace", in: directory)
      #expect(outcome.exit == 3 && outcome.stderr.contains(row.code), "\(outcome.stderr)")
      for file in [copy, locked] { Self.hidesKeys(of: file, outcome.stdout + outcome.stderr) }
      #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "out").path))
    }
  }

  /// Root may lock whatever the limit says, unless the capability is taken away.
  @Test func unlockedMemoryIsTold() throws {
    let run = "ulimit -l 0; [ $(id -u) = 0 ] && drop='setpriv --bounding-set=-ipc_lock --inh-caps=-ipc_lock'; "
    let produced = try EntityCanaryTests.produce(run + "$drop featurize run pipeline.yaml")
    #expect(produced.exit == 0 && produced.stderr.contains("warning[F0608]"), "\(produced.stderr)")
    #expect(try !EntityCanaryTests.produce("featurize run pipeline.yaml").stderr.contains("F0608"))
  }

  /// A crash leaves neither a core file nor the registers and memory that Swift's own handler prints.
  @Test(arguments: ["SEGV", "ABRT", "ILL", "TRAP", "BUS", "FPE"])
  func crashIsSilent(_ signal: String) throws {
    try Shell.withDirectory { directory in
      let outcome = try Shell.run(
        """
        ulimit -c unlimited; mkfifo pipe; featurize lint - < pipe & pid=$!; exec 3> pipe
        while ! grep -q SigIgn /proc/$pid/status || [ "$(cat /proc/$pid/comm)" != featurize ]; do sleep 0.05; done
        sleep 0.5; kill -\(signal) $pid; wait $pid
        """, in: directory, environment: ["SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no"])
      #expect(outcome.exit > 128, "it was killed")
      for word in ["rax", "Registers", "Thread 0", "Backtrace"] {
        #expect(!outcome.stderr.contains(word) && !outcome.stdout.contains(word), "\(outcome.stderr)")
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      #expect(!files.contains { $0.hasPrefix("core") })
    }
  }
}
