import ArgumentParser
import Engine

/// What of the machine a run may use.
struct MachineOptions: ParsableArguments {
  @Option(help: "Number of threads; results do not depend on it.")
  var threads = Machine.processorCount

  @Option(help: ArgumentHelp("Memory for data that is read more than once, such as 500M or 2G.", valueName: "size"))
  var memory = MemorySize.quarterOfMachine

  init() {}

  /// For commands that read no data.
  static var defaults: MachineOptions {
    var options = MachineOptions()
    options.threads = 1
    options.memory = .quarterOfMachine
    return options
  }

  func validate() throws {
    if !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024") }
  }
}

/// A number of bytes, written with a unit.
struct MemorySize: ExpressibleByArgument {
  let bytes: Int

  static var quarterOfMachine: MemorySize { MemorySize(bytes: Machine.memory / 4) }

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    var digits = argument[...]
    if digits.last?.uppercased() == "B" { digits.removeLast() }
    if digits.last?.lowercased() == "i" { digits.removeLast() }
    var unit = 1
    if let last = digits.last, let factor = units[Character(last.uppercased())] {
      unit = factor
      digits.removeLast()
    }
    guard let number = Int(digits), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String { "a quarter of the machine's" }
}
