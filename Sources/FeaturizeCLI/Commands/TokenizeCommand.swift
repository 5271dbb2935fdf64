import ArgumentParser
import Privacy

extension CanonicalForm: ExpressibleByArgument {}

struct TokenizeCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Prints the tokens of identifiers, one a line on standard input, one a line on standard output.",
    discussion: """
      Domain, tenant, canonical form and kind of token are those of the rules of a pipeline, or are given beside a key \
      ring. A line that has no token gives an empty line, a message with its number, and exit code 1. Identifiers are \
      never printed. For whoever holds the key a token is personal data, and so is this list.
      """)

  @Option(help: ArgumentHelp("The domain of the tokens.", valueName: "name"))
  var domain: String

  @Option(
    help: ArgumentHelp("The pipeline whose tokens they are.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(name: .customLong("set"), help: ArgumentHelp("Sets a parameter of `params:`.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(help: ArgumentHelp("The key ring, instead of a pipeline; for stateless tokens.", valueName: "file"))
  var key: String?

  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: ArgumentHelp("With --key: the tenant, as `privacy.tenant` names it.", valueName: "name"))
  var tenant: String?

  @Option(help: "With --key: the canonical form: text, id, email or phone.")
  var form: CanonicalForm?

  @Flag(help: "One token under every key that still resolves, the primary key's first, separated by tabs.")
  var allKeys = false

  func validate() throws {
    if (key == nil) == (pipeline == nil) { throw ValidationError("give exactly one of --key and --pipeline") }
    if !Token.isDomain(domain) {
      throw ValidationError("--domain takes a small letter, then small letters, digits and single `_`")
    }
    if key == nil, passphrase.count > 0 || tenant != nil || form != nil {
      throw ValidationError("a passphrase, --tenant and --form go with --key")
    }
    if passphrase.passphraseFd == 0 {
      throw ValidationError("standard input holds the identifiers: take another descriptor")
    }
    if key != nil, !assignments.isEmpty { throw ValidationError("--set goes with --pipeline") }
    if pipeline == "-" { throw ValidationError("standard input holds the identifiers: name a file") }
  }

  func run(on terminal: Terminal) -> ExitStatus {
    if let key {
      return terminal.tokenize(
        under: key, passphrase: passphrase.input, tenant: tenant ?? "", domain: domain, form: form ?? .text,
        allKeys: allKeys)
    }
    return terminal.tokenize(
      as: PipelineOptions(pipeline ?? "", assignments: assignments), domain: domain, allKeys: allKeys)
  }
}
