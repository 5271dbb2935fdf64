import Ledger

/// What whoever does a registered run again asks of it: it is not registered once more, and writes only what is to be
/// written.
struct RunAgain {
  /// Of the registered run; its manifest keeps it.
  let id: String
  /// Where files may appear (`Publication.place(of:)`); others are computed and thrown away: a later run has written there.
  let places: Set<String>
  /// Told what has been read, before anything is computed of it; throws to stop the run.
  let read: (RunRecord) throws(EngineError) -> Void
  /// Told what is about to appear; throws to stop the run.
  let publishing: (RunRecord, RunRecord.File?, RunTokens) throws(EngineError) -> Void

  init(
    id: String, places: Set<String>, read: @escaping (RunRecord) throws(EngineError) -> Void,
    publishing: @escaping (RunRecord, RunRecord.File?, RunTokens) throws(EngineError) -> Void
  ) {
    (self.id, self.places, self.read, self.publishing) = (id, places, read, publishing)
  }
}
