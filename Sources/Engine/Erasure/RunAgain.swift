import Ledger

/// What whoever does a registered run again asks of it: it is not registered once more, and writes only what is to be
/// written.
struct RunAgain {
  /// Of the registered run; its manifest keeps it.
  let id: String
  /// The ledger and the end of its audit chain, for the manifest.
  let ledger: (uri: String, head: AuditHead)?
  /// Where files may appear (`Publication.place(of:)`); others are computed and thrown away: a later run has written there.
  let places: Set<String>
  /// Told what has been read, before anything is computed of it; throws to stop the run.
  let read: (RunRecord) throws(EngineError) -> Void
  /// Told what is about to appear; throws to stop the run.
  let publishing: (RunRecord, RunRecord.File?, RunTokens) throws(EngineError) -> Void

  init(
    id: String, ledger: (uri: String, head: AuditHead)?, places: Set<String>,
    read: @escaping (RunRecord) throws(EngineError) -> Void,
    publishing: @escaping (RunRecord, RunRecord.File?, RunTokens) throws(EngineError) -> Void
  ) {
    (self.id, self.ledger, self.places, self.read, self.publishing) = (id, ledger, places, read, publishing)
  }
}
