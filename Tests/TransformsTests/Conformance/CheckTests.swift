import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("Columns and arguments that cannot work are refused at plan time")
struct CheckTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let transformer: String
    var arguments: JSON = [:]
    var input = Field(name: "a", type: .float)
    var target: Field?
    /// `nil`: accepted.
    let code: DiagnosticCode?

    var testDescription: String {
      "\(transformer) \(arguments.line) on \(input.type) for \(target?.type.rawValue ?? "none")"
    }
  }

  static func field(_ type: ColumnType, _ role: Role = .feature) -> Field { Field(name: "a", type: type, role: role) }
  static func target(_ type: ColumnType) -> Field { Field(name: "y", type: type, role: .target) }

  static let rows: [Row] = [
    Row(transformer: "standard_scaler", input: field(.bool), code: nil),
    Row(transformer: "standard_scaler", input: field(.string), code: .wrongColumnType),
    Row(transformer: "min_max_scaler", input: field(.category), code: .wrongColumnType),
    Row(transformer: "min_max_scaler", arguments: ["feature_range": [1, 1]], code: .badTransformerArgument),
    Row(transformer: "min_max_scaler", arguments: ["feature_range": [1]], code: .badTransformerArgument),
    Row(transformer: "min_max_scaler", arguments: ["feature_range": [-1e308, 1e308]], code: .badTransformerArgument),
    Row(transformer: "robust_scaler", input: field(.date), code: .wrongColumnType),
    Row(transformer: "robust_scaler", arguments: ["quantile_range": [75, 25]], code: .badTransformerArgument),
    Row(transformer: "robust_scaler", arguments: ["quantile_range": [-1, 25]], code: .badTransformerArgument),
    Row(transformer: "robust_scaler", arguments: ["quantile_range": [0, 100]], code: nil),
    Row(
      transformer: "robust_scaler", arguments: ["quantile_range": [0, 100], "unit_variance": true],
      code: .badTransformerArgument),
    Row(transformer: "max_abs_scaler", input: field(.string), code: .wrongColumnType),
    Row(transformer: "quantile_transformer", arguments: ["subsample": 10], code: .badTransformerArgument),
    Row(transformer: "quantile_transformer", arguments: ["subsample": .null, "n_quantiles": 20_000], code: nil),
    Row(transformer: "power_transformer", input: field(.date), code: .wrongColumnType),
    Row(transformer: "squashing_scaler", arguments: ["quantile_range": [60, 40]], code: .badTransformerArgument),
    Row(transformer: "winsorizer", arguments: ["fold": 0.3], code: nil),
    Row(
      transformer: "winsorizer", arguments: ["fold": 0.3, "capping_method": "quantiles"], code: .badTransformerArgument),
    Row(transformer: "normalizer", input: field(.bool), code: nil),
    Row(transformer: "normalizer", arguments: ["inf": "null"], code: .badTransformerArgument),
    Row(transformer: "l2_normalize", input: field(.string), code: .wrongColumnType),
    Row(transformer: "simple_imputer", input: field(.category), code: .wrongColumnType),
    Row(transformer: "simple_imputer", arguments: ["strategy": "median"], input: field(.bool), code: .wrongColumnType),
    Row(transformer: "simple_imputer", arguments: ["strategy": "most_frequent"], input: field(.category), code: nil),
    Row(
      transformer: "simple_imputer", arguments: ["strategy": "constant"], input: field(.text), code: .wrongColumnType),
    Row(transformer: "simple_imputer", arguments: ["fill_value": 1], code: .badTransformerArgument),
    Row(
      transformer: "simple_imputer", arguments: ["strategy": "constant", "fill_value": "1.5"], input: field(.int),
      code: .badTransformerArgument),
    Row(
      transformer: "simple_imputer", arguments: ["strategy": "constant", "fill_value": "inf"],
      code: .badTransformerArgument),
    Row(transformer: "variance_threshold", input: field(.int, .key), code: .badTransformerArgument),
    Row(transformer: "variance_threshold", input: field(.string), code: .wrongColumnType),
    Row(transformer: "select_k_best", target: target(.bool), code: nil),
    Row(transformer: "select_k_best", code: .unusableTarget),
    Row(transformer: "select_k_best", target: target(.float), code: .unusableTarget),
    Row(
      transformer: "select_k_best", input: field(.float, .weight), target: target(.bool), code: .badTransformerArgument),
    Row(transformer: "select_k_best", arguments: ["score_func": "f_regression"], target: target(.float), code: nil),
    Row(
      transformer: "select_k_best", arguments: ["score_func": "f_regression"], target: target(.category),
      code: .unusableTarget),
    Row(
      transformer: "select_k_best", arguments: ["score_func": "mutual_info_classif"], input: field(.date),
      target: target(.bool), code: .wrongColumnType),
    Row(
      transformer: "select_k_best", arguments: ["score_func": "mutual_info_classif"], input: field(.category),
      target: target(.category), code: nil),
  ]

  @Test(arguments: rows)
  func checks(_ row: Row) throws {
    let sample = ConformanceCase(name: row.transformer, arguments: row.arguments, columns: [])
    let transformer = try sample.transformer()
    var found: DiagnosticCode?
    do throws(TransformError) { try transformer.check([row.input], target: row.target) } catch { found = error.code }
    #expect(found == row.code)
  }
}
