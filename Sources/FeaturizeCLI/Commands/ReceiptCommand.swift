import ArgumentParser

struct ReceiptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "Verifies receipts of erasures.",
    subcommands: [ReceiptVerifyCommand.self, ReceiptKeyCommand.self, ReceiptShowCommand.self])
}

struct ReceiptVerifyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Tells whether a receipt is what was signed.",
    discussion: """
      Anybody can do this, without a key ring. That the key is the one of who it should be is known only where --public-key \
      comes from them, by another way than the receipt.
      """)

  @Argument(help: "The receipt.")
  var file: String
  @Option(
    help: ArgumentHelp("The public key, 64 hexadecimal digits, as `featurize receipt key` prints it.", valueName: "hex")
  )
  var publicKey: String?

  func run(on terminal: Terminal) -> ExitStatus { terminal.verifyReceipt(file, publicKey: publicKey) }
}

struct ReceiptKeyCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Prints the public keys that receipts are verified with, a line for each key of the ring.")

  @Argument(help: "The key ring.", completion: .file())
  var keyRing: String
  @OptionGroup var passphrase: PassphraseOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.printReceiptKeys(self) }
}

struct ReceiptShowCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints the receipt of an erasure that the ledger keeps.")

  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("The erasure; without it all are listed.", valueName: "id"))
  var erasure: String?
  @OptionGroup var report: ReportOptions

  func run(on terminal: Terminal) -> ExitStatus { terminal.showReceipt(erasure, ledger, report) }
}
