import Foundation
import Synchronization

/// A PostgreSQL server of Debian's package for the tests of this process, started at its first use.
///
/// It listens on a socket in a directory of its own, and not on the network. A shell holds its reins: when this process
/// ends, however it does, the shell's standard input ends, and it stops the server and takes the directory away.
package final class PostgreSQLServer: Sendable {
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  private let directory: String
  private let programs: String
  private let number = Atomic(0)

  private static let started = Mutex<PostgreSQLServer?>(nil)

  /// Throws where PostgreSQL is not installed: its tests fail there, they are not passed over.
  package static func shared() throws -> PostgreSQLServer {
    try started.withLock { started in
      if let started { return started }
      let server = try PostgreSQLServer()
      started = server
      return server
    }
  }

  private init() throws {
    let places = ["/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin", "/usr/bin"]
    guard let programs = places.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }) else {
      throw Missing(description: "PostgreSQL is not installed; `.ci/setup --tests` installs it")
    }
    self.programs = programs
    // Short: the path of a socket has at most 107 bytes.
    directory = "/tmp/fpg-\(UUID().uuidString.prefix(8))"
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", Self.script, "sh", directory, programs]
    let reins = Pipe(), answer = Pipe()
    shell.standardInput = reins
    shell.standardOutput = answer
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    let ready = answer.fileHandleForReading.availableData
    guard ready == Data("ready\n".utf8) else {
      throw Missing(description: "the PostgreSQL server did not start: \(String(decoding: ready, as: UTF8.self))")
    }
    Self.reins.withLock { $0 = reins }
  }

  /// Kept open as long as the process lives.
  private static let reins = Mutex<Pipe?>(nil)

  /// The server refuses to run as root, so it is then run as Debian's user for it.
  private static let script = """
    dir=$1 bin=$2
    if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=postgres --regid=postgres --clear-groups --"; else as=; fi
    cd /
    mkdir -m 755 "$dir" && { [ -z "$as" ] || chown postgres "$dir"; }
    $as "$bin/initdb" -D "$dir/data" -U featurize -A trust -E UTF8 --no-locale -N >"$dir/initdb.log" 2>&1 ||
      { echo initdb; exit 1; }
    $as "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c max_connections=200 \
      </dev/null >/dev/null 2>&1 &
    server=$!
    tries=0
    until "$bin/pg_isready" -q -h "$dir" -U featurize -d postgres; do
      tries=$((tries + 1)); [ $tries -lt 200 ] || { echo start; break; }
      sleep 0.05
    done
    [ $tries -lt 200 ] && echo ready
    cat >/dev/null
    kill -INT $server
    wait $server
    rm -rf "$dir"
    """

  /// The location of a new, empty database.
  package func newDatabase() throws -> String {
    let name = "test\(number.add(1, ordering: .relaxed).newValue)"
    let process = Process()
    process.executableURL = URL(filePath: "\(programs)/createdb")
    process.arguments = ["-h", directory, "-U", "featurize", name]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Missing(description: "createdb failed") }
    return "postgres://featurize@/\(name)?host=\(directory)"
  }
}
