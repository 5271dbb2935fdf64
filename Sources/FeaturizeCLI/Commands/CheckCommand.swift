import ArgumentParser
import Configuration
import Engine
import Privacy

struct CheckCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what a fitted state reveals, or how well the people of a table hide among each other.",
    discussion: """
      With --quasi the file is a CSV table: k-anonymity, l-diversity and t-closeness are measured. Without it the file is a \
      fitted state: what each step holds, and what should not leave. Exit code 1 if it falls short.
      """)

  enum Diversity: String, ExpressibleByArgument, CaseIterable { case distinct, entropy, recursive }

  @Argument(
    help: ArgumentHelp("A fitted state, or a CSV table.", valueName: "file"),
    completion: .file(extensions: ["json", "csv"]))
  var file: String
  @Option(help: ArgumentHelp("Columns of a table that identify together, separated by commas.", valueName: "columns"))
  var quasi: [String] = []
  @Option(
    help: ArgumentHelp("Columns that nobody should learn of a person, separated by commas.", valueName: "columns"))
  var sensitive: [String] = []
  @Option(
    help: ArgumentHelp(
      "Sensitive columns whose values have no order, though they are numbers: codes.", valueName: "columns"))
  var category: [String] = []
  @Option(
    help: ArgumentHelp("The column that tells people apart; otherwise every row is a person.", valueName: "column"))
  var subject: String?
  @Option(help: "People whom each class of a table, or each category of a state, must stand for at least.")
  var k = 5
  @Option(help: "Well-represented values of each sensitive column in a class, at the least.")
  var l: Double?
  @Option(help: "How l is counted: distinct, entropy or recursive.")
  var diversity = Diversity.distinct
  @Option(help: "With recursive: the most frequent value occurs less than c times as often as the rare ones.")
  var c: Double?
  @Option(help: "Earth mover's distance of a class from the whole table, at the most.")
  var t: Double?
  @Option(help: "The character between the fields of the table.")
  var delimiter = ","
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if quasi.isEmpty, !sensitive.isEmpty || !category.isEmpty || subject != nil || l != nil || t != nil || c != nil {
      throw ValidationError("a table is measured by its quasi-identifiers: name them with --quasi")
    }
    if !quasi.isEmpty, names(quasi).isEmpty { throw ValidationError("--quasi names no column") }
    if k < 1 { throw ValidationError("--k takes a number from 1") }
    if let l, !(1...1_000_000).contains(l) { throw ValidationError("--l takes a number from 1 to 1000000") }
    if let t, !(0...1).contains(t) { throw ValidationError("--t takes a number from 0 to 1") }
    if (diversity == .recursive) != (c != nil) { throw ValidationError("--c goes with --diversity recursive") }
    if let c, !(c > 0) { throw ValidationError("--c takes a number above 0") }
    if l != nil || t != nil, sensitive.isEmpty { throw ValidationError("--l and --t need --sensitive") }
    if report.format == .github || report.format == .sarif {
      throw ValidationError("--format is text or json here")
    }
    let all = names(quasi) + names(sensitive)
    if Set(all).count != all.count { throw ValidationError("a column is either a quasi-identifier or sensitive, once") }
    if !Set(names(category)).isSubset(of: names(sensitive)) {
      throw ValidationError("--category names columns of --sensitive")
    }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    if quasi.isEmpty { return terminal.checkState(file, k: k, report) }
    return terminal.checkTable(
      .init(
        path: file, delimiter: delimiter, quasi: names(quasi), sensitive: names(sensitive),
        categories: Set(names(category)), subject: subject),
      ReleasePolicy(k: k, l: l, diversity: policyDiversity, t: t), report)
  }

  private var policyDiversity: ReleasePolicy.Diversity {
    switch diversity {
    case .distinct: .distinct
    case .entropy: .entropy
    case .recursive: .recursive(c: c ?? 1)
    }
  }

  private func names(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",").map(String.init) }
  }
}
