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
    """
    The key ring has no key of this id, or none that is primary. `featurize keys list FILE` shows which there are, and \
    `featurize keys rotate FILE` makes a new primary one.
    """)
  package static let keyRingNotWritten = DiagnosticCode(
    "F0607", "key ring not written",
    "The key ring file could not be created. An existing file is never overwritten: its keys would be lost.")
  package static let keyMemory = DiagnosticCode(
    "F0608", "memory for keys",
    """
    The system gave no guarded memory for keys, or did not lock it against being swapped out. Raise the limit on locked \
    memory (`ulimit -l`), or turn swap off.
    """)
  package static let keyRingBusy = DiagnosticCode(
    "F0609", "key ring busy",
    "Another process has been changing the key ring for ten seconds. One change is made at a time; none is lost.")
  package static let keyDestroyed = DiagnosticCode(
    "F0610", "key destroyed",
    """
    A fitted state, a partial fit or a token was made under a key that has been destroyed since. Nobody can compute its \
    tokens again, look them up or read what was sealed under it. Fit or tokenize anew under the primary key.
    """)
  package static let keyRetired = DiagnosticCode(
    "F0611", "key retired",
    """
    A fitted state, a partial fit or a token was made under a key that has been retired since: it is kept in the ring, \
    and no longer used. Fit or tokenize anew under the primary key.
    """)
  package static let keyInUse = DiagnosticCode(
    "F0612", "key in use",
    """
    A key that is primary, or that old tokens are still looked up with, is not retired or destroyed in passing. Make a \
    new primary key with `featurize keys rotate`, make anew what the old one made, retire it, and then destroy it. \
    docs/keys.md has the whole procedure.
    """)
  package static let keyRingNotChanged = DiagnosticCode(
    "F0613", "key ring not changed",
    """
    The changed key ring could not be written beside the old one and put in its place. The ring is as it was: a change \
    happens as a whole or not at all.
    """)
  package static let secretUnreadable = DiagnosticCode(
    "F0614", "secret unreadable",
    """
    The environment variable, descriptor or file that a secret comes from is not there, is empty, or does not hold what \
    it must: for a raw key exactly 32 bytes as 64 hexadecimal digits or 43 characters of base64. docs/keys.md says more.
    """)
  package static let managerUnreachable = DiagnosticCode(
    "F0615", "secret manager unreachable",
    """
    The server that holds the secret could not be found or connected to, broke the connection off, or took too long. It \
    was tried three times. No proxy is used.
    """)
  package static let managerUntrusted = DiagnosticCode(
    "F0616", "secret manager not trusted",
    """
    The server did not prove to be the one that was named: its certificate is not signed by a trusted authority, has \
    expired, or is of another name. There is no option to go on all the same; `ca:` names an authority of your own.
    """)
  package static let managerRefused = DiagnosticCode(
    "F0617", "secret manager refused",
    """
    The server answered with another status than 200: the token or the credentials do not let us read the secret, there \
    is none of that name, or the server is sealed. Redirects are not followed. What the server said is not shown: it may \
    quote what it was asked.
    """)
  package static let managerAnswer = DiagnosticCode(
    "F0618", "answer of a secret manager",
    "The server's answer is cut short, too long, not JSON, or does not have the field that the pipeline names as text.")
  package static let insecureAddress = DiagnosticCode(
    "F0619", "address without encryption",
    "A secret manager on another machine is asked over https only: what comes back is a key.")
  package static let noSecretManagers = DiagnosticCode(
    "F0620", "no secret managers here",
    """
    The library does not speak to secret managers, so that programs which use it need no network. Fetch the secret \
    with the program's own means and hand it over by `fd:` or `file:`, or use the command.
    """)

  /// F06xx: key rings.
  static let keys: [DiagnosticCode] = [
    keyRingUnreadable, keyRingExposed, keyRingDamaged, wrongPassphrase, passphraseMissing, unknownKeyId,
    keyRingNotWritten, keyMemory, keyRingBusy, keyDestroyed, keyRetired, keyInUse, keyRingNotChanged, secretUnreadable,
    managerUnreachable,
    managerUntrusted, managerRefused, managerAnswer, insecureAddress, noSecretManagers,
  ]
}
