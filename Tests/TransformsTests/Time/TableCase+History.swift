import Configuration

extension TableCase {
  /// The features of a row's past.
  static let history = [
    TableStep(use: "lag", arguments: ["periods": [1, 2], "time": "at"], columns: ["n", "place"], by: ["id"]),
    TableStep(use: "forward_fill", arguments: ["time": "at"], columns: ["n", "amount"], by: ["id"], k: 5),
    TableStep(use: "backward_fill", arguments: ["time": "at", "limit": 1], columns: ["n"], by: ["id"]),
    TableStep(
      use: "rolling",
      arguments: [
        "window": [2, "7d"], "measures": ["mean", "sum", "min", "max", "std", "count", "median"], "time": "at",
      ], columns: ["n", "amount", "ok"], by: ["id"]),
    TableStep(
      use: "expanding", arguments: ["measures": ["median", "count"], "closed": "left", "time": "at"],
      columns: ["amount"], by: ["id"]),
    TableStep(use: "ewm", arguments: ["span": 3, "time": "at"], columns: ["amount"], by: ["id"]),
  ].map { TableCase(step: $0, sheets: [events]) }
}
