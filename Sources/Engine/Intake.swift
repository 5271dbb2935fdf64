import Columns
import Configuration
import Formats
import Plan
import Privacy

/// What every row of a plan passes through, made ready once: the treatments with their keys, and the hashers that
/// decide splits and folds and tell people apart. Deriving keys costs system calls; serving a row must not.
struct Intake: Sendable {
  let keys: KeyRings
  /// By position of the source, and in its columns; `nil` for columns that pass as they are, or not at all.
  let treatments: [[BoundTreatment?]]
  /// By position of the source: the columns that are searched for people who were erased.
  let sought: [[SoughtColumn]]
  /// By position of the source: the columns whose values are looked at in rows that are set aside.
  let tokenized: [[TokenizedColumn]]
  let splitHasher: RowHasher
  let foldHasher: RowHasher
  let peopleHasher: RowHasher
  /// Two, for 128 bits together; none where no column is unique.
  let uniqueHashers: [RowHasher]

  init(_ plan: Plan, keys: KeyRings, tombstones: Tombstones) throws(EngineError) {
    self.keys = keys
    sought = try plan.sources.map { (source) throws(EngineError) in
      guard !tombstones.isEmpty, let ring = keys.ring else { return [] }
      return try tombstones.soughtColumns(of: source, in: ring, tenant: plan.privacy?.tenant ?? "")
    }
    tokenized = try plan.sources.map { (source) throws(EngineError) in
      try keys.ring?.tokenizedColumns(of: source, tenant: plan.privacy?.tenant ?? "") ?? []
    }
    splitHasher = try keys.rowHasher(label: "split")
    foldHasher = try keys.rowHasher(label: "fold")
    peopleHasher = try keys.rowHasher(label: "people")
    let isAnyUnique = plan.sources.contains { $0.columns.contains { $0.isUnique } }
    let uniqueLabels = isAnyUnique ? ["unique, upper", "unique, lower"] : []
    uniqueHashers = try uniqueLabels.map { (label) throws(EngineError) in try keys.rowHasher(label: label) }
    let access = keys.access(tenant: plan.privacy?.tenant ?? "", detection: plan.detection)
    treatments = try plan.sources.map { (source) throws(EngineError) in
      try source.columns.map { (column) throws(EngineError) -> BoundTreatment? in
        guard let treatment = column.treatment?.treatment, column.ingested != nil else { return nil }
        let pii = column.personalData?.rawValue
        do throws(PrivacyError) {
          return BoundTreatment(
            first: try treatment.prepare(column.field, pii: pii, keys: access),
            second: column.second == nil ? nil : try treatment.prepareSecond(column.field, pii: pii, keys: access))
        } catch {
          throw .privacy(error)
        }
      }
    }
  }
}

extension KeyRing {
  fileprivate func tokenizedColumns(
    of source: PlannedSource, tenant: String
  ) throws(EngineError) -> [TokenizedColumn] {
    var columns: [TokenizedColumn] = []
    for column in source.columns {
      guard let tokenize = column.treatment?.treatment as? Tokenize else { continue }
      do throws(PrivacyError) {
        columns.append(
          TokenizedColumn(
            contract: column.soughtContract,
            tokenizer: try tokenizer(
              tenant: tenant, domain: tokenize.domain, form: tokenize.form(pii: column.personalData?.rawValue)),
            tokenAsRaw: tokenize.onInvalid == .tokenAsRaw))
      } catch {
        throw .privacy(error)
      }
    }
    return columns
  }
}

extension Tombstones {
  /// Every column that is tokenized in a domain with tombstones, whatever its role: a row that names somebody who was
  /// erased would carry their token.
  fileprivate func soughtColumns(
    of source: PlannedSource, in ring: KeyRing, tenant: String
  ) throws(EngineError) -> [SoughtColumn] {
    var sought: [SoughtColumn] = []
    for column in source.columns {
      guard let tokenize = column.treatment?.treatment as? Tokenize else { continue }
      if let kid = keyOutOfUse(in: ring, domain: tokenize.domain) {
        throw .diagnostics([
          Diagnostic(
            .tombstoneWithoutKey, at: .data(source: source.name, row: nil, column: column.field.name),
            "somebody was erased under key `\(kid)`, which is no longer in use: the run could not leave them out",
            help: "keep the key at status `resolve` as long as it has tombstones")
        ])
      }
      let found: TombstoneSeeker?
      do throws(PrivacyError) {
        found = try seeker(
          in: ring, tenant: tenant, domain: tokenize.domain, form: tokenize.form(pii: column.personalData?.rawValue),
          tokenAsRaw: tokenize.onInvalid == .tokenAsRaw)
      } catch {
        throw .privacy(error)
      }
      guard let found else { continue }
      sought.append(SoughtColumn(contract: column.soughtContract, seeker: found))
    }
    return sought
  }
}

/// What is done to a column, and what makes the second column beside it.
struct BoundTreatment: Sendable {
  let first: any ColumnTreatment
  let second: (any ColumnTreatment)?
}
