package import Configuration
import Formats
package import Privacy

/// A file, or standard input, that is looked at for personal data.
package struct ScannedFile: Sendable {
  package let path: String
  package let format: ScannedFormat
  private let delimiter: UInt8?

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - format: by the name's ending if `nil`.
  ///   - delimiter: of a CSV; told by its first line if `nil`.
  package init(path: String, format: ScannedFormat? = nil, delimiter: UInt8? = nil) {
    self.path = path
    self.format = format ?? ScannedFormat(path: path)
    self.delimiter = delimiter
  }

  /// Searches the file as a text, whatever its format; see `TextScan`.
  package func search(
    _ scanner: Scanner, showsOverlaps: Bool, _ report: (TextScan.Part) -> Bool
  ) throws(DiagnosticError) -> Int {
    do throws(FormatError) {
      return try TextScan(scanner, showsOverlaps: showsOverlaps).run(ByteStream(path: path), report)
    } catch {
      throw DiagnosticError(error.diagnostic(reading: path))
    }
  }

  /// Looks at every value of a table.
  package func profile(_ scanner: Scanner) throws(DiagnosticError) -> TableProfile {
    do throws(FormatError) {
      let stream = try ByteStream(path: path)
      switch format {
      case .csv: return try TableProfile(csv: stream, delimiter: delimiter, scanner: scanner)
      case .jsonl: return try TableProfile(jsonLines: stream, scanner: scanner)
      case .text: preconditionFailure("text has no columns")
      }
    } catch {
      throw DiagnosticError(error.diagnostic(reading: path))
    }
  }

  /// A first pipeline for a table.
  ///
  /// - Parameter keyRing: where the key ring is, or is to be, that the pipeline names if it needs one.
  package func starterPipeline(_ scanner: Scanner, keyRing: String) throws(DiagnosticError) -> StarterPipeline {
    guard format != .text else {
      throw DiagnosticError(
        Diagnostic(
          .noStarterPipeline, at: .whole(path), "its name does not say whether it is CSV or JSON Lines",
          help: "say --format-in csv or --format-in jsonl"))
    }
    let table = try profile(scanner)
    do throws(StarterPipeline.Obstacle) {
      return try StarterPipeline(table, path: path, keyRing: keyRing)
    } catch {
      throw DiagnosticError(
        Diagnostic(.noStarterPipeline, at: .whole(path), error.message, help: error.help))
    }
  }
}

extension StarterPipeline.Obstacle {
  fileprivate var message: String {
    switch self {
    case .noHeader: "the first line looks like data, not like the names of columns"
    case .duplicate(let first, let second): "columns \(first) and \(second) have the same name"
    case .badName(let column): "the name of column \(column) is no text"
    case .noColumns: "it has no column that a pipeline could name"
    }
  }

  fileprivate var help: String {
    switch self {
    case .noHeader: "put a line with names in front"
    case .duplicate: "rename one of them"
    case .badName: "write the first line in UTF-8, without NUL bytes"
    case .noColumns: "give the columns names; of JSON Lines, write one object on each line"
    }
  }
}
