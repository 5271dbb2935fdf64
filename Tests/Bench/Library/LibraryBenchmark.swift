import Featurize
import Glibc

/// What `make bench` times inside the library, without a command line around it.
///
///     LibraryBenchmark rows PIPELINE STATE TABLE COUNT   one row at a time through a fitted pipeline
///     LibraryBenchmark sparse PIPELINE TABLE             fit and transform a table into a sparse matrix
///
/// Prints lines `figure NAME NUMBER`, as measure.py reads them.
@main enum LibraryBenchmark {
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    switch (words.first, words.count) {
    case ("rows", 5): try rows(pipeline: words[2], state: words[3], table: words[4], count: Int(words[5]) ?? 0)
    case ("sparse", 3): try sparse(pipeline: words[2], table: words[3])
    default: exit(2)
    }
  }

  /// The rows come as text, by the names of their columns; out comes a matrix of one row.
  static func rows(pipeline: String, state: String, table: String, count: Int) throws {
    let fitted = try FeaturePipeline(contentsOf: pipeline).restore(state: bytes(of: state))
    let rows = Self.rows(at: table, limit: 1000)
    var total = 0.0
    var nanoseconds: [Int64] = []
    nanoseconds.reserveCapacity(count)
    let clock = ContinuousClock()
    for turn in 0..<count + rows.count {
      let row = rows[turn % rows.count]
      let start = clock.now
      let matrix = try fitted.transform(rows: [row]).matrix(of: Double.self)
      let (seconds, attoseconds) = start.duration(to: clock.now).components
      // The first round warms up; its features are compared with the peer's.
      if turn < rows.count {
        total += matrix.values.reduce(0, +)
      } else {
        nanoseconds.append(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
      }
    }
    nanoseconds.sort()
    report("total", total)
    report("seconds", Double(nanoseconds.reduce(0, +)) * 1e-9)
    report("p50", Double(nanoseconds[count / 2]) * 1e-3)
    report("p99", Double(nanoseconds[count * 99 / 100]) * 1e-3)
  }

  static func sparse(pipeline: String, table: String) throws {
    let clock = ContinuousClock(), start = clock.now
    let fitted = try FeaturePipeline(contentsOf: pipeline, parameters: ["input": table]).fitTransform()
    let matrix = try fitted.training.sparseMatrix(of: Float.self)
    let (seconds, attoseconds) = start.duration(to: clock.now).components
    report("seconds", Double(seconds) + Double(attoseconds) * 1e-18)
    report("rows", Double(matrix.rowCount))
    report("columns", Double(matrix.featureNames.count))
    report("entries", Double(matrix.values.count))
  }

  static func report(_ name: String, _ number: Double) { print("figure \(name) \(number)") }

  static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
    return bytes
  }

  /// The first rows of a CSV file without quotes, by the names of the header.
  static func rows(at path: String, limit: Int) -> [[String: String]] {
    let lines = String(decoding: bytes(of: path), as: UTF8.self).split(separator: "\n").prefix(limit + 1)
    let names = lines[0].split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(names, fields))
    }
  }
}
