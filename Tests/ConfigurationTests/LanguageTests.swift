import Configuration
import Testing

@Suite struct LanguageTests {
  @Test func theSampleIsRight() throws {
    let file = try PipelineFile.load(Array(Sample.pipeline.utf8), file: "p.yaml")
    #expect(file.diagnostics.isEmpty)
    #expect(file.parameters == ["as_of": "2026-01-31", "folds": 5])
    let pipeline = file.pipeline
    #expect(pipeline.steps.map(\.value.id.value) == ["fill", "plan"])
    #expect(pipeline.outputs["test"]?.uri.value == "out/run.csv")
    #expect(pipeline.sources["customers"]?.contract.columns["age"]?.min == 18)
    #expect(pipeline.split?.value.fractions.names == ["train", "test"])
    #expect(pipeline.steps[1].span == SourceSpan(line: 32, column: 5, length: 49))
  }

  struct Row: CustomTestStringConvertible {
    let old: String
    let new: String
    /// Codes and places, by place.
    let expected: [String]
    /// A part of the first diagnostic's help.
    let help: String

    init(_ old: String, _ new: String, _ expected: [String], _ help: String = "") {
      (self.old, self.new, self.expected, self.help) = (old, new, expected, help)
    }

    var testDescription: String { new }
  }

  static let rows: [Row] = [
    // Keys
    .init("name: churn", "nane: churn", ["F0101 2:1"], "did you mean `name`?"),
    .init("name: churn\n", "", ["F0102 1:1"], "add `name:`"),
    .init("name: churn", "name: churn\nk: 5", ["F0101 3:1"], "move it under `privacy`"),
    .init("name: churn", "name: churn\nfit_on: train", ["F0101 3:1"], "move it under `split`"),
    .init("    format: csv", "    columns: {}\n    format: csv", ["F0101 11:5"], "move it under `contract`"),
    .init(
      "    format: csv", "    action: drop\n    format: csv", ["F0101 11:5"], "move it under `contract.on_invalid_row`"),
    .init("use: one_hot_encoder,", "use: one_hot_encoder, drop: first,", ["F0101 32:38"], "move it under `with:`"),
    .init("use: one_hot_encoder,", "use: one_hot_encoder, wiht: {},", ["F0101 32:38"], "did you mean `with`?"),
    .init("use: one_hot_encoder", "uze: one_hot_encoder", ["F0101 32:16"], "did you mean `use`?"),
    .init("id: plan, use: one_hot_encoder, ", "", ["F0102 32:5", "F0102 32:5"], "add `id:`"),
    .init("name: churn", "name: churn\nchecks: []", ["F0106 3:1"], "remove it for now"),
    .init("name: churn", "name: churn\nname: again", ["F0109 3:1"], "2:1"),
    .init("format: csv\n", "format: parquet\n", ["F0106 11:13"], "for now"),
    .init("fixtures/churn/customers.csv", "s3://bucket/x.csv", ["F0106 12:10"], "path"),
    .init("fixtures/churn/customers.csv", "postgres://h/db", ["F0106 12:10"], "path"),
    .init("fixtures/churn/customers.csv", "ftp://h/x", ["F0105 12:10"], "path"),
    // Values
    .init("featurize: 1", "featurize: 2", ["F0117 1:12"], "newer"),
    .init("featurize: 1", "featurize: 0", ["F0117 1:12"], "migrate"),
    .init("featurize: 1", "featurize: \"1\"", ["F0103 1:12"], "quotes"),
    .init("name: churn", "name: \"\"", ["F0105 2:7"]),
    .init("unique: true", "unique: yes", ["F0103 18:56"], "YAML 1.2"),
    .init("min: 18", "min: eighteen", ["F0103 20:55"]),
    .init("min: 18", "min: 180", ["F0105 20:65"], "exchange"),
    .init("max: 120", "max: .inf", ["F0103 20:64"]),
    .init("type: int, nullable", "type: integer, nullable", ["F0104 20:29"]),
    .init("type: bool", "type: bol", ["F0104 22:29"], "did you mean `bool`?"),
    .init("[free, pro, team]", "[free, pro, free]", ["F0118 21:59"]),
    .init("{type: string, pii: email}", "{type: string, pii: email, min: 3}", ["F0105 19:54"], "int or float"),
    .init("k: 5", "k: 0", ["F0105 25:6"], "at least 1"),
    .init("k: 5", "k: 99999999999999999999", ["F0103 25:6"], "64 bits"),
    .init("k: 5", "k: [5]", ["F0103 25:6"]),
    .init("max_fraction: 0.01", "max_fraction: 1.5", ["F0105 16:58"]),
    .init("subject: customers.customer_id", "subject: customer_id", ["F0105 24:12"], "source.column"),
    .init("test: 0.2", "test: 0.3", ["F0105 29:37"], "add up to 1"),
    .init("test: 0.2", "test: -0.2", ["F0105 29:37"]),
    .init("fit_on: train", "fit_on: trian", ["F0119 29:70"], "did you mean `train`?"),
    .init("split: test}", "split: tset}", ["F0119 35:57"], "did you mean `test`?"),
    .init("columns: [plan]", "columns: []", ["F0105 32:47"]),
    .init("columns: [plan]", "columns: [plan], as: z", ["F0105 32:59"], "{column}"),
    .init("id: plan, use", "id: fill, use", ["F0118 32:10"], "31:10"),
    .init("id: mail", "id: key", ["F0118 28:12"], "27:12"),
    .init("columns: [email]", "columns: []", ["F0105 28:38"]),
    .init("with: {strategy: median}", "with: median", ["F0103 31:68"]),
    .init("format: csv\n", "format: csv\n    delimiter: \"||\"\n", ["F0105 12:16"]),
    // An empty section is not an absent one.
    .init("state:    {uri: out/state.json}", "state:", ["F0103 36:7"]),
    .init("{uri: out/state.json}", "[out/state.json]", ["F0103 36:11"]),
    .init("privacy:\n", "privacy:\n  release: {}\n", ["F0102 24:12"], "quasi"),
    .init("privacy:\n", "privacy:\n  release: {quasi: [age], l: 2}\n", ["F0360 24:30"], "sensitive"),
    .init("privacy:\n", "privacy:\n  release: {quasi: [age], method: measure, max_suppressed: 0.1}\n", ["F0360 24:60"]),
    .init(
      "privacy:\n", "privacy:\n  release: {quasi: [age], hierarchies: {ago: {widths: []}}, method: generalize}\n",
      ["F0119 24:41"], "age"),
    .init("steps:\n", "steps: {fill: simple_imputer}\nstepz:\n", ["F0103 30:8", "F0101 31:1"], "- "),
    // Secrets
    .init("{file: keys/dev.keyring}", "hunter2hunter2", ["F0116 8:12"], "take it out"),
    .init("{file: keys/dev.keyring}", "{env: PII_KEY, fd: 3}", ["F0105 8:12"], "keep one"),
    .init("{file: keys/dev.keyring}", "{}", ["F0102 8:12"], "file"),
    .init("{file: keys/dev.keyring}", "{format: raw}", ["F0102 8:12"], "file"),
    .init("dev.keyring}", "dev.keyring, format: rwa}", ["F0104 8:44"], "did you mean `raw`?"),
    .init("dev.keyring}", "dev.keyring, format: raw, passphrase: {fd: 3}}", ["F0105 8:61"], "remove it"),
    .init("{file: keys/dev.keyring}", "{env: K, passphrase: {fd: 3}}", ["F0105 8:33"], "keyring"),
    .init("{file: keys/dev.keyring}", "{fd: -1}", ["F0105 8:17"]),
    .init(
      "{file: keys/dev.keyring}", "{vault: {address: \"http://vault.example\", token: {env: T}, path: a}}",
      ["F0619 8:30"], "localhost"),
    .init(
      "{file: keys/dev.keyring}", "{vault: {address: vault.example, token: {env: T}, path: a}}", ["F0105 8:30"],
      "https://"),
    .init(
      "{file: keys/dev.keyring}", "{vault: {address: \"https://v.example\", path: a}}", ["F0102 8:20"], "token"),
    .init(
      "{file: keys/dev.keyring}", "{vault: {address: \"https://v.example\", token: s.abc, path: a}}", ["F0116 8:58"],
      "take it out"),
    .init(
      "{file: keys/dev.keyring}", "{vault: {address: \"https://v.example\", token: {env: T}}}", ["F0105 8:20"], "path"),
    .init(
      "{file: keys/dev.keyring}", "{vault: {address: \"https://v.example\", token: {env: T}, path: ../a}}",
      ["F0105 8:74"], "names"),
    .init(
      "{file: keys/dev.keyring}",
      "{vault: {address: \"https://v.example\", token: {env: T}, transit: {key: k, file: w}}, format: keyring}",
      ["F0105 8:109"], "remove"),
    .init("{file: keys/dev.keyring}", "{aws: {region: eu-central-1}}", ["F0102 8:18"], "secret_id"),
    .init("{file: keys/dev.keyring}", "{aws: {secret_id: a, region: eu/1}}", ["F0105 8:41"], "eu-central-1"),
    .init(
      "{file: keys/dev.keyring}", "{aws: {secret_id: a, endpoint: \"http://aws.example\"}}", ["F0619 8:43"], "localhost"
    ),
    .init("{file: keys/dev.keyring}", "{file: \"${params.folds}\"}", ["F0112 8:19"], "key"),
    .init("dev.keyring}", "dev.keyring, passphrase: {}}", ["F0105 8:49"], "add"),
    .init("dev.keyring}", "dev.keyring, passphrase: {env: A, fd: 3}}", ["F0105 8:49"], "keep one"),
    .init("dev.keyring}", "dev.keyring, passphrase: {file: a, fd: 3}}", ["F0105 8:49"], "keep one"),
    .init("dev.keyring}", "dev.keyring, passphrase: swordfish}", ["F0116 8:49"], "take it out"),
    // References
    .init("out/train.csv", "\"${params.fold}\"", ["F0112 34:29"], "did you mean `${params.folds}`?"),
    .init("out/train.csv", "\"${folds}\"", ["F0112 34:29"], "did you mean `${params.folds}`?"),
    .init("out/train.csv", "\"${env.BUKET}\"", ["F0112 34:29"], "did you mean `${env.BUCKET}`?"),
    .init("out/train.csv", "\"${env.HOME}\"", ["F0112 34:29"], "under `env:`"),
    .init("out/train.csv", "\"${env.BUCKET}\"", ["F0113 34:29"], "set it"),
    .init("out/train.csv", "\"${params.folds\"", ["F0112 34:29"], "close"),
    .init("k: 5", "k: ${params.nope}", ["F0112 25:6"], "declare"),
    .init("train: {format", "\"${run.id}\": {format", ["F0112 34:3"], "write the key out"),
    .init("default: 2026-01-31", "default: 2026-02-30", ["F0114 4:32"], "yyyy-mm-dd"),
    .init("default: 5", "default: five", ["F0114 5:31"], "whole number"),
    .init(", default: 5", "", ["F0113 5:3"], "--set folds=VALUE"),
    // Several at once, each on its own, none a consequence of another.
    .init(
      "name: churn\n", "nmae: churn\nstats: {}\n",
      ["F0101 2:1", "F0101 3:1"], "did you mean `name`?"),
  ]

  @Test(arguments: rows) func badPipelinesAreReported(row: Row) throws {
    let context = PipelineContext(argumentNames: { $0 == "one_hot_encoder" ? ["drop", "handle_unknown"] : [] })
    let draft = PipelineDraft(text: Sample.changing(row.old, row.new), context)
    #expect(draft.diagnostics.map(\.short) == row.expected, "\(draft.diagnostics.map(\.message))")
    let help = try #require(draft.diagnostics.first).help ?? ""
    #expect(help.contains(row.help))
  }

  @Test func errorsOfAllLevelsComeTogether() {
    let draft = PipelineDraft(
      text: #"""
        featurize: 1
        nme: x
        sources:
          a:
            format: cvs
            uri: a.csv
            contract:
              columns:
                n: {type: int, nulable: true}
                m: {typo: int}
        privacy: {subject: a.n, rules: [{id: r, use: drop, columns: [n], whit: {}}]}
        steps:
          - {id: s, use: x, colums: [n]}
          - nonsense
          - {id: s, use: y, columns: ["${params.q}"]}
        outputs: {}

        """#)
    #expect(
      draft.diagnostics.map(\.short) == [
        "F0101 2:1", "F0104 5:13", "F0101 9:24", "F0101 10:13", "F0101 11:66", "F0101 13:21", "F0103 14:5",
        "F0118 15:10", "F0112 15:31", "F0105 16:10",
      ], "\(draft.diagnostics.map(\.message))")
    // What could be read is still known by name and position.
    #expect(draft.pipeline.sources["a"]?.contract.columns.names == ["n", "m"])
    #expect(draft.pipeline.steps.map(\.value.use.value) == ["x", "", "y"])
    #expect(!draft.isSound("steps", "0"))
    #expect(!draft.isSound("steps", "0", "columns"))
    #expect(draft.isSound("sources", "a", "uri"))
    #expect(!draft.isSound("sources", "a"))
    #expect(!draft.isSound("name"))
    #expect(draft.isSound("split"))
  }

  @Test func aFileOfErrorsIsJudgedQuickly() {
    let keys = (0..<20_000).map { "key_\($0): {a: 1}\n" }.joined()
    let draft = PipelineDraft(text: keys + String(repeating: "k", count: 1_000) + ": 1\n")
    #expect(draft.diagnostics.count == Decoder.maximumDiagnostics)
    #expect(!draft.isSound("name"))
  }

  @Test func argumentsAreReadSilentlyWhereAnErrorWasReported() {
    struct Arguments: Configurable {
      var count = 1
      static let parameters: [Parameter<Arguments>] = [.init("count", \.count, "A number.")]
    }
    let draft = PipelineDraft(text: Sample.changing("strategy: median", "count: \"${params.nope}\""))
    var decoder = draft.argumentDecoder()
    #expect(draft.diagnostics.map(\.short) == ["F0112 31:76"])
    #expect(Arguments.decode(draft.pipeline.steps[0].value.with!, &decoder)?.count == 1)
    #expect(decoder.diagnostics.isEmpty)
  }
}
