package import Configuration
import Glibc

/// The environment of the process.
package enum ProcessEnvironment {
  package static let variables = EnvironmentVariables { name in getenv(name).map { String(cString: $0) } }
}
