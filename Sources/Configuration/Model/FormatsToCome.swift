/// Formats that a later version brings.
enum FormatsToCome {
  static let ofSources = [
    "parquet": "Parquet comes with a later version", "arrow": "Arrow files come with a later version",
  ]
  static let ofOutputs = ofSources.merging(["jsonl": "writing JSON Lines comes with a later version"]) { $1 }
}
