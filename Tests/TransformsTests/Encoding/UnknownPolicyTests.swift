import Columns
import Configuration
import Testing

@testable import Transforms

/// One vocabulary of policies for all encoders, each of them total.
@Suite struct UnknownPolicyTests {
  /// Every encoder of the catalogue under every policy that it takes.
  static let cases: [ConformanceCase] = ConformanceCase.encoders.flatMap { sample in
    ["handle_unknown", "handle_missing"].flatMap { argument in
      Self.words(of: argument, in: sample).map { word in
        var copy = sample
        let others = (sample.arguments.object ?? []).filter { $0.name != argument }
        copy.arguments = .object(others + [.init(argument, .string(word))])
        return copy
      }
    }
  }

  private static func words(of argument: String, in sample: ConformanceCase) -> [String] {
    guard let schema = Catalog.entry(named: sample.name)?.schema["properties"]?[argument] else { return [] }
    return (schema["enum"]?.array ?? []).compactMap(\.string)
  }

  @Test(arguments: ConformanceCase.encoders) func wordsAreOfTheOneVocabulary(_ sample: ConformanceCase) {
    for word in Self.words(of: "handle_unknown", in: sample) { #expect(UnknownPolicy(rawValue: word) != nil) }
    for word in Self.words(of: "handle_missing", in: sample) { #expect(MissingCategory(rawValue: word) != nil) }
  }

  /// A row of categories that were not fitted, or of missing values, has a result of the declared shape, or is refused
  /// by column and row; with a floor, too. What is not known is counted.
  @Test(arguments: cases, [nil, 12]) func everyPolicyIsTotal(_ sample: ConformanceCase, _ k: Int?) throws {
    guard let decoded = try? sample.transformer() else { return }  // an argument that does not go with the policy
    let transformer = decoded
    var table = sample.table(for: transformer, seed: 4)
    guard (try? transformer.check(table.fields, target: table.targetField)) != nil else { return }
    let refusesMissing = sample.arguments["handle_missing"]?.string == "error"
    if refusesMissing { table = table.gather(table.rowsWithoutGaps) }
    let fitted = try fitErased(transformer, [table.rows], table.context(k: k))
    let outputs = try transformer.outputsErased(table.fields, fitted).map(\.field)
    let unknowns = UnknownCounts()
    let stranger = table.stranger(keeping: sample.companions, unknowns: unknowns)
    for rows in [stranger, table.rows(at: [0]), table.missing(keeping: sample.companions)] {
      do throws(TransformError) {
        let columns = try transformer.transformErased(rows, fitted, isFittedRows: false)
        #expect(columns.map(\.count) == outputs.map { _ in rows.count })
        for (column, output) in zip(columns, outputs) {
          #expect(output.isNullable || column.missingCount == 0, "\(output.name)")
          #expect(column.hasCleanSlots, "\(output.name)")
        }
      } catch {
        #expect(error.place != nil, "\(error)")
      }
    }
    guard sample.arguments["handle_unknown"]?.string != "error" else { return }
    for (position, field) in table.fields.enumerated()
    where field.type != .bool && !sample.companions.contains(position) {
      #expect(unknowns.byColumn[field.name] == 1, "\(field.name)")
    }
  }

  @Test func othersWordsAreRefused() {
    var decoder = Decoder(file: "test")
    #expect(OneHotEncoder.decode(Node(["handle_unknown": "return_nan"]), &decoder) == nil)
    #expect(decoder.diagnostics.map(\.message) == ["expected one of error, ignore, infrequent_if_exist"])
  }

  @Test func countsAddUp() throws {
    let encoder = try CountEncoder.make()
    let fitted = try Table("c", .letters("aab")).fit(encoder)
    let unknowns = UnknownCounts()
    for text in ["zza", "ab", "z"] {
      let rows = Rows(
        columns: [.letters(text)], rowNumbers: Buffer(repeating: 1, count: text.count), unknowns: unknowns)
      _ = try encoder.transform(rows, fitted)
    }
    #expect(unknowns.byColumn == ["c": 3])
  }
}

extension Table {
  fileprivate var rowsWithoutGaps: [Int] {
    (0..<count).filter { row in columns.allSatisfy { $0.validity.isValid(row) } }
  }

  /// One row of values that no sample has.
  fileprivate func stranger(keeping companions: Set<Int>, unknowns: UnknownCounts) -> Rows {
    let strange = columns.enumerated().map { position, column -> Column in
      guard !companions.contains(position) else { return column.gather([0]) }
      return switch column.values {
      case .int: .int([-5_000])
      case .float: .float([1e9])
      case .date: .date([-3])
      case .string: .string(["unseen"])
      case .category: .category(["unseen"])
      case .bool, .timestamp: column.gather([0])
      }
    }
    return Rows(
      columns: strange, rowNumbers: [7], hashes: hashes.gather([0]), people: people?.gather([0]), unknowns: unknowns)
  }

  /// One row without values.
  fileprivate func missing(keeping companions: Set<Int>) -> Rows {
    let missing = columns.enumerated().map { position, column -> Column in
      guard !companions.contains(position) else { return column.gather([0]) }
      return switch column.values {
      case .int: .int([nil])
      case .float: .float([nil])
      case .date: .date([nil])
      case .string: .string([nil])
      case .category: .category([nil])
      case .bool: .bool([nil])
      case .timestamp: .timestamp([nil])
      }
    }
    return Rows(columns: missing, rowNumbers: [7], hashes: hashes.gather([0]), people: people?.gather([0]))
  }
}
