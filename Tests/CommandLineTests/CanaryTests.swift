import Foundation
import Testing

/// Plants values that occur nowhere else in every column, in malformed rows, in file names and in parameters, runs the
/// binary at trace level through success and every failure path, and searches all bytes it produced for them.
@Suite struct CanaryTests {
  /// What must never leave. Each stands in the data at least once.
  static let canaries = [
    "CANARYID7731", "zyxcanary", "quillon-canary", "+4915123456789", "15123456789", "DE89370400440532013000",
    "4111111111111111", "203.0.113.77", "canaryage", "canaryplan", "canaryspend", "canarybirth", "1931-07-19",
    "canaryragged", "canaryextra", "canaryquote", "canarydouble", "98765.4321",
  ]

  static let header = "customer_id,name,email,phone,notes,birth_date,age,spend,plan,churned"

  static func row(_ number: Int) -> String {
    let plan = ["free", "pro", "team"][number % 3]
    let text = "customer\(number)"
    return "c\(number),Name \(text),\(text)@mail.example,+4930901820\(100 + number % 900),called about billing,"
      + "19\(60 + number % 30)-0\(1 + number % 9)-15,\(20 + number % 50),\(number % 97).5,\(plan),\(number % 2 == 0)"
  }

  /// A valid row of nothing but canaries: personal data in personal columns, and in `plan` a category of one person.
  static let personal =
    "CANARYID7731,zyxcanary quillon,zyxcanary@quillon-canary.example,+4915123456789,"
    + "\"write to zyxcanary@quillon-canary.example, IBAN DE89370400440532013000, card 4111111111111111, from 203.0.113.77\","
    + "1931-07-19,44,3.5,canaryplan,true"

  static let malformed = [
    "CANARYID7731b,zyxcanary,zyxcanary@quillon-canary.example,+4915123456789,zyxcanary,1931-07-19,canaryage,1.5,free,true",
    "CANARYID7731c,zyxcanary,zyxcanary@quillon-canary.example,+4915123456789,zyxcanary,canarybirth,30,1.5,free,true",
    "CANARYID7731d,zyxcanary,zyxcanary@quillon-canary.example,+4915123456789,zyxcanary,1931-07-19,30,canaryspend,free,true",
    "CANARYID7731e,canaryragged,zyxcanary@quillon-canary.example",
    "CANARYID7731f,zyxcanary,zyxcanary@quillon-canary.example,+4915123456789,zyxcanary,1931-07-19,30,1.5,free,true,canaryextra",
    "CANARYID7731g,\"canaryquote\" zyxcanary,x@quillon-canary.example,+4915123456789,z,1931-07-19,30,1.5,free,true",
    "CANARYID7731,canarydouble,zyxcanary@quillon-canary.example,+4915123456789,z,1931-07-19,30,1.5,free,true",
    "CANARYID7731h,zyxcanary,zyxcanary-is-no-address,+4915123456789,z,1931-07-19,30,1.5,free,true",
  ]

  static let pipeline = """
    featurize: 1
    name: canary
    params:
      source: {type: string, default: in.csv}
    secrets:
      ring: {file: ring.keyring}
    sources:
      customers:
        format: csv
        uri: "${params.source}"
        contract:
          on_invalid_row: {action: <action>, max_fraction: <fraction>}
          columns:
            customer_id: {type: string, role: key, unique: true, pii: id}
            name: {type: string, pii: name}
            email: {type: string, pii: email}
            phone: {type: string, pii: phone}
            notes: {type: text, pii: free_text}
            birth_date: {type: date, pii: birth_date}
            age: {type: int, min: 0, max: 120}
            spend: {type: float}
            plan: {type: category}
            churned: {type: bool, role: target}
    privacy:
      subject: customers.customer_id
      k: 5
      rules:
        - {id: key, use: tokenize, columns: [customer_id], with: {domain: customer, key: ring}}
        - {id: mail, use: tokenize, columns: [email], with: {domain: email, key: ring}}
        - {id: name, use: drop, columns: [name, phone]}
        - {id: notes, use: redact, columns: [notes]}
        - {id: birth, use: generalize, columns: [birth_date], with: {to: year, step: 5}}
    steps:
      - {id: spread, use: min_max_scaler, columns: [age]}
      - {id: scale, use: standard_scaler, columns: [spend]}
      - {id: plan, use: one_hot_encoder, columns: [plan], with: {handle_unknown: ignore}}
    outputs:
      all: {format: csv, uri: out/all.csv}
    quarantine: {uri: out/rejected.csv}
    state: {uri: out/state.json}
    manifest: {uri: out/manifest.json}

    """

  struct Scenario: CustomTestStringConvertible {
    let name: String
    var action = "quarantine"
    var fraction = "0.5"
    var rows = malformed
    /// Changes the pipeline.
    var edit: @Sendable (String) -> String = { $0 }
    var command = "featurize run pipeline.yaml --trace"
    let exit: Int32
    /// A diagnostic code that shows that the path meant was the one taken.
    var code: String?

    var testDescription: String { name }
  }

  static let scenarios = [
    Scenario(name: "success", exit: 0),
    Scenario(name: "breaker", fraction: "0.001", exit: 3, code: "F0412"),
    Scenario(name: "stop", action: "stop", exit: 3),
    Scenario(name: "drop", action: "drop", exit: 0),
    Scenario(
      name: "infinite value",
      rows: ["CANARYID7731i,zyxcanary,a@quillon-canary.example,+4915123456789,z,1931-07-19,30,inf,free,true"],
      exit: 3, code: "F0704"),
    Scenario(
      name: "unknown category", edit: { $0.replacingOccurrences(of: ", with: {handle_unknown: ignore}", with: "") },
      command: "cp in.csv all.csv && grep -v canaryplan all.csv > in.csv && featurize run pipeline.yaml --quiet "
        + "&& cp all.csv in.csv && featurize apply pipeline.yaml --trace", exit: 3, code: "F0704"),
    Scenario(
      name: "unknown category of a pivot",
      edit: {
        $0.replacingOccurrences(
          of: "use: one_hot_encoder, columns: [plan], with: {handle_unknown: ignore}",
          with:
            "use: pivot, by: customer_id, with: {names_from: plan, values: [free], measure: {sum: age}, other: column}")
      }, exit: 0),
    Scenario(
      name: "negative value",
      rows: ["CANARYID7731i,zyxcanary,a@quillon-canary.example,+4915123456789,z,1931-07-19,30,-98765.4321,free,true"],
      edit: { $0.replacingOccurrences(of: "use: standard_scaler", with: "use: log1p") }, exit: 3, code: "F0704"),
    Scenario(
      name: "holidays that are none",
      edit: {
        $0.replacingOccurrences(
          of: "use: standard_scaler, columns: [spend]",
          with: "use: datetime_features, columns: [birth_date], with: {holidays_file: days.txt}")
      },
      command: "printf '2026-01-01\nzyxcanary@quillon-canary.example\n' > days.txt && "
        + "featurize run pipeline.yaml --trace", exit: 2),
    Scenario(
      name: "missing source",
      command: "featurize run pipeline.yaml --trace --set source=zyxcanary@quillon-canary.example", exit: 3),
    Scenario(
      name: "unknown parameter",
      command: "featurize run pipeline.yaml --trace --set limit=zyxcanary@quillon-canary.example", exit: 2),
    Scenario(
      name: "no key ring", edit: { $0.replacingOccurrences(of: "ring.keyring", with: "other.keyring") }, exit: 3),
    Scenario(
      name: "out is a file", command: "touch out && featurize run pipeline.yaml --trace", exit: 3, code: "F0330"),
    Scenario(
      name: "column missing",
      edit: {
        $0.replacingOccurrences(of: "        plan: {type", with: "        tariff: {type").replacingOccurrences(
          of: "[plan]", with: "[tariff]")
      },
      exit: 3),
    Scenario(
      name: "personal data in a public column",
      edit: {
        $0.replacingOccurrences(of: "name: {type: string, pii: name}", with: "name: {type: string}")
          .replacingOccurrences(of: "[name, phone]", with: "[phone]")
      },
      exit: 3),
    Scenario(
      name: "release",
      edit: {
        $0.replacingOccurrences(
          of: "  k: 5\n",
          with: "  k: 5\n  release: {quasi: [birth_date, age, notes], method: generalize, max_suppressed: 0.5}\n")
      }, exit: 0),
    Scenario(
      name: "release that is not reached",
      edit: {
        $0.replacingOccurrences(
          of: "  k: 5\n",
          with: "  k: 5\n  release: {k: 900, quasi: [birth_date, age, notes], method: generalize}\n")
      }, exit: 3, code: "F0362"),
    Scenario(
      name: "check of a state",
      command: "featurize run pipeline.yaml --quiet && featurize check out/state.json --trace", exit: 0, code: "F0369"),
    Scenario(
      name: "check of a raw table", rows: [],
      command:
        "featurize check in.csv --quasi name,plan,birth_date --sensitive notes,spend,age --subject email --trace",
      exit: 1, code: "F0364"),
    Scenario(
      name: "check of a raw table with ragged rows",
      command: "featurize check in.csv --quasi name,plan --sensitive notes --trace", exit: 3, code: "F0426"),
    Scenario(
      name: "check of a table as a state", command: "featurize check in.csv --trace", exit: 1, code: "F0368"),
    Scenario(
      name: "damaged state",
      command:
        "featurize run pipeline.yaml --quiet && sed -i s/scale/skale/ out/state.json && featurize apply pipeline.yaml --trace",
      exit: 3, code: "F0503"),
    Scenario(
      name: "compressed", command: "gzip in.csv && featurize run pipeline.yaml --trace --set source=in.csv.gz", exit: 0),
    Scenario(
      name: "truncated",
      command:
        "gzip in.csv && head -c 2000 in.csv.gz > cut.csv.gz && featurize run pipeline.yaml --trace --set source=cut.csv.gz",
      exit: 3),
  ]

  @Test(arguments: scenarios)
  func nothingLeaks(_ scenario: Scenario) throws {
    try Shell.withDirectory { directory in
      let name =
        scenario.name == "personal data in a public column" ? "zyxcanary@quillon-canary.example" : "zyxcanary quillon"
      let rows =
        (0..<200).map(Self.row) + [Self.personal.replacingOccurrences(of: "zyxcanary quillon", with: name)]
        + scenario.rows
      let data = ([Self.header] + rows).joined(separator: "\n") + "\n"
      for canary in Self.canaries where scenario.rows.count > 1 {
        try #require(data.contains(canary) || ["15123456789", "98765.4321"].contains(canary), "\(canary) is planted")
      }
      let pipeline = scenario.edit(
        Self.pipeline.replacingOccurrences(of: "<action>", with: scenario.action)
          .replacingOccurrences(of: "<fraction>", with: scenario.fraction))
      try Data(data.utf8).write(to: directory.appending(path: "in.csv"))
      try Data(pipeline.utf8).write(to: directory.appending(path: "pipeline.yaml"))
      let keys = try Shell.run("featurize keys new ring.keyring --unprotected", in: directory)
      try #require(keys.exit == 0, "\(keys.stderr)")
      let outcome = try Shell.run(scenario.command, in: directory)
      #expect(outcome.exit == scenario.exit, "\(outcome.stderr)")
      if let code = scenario.code { #expect(outcome.stderr.contains(code), "\(outcome.stderr)") }
      var produced = [("stdout", outcome.stdout), ("stderr", outcome.stderr)]
      let out = directory.appending(path: "out")
      for file in (try? FileManager.default.contentsOfDirectory(atPath: out.path)) ?? [] {
        let content = String(decoding: try Data(contentsOf: out.appending(path: file)), as: UTF8.self)
        produced.append((file, file + "\n" + content))
      }
      if scenario.exit == 0 {
        #expect(produced.count == (scenario.action == "drop" ? 5 : 6), "output, quarantine, state and manifest")
      }
      for (place, content) in produced {
        for canary in Self.canaries {
          #expect(!content.lowercased().contains(canary.lowercased()), "\(canary) in \(place)")
        }
      }
    }
  }
}
