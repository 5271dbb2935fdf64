import Foundation
import Testing

/// Every first pipeline is sound and runs as it is, and holds no value of the data.
@Suite struct InitTests {
  static let fixtures: [String] = {
    let root = Shell.checkout.appending(path: "fixtures")
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? [])
        .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".jsonl") }.map { "\(folder)/\($0)" }
    }.sorted()
  }()

  @Test func thereAreFixtures() { #expect(Self.fixtures.count >= 10) }

  @Test(arguments: fixtures)
  func fixture(_ name: String) throws {
    try Shell.withDirectory { directory in
      try FileManager.default.copyItem(
        at: Shell.checkout.appending(path: "fixtures/\(name)"),
        to: directory.appending(path: name.replacing("/", with: "-")))
      try Self.check(name.replacing("/", with: "-"), in: directory)
    }
  }

  struct Table: Sendable, CustomTestStringConvertible {
    let name: String
    let content: [UInt8]
    /// Of `init`.
    var exit: Int32 = 0
    var testDescription: String { name }

    init(_ name: String, _ content: String, exit: Int32 = 0) {
      (self.name, self.content, self.exit) = (name, Array(content.utf8), exit)
    }

    init(_ name: String, bytes: [UInt8], exit: Int32 = 0) {
      (self.name, content, self.exit) = (name, bytes, exit)
    }
  }

  static let tables = [
    Table("header alone", "a,b\n"), Table("empty", "", exit: 3), Table("no header", "1,2\n3,4\n", exit: 3),
    Table("header that is data", "canary@mail.example.org,b\n1,2\n", exit: 3), Table("twice", "a,a\n1,2\n", exit: 3),
    Table("a name missing", "a,,b\n1,canary,3\n"), Table("a reference as name", "${params.x},b\ncanary,2\n"),
    Table(
      "names that YAML reads",
      "\"a: b\",c#d,- x,true,null,\"q\"\"q\",\"new\nline\",ünï,a.b,~,*x,&y,!z,[a],{b},%p,@q,'s',yes,012x\n"
        + (1...20).map { "canary\($0)" }.joined(separator: ",") + "\n"),
    Table("semicolons", "name;email;age\nCanary One;canary@mail.example.org;30\nCanary Two;c2@mail.example.org;40\n"),
    Table("no value", "email,b\n,\n,\n"), Table("quoted empty", "id,x\n\"1\",\"\"\n\"2\",\"3\"\n"),
    Table("leading zeros", "zip,amount\n01234,1\n02345,2\n"), Table("words for missing", "id,x,y\n1,NA,a\n2,3,NA\n"),
    Table("beyond 64 bits", "id,x\n1,99999999999999999999\n2,3\n"), Table("infinite", "id,x\n1,inf\n2,3\n"),
    Table("dates", "id,d,e,f\n1,31/12/2020,12/31/2020,01/02/2020\n2,30/11/2020,11/30/2020,02/03/2020\n"),
    Table("line ends of Windows", "id,email\r\n1,canary@mail.example.org\r\n2,c@mail.example.org\r\n"),
    Table("byte-order mark", "\u{FEFF}id,email\n1,canary@mail.example.org\n"),
    Table("ragged", "a,b\n1,2\n3\n4,5,canary\n"),
    Table("open quote", "a,b\n1,2\n\"canary,4\n5,6\n"), Table("stray quote", "a,b\n1,can\"ary\n2,z\n"),
    Table("notes alone", "notes\nplease call canary@mail.example.org about it today\nnothing much happened today\n"),
    Table("names alone", "first_name\nCanary\nBob\nCanary\n"),
    Table("secrets", "user,password\ncanary,password=canary22\nbob,password=canary99\n"),
    Table("cards", "id,card\n1,4012888888881881\n2,371449635398431\n"),
    Table("addresses", "ip,n\n203.0.113.7,1\n2001:db8::1,2\n"),
    Table("special categories", "person_id,gender,religion,lat,lon\n1,canary,x,1.5,2.5\n2,m,y,2.5,3.5\n"),
    Table("a NUL byte", "a,b\n1,can\0ary\n2,z\n"),
    Table("no UTF-8", bytes: Array("a,b\n1,caf".utf8) + [0xE9] + Array("\n2,z\n".utf8)),
    Table("names in no UTF-8", bytes: Array("caf".utf8) + [0xE9] + Array(",b\n1,2\n".utf8), exit: 3),
    Table(
      "a few addresses",
      "id,text\n" + (0..<100).map { "\($0),\($0 % 10 == 0 ? "canary\($0)@b.co" : "word")\n" }.joined()),
    Table("a few wrong numbers", "id,v\n" + (0..<1000).map { "\($0),\($0 == 500 ? "canary" : "\($0)")\n" }.joined()),
    Table("two spellings", "email,v\ncanary@Mail.example.org,1\ncanary@mail.example.org,2\n"),
    Table(
      "many columns",
      (0..<500).map { "c\($0)" }.joined(separator: ",") + "\n" + (0..<500).map { _ in "1" }.joined(separator: ",")
        + "\n"),
    Table("times", "id,ts\n1,2026-01-01T00:00:00Z\n2,2026-01-01 10:00:00\n"),
    Table("words for truth", "id,b\n1,yes\n2,no\n3,t\n"),
    Table("spaces", " id , email \n1, canary@mail.example.org\n2, c@d.co\n"),
    Table("ages with halves", "id,age\n1,30.5\n2,40\n"),
    Table("births in words", "id,dob\n1,canary\n2,never\n"),
    Table("phones as numbers", "customer_id,phone\n1,4144668\n2,5566778\n"),
  ]

  @Test(arguments: tables)
  func adverse(_ table: Table) throws {
    try Shell.withDirectory { directory in
      try Data(table.content).write(to: directory.appending(path: "in.csv"))
      try Self.check("in.csv", in: directory, exit: table.exit)
    }
  }

  @Test func adverseJSONLines() throws {
    let lines = """
      {"user_id":"canary1","at":"2026-01-01T00:00:00Z","client":{"ip":"203.0.113.7"},"n":1}
      not json canary
      {"user_id":"canary2","client":{"ip":"203.0.113.8","tags":["canary"]},"n":null,"": 1}

      {"user_id":"canary3","at":"2026-01-03T00:00:00Z","mail":"canary@mail.example.org","n":2.5}

      """
    try Shell.withDirectory { directory in
      try Data(lines.utf8).write(to: directory.appending(path: "in.jsonl"))
      try Self.check("in.jsonl", in: directory)
    }
  }

  static func check(_ file: String, in directory: URL, exit: Int32 = 0) throws {
    let made = try Shell.run("featurize init \(file) -o pipeline.yaml", in: directory)
    try #require(made.exit == exit, "\(made.stderr)")
    let scanned = try Shell.run(
      "featurize scan \(file); featurize scan --format json \(file); featurize scan --entities all \(file)",
      in: directory)
    for text in [made.stdout, made.stderr, scanned.stdout, scanned.stderr] { #expect(!text.contains("canary")) }
    if exit != 0 {
      #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "pipeline.yaml").path))
      return
    }
    let pipeline = try String(contentsOf: directory.appending(path: "pipeline.yaml"), encoding: .utf8)
    #expect(!pipeline.lowercased().contains("canary"))
    let run = try Shell.run(
      "featurize lint pipeline.yaml --quiet && featurize run pipeline.yaml --quiet", in: directory)
    #expect(run.exit == 0, "\(pipeline)\n\(run.stderr)")
    let again = try Shell.run("featurize init \(file) -o pipeline.yaml", in: directory)
    #expect(again.exit == 3 && again.stderr.contains("F0711"))
  }
}
