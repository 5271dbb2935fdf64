import Columns
import Configuration
import Glibc
import Logging
import Testing

@testable import Privacy

/// An egress whose two streams end in files of a temporary directory.
private final class Captured {
  let directory = TemporaryDirectory()
  let egress: Egress
  private let descriptors: [Int32]

  init(verbosity: Egress.Verbosity = .normal) {
    descriptors = ["out", "err"].map { [directory] in open(directory.file($0), O_WRONLY | O_CREAT | O_APPEND, 0o600) }
    egress = Egress(verbosity: verbosity, output: descriptors[0], errors: descriptors[1])
  }

  var output: String { TestFile.text(directory.file("out"))! }
  var errors: String { TestFile.text(directory.file("err"))! }

  deinit { for descriptor in descriptors { close(descriptor) } }
}

private let canaries = [
  "ada@example.org", "4012888888881881", "+41 44 668 18 00", "hunter22", "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
]

@Suite struct EgressTests {
  @Test func messagesAreRedacted() {
    let captured = Captured()
    captured.egress.message("cannot read ada@example.org.csv, ada@example.org")
    captured.egress.message("line\n")
    #expect(captured.errors == "cannot read [EMAIL], [EMAIL]\nline\n")
    #expect(captured.output.isEmpty)
  }

  @Test func verbosity() {
    let captured = Captured(verbosity: .quiet)
    captured.egress.message("normal")
    captured.egress.message("error", at: .quiet)
    captured.egress.progress("never on a file")
    #expect(captured.errors == "error\n")
  }

  @Test func dataIsAsItIs() throws {
    let captured = Captured()
    try captured.egress.data("a,b\n")
    try captured.egress.data("")
    #expect(captured.output == "a,b\n" && captured.errors.isEmpty)
  }

  @Test func closedPipeIsAnError() {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let egress = Egress(output: ends[1], errors: ends[1])
    #expect(throws: EgressError.closed) { try egress.data("x") }
    egress.message("goes nowhere, kills nobody")
  }

  @Test func logRecordsAreRedactedInEveryPart() {
    struct Failure: Error, CustomStringConvertible { let description = "failed for ada@example.org" }
    let captured = Captured(verbosity: .trace)
    var handler = EgressLogHandler(label: "test", egress: captured.egress)
    handler[metadataKey: "mine"] = "4012888888881881"
    handler.metadataProvider = .init { ["provided": "+41 44 668 18 00"] }
    handler.log(
      event: LogEvent(
        level: .info, message: "for ada@example.org", error: Failure(),
        metadata: ["password": "hunter22", "nested": ["list": .array(["ghp_abcdefghijklmnopqrstuvwxyz0123456789"])]],
        source: "ada@example.org", file: #fileID, function: #function, line: #line))
    for canary in canaries { #expect(!captured.errors.contains(canary)) }
    for label in ["EMAIL", "CREDIT_CARD", "PHONE_E164", "KEYED_SECRET", "GITHUB_TOKEN"] {
      #expect(captured.errors.contains(label))
    }
  }
}

@Suite struct PublicationTests {
  let directory = TemporaryDirectory()

  @Test func publishesAllTogether() throws {
    let publication = Publication()
    let data = try publication.file(at: directory.file("deep/er/data.csv"))
    let manifest = try publication.file(at: directory.file("manifest.json"))
    try data.write("a\n")
    try data.write("b\n")
    try manifest.write("{}")
    #expect(TestFile.bytes(directory.file("deep/er/data.csv")) == nil)
    let nameless = open(directory.file("."), O_WRONLY | O_DIRECTORY | 0o20000000, 0o600)
    if nameless >= 0 {
      close(nameless)
      #expect(directory.names == ["deep"], "of a process that is killed now nothing would be left")
    }
    try publication.publish()
    publication.abandon()
    #expect(TestFile.text(directory.file("deep/er/data.csv")) == "a\nb\n")
    #expect(TestFile.mode(directory.file("manifest.json")) == 0o600)
    #expect(directory.names == ["deep", "manifest.json"])
  }

  @Test func abandonedLeavesNoTrace() throws {
    TestFile.write(Array("before".utf8), to: directory.file("data.csv"))
    do {
      let publication = Publication()
      try publication.file(at: directory.file("data.csv")).write("half")
      _ = try publication.file(at: directory.file("new/dir/x"))
      // Where the file system knows files without a name, not even a temporary one shows.
      #expect(directory.names.filter { !$0.hasSuffix(".part") } == ["data.csv", "new"])
    }
    #expect(directory.names == ["data.csv"])
    #expect(TestFile.text(directory.file("data.csv")) == "before")
  }

  @Test func keepsModeAndFollowsLinks() throws {
    TestFile.write([], to: directory.file("real.csv"), mode: 0o644)
    symlink("real.csv", directory.file("link.csv"))
    let publication = Publication()
    try publication.file(at: directory.file("link.csv")).write("new")
    try publication.publish()
    #expect(TestFile.text(directory.file("real.csv")) == "new" && TestFile.mode(directory.file("real.csv")) == 0o644)
    var status = stat()
    #expect(lstat(directory.file("link.csv"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func refusesWhatARenameWouldDestroy() throws {
    mkfifo(directory.file("fifo"), 0o600)
    TestFile.write([], to: directory.file("file"))
    let publication = Publication()
    _ = try publication.file(at: directory.file("once"))
    for path in ["fifo", "", "once", "file/below"].map(directory.file) + ["/dev/null", ""] {
      #expect(throws: EgressError.self, "\(path)") { _ = try publication.file(at: path) }
    }
  }

  @Test func nothingAppearsIfATargetTurnsUnusable() throws {
    let publication = Publication()
    try publication.file(at: directory.file("a")).write("a")
    try publication.file(at: directory.file("b")).write("b")
    mkdir(directory.file("b"), 0o700)
    #expect(throws: EgressError.self) { try publication.publish() }
    publication.abandon()
    #expect(directory.names == ["b"])
  }

  @Test func aFullDiskIsAnError() throws {
    guard access("/dev/full", W_OK) == 0 else { return }
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    #expect(throws: EgressError.self) { try Egress(output: descriptor).data("x") }
  }
}

@Suite struct OutputGateTests {
  private func batch(_ column: Column, _ sensitivity: Sensitivity = .public, type: ColumnType = .string) -> Batch {
    Batch(
      schema: Schema([
        Field(name: "n", type: .int), Field(name: "c", type: type, sensitivity: sensitivity),
      ]),
      columns: [.int((0..<column.count).map { Int64($0) }), column],
      rowNumbers: Buffer((0..<column.count).map { Int64($0 + 100) }))
  }

  @Test func blocksWithRowAndKind() {
    let gate = OutputGate(policy: .block)
    for column in [Column.string(["x", nil, "mail a@b.co"]), .category(["x", nil, "mail a@b.co"])] {
      #expect(throws: EgressError.personalData(output: "train", column: "c", row: 102, kind: .entity(.email))) {
        _ = try gate.pass(batch(column), output: "train")
      }
    }
  }

  @Test func errorsHoldNoValue() {
    do {
      _ = try OutputGate(policy: .block).pass(batch(.string(["ada@example.org"])), output: "train")
      Issue.record("blocked")
    } catch {
      #expect(!"\(error) \(error.message) \(error.help ?? "")".contains("ada"))
    }
  }

  @Test func redacts() throws {
    let passed = try OutputGate(policy: .redact).pass(batch(.string(["x", nil, "mail a@b.co"])), output: "train")
    #expect(passed.columns[1] == .string(["x", nil, "mail [EMAIL]"]))
    #expect(passed.rowNumbers[0] == 100)
  }

  /// A category's dictionary may hold values that no row of the batch has: they do not leave.
  @Test func unusedValuesDoNotBlock() throws {
    let column = Column.category(["x", "a@b.co"]).gather([0])
    _ = try OutputGate(policy: .block).pass(batch(column, type: .category), output: "train")
  }

  @Test func sparseNumbersPassAsTheyAre() throws {
    let column = Column(SparseNumbers(count: 3, rows: [2], entries: .ones, range: 0..<1))
    for policy in [OutputGate.Policy.block, .redact] {
      for sensitivity in [Sensitivity.public, .pseudonym] {
        let passed = try OutputGate(policy: policy).pass(batch(column, sensitivity, type: .int), output: "o")
        #expect(passed.columns[1].sparse != nil)
        #expect(passed.columns[1] == column)
      }
    }
  }

  @Test func tokenColumnsHoldTokens() throws {
    let token = try TokenTests.ring.tokenizer(tenant: "", domain: "d", form: .text).token(of: "a")!
    for policy in [OutputGate.Policy.block, .redact] {
      let gate = OutputGate(policy: policy)
      _ = try gate.pass(batch(.string([token, nil]), .pseudonym), output: "o")
      _ = try gate.pass(batch(.category([nil, token]), .pseudonym, type: .category), output: "o")
      for column in [Column.string([token, "plain"]), .category([token, "plain"])] {
        #expect(throws: EgressError.notAToken(output: "o", column: "c", row: 101)) {
          _ = try gate.pass(batch(column, .pseudonym), output: "o")
        }
      }
    }
  }

  @Test(
    arguments: [
      (["a": ["b": ["x", "a@b.co"]]], "$.a.b[1]"), (["a@b.co": 1], "$, name of member 1"),
    ] as [(JSON, String)])
  func documents(_ document: JSON, path: String) {
    #expect(throws: EgressError.personalDataInDocument(output: "state", path: path, kind: .entity(.email))) {
      try OutputGate(policy: .redact).check(document, output: "state")
    }
    #expect(throws: Never.self) { try OutputGate(policy: .block).check(["n": 4012888888881881], output: "state") }
  }
}
