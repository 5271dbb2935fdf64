import Configuration
import Formats

extension StarterPipeline {
  /// The pipeline as YAML.
  package var text: String {
    var lines = [
      "# A first pipeline for \(table.rows) rows of \(members.count) columns, written by `featurize init`: types and tags are",
      "# what the values and names suggest. Read it, decide, and delete the comments.",
      "featurize: 1",
      "name: \(name)",
      "",
    ]
    if subject != nil {
      lines += ["secrets:", "  pii_key: {file: \(Self.scalar(keyRing))}", ""]
    }
    lines += source + privacy
    lines += [
      "# What to do with the columns: `featurize explain` lists the transformers. For example:",
      "#   - {id: fill, use: simple_imputer, columns: {type: number}, with: {strategy: median}}",
      "#   - {id: scale, use: standard_scaler, columns: {type: number}}",
      "steps: []",
      "",
      "outputs:",
      "  features: {format: csv, uri: out/\(name)/features.csv}",
      "quarantine: {uri: out/\(name)/rejected.csv}",
      "state:    {uri: out/\(name)/state.json}",
      "manifest: {uri: out/\(name)/manifest.json}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var source: [String] {
    var lines = ["sources:", "  \(Self.scalar(name)):"]
    switch table.format {
    case .csv(let delimiter):
      lines += ["    format: csv", "    uri: \(Self.scalar(path))"]
      if delimiter != UInt8(ascii: ",") {
        lines.append("    delimiter: \(Self.quoted(String(UnicodeScalar(delimiter))))")
      }
      if !nullWords.isEmpty {
        lines.append("    null_values: [\((["\"\""] + nullWords.map(Self.quoted)).joined(separator: ", "))]")
      }
    case .jsonLines: lines += ["    format: jsonl", "    uri: \(Self.scalar(path))"]
    }
    lines.append("    contract:")
    if members.contains(where: { isOftenAbsent($0.profile) }) {
      lines.append("      missing_columns: null")
    }
    if invalidRows > 0 {
      lines.append(
        "      # \(invalidRows) of \(table.rows) rows or fewer are malformed or break the contract: they are set aside."
      )
    }
    lines.append("      on_invalid_row: {action: quarantine, max_fraction: \(maximumFraction)}")
    for position in leftOut {
      lines.append("      # Column \(position) is left out: its name is empty or holds `${`.")
    }
    lines.append("      columns:")
    let width = min(32, members.map { Self.scalar($0.name).count }.max() ?? 0)
    for member in members { lines.append("        \(declaration(of: member, width: width))") }
    lines.append("")
    return lines
  }

  /// Rows that the contract sets aside, at most: one may break it in several columns.
  private var invalidRows: Int {
    members.reduce(table.malformedRows) { sum, member in
      sum + (member.kind == member.profile.type.kind ? member.profile.misfits : 0)
        + (member.role == .key ? member.profile.rowsAgainstKey : 0)
        + (isOftenAbsent(member.profile) ? 0 : table.absentRows(of: member.profile))
    }
  }

  /// At least a hundredth, and a tenth more than the invalid rows there are.
  private var maximumFraction: String {
    let needed = table.rows == 0 ? 0 : Double(invalidRows) / Double(table.rows) * 1.1
    let hundredths = min(100, max(1, Int((needed * 100).rounded(.up))))
    return hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  private func declaration(of member: Member, width: Int) -> String {
    var properties = ["type: \(member.kind.rawValue)"]
    if let format = member.format { properties.append("format: \(format.rawValue)") }
    if let role = member.role { properties.append("role: \(role.rawValue)") }
    if member.isUnique { properties.append("unique: true") }
    if member.isNullable { properties.append("nullable: true") }
    if let kind = member.tag?.kind { properties.append("pii: \(kind.rawValue)") }
    let name = Self.scalar(member.name) + ":"
    // Two spaces at least: one less, and `password: {type` looks like a password.
    let padding = String(repeating: " ", count: max(2, width + 3 - name.count))
    let line = "\(name)\(padding){\(properties.joined(separator: ", "))}"
    return member.remarks.isEmpty ? line : "\(line)  # \(member.remarks.joined(separator: "; "))"
  }

  private var privacy: [String] {
    guard let subject else { return [] }
    var lines = [
      "privacy:", "  # Whose rights an erasure request exercises.",
      "  subject: \(Self.scalar("\(name).\(subject)"))", "  k: 5", "  rules:",
    ]
    for rule in rules {
      let columns = rule.columns.map(Self.scalar).joined(separator: ", ")
      let arguments = rule.arguments.map { ", with: \($0)" } ?? ""
      lines.append("    - {id: \(rule.id), use: \(rule.use), columns: [\(columns)]\(arguments)}")
    }
    lines.append("")
    return lines
  }

  // MARK: Scalars

  /// A text as a YAML scalar: plain where it can only be text.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) || $0 == UInt8(ascii: "_") } == true
      && text.utf8.allSatisfy {
        (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || "_-./".utf8.contains($0)
      }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return isPlain && !words.contains(text.lowercased()) ? text : quoted(text)
  }

  /// Within double quotes; JSON's escapes are YAML's too.
  static func quoted(_ text: String) -> String { JSON.string(text).line }
}
