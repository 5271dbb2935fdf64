import Foundation

/// Runs commands as a user would.
enum Shell {
  struct Outcome {
    let exit: Int32
    let stdout: String
    let stderr: String
  }

  /// Where SwiftPM put the binaries, the tests' own bundle among them.
  static let binaries: URL = {
    let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent()
  }()

  /// The root of the checkout.
  static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func run(
    _ line: String, in directory: URL, binaries: URL = Shell.binaries, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    var variables = ProcessInfo.processInfo.environment
    variables["PATH"] = binaries.path + ":" + (variables["PATH"] ?? "/usr/bin:/bin")
    variables["CHECKOUT"] = checkout.path
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files instead of pipes: no reader can fall behind, whatever is printed.
    let out = directory.appending(path: ".stdout-\(UUID().uuidString)")
    let err = directory.appending(path: ".stderr-\(UUID().uuidString)")
    for url in [out, err] { try Data().write(to: url) }
    defer { for url in [out, err] { try? FileManager.default.removeItem(at: url) } }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      exit: process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus,
      stdout: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      stderr: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }

  /// A fresh directory, removed afterwards.
  static func withDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "featurize-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory)
  }
}
