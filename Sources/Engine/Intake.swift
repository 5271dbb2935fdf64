import Configuration
import Plan
import Privacy

/// What every row of a plan passes through, made ready once: the treatments with their keys, and the hashers that
/// decide splits and folds and tell people apart. Deriving keys costs system calls; serving a row must not.
struct Intake: Sendable {
  let keys: KeyRings
  /// By position of the source, and in its columns; `nil` for columns that pass as they are, or not at all.
  let treatments: [[(any ColumnTreatment)?]]
  let splitHasher: RowHasher
  let foldHasher: RowHasher
  let peopleHasher: RowHasher
  /// Two, for 128 bits together; none where no column is unique.
  let uniqueHashers: [RowHasher]

  init(_ plan: Plan, keys: KeyRings) throws(EngineError) {
    self.keys = keys
    splitHasher = try keys.rowHasher(label: "split")
    foldHasher = try keys.rowHasher(label: "fold")
    peopleHasher = try keys.rowHasher(label: "people")
    let isAnyUnique = plan.sources.contains { $0.columns.contains { $0.isUnique } }
    let uniqueLabels = isAnyUnique ? ["unique, upper", "unique, lower"] : []
    uniqueHashers = try uniqueLabels.map { (label) throws(EngineError) in try keys.rowHasher(label: label) }
    let access = keys.access(tenant: plan.privacy?.tenant ?? "", detection: plan.detection)
    treatments = try plan.sources.map { (source) throws(EngineError) in
      try source.columns.map { (column) throws(EngineError) -> (any ColumnTreatment)? in
        guard let treatment = column.treatment, column.ingested != nil else { return nil }
        do throws(PrivacyError) {
          return try treatment.treatment.prepare(column.field, pii: column.personalData?.rawValue, keys: access)
        } catch {
          throw .privacy(error)
        }
      }
    }
  }
}
