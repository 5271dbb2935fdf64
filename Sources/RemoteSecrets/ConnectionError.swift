/// Why there is no answer. Holds our own words and those of the system or the TLS library, never the server's.
enum ConnectionError: Error, Equatable {
  case unreachable(cause: String)
  case late
  /// The server could not prove to be who it must be; trying again is of no use.
  case untrusted(cause: String)
  /// It answered, but not as HTTP has it.
  case malformed(problem: String)
}
