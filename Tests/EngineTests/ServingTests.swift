import Columns
import Configuration
import Engine
import Foundation
import Plan
import TestSupport
import Testing

/// Rows that are served take a way of their own; what comes out, and what is said of invalid ones, is that of a file.
@Suite struct ServingTests {
  private static func pipeline(_ steps: String, from: String = "") -> String {
    """
    featurize: 1
    name: serving
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      people:
        format: csv
        uri: @/people.csv
        contract:
          extra_columns: drop
          columns:
            id: {type: string, role: key, unique: true, pii: id}
            mail: {type: string, pii: email}
            name: {type: string, pii: name}
            age: {type: int, nullable: true, min: 0, max: 120, pii: age}
            spend: {type: float, nullable: true}
            plan: {type: category, values: [free, pro, team]}
            city: {type: category, nullable: true}
            since: {type: date}
            left: {type: bool, role: target}
      visits:
        format: csv
        uri: @/visits.csv
        contract:
          columns:
            id: {type: string, role: group, pii: id}
            at: {type: timestamp}
            pages: {type: int, nullable: true}
    privacy:
      subject: people.id
      k: 2
      rules:
        - {id: key, use: tokenize, columns: [id], with: {domain: person, key: ring}}
        - {id: mail, use: tokenize, columns: [mail], with: {domain: email, key: ring}}
        - {id: names, use: drop, columns: [name]}
        - {id: age, use: generalize, columns: [age], with: {to: range, step: 5}}
    steps:
    \(steps)
    outputs:
      all: {format: csv, uri: @/out.csv}
      visits: {format: csv, uri: @/visits-out.csv, from: visits}
    state: {uri: @/state.json}

    """
  }

  private static let columns = """
      - {id: fill, use: simple_imputer, from: people, columns: [spend], with: {strategy: median, add_indicator: true}}
      - {id: city, use: simple_imputer, columns: [city], with: {strategy: most_frequent}}
      - {id: tenure, use: derive, with: {columns: {days: "date_diff('day', since, date('2026-01-01'))"}}}
      - {id: scale, use: standard_scaler, columns: [spend, days]}
      - {id: count, use: count_encoder, columns: [city], as: "{column}_count"}
      - {id: share, use: frequency_encoder, columns: [city], as: "{column}_share"}
      - {id: number, use: ordinal_encoder, columns: [city], as: "{column}_number", with: {handle_unknown: use_encoded_value, unknown_value: -1}}
      - {id: plans, use: one_hot_encoder, columns: [plan], with: {handle_unknown: ignore}}
      - {id: ages, use: one_hot_encoder, columns: [age], with: {handle_unknown: infrequent_if_exist, max_categories: 3}}
      - {id: towns, use: target_encoder, columns: [city], with: {cv: 3}}
    """

  private static let tables = """
      - {id: activity, use: aggregate, from: visits, by: id, with: {measures: {visits: count, pages: {sum: pages}, seen: {max: at}}}}
      - {id: joined, use: join, from: [people, activity], on: id, with: {how: left}}
      - {id: none, use: simple_imputer, columns: [visits, pages], with: {strategy: constant, fill_value: 0}}
      - {id: plans, use: one_hot_encoder, columns: [plan], with: {handle_unknown: ignore}}
    """

  private func prepare(_ workspace: Workspace) throws {
    var random = SeededGenerator(seed: 9)
    var people = "id,mail,name,age,spend,plan,city,since,left\n"
    for row in 0..<80 {
      let age = row % 7 == 0 ? "" : "\(20 + row % 50)"
      let spend = row % 5 == 0 ? "" : "\(Double.random(in: 0..<100, using: &random))"
      let (plan, city) = (["free", "pro", "team"][row % 3], row % 11 == 0 ? "" : "town\(row % 6)")
      let since = "2025-0\(row % 9 + 1)-1\(row % 9)"
      people +=
        "p-\(1000 + row),p\(row)@mail.example,Ada \(row),\(age),\(spend),\(plan),\(city),\(since),\(row % 3 == 0)\n"
    }
    try workspace.write("people.csv", people)
    var visits = "id,at,pages\n"
    for visit in 0..<200 {
      let pages = visit % 4 == 0 ? "" : "\(visit % 9)"
      visits += "p-\(1000 + visit * 7 % 90),2026-01-0\(visit % 9 + 1)T10:00:00Z,\(pages)\n"
    }
    try workspace.write("visits.csv", visits)
  }

  static let row = [
    "id": "p-1003", "mail": "p3@mail.example", "name": "Ada", "age": "31", "spend": "12.5", "plan": "pro",
    "city": "town3", "since": "2025-04-13",
  ]

  /// Changes to the row; `nil` takes the value away.
  static let changes: [[String: String?]] = [
    [:], ["spend": nil, "city": nil, "age": nil], ["city": "nowhere", "age": "119"], ["left": "true"],
    ["since": " 2025-04-13 "], ["other": "x"],
    // What a contract refuses.
    ["plan": "gold"], ["age": "130"], ["age": "x"], ["id": nil], ["since": "yesterday"], ["mail": "no address"],
    ["name": "nul\0"],
  ]

  @Test(arguments: [columns, tables], [false, true])
  func rowsAreServedAsTheyAreRead(_ steps: String, _ isSeveral: Bool) throws {
    try Workspace.with { workspace in
      try prepare(workspace)
      let plan = try workspace.plan(Self.pipeline(steps))
      let job = try workspace.job(plan, Workspace.Machine())
      let fitted = try job.fit(try job.ingest(forFitting: true)).pipeline
      let undivided = try workspace.plan(Self.pipeline(steps)).undivided().withoutFiles
      let serving = Serving(fitted, job: try workspace.job(undivided, Workspace.Machine(threads: 1)))
      for (number, change) in Self.changes.enumerated() {
        var row = Self.row
        for (name, value) in change { row[name] = value }
        var rows = ["people": [row]]
        if isSeveral { rows["people"]!.append(Self.row.merging(["id": "p-1050"]) { $1 }) }
        if number % 2 == 0 {
          rows["visits"] = (0..<3).map { ["id": "p-1003", "at": "2026-01-0\($0 + 1)T00:00:00Z", "pages": "\($0)"] }
        }
        #expect(
          outcome { try serving.features(of: rows) } == outcome { try serving.featuresAsOfFile(rows) }, "\(change)")
      }
    }
  }

  /// Values and messages as text.
  private func outcome(_ body: () throws -> Job.Part) -> [String] {
    do {
      let part = try body()
      return part.batches.flatMap { batch in
        ["\(batch.rowNumbers.array)"]
          + zip(part.schema.fields, batch.columns).map { field, column in
            "\(field): \((0..<column.count).map { column.validity.isValid($0) ? column.text(at: $0) : "missing" })"
          }
      }
    } catch {
      return ["\(error)"]
    }
  }
}
