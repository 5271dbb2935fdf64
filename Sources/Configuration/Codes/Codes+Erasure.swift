extension DiagnosticCode {
  /// F0830 to F0849: erasure and its receipts.
  static let erasure: [DiagnosticCode] = [
    tombstoneWithoutKey, notAnOutput, badErasureRequest, unknownErasureDomain, erasureIncomplete, erasureUnfinished,
    erasedMeanwhile, sharedIdentifier, badReceipt, erasedFromPart,
  ]

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

  package static let badErasureRequest = DiagnosticCode(
    "F0832", "request for erasure",
    """
    `featurize erase` takes identifiers, or tokens, on standard input, one a line. A line that is neither is refused \
    before anything is changed; messages name its number, not what it holds.
    """)
  package static let unknownErasureDomain = DiagnosticCode(
    "F0833", "domain without tokens",
    """
    No run that the ledger knows has made tokens in this domain for this tenant, so it is not known how identifiers are \
    to be written. Domains are named in `privacy.rules`; `--tenant` must be the pipelines' `privacy.tenant`.
    """)
  package static let erasureIncomplete = DiagnosticCode(
    "F0834", "erasure incomplete",
    """
    Something that an erasure has to do could not be done. Nothing is claimed of it: there is no receipt yet. Mend what \
    the message says and go on with `featurize erase --resume`.
    """)
  package static let erasureUnfinished = DiagnosticCode(
    "F0835", "unfinished erasure",
    """
    One erasure is carried out at a time. An earlier one was interrupted, or another process is at it. `featurize erase \
    --resume` finishes what was interrupted.
    """)
  package static let erasedMeanwhile = DiagnosticCode(
    "F0836", "people erased meanwhile",
    """
    People were erased after the run had asked whom to leave out and before it published. It would bring them back, so \
    nothing was published. Run again.
    """)
  package static let sharedIdentifier = DiagnosticCode(
    "F0837", "identifier of several people",
    """
    An identifier of the request is not the one that tells people apart, and the rows that hold it are several people's: \
    a family's address, a shared mailbox. Erase by the subject's own identifier, or give `--shared` to mean all of them.
    """)
  package static let erasedFromPart = DiagnosticCode(
    "F0839", "part with erased people",
    """
    A part of a fit was collected before people were erased who may be in its statistics, which nobody can take out \
    again: `featurize merge`, `finish` and `fit --partial --after` refuse it. Collect it again, and delete the file. Whether \
    they are in it is told by a filter, which says yes for 2 of 1,000 people who are not.
    """)
  package static let badReceipt = DiagnosticCode(
    "F0838", "receipt not verified",
    """
    The file is no receipt of an erasure, was changed after it was signed, or was signed with another key than the one \
    it is compared with.
    """)
}
