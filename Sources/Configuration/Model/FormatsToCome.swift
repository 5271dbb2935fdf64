/// Formats that a later version brings.
enum FormatsToCome {
  static let refusals = [
    "jsonl": "JSON Lines comes with a later version", "parquet": "Parquet comes with a later version",
    "arrow": "Arrow files come with a later version",
  ]
}
