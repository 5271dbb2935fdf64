extension DiagnosticCode {
  package static let ledgerUnreachable = DiagnosticCode(
    "F0800", "ledger unreachable",
    """
    The file of the ledger cannot be opened or made, or the database server does not answer. A pipeline that declares \
    `privacy.subject` keeps a ledger beside its file unless `ledger:` says otherwise; in a directory that cannot be \
    written, name another place, or `ledger: {uri: none}`: then nobody can be looked up or erased later.
    """)
  package static let ledgerExposed = DiagnosticCode(
    "F0801", "ledger open to others",
    "The file of the ledger may be read or written by others than its owner. `chmod 600 FILE` closes it.")
  package static let ledgerDamaged = DiagnosticCode(
    "F0802", "ledger damaged",
    """
    The file of the ledger is cut short or changed, or a row of it is not what the schema says. `featurize ledger repair` \
    takes over into a new file what can still be read, keeps the damaged one beside it, and says what was lost.
    """)
  package static let ledgerForeign = DiagnosticCode(
    "F0803", "no ledger",
    "The file or database that `ledger:` names belongs to something else. It is not written to.")
  package static let ledgerNewer = DiagnosticCode(
    "F0804", "ledger of a later version",
    "A later featurize has brought the ledger to a schema that this one does not know. Schemas only move forward.")
  package static let ledgerBusy = DiagnosticCode(
    "F0805", "ledger busy",
    "There is one writer at a time, for milliseconds. Another process has held the ledger for more than half a minute.")
  package static let ledgerFailed = DiagnosticCode(
    "F0806", "ledger refused a statement",
    "The database refused to read or write: its disk is full, or its user lacks a right. The database's code says more."
  )
  package static let ledgerWithoutPostgreSQL = DiagnosticCode(
    "F0807", "built without PostgreSQL",
    """
    The static binary, and the container image, have SQLite only: PostgreSQL's client library brings Kerberos and LDAP, \
    which cannot be linked statically. `swift build -c release` makes the other build, which links libpq.
    """)
  package static let ledgerKeys = DiagnosticCode(
    "F0808", "ledger without keys",
    "Entries of a ledger are sealed and chained under the key ring of the runs, so writing to it needs the ring.")
  package static let ledgerUnknownRun = DiagnosticCode(
    "F0809", "unknown run", "The ledger has no run of this id. `featurize ledger list` shows the runs it has.")
  package static let ledgerPassword = DiagnosticCode(
    "F0810", "password in a ledger's location",
    """
    A password in `ledger: {uri: …}` would be in the pipeline's history for good. Take it out, change it, and let libpq \
    find it (`PGPASSWORD`, `~/.pgpass`), or write `password: {env: NAME}`.
    """)
  package static let ledgerWithoutSubject = DiagnosticCode(
    "F0811", "ledger without a subject",
    "A ledger accounts for people; a pipeline without `privacy.subject` has none to account for.")

  package static let lookupDomain = DiagnosticCode(
    "F0812", "unknown domain",
    """
    No run of the ledger has made tokens of this domain, so there is nothing that an identifier could be compared with. \
    Domains are what `with: {domain: …}` says in the pipelines' rules.
    """)
  package static let lookupSubject = DiagnosticCode(
    "F0813", "one person at a time",
    "An access request is answered for one person: give exactly one identifier on standard input.")
  package static let auditBroken = DiagnosticCode(
    "F0850", "audit chain broken",
    """
    An entry of the audit chain was changed, dropped, moved or put in after it was written, or the chain ends before an \
    entry that a manifest or receipt names. Entries before that position are as they were written. Somebody with write \
    access to the ledger has done it, or the file was damaged: compare with a backup.
    """)
  package static let auditHead = DiagnosticCode(
    "F0851", "no head of an audit chain",
    "`--head` takes POSITION:CODE as manifests show it; `--manifest` and `--receipt` take files that hold one.")

  /// F08xx: the ledger, look-ups and the audit chain.
  static let ledger: [DiagnosticCode] = [
    ledgerUnreachable, ledgerExposed, ledgerDamaged, ledgerForeign, ledgerNewer, ledgerBusy, ledgerFailed,
    ledgerWithoutPostgreSQL, ledgerKeys, ledgerUnknownRun, ledgerPassword, ledgerWithoutSubject, lookupDomain,
    lookupSubject, auditBroken, auditHead,
  ]
}
