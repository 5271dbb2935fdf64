import Columns

/// Gaussian noise that the encodings of fitted rows are multiplied with: N(1, sigma), drawn by the keyed hash of the
/// row's key, so that it depends on neither the order of rows nor the chunking.
struct TargetNoise: Sendable {
  let sigma: Double
  let seed: Int

  /// The factor of every row; one of another output column is independent of it.
  func factors(_ rows: Rows, output: Int) -> Buffer<Double> {
    let salt = UInt64(bitPattern: Int64(seed)).mixed &+ UInt64(output)
    if let hashes = rows.hashes { return hashes.map { factor($0 ^ salt.mixed) } }
    return rows.rowNumbers.map { factor(UInt64(bitPattern: $0) ^ salt.mixed) }
  }

  private func factor(_ hash: UInt64) -> Double {
    1 + sigma * NormalDistribution.quantile((Double(hash.mixed >> 11) + 0.5) * 0x1p-53)
  }
}
