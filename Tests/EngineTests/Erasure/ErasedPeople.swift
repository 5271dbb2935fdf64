import Configuration
import Engine
import Formats
import Foundation
import Plan
import Privacy
import Testing

/// A pipeline of the repository, laid out in a workspace, whose source people can be taken out of by hand.
struct PersonalPipeline: Sendable, CustomTestStringConvertible {
  let name: String
  /// Of the subject's tokens.
  let domain: String
  let form: CanonicalForm
  /// Column of the subject in every source that has it.
  let column: String
  /// Sources, and further files for `apply`.
  let files: [String]

  var testDescription: String { name }

  static let all = [
    PersonalPipeline(
      name: "churn", domain: "customer", form: .text, column: "customer_id",
      files: ["churn/customers.csv", "churn/events.jsonl", "churn/customers_new.csv"]),
    PersonalPipeline(
      name: "bookings", domain: "guest", form: .text, column: "guest_id",
      files: ["bookings/bookings.csv", "bookings/bookings_new.csv"]),
    PersonalPipeline(
      name: "clickstream", domain: "user", form: .id, column: "user_id",
      files: ["clickstream/users.csv", "clickstream/clicks.csv"]),
  ]

  static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func fixture(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: checkout.appending(path: "fixtures/\(file)")), as: UTF8.self)
  }

  /// The plan, reading from `folder` of the workspace and writing to `out` there.
  func plan(_ workspace: Workspace, reading folder: String, writing out: String) throws -> Plan {
    let text = String(
      decoding: try Data(contentsOf: Self.checkout.appending(path: "pipelines/\(name).yaml")), as: UTF8.self)
    return try workspace.plan(
      text.replacingOccurrences(
        of: "fixtures/\(name)/holidays.txt", with: Self.checkout.path + "/fixtures/\(name)/holidays.txt"
      )
      .replacingOccurrences(of: "uri: fixtures/\(name)/", with: "uri: @/\(folder)/")
      .replacingOccurrences(of: "max_fraction: 0.01", with: "max_fraction: 1")
      .replacingOccurrences(of: "keys/dev.keyring", with: "@/ring.keyring")
      .replacingOccurrences(of: "uri: out/\(name)/", with: "uri: @/\(out)/"))
  }

  /// Lays out the fixtures in a folder, without the records of these people.
  func lay(_ workspace: Workspace, in folder: String, without people: Set<String> = []) throws {
    for file in files {
      let name = "\(folder)/\(URL(filePath: file).lastPathComponent)"
      try workspace.write(name, try without(people, in: Self.fixture(file), isJSON: file.hasSuffix(".jsonl")))
    }
  }

  private func without(_ people: Set<String>, in text: String, isJSON: Bool) -> String {
    let canonical = Set(people.map(canonical))
    // A line feed in JSON Lines ends a line wherever it stands; a quote may be escaped there.
    let records = isJSON ? text.split(separator: "\n").map { "\($0)\n" } : Self.records(text)
    return records.filter { record in
      let fields: [String]
      if isJSON {
        fields = [(try? JSON(parsing: Array(record.utf8)))?[column]?.string ?? ""]
      } else {
        fields = record.trimmingCharacters(in: .newlines).components(separatedBy: ",")
      }
      return !fields.contains { canonical.contains(self.canonical($0)) }
    }.joined()
  }

  private func canonical(_ id: String) -> String {
    let id = id.trimmingCharacters(in: .whitespaces)
    return form == .id ? id.uppercased().filter { $0.isLetter || $0.isNumber } : id
  }

  /// A text cut at the ends of lines outside of quotes, which stay with their records.
  static func records(_ text: String) -> [String] {
    var records: [String] = []
    var record: [UInt8] = []
    var isQuoted = false
    for byte in text.utf8 {
      record.append(byte)
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted {
        records.append(String(decoding: record, as: UTF8.self))
        record = []
      }
    }
    return record.isEmpty ? records : records + [String(decoding: record, as: UTF8.self)]
  }

  /// Identifiers of the people in the first source, in its order.
  func people() throws -> [String] {
    let records = Self.records(try Self.fixture(files[0]))
    let position = records[0].components(separatedBy: ",").firstIndex(of: column)!
    var seen: Set<String> = []
    return records.dropFirst().compactMap { record in
      let fields = record.trimmingCharacters(in: .newlines).components(separatedBy: ",")
      guard fields.count > position, !fields[position].isEmpty, seen.insert(fields[position]).inserted else {
        return nil
      }
      return fields[position]
    }
  }

  func tombstones(_ workspace: Workspace, _ people: Set<String>) throws -> Tombstones {
    let ring = try KeyRing.open(path: workspace.path("ring.keyring"))
    let tokenizer = try ring.tokenizer(tenant: "", domain: domain, form: form)
    return Tombstones(people.map { Token(parsing: tokenizer.token(of: $0)!)! })
  }
}

extension Workspace {
  /// The bytes of what runs write, but for manifests, which hold times and runs.
  func contents(of folder: String) -> [String: String] {
    var contents: [String: String] = [:]
    for name in names(in: folder) where !name.hasPrefix("manifest") { contents[name] = read("\(folder)/\(name)") }
    return contents
  }
}
