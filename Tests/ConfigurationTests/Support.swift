import Configuration
import Testing

/// A whole pipeline that is right; `changing` replaces one text that it holds.
enum Sample {
  static let pipeline = """
    featurize: 1
    name: churn
    params:
      as_of: {type: date, default: 2026-01-31}
      folds: {type: int, default: 5}
    env: [BUCKET]
    secrets:
      pii_key: {file: keys/dev.keyring}
    sources:
      customers:
        format: csv
        uri: fixtures/churn/customers.csv
        contract:
          extra_columns: drop
          missing_columns: fail
          on_invalid_row: {action: quarantine, max_fraction: 0.01}
          columns:
            customer_id: {type: string, role: key, unique: true, pii: id}
            email:       {type: string, pii: email}
            age:         {type: int, nullable: true, min: 18, max: 120}
            plan:        {type: category, values: [free, pro, team]}
            churned:     {type: bool, role: target}
    privacy:
      subject: customers.customer_id
      k: 5
      rules:
        - {id: key,  use: tokenize, columns: [customer_id], with: {domain: customer, key: pii_key}}
        - {id: mail, use: drop, columns: [email]}
    split: {by: customer_id, fractions: {train: 0.8, test: 0.2}, fit_on: train}
    steps:
      - {id: fill, use: simple_imputer, columns: {type: number}, with: {strategy: median}}
      - {id: plan, use: one_hot_encoder, columns: [plan]}
    outputs:
      train: {format: csv, uri: out/train.csv, split: train}
      test:  {format: csv, uri: "out/${run.id}.csv", split: test}
    state:    {uri: out/state.json}
    manifest: {uri: out/manifest.json}

    """

  static func changing(_ old: String, _ new: String) -> String {
    precondition(pipeline.contains(old))
    var parts: [Substring] = []
    var rest = Substring(pipeline)
    let found = rest.firstRange(of: old)!
    parts = [rest[..<found.lowerBound], Substring(new)]
    rest = rest[found.upperBound...]
    return (parts + [rest]).joined()
  }
}

extension PipelineDraft {
  init(text: String, _ context: PipelineContext = PipelineContext()) {
    self.init(Array(text.utf8), file: "p.yaml", context)
  }
}

extension Diagnostic {
  /// `F0101 3:5`, or `F0115 --set`.
  var short: String {
    switch place {
    case .file(_, let span): "\(code.id) \(span.line):\(span.column)"
    case .whole(let name): "\(code.id) \(name)"
    case .data(let source, _, _): "\(code.id) \(source)"
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a failure is repeated by its seed.
struct Generator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
