extension DiagnosticCode {
  package static let keyRingUnreadable = DiagnosticCode(
    "F0601", "key ring unreadable",
    """
    The key ring file is not there, is a symbolic link or no regular file, or cannot be read. A link is refused because \
    whoever can move it chooses the key. `featurize keys new FILE --passphrase-env NAME` makes a ring.
    """)
  package static let keyRingExposed = DiagnosticCode(
    "F0602", "key ring open to others",
    "The key ring file may be read or written by others than its owner. `chmod 600 FILE` closes it.")
  package static let keyRingDamaged = DiagnosticCode(
    "F0603", "key ring damaged",
    """
    The key ring file is cut short, edited, or of an unknown format: its message authentication code does not match \
    its content. Restore it from a backup; tokens cannot be recomputed without it.
    """)
  package static let wrongPassphrase = DiagnosticCode(
    "F0604", "wrong passphrase",
    "The passphrase does not open the key ring. The same message appears when the protected part itself is damaged.")
  package static let passphraseMissing = DiagnosticCode(
    "F0605", "passphrase missing",
    """
    The key ring is protected and no passphrase was given, or its source is empty or cannot be read. Name an \
    environment variable or an inherited descriptor under `secrets.NAME.passphrase`; a passphrase is never an argument.
    """)
  package static let unknownKeyId = DiagnosticCode(
    "F0606", "unknown key id",
    "The key ring has no key of this id, or none that is primary, or the key was destroyed.")
  package static let keyRingNotWritten = DiagnosticCode(
    "F0607", "key ring not written",
    "The key ring file could not be created. An existing file is never overwritten: its keys would be lost.")
  package static let keyMemory = DiagnosticCode(
    "F0608", "memory for keys",
    """
    The system gave no guarded memory for keys, or did not lock it against being swapped out. Raise the limit on locked \
    memory (`ulimit -l`), or turn swap off.
    """)

  /// F06xx: key rings.
  static let keys: [DiagnosticCode] = [
    keyRingUnreadable, keyRingExposed, keyRingDamaged, wrongPassphrase, passphraseMissing, unknownKeyId,
    keyRingNotWritten, keyMemory,
  ]
}
