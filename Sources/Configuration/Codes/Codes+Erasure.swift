extension DiagnosticCode {
  /// F0830 to F0849: erasure and its receipts.
  static let erasure: [DiagnosticCode] = [tombstoneWithoutKey, notAnOutput]

  package static let tombstoneWithoutKey = DiagnosticCode(
    "F0830", "tombstone without key",
    """
    People were erased under a key that the key ring no longer uses. Whether a row of the source is theirs can only be \
    told with that key, so a run would bring them back; it stops instead. Keep a key at status `resolve` as long as it \
    has tombstones, or delete the people in every source first.
    """)

  package static let notAnOutput = DiagnosticCode(
    "F0831", "not the registered output",
    """
    A file that an erasure is to rewrite has other columns than the output that was registered under its name, or was \
    compressed since. Nothing is changed in it.
    """)
}
