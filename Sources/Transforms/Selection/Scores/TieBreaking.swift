import Columns
import Configuration

extension [Buffer<Double>] {
  /// The chunks divided by their standard deviation, with a little noise that tells equal values apart: drawn for each
  /// row from its hash, so that the result depends on neither the order of rows nor the run. scikit-learn draws the
  /// same noise from a generator without seed.
  ///
  /// - Parameter stream: a number that is another one for each column.
  func scaledAndTold(apartBy hashes: [Buffer<UInt64>], stream: Int) -> [Double] {
    let moments = reduce(into: Moments()) { $0.merge(Moments($1, validity: nil)) }
    let scale = moments.isConstant ? 1 : moments.variance.squareRoot()
    var values: [Double] = []
    values.reserveCapacity(moments.count)
    for chunk in self { chunk.withUnsafeBufferPointer { for value in $0 { values.append(value / scale) } } }
    let magnitude = values.reduce(0) { $0 + Swift.abs($1) } / Double(Swift.max(values.count, 1))
    let noise = 1e-10 * Swift.max(1, magnitude)
    let salt = UInt64(stream + 1) &* UInt64.golden
    var row = 0
    values.withUnsafeMutableBufferPointer { values in
      for chunk in hashes {
        chunk.withUnsafeBufferPointer { hashes in
          for hash in hashes {
            values[row] += noise * NormalDistribution.quantile(hash.drawn(salt).unitFraction)
            row &+= 1
          }
        }
      }
    }
    return values
  }
}
