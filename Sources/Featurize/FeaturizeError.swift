import Configuration
import Engine

/// Why a pipeline could not be loaded, fitted or applied: one or more messages, each with its code, its place and what
/// to do. Never holds a value of the data.
public struct FeaturizeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One thing that is wrong.
  public struct Message: Sendable, Equatable {
    /// `F` and four digits; `featurize explain CODE` says more.
    public let code: String
    /// `file:line:column`, or `source:row:column` for data.
    public let place: String
    /// One sentence.
    public let message: String
    /// What to do about it.
    public let help: String?
  }

  /// At least one.
  public let messages: [Message]

  init(_ diagnostics: [Diagnostic]) {
    messages = diagnostics.map { diagnostic in
      Message(
        code: diagnostic.code.id, place: diagnostic.place.description, message: diagnostic.message,
        help: diagnostic.help)
    }
  }

  /// A line per message.
  public var description: String {
    messages.map { "\($0.place): \($0.code): \($0.message)" + ($0.help.map { " (\($0))" } ?? "") }
      .joined(separator: "\n")
  }
}
