import CKernels
import Columns
import Configuration

/// Takes the logarithm of 1 + x, which keeps 0 at 0 and pulls in a long tail.
struct Log1p: Scaler {
  static let name = "log1p"
  static let parameters: [Parameter<Log1p>] = [infinityParameter]
  static let guide = Guide(
    summary: "Takes the natural logarithm of 1 + x, for amounts and counts with a long tail.",
    counterpart: "numpy.log1p",
    formula: "y = ln(1 + x), exact near 0. A value of -1 or less is an error. Missing values stay missing.",
    source: "numpy 2.4, log1p",
    example: "{id: tail, use: log1p, columns: {tag: money}}",
    reveals: "The names of the columns; with `inf: clip` their extremes; with privacy.k over at least k people.")

  var inf = InfinityPolicy.error

  var hidesInfinity: Bool { true }
  var refusal: String { "the value is -1 or less, where ln(1 + x) is not defined" }

  func collected(_ context: FitContext) -> NothingCollected { NothingCollected() }
  func fit(_ collected: NothingCollected, named name: String) -> NamedColumn { NamedColumn(name: name) }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: NamedColumn) {
    ck_log1p(numbers.baseAddress, numbers.count)
  }
}
