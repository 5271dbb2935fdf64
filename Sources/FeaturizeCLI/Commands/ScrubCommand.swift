import ArgumentParser
import Engine
import Privacy

extension LineForm: ExpressibleByArgument {}
extension EntityWord: ExpressibleByArgument {}
extension Country: ExpressibleByArgument {}

/// What takes the place of what is found.
enum ReplacementStyle: String, ExpressibleByArgument, CaseIterable {
  case label, token, partial
}

struct ScrubCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub",
    abstract: "Takes personal data and secrets out of a log: from standard input to standard output.",
    discussion: """
      some_app 2>&1 | featurize scrub
      featurize scrub --exec -- some_app --port 80

      Lines are given out as they end. With --exec both streams of the command are scrubbed, signals reach it, and its \
      exit code is ours; 127 and 126 say that it was not found or did not start.
      """)

  @Option(name: .customLong("input"), help: "What the lines are: auto, plain, json or logfmt.")
  var form = LineForm.auto

  @Option(help: "What takes the place: label ([EMAIL]), token (lines still correlate) or partial (a***@***.org).")
  var style = ReplacementStyle.label

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Whose identifiers are looked for besides, by the codes of ISO 3166-1.", valueName: "code"))
  var countries: [Country] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these entities or groups, such as email or national_id.", valueName: "entity"))
  var entities: [EntityWord] = []

  @Option(
    help: ArgumentHelp("A YAML file with `patterns:` of your own.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var patterns: String?

  @Option(help: ArgumentHelp("The key ring for tokens.", valueName: "file"), completion: .file())
  var key: String?

  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: "The domain of tokens; otherwise each entity has its own, such as `email`.")
  var domain: String?

  @Option(help: "The tenant that tokens belong to, as in `privacy.tenant`.")
  var tenant = ""

  @Option(help: "Number of threads; what comes out does not depend on it. Each stream of a command has one.")
  var threads = Machine.processorCount

  @Flag(help: "Runs the command after `--` and scrubs what it writes.")
  var exec = false

  @Argument(parsing: .postTerminator, help: ArgumentHelp("The command and its arguments.", valueName: "command"))
  var command: [String] = []

  func validate() throws {
    if style == .token, key == nil { throw ValidationError("--style token needs --key: the key ring of the tokens") }
    if style != .token, key != nil || domain != nil || !tenant.isEmpty {
      throw ValidationError("--key, --domain and --tenant go with --style token")
    }
    if passphrase.count > 0, key == nil {
      throw ValidationError("a passphrase goes with --key: the key ring that it opens")
    }
    if let domain, !Token.isDomain(domain) {
      throw ValidationError("--domain takes a small letter, then small letters, digits and single `_`, at most 32")
    }
    if !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024") }
    if exec, command.isEmpty { throw ValidationError("--exec needs a command: featurize scrub --exec -- COMMAND") }
    if !exec, !command.isEmpty { throw ValidationError("a command needs --exec: featurize scrub --exec -- COMMAND") }
  }

  var policy: DetectionPolicy {
    let countries = Set(countries)
    if entities.isEmpty { return DetectionPolicy(countries: countries) }
    return DetectionPolicy(
      exactly: entities.reduce(into: []) { $0.formUnion($1.entities(in: countries)) },
      countries: countries.isEmpty ? Set(Country.allCases) : countries)
  }

  func run(on terminal: Terminal) -> ExitStatus { terminal.scrub(self) }
}
