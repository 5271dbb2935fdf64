import TestSupport

/// Made-up customers of every column type, with dirt, and a pipeline that uses the whole catalogue on them.
enum Customers {
  static let header = "id,mail,born,age,spend,visits,plan,city,note,seen,churned"

  static func rows(_ count: Int, seed: UInt64 = 1, first: Int = 0) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (first..<first + count).map { number in
      let age = Int.random(in: 18...80, using: &random)
      let spend = number % 11 == 0 ? "" : "\(Double(Int.random(in: 0...90_000, using: &random)) / 100)"
      let visits = number % 13 == 0 ? "" : "\(Int.random(in: 0...40, using: &random))"
      let plan = ["free", "pro", "team"][Int.random(in: 0...2, using: &random)]
      let city = ["Bonn", "Köln", "Paris", "Lyon", "Rom"][Int.random(in: 0...4, using: &random)]
      let note = number % 7 == 0 ? "\"first, line\nsecond \"\"line\"\"\"" : number % 5 == 0 ? "" : "called"
      let churned = Bool.random(using: &random)
      let born = "\(1940 + Int.random(in: 0...60, using: &random))-0\(1 + number % 9)-1\(number % 10)"
      return "c\(number),user\(number)@mail.example,\(born),\(age),\(spend),\(visits),\(plan),\(city),\(note),"
        + "2026-01-0\(1 + number % 9)T10:00:00Z,\(churned)"
    }
  }

  static func csv(_ rows: [String]) -> String { ([header] + rows).joined(separator: "\n") + "\n" }

  static func pipeline(source: String = "in.csv", folder: String = "out", fraction: String = "0.5") -> String {
    """
    featurize: 1
    name: customers
    secrets:
      ring: {file: @/ring.keyring}
    sources:
      customers:
        format: csv
        uri: @/\(source)
        contract:
          on_invalid_row: {action: quarantine, max_fraction: \(fraction)}
          columns:
            id: {type: string, role: key, unique: true, pii: id}
            mail: {type: string, pii: email}
            born: {type: date, pii: birth_date}
            age: {type: int, min: 18, max: 120, pii: age}
            spend: {type: float, nullable: true, min: 0, tags: [money]}
            visits: {type: int, nullable: true}
            plan: {type: category, values: [free, pro, team]}
            city: {type: category}
            note: {type: text, nullable: true, pii: free_text}
            seen: {type: timestamp}
            churned: {type: bool, role: target}
    privacy:
      subject: customers.id
      k: 5
      rules:
        - {id: key, use: tokenize, columns: [id], with: {domain: customer, key: ring}}
        - {id: mail, use: tokenize, columns: [mail], with: {domain: email, key: ring}}
        - {id: born, use: generalize, columns: [born], with: {to: year, step: 5}}
        - {id: age, use: generalize, columns: [age], with: {to: range, step: 5}}
        - {id: note, use: redact, columns: [note]}
    split: {by: id, fractions: {train: 0.7, test: 0.3}, fit_on: train}
    steps:
      - {id: rate, use: derive, with: {columns: {rate: "spend / visits", idle: "date_diff('day', seen, date('2026-02-01'))"}}}
      - {id: fill, use: simple_imputer, columns: {type: number}, with: {strategy: median, add_indicator: true}}
      - {id: money, use: robust_scaler, columns: {tag: money}}
      - {id: span, use: min_max_scaler, columns: [visits]}
      - {id: scale, use: standard_scaler, columns: [age, born, rate, idle]}
      - {id: often, use: count_encoder, columns: [city], as: "{column}_count"}
      - {id: place, use: target_encoder, columns: [city], with: {cv: 5}}
      - {id: plan, use: one_hot_encoder, columns: [plan], with: {handle_unknown: ignore}}
      - {id: constant, use: variance_threshold, columns: {type: number}}
      - {id: pick, use: select_k_best, columns: {type: number}, with: {k: 6}}
    outputs:
      train: {format: csv, uri: @/\(folder)/train.csv, split: train}
      test: {format: csv, uri: @/\(folder)/test.csv, split: test}
    quarantine: {uri: @/\(folder)/rejected.csv}
    state: {uri: @/\(folder)/state.json}
    manifest: {uri: @/\(folder)/manifest.json}

    """
  }

  /// Rows that break the contract, each in another way, and what quarantine says of them.
  static let invalid: [(row: String, rule: String, column: String)] = [
    ("x1,user1@mail.example,1980-01-01,abc,1,1,free,Bonn,,2026-01-01T10:00:00Z,true", "wrong_type", "age"),
    ("x2,user2@mail.example,1980-01-01,17,1,1,free,Bonn,,2026-01-01T10:00:00Z,true", "below_min", "age"),
    ("x3,user3@mail.example,1980-01-01,121,1,1,free,Bonn,,2026-01-01T10:00:00Z,true", "above_max", "age"),
    ("x4,user4@mail.example,1980-01-01,30,1,1,gold,Bonn,,2026-01-01T10:00:00Z,true", "not_allowed", "plan"),
    ("x5,user5@mail.example,1980-01-01,30,1,1,free,,,2026-01-01T10:00:00Z,true", "missing", "city"),
    ("x6,user6@mail.example,1980-01-01", "ragged", ""),
    ("x7,no-address,1980-01-01,30,1,1,free,Bonn,,2026-01-01T10:00:00Z,true", "untreatable", "mail"),
    ("c3,user8@mail.example,1980-01-01,30,1,1,free,Bonn,,2026-01-01T10:00:00Z,true", "not_unique", "id"),
  ]
}
