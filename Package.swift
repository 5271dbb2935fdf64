// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled the same way: language mode 6, imports internal by default, members visible only where
/// their module is imported, existentials spelled `any`.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A Swift target of the house; dependencies name only rooms below it (docs: README, "The rooms").
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: settings)
}

func debian(_ name: String, package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/\(name)", providers: [.apt([package])])
}

let package = Package(
  name: "featurize",
  products: [
    .library(name: "Featurize", targets: ["Featurize"]),
    .library(name: "ScrubbedLogging", targets: ["ScrubbedLogging"]),
    .executable(name: "featurize", targets: ["FeaturizeCLI"]),
  ],
  traits: [
    // docs/decisions/0012-the-ledgers-databases.md: libpq cannot be linked into the static binary.
    .trait(name: "PostgreSQL", description: "Ledgers in PostgreSQL, by libpq."),
    .default(enabledTraits: ["PostgreSQL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    debian("CYAML", package: "libyaml-dev"),
    debian("CSodium", package: "libsodium-dev"),
    debian("COpenSSL", package: "libssl-dev"),
    debian("CCSV", package: "libcsv-dev"),
    debian("CZlib", package: "zlib1g-dev"),
    debian("CZstd", package: "libzstd-dev"),
    debian("CSQLite", package: "libsqlite3-dev"),
    debian("CPostgreSQL", package: "libpq-dev"),
    .systemLibrary(name: "CLinux", path: "Sources/CLinux"),
    .target(name: "CKernels"),
    // A face in C for a library in C++; Debian's libre2-dev.
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2"), .linkedLibrary("stdc++")]),

    room("Columns", ["CKernels"]),
    room("Configuration", ["CYAML"]),
    room("Transforms", ["Columns", "Configuration", "CKernels"]),
    room(
      "Privacy",
      [
        "CLinux", "Columns", "Configuration", "CKernels", "CRE2", "CSodium",
        .product(name: "Logging", package: "swift-log"),
      ]),
    room("ScrubbedLogging", ["Privacy", .product(name: "Logging", package: "swift-log")]),
    room("Formats", ["Columns", "CKernels", "CCSV", "CZlib", "CZstd"]),
    room(
      "Ledger",
      [
        "Columns", "Configuration", "Privacy", "CSQLite",
        .target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
      ]),
    room("RemoteSecrets", ["Configuration", "Privacy", "CSodium", "COpenSSL"]),
    room("Plan", ["Columns", "Configuration", "Transforms", "Privacy", "Formats"]),
    room(
      "Engine",
      [
        "CLinux", "Columns", "Configuration", "Transforms", "Privacy", "Formats", "Ledger", "Plan",
        .product(name: "Logging", package: "swift-log"),
      ]),
    room("Featurize", ["Columns", "Configuration", "Ledger", "Plan", "Engine"]),
    .executableTarget(
      name: "FeaturizeCLI",
      dependencies: [
        "Columns", "Configuration", "Transforms", "Privacy", "Formats", "Ledger", "Plan", "Engine", "Featurize",
        "RemoteSecrets", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests("ColumnsTests", ["Columns"]),
    tests("ConfigurationTests", ["Configuration"]),
    tests("TransformsTests", ["Transforms", "Columns", "Configuration"]),
    tests("PrivacyTests", ["Privacy", "Columns", "Configuration"]),
    tests("RemoteSecretsTests", ["RemoteSecrets", "Configuration", "Privacy"]),
    tests("FormatsTests", ["Formats", "Columns", "Configuration", "CKernels"]),
    tests("LedgerTests", ["Ledger", "Configuration", "Privacy"], exclude: ["Fixtures"]),
    tests("EngineTests", ["Engine", "Plan", "Columns", "Configuration", "Transforms", "Privacy", "Formats", "Ledger"]),
    // The library as another package sees it: the product alone.
    .testTarget(name: "FeaturizeTests", dependencies: ["Featurize"], swiftSettings: settings),
    // As a service sees it, which logs with swift-log.
    .testTarget(
      name: "ScrubbedLoggingTests", dependencies: ["ScrubbedLogging", .product(name: "Logging", package: "swift-log")],
      swiftSettings: settings),
    tests("CommandLineTests", ["FeaturizeCLI"], exclude: ["Cases"]),
  ]
)

// The fuzzers are linked with libFuzzer, and so built on demand only: `make fuzz-inputs`.
if Context.environment["FEATURIZE_FUZZERS"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzers/CLibFuzzer"),
    .executableTarget(
      name: "Fuzzers",
      dependencies: ["CLibFuzzer", "Columns", "Configuration", "Transforms", "Privacy", "Formats", "RemoteSecrets"],
      path: "Tests/Fuzzers/Fuzzers", swiftSettings: settings),
  ]
}

// What uses the library to be timed, built on demand only: `make bench`.
if Context.environment["FEATURIZE_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "LibraryBenchmark", dependencies: ["Featurize"], path: "Tests/Bench/Library", swiftSettings: settings))
}
