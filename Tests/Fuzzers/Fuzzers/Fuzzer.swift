import CLibFuzzer
import Glibc

/// One kind of bytes that come from outside, and what must hold of whatever is made of them.
///
/// A check that fails traps, which the fuzzer reports together with the bytes that led there.
protocol FuzzedInput: Sendable {
  static var name: String { get }
  static func check(_ bytes: [UInt8])
}

/// Every kind, by the name that `.ci/fuzz` and the folders of the corpus use.
let fuzzedInputs: [any FuzzedInput.Type] = [
  YAMLInput.self, ExpressionInput.self, CSVInput.self, JSONLinesInput.self, StateInput.self, KeyRingInput.self,
  TokenInput.self, DetectorInput.self, ScrubberInput.self, LogInput.self, SecretAnswerInput.self,
]

@main enum Fuzzer {
  /// The kind that FEATURIZE_FUZZED names.
  private static let chosen: any FuzzedInput.Type = {
    let name = getenv("FEATURIZE_FUZZED").map { String(cString: $0) } ?? ""
    guard let input = fuzzedInputs.first(where: { $0.name == name }) else {
      let names = fuzzedInputs.map { $0.name }.joined(separator: ", ")
      fatalError("FEATURIZE_FUZZED is one of \(names)")
    }
    return input
  }()

  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
  }

  fileprivate static func check(_ bytes: [UInt8]) { chosen.check(bytes) }
}

/// What libFuzzer calls with each input; its library asks for the name.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Fuzzer.check(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// What a fuzzer expects of the code, in one word.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  if !holds { fatalError(what()) }
}
