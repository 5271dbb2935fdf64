import Configuration

/// A text file of days: one `yyyy-mm-dd` a line, whatever follows a comma being a remark; blank lines and lines that
/// begin with `#` say nothing.
struct HolidayFile: ParameterValue {
  let path: Located<String>
  /// The days since 1970; `nil` until the file has been read.
  private(set) var days: [Int32]?

  init(_ path: Located<String>) { self.path = path }

  /// Takes the file's contents; names the first line that is no day.
  mutating func read(_ contents: String) throws(TransformError) {
    var days: [Int32] = []
    for (number, line) in contents.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let text = line.prefix { $0 != "," }.filter { !$0.isWhitespace }
      if text.isEmpty || text.hasPrefix("#") { continue }
      guard let day = Calendar.date(text) else {
        throw .badArgument(parameter: "holidays_file", problem: "has no date (yyyy-mm-dd) in line \(number + 1)")
      }
      days.append(day)
    }
    self.days = days
  }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> HolidayFile? {
    Located<String>.decode(node, &decoder).map { HolidayFile($0) }
  }

  static var schema: JSON { String.schema }
  var json: JSON? { .string(path.value) }
}
