import Columns
import Configuration
import Plan
import Privacy

/// Counts the tokens of a source as it is read, to warn of those that can be guessed from how often they occur.
struct Guessing {
  /// Positions among the ingested columns, with their names; none where nobody looks.
  private let columns: [(position: Int, name: String)]
  private let source: String

  init(_ source: PlannedSource, isWanted: Bool) {
    self.source = source.name
    columns = source.columns.compactMap { column in
      guard isWanted, let tokenize = column.treatment?.treatment as? Tokenize, tokenize.keepsEquality,
        let field = column.ingested, let position = source.ingested.position(of: field.name)
      else { return nil }
      return (position, field.name)
    }
  }

  /// Where counting begins.
  var none: [TokenFrequencies] { columns.map { _ in TokenFrequencies() } }

  /// Of one chunk; safe to call from several threads.
  func frequencies(in chunk: ChunkReader.TreatedChunk) -> [TokenFrequencies] {
    columns.map { TokenFrequencies(chunk.columns[$0.position]) }
  }

  /// Warnings; figures are rounded, and no value is named.
  func findings(_ frequencies: [TokenFrequencies]) -> [Diagnostic] {
    zip(columns, frequencies).compactMap { column, frequencies in
      frequencies.finding.map { finding in
        Diagnostic(
          .guessable, at: .data(source: source, row: nil, column: column.name),
          "tokenized column `\(column.name)` \(finding), so that its tokens can be told by how often they occur",
          help: "generalize or drop it, or give each occurrence its own token with `policy: full`",
          severity: .warning)
      }
    }
  }
}
