/// The version of featurize, as `--version` and manifests say it.
package enum Version {
  package static let current = "0.1.0"
}
