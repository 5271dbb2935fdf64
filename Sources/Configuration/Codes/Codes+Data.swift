extension DiagnosticCode {
  package static let wrongDataType = DiagnosticCode(
    "F0401", "text that is no value of its type",
    "A field cannot be read as the type that the contract declares. The row and the column are named, the text is not.")
  package static let missingData = DiagnosticCode(
    "F0402", "missing value", "A field is empty in a column that the contract does not declare `nullable`.")
  package static let outOfBounds = DiagnosticCode(
    "F0403", "value out of bounds", "A number lies outside `min` or `max` of its column.")
  package static let notAllowed = DiagnosticCode(
    "F0404", "value that is not allowed", "A text is none of the `values` that the contract lists.")
  package static let notUnique = DiagnosticCode(
    "F0405", "value that is not unique", "An earlier row has the same value in a column that is declared `unique`.")
  package static let ragged = DiagnosticCode(
    "F0406", "record of another length", "A record has more or fewer fields than the header.")
  package static let badText = DiagnosticCode(
    "F0407", "bytes that are no text", "A field is not UTF-8, or holds a NUL byte.")
  package static let badQuoting = DiagnosticCode(
    "F0408", "broken quoting",
    "A quote stands inside an unquoted field, text follows a closing quote, or the file ends within a quoted field.")
  package static let fieldTooLarge = DiagnosticCode(
    "F0409", "field or record too large",
    "A field above 1 MiB or a record above 64 MiB is mostly a quote that was never closed; it is not read.")
  package static let badHeader = DiagnosticCode(
    "F0410", "header", "The first record cannot serve as a header: it is missing, damaged, or names a column twice.")
  package static let contractNotMet = DiagnosticCode(
    "F0411", "columns of the file and the contract differ",
    "The file lacks columns of the contract, or has others and the contract says `extra_columns: fail`. Names are "
      + "compared byte by byte.")
  package static let breaker = DiagnosticCode(
    "F0412", "breaker",
    "More rows break the contract than `on_invalid_row.max_fraction` allows. Nothing was published. The counts by rule "
      + "and the first of the rows are shown.")
  package static let damagedFile = DiagnosticCode(
    "F0413", "damaged file", "Compressed data end too early or are damaged, or the file changed while it was read.")

  /// F04xx: the content of sources.
  static let data: [DiagnosticCode] = [
    wrongDataType, missingData, outOfBounds, notAllowed, notUnique, ragged, badText, badQuoting, fieldTooLarge, badHeader,
    contractNotMet, breaker, damagedFile,
  ]
}
