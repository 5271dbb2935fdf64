import Columns
import Configuration
import Engine
import Plan
import Testing

/// The rules of the pipeline language, by their number in GRAMMAR; those that the reader alone enforces are tested with
/// `Configuration`.
@Suite struct PlanRuleTests {
  static func pipeline(
    columns: String = "", rules: String = "", steps: String = "", split: String = "",
    outputs: String = "{all: {format: csv, uri: out.csv}}", rest: String = ""
  ) -> String {
    """
    featurize: 1
    name: rules
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      rows:
        format: csv
        uri: @/in.csv
        contract:
          columns:
            id: {type: string, role: key, pii: id}
            age: {type: int}
            spend: {type: float, nullable: true, tags: [money]}
            plan: {type: category, values: [free, pro]}
            city: {type: category}
            y: {type: bool, role: target}
            \(columns)
    privacy:
      subject: rows.id
      rules:
        - {id: key, use: tokenize, columns: [id], with: {domain: row, key: ring}}
        \(rules)
    \(split)
    steps:
      - {id: first, use: standard_scaler, columns: [age]}
      \(steps)
    outputs: \(outputs)
    \(rest)

    """
  }

  struct Rule: CustomTestStringConvertible {
    let rule: Int
    let name: String
    var columns = ""
    var rules = ""
    var steps = ""
    var split = ""
    var outputs = "{all: {format: csv, uri: out.csv}}"
    var rest = ""
    /// The codes; none if the pipeline is valid.
    let codes: [String]
    var testDescription: String { "rule \(rule): \(name)" }
  }

  static let rules = [
    Rule(
      rule: 1, name: "an unknown transformer", steps: "- {id: a, use: standard_scalar, columns: [age]}",
      codes: ["F0201"]),
    Rule(
      rule: 1, name: "an argument of the transformer beside `use`",
      steps: "- {id: a, use: standard_scaler, columns: [age], with_mean: false}", codes: ["F0101"]),
    Rule(
      rule: 2, name: "everything wrong is told at once", columns: "x: {type: int, nulable: true}",
      steps: "- {id: a, use: nothing, columns: [age]}", codes: ["F0101", "F0201"]),
    Rule(
      rule: 3, name: "names that do not exist", steps: "- {id: a, use: min_max_scaler, columns: [agee]}",
      codes: ["F0202"]),
    Rule(
      rule: 2, name: "an argument that cannot be read, and defaults that do not go with the others",
      columns: "at: {type: date}",
      steps: "- {id: a, use: elapsed_time, columns: [at], with: {as_of: 2026-01-31, output_unit: days}}",
      codes: ["F0104"]),
    Rule(
      rule: 2, name: "an output of a step that is wrong itself",
      steps: "- {id: a, use: min_max_scaler, columns: [agee]}",
      outputs: "{all: {format: csv, uri: out.csv, from: a}}", codes: ["F0202"]),
    Rule(
      rule: 2, name: "an output of a step after one that is wrong",
      steps: "- {id: a, use: sort, by: [agee]}\n  - {id: b, use: min_max_scaler, columns: [age]}",
      outputs: "{all: {format: csv, uri: out.csv, from: b}}", codes: ["F0701"]),
    Rule(rule: 3, name: "a key by name", steps: "- {id: a, use: count_encoder, columns: [id]}", codes: ["F0212"]),
    Rule(rule: 3, name: "a target by name", steps: "- {id: a, use: count_encoder, columns: [y]}", codes: ["F0212"]),
    Rule(
      rule: 3, name: "the target of earlier rows",
      steps: "- {id: a, use: lag, columns: [y], by: [id], with: {time: age}}", codes: []),
    Rule(
      rule: 3, name: "the target of the row itself among earlier ones",
      steps: "- {id: a, use: rolling, columns: [y], by: [id], with: {window: 3, time: age}}", codes: ["F0703"]),
    Rule(
      rule: 3, name: "no column picked", steps: "- {id: a, use: min_max_scaler, columns: {tag: none}}", codes: ["F0203"]
    ),
    Rule(
      rule: 3, name: "tag and type", steps: "- {id: a, use: min_max_scaler, columns: {tag: money, type: number}}",
      codes: []),
    Rule(
      rule: 4, name: "two columns of one name", steps: "- {id: a, use: derive, with: {columns: {age: \"spend\"}}}",
      codes: ["F0204"]),
    Rule(
      rule: 4, name: "two outputs of a pattern without {column}",
      steps: "- {id: a, use: min_max_scaler, columns: [age], as: z}", codes: ["F0105"]),
    Rule(
      rule: 7, name: "a personal column without a rule", columns: "mail: {type: string, pii: email}", codes: ["F0301"]),
    Rule(
      rule: 7, name: "free text untreated reaches the outputs", columns: "note: {type: text}", codes: ["F0303"]),
    Rule(
      rule: 7, name: "free text untreated reaches a step", columns: "note: {type: text}",
      steps: "- {id: a, use: derive, with: {columns: {n: \"is_missing(note)\"}}}", codes: ["F0303", "F0303"]),
    Rule(
      rule: 7, name: "a treated column may go anywhere", columns: "mail: {type: string, pii: email}",
      rules: "- {id: m, use: tokenize, columns: [mail], with: {domain: mail, key: ring}}",
      steps: "- {id: a, use: count_encoder, columns: [mail]}", codes: []),
    Rule(
      rule: 8, name: "an expression of the wrong type",
      steps: "- {id: a, use: derive, with: {columns: {z: \"age + city\"}}}", codes: ["F0707"]),
    Rule(
      rule: 8, name: "an expression with an unknown function",
      steps: "- {id: a, use: derive, with: {columns: {z: \"system(age)\"}}}", codes: ["F0707"]),
    Rule(
      rule: 9, name: "a step that keeps its rows takes no grain",
      steps: "- {id: a, use: derive, grain: x, with: {columns: {z: \"age\"}}}",
      codes: ["F0215"]),
    Rule(
      rule: 10, name: "quarantine needs a place", rest: "quarantine: {uri: out.csv}", codes: ["F0207"]),
    Rule(
      rule: 10, name: "an output without its part", split: "split: {by: id, fractions: {a: 0.5, b: 0.5}, fit_on: a}",
      codes: ["F0206"]),
    Rule(
      rule: 10, name: "an output of a part", split: "split: {by: id, fractions: {a: 0.5, b: 0.5}, fit_on: a}",
      outputs: "{all: {format: csv, uri: out.csv, split: a}}", codes: []),
    Rule(
      rule: 10, name: "a split by a column that is dropped", columns: "p: {type: string, pii: phone}",
      rules: "- {id: p, use: drop, columns: [p]}", split: "split: {by: p, fractions: {a: 0.5, b: 0.5}, fit_on: a}",
      outputs: "{all: {format: csv, uri: out.csv, split: a}}", codes: ["F0202"]),
  ]

  @Test(arguments: rules)
  func holds(_ rule: Rule) throws {
    try Workspace.with { workspace in
      let codes = try workspace.planningCodes(
        Self.pipeline(
          columns: rule.columns, rules: rule.rules, steps: rule.steps, split: rule.split, outputs: rule.outputs,
          rest: rule.rest))
      #expect(codes == rule.codes)
    }
  }

  /// Rule 3: `featurize plan` prints what each selector resolved to.
  @Test func planPrintsWhatSelectorsResolveTo() throws {
    try Workspace.with { workspace in
      let plan = try workspace.plan(
        Self.pipeline(steps: "- {id: numbers, use: simple_imputer, columns: {type: number, except: [a*]}}"))
      #expect(PlanReport(plan).text.contains(#/numbers: simple_imputer\n +reads spend\n +makes spend\n/#))
    }
  }

  /// Rule 4: width and order of the outputs are the plan's, whatever a batch holds.
  @Test func widthDoesNotDependOnABatch() throws {
    try Workspace.with { workspace in
      let plan = try workspace.plan(
        Self.pipeline(steps: "- {id: hot, use: one_hot_encoder, columns: [plan]}"))
      #expect(plan.columns.map(\.field.name) == ["id", "age", "spend", "plan_free", "plan_pro", "city", "y"])
      try workspace.write(
        "in.csv", "id,age,spend,plan,city,y\n" + (0..<9).map { "c\($0),\($0),,pro,x,true\n" }.joined())
      try workspace.run(
        Self.pipeline(
          steps: "- {id: hot, use: one_hot_encoder, columns: [plan]}", outputs: "{all: {format: csv, uri: @/out.csv}}"),
        on: .init(chunkSize: 20))
      #expect(workspace.lines("out.csv").first == "id,age,spend,plan_free,plan_pro,city,y")
    }
  }

  /// Rule 7: an output is as sensitive as the most sensitive column it is made of.
  @Test(
    arguments: [
      ("- {id: a, use: derive, with: {columns: {z: \"age + spend\"}}}", "z", Sensitivity.public),
      ("- {id: a, use: derive, with: {columns: {z: \"born + age\"}}}", "z", .quasi),
      ("- {id: a, use: derive, with: {columns: {z: \"is_missing(id)\"}}}", "z", .pseudonym),
      ("- {id: a, use: derive, with: {columns: {z: \"if(is_missing(id), born, age)\"}}}", "z", .pseudonym),
      ("- {id: a, use: simple_imputer, columns: [born], with: {add_indicator: true}}", "missingindicator_born", .quasi),
      ("- {id: a, use: standard_scaler, columns: [born], as: \"{column}_z\"}", "born_z", .quasi),
      ("- {id: a, use: one_hot_encoder, columns: [post]}", "post_*", .quasi),
      ("- {id: a, use: target_encoder, columns: [post]}", "post", .quasi),
      ("- {id: a, use: count_encoder, columns: [post]}", "post", .quasi),
      ("- {id: a, use: ordinal_encoder, columns: [post]}", "post", .quasi),
      ("- {id: a, use: variance_threshold, columns: [born]}", "born", .quasi),
    ])
  func sensitivityIsInherited(_ step: String, _ name: String, _ expected: Sensitivity) throws {
    try Workspace.with { workspace in
      let plan = try workspace.plan(
        Self.pipeline(
          columns: [
            "born: {type: date, nullable: true, pii: birth_date}", "post: {type: category, pii: postcode}",
          ].joined(separator: "\n        "),
          rules: [
            "- {id: b, use: generalize, columns: [born], with: {to: year}}",
            "- {id: p, use: generalize, columns: [post], with: {to: prefix, keep: 2}}",
          ].joined(separator: "\n    "),
          steps: step))
      #expect(plan.columns.first { $0.field.name == name }?.field.sensitivity == expected)
    }
  }

  /// Rule 7: the message names the path.
  @Test func untreatedColumnsAreNamedWithTheirPath() throws {
    try Workspace.with { workspace in
      guard case .failure(let error) = try workspace.load(Self.pipeline(columns: "note: {type: text}")).plan else {
        Issue.record("a plan that breaks a rule cannot exist")
        return
      }
      #expect(error.diagnostics.contains { $0.message.contains("rows.note") })
    }
  }

  /// Rule 12: k is in force as soon as there is a `privacy:` section.
  @Test func privacySectionBringsK() throws {
    try Workspace.with { workspace in
      let plan = try workspace.plan(Self.pipeline())
      #expect(plan.privacy?.k == 5)
    }
  }
}
