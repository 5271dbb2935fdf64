package import Columns
package import Configuration

/// Moves the dates of each subject by a number of days that only the key holder can compute.
package struct ShiftDates: Treatment {
  package static let name = "shift_dates"
  package static let guide = TreatmentGuide(
    summary: "Moves all dates of a subject by the same secret number of days, so that intervals stay.",
    leaves: """
      Intervals between the dates of one subject, the time of day, and the season as far as `days` is small; the day of \
      the week is lost. Who knows one true date of a subject knows the others. Dates that many share (a holiday, an \
      outage) can give shifts away. Shifted dates are not HIPAA Safe Harbor, which leaves years only. Sensitivity: \
      quasi-identifier.
      """,
    example:
      "{id: dates, use: shift_dates, columns: [admitted, discharged], with: {key: pii_key, days: 60}}")

  package var secret: Located<String>?
  package var days = 30
  package var by: Located<String>?

  package init() {}

  package static let parameters: [Parameter<ShiftDates>] = [
    .init("key", \.secret, "The key ring's name under `secrets:`.", required: true),
    .init(
      "days", \.days, "Dates move by 1 to this many days, back or forth, each as likely.", .atLeast(1), .atMost(3650)),
    .init(
      "by", \.by,
      "A column of the same source that is tokenized: rows of one token move alike. By default the one that tells people apart."
    ),
  ]

  package var key: Located<String>? { secret }

  package var companion: Companion? { by.map { .column($0) } ?? .person }

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    guard field.type == .date || field.type == .timestamp else {
      throw .wrongType(column: field.name, expected: "date or timestamp", found: field.type)
    }
    guard field.sensitivity <= .direct else {
      throw .tooWeak(
        column: field.name, sensitivity: field.sensitivity, treatment: Self.name, enough: "tokenize or drop")
    }
    var field = field
    field.sensitivity = min(field.sensitivity, .quasi)
    return field
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    guard let secret else { preconditionFailure("`key` is required") }
    return ShiftedDates(shift: try keys.keyRing(secret.value).dateShift(tenant: keys.tenant, days: days))
  }
}

private struct ShiftedDates: ColumnTreatment {
  private static let problem = "cannot be moved: nobody's, or at the end of the calendar"

  /// The years 1 to 9999, which is what can be written and read again, in days since 1970.
  private static let calendar: Range<Int32> = -719_162..<2_932_897

  let shift: DateShift

  func apply(_ column: Column) -> TreatedColumn {
    preconditionFailure("dates move with the tokens of their rows")
  }

  func apply(_ column: Column, of rows: RowContext) -> TreatedColumn {
    guard let tokens = rows.tokens else { preconditionFailure("the plan names the column of tokens") }
    let shifts = shift.days(of: tokens)
    var invalid: [Int32] = []
    func moved<Number: FixedWidthInteger>(_ values: Buffer<Number>, day: Number) -> Buffer<Number> {
      let calendar = (Number(Self.calendar.lowerBound) * day)..<(Number(Self.calendar.upperBound) * day)
      return Buffer(count: values.count) { memory in
        for row in 0..<memory.count {
          memory[row] = 0
          guard column.validity.isValid(row) else { continue }
          let (value, overflow) = values[row].addingReportingOverflow(Number(shifts[row]) * day)
          // A row of nobody has no shift: its true date must not pass.
          if overflow || shifts[row] == 0 || !calendar.contains(value) {
            invalid.append(Int32(row))
          } else {
            memory[row] = value
          }
        }
      }
    }
    let values: Column.Values
    switch column.values {
    case .date(let days): values = .date(moved(days, day: 1))
    case .timestamp(let moments): values = .timestamp(moved(moments, day: 86_400_000_000))
    default: preconditionFailure("the plan lets only dates and timestamps through")
    }
    let validity = TreatedColumn.clearing(invalid, in: column.validity, count: column.count)
    return TreatedColumn(Column(values, validity: validity), invalidRows: Buffer(invalid), problem: Self.problem)
  }
}
