import Configuration

/// Which columns were hashed, and under which key.
struct HashedInputs: FittedState {
  let columns: [String]
  let fingerprint: Int64

  init(columns: [String], fingerprint: Int64) {
    self.columns = columns
    self.fingerprint = fingerprint
  }

  static let members: [StateMember] = ["columns", "fingerprint"]

  init(json: JSON) throws(TransformError) {
    let reader = try StateReader(json, Self.members)
    columns = try reader.categories("columns")
    fingerprint = try reader.count("fingerprint")
  }

  var json: JSON { ["columns": .array(columns.map { .string($0) }), "fingerprint": .int(fingerprint)] }
  var inputs: [String]? { columns }
}
