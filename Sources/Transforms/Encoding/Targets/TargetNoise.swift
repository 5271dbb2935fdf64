import Columns

/// Gaussian noise that the encodings of fitted rows are multiplied with: N(1, sigma), drawn by the keyed hash of the
/// row's key, so that it depends on neither the order of rows nor the chunking.
struct TargetNoise: Sendable {
  let sigma: Double
  let seed: Int

  /// The factor of every row; one of another output column is independent of it.
  func factors(_ rows: Rows, output: Int) -> Buffer<Double> {
    let salt = UInt64(bitPattern: Int64(seed)).mixed &+ UInt64(output)
    return rows.drawHashes.map { factor($0.drawn(salt.mixed)) }
  }

  private func factor(_ draw: UInt64) -> Double {
    1 + sigma * NormalDistribution.quantile(draw.unitFraction)
  }
}
