/// An erasure while it is carried out: rows that make it resumable after a kill at any point.
package struct ErasureJob: Sendable, Equatable {
  package enum Status: String, Sendable {
    /// Planned: tombstones and tasks stand, in one transaction.
    case planned
    /// Tasks are being done.
    case running
    /// Every task is done, or named as unreachable; the receipt is written.
    case finished
  }

  package var id: String
  package var status: Status
  /// RFC 3339, UTC.
  package var requested: String
  package var finished: String?
  /// What is asked for, as the erasure itself writes it (tokens, domains); sealed in the ledger; `nil` where it cannot be
  /// unsealed. Taken away when the job is finished.
  package var request: String?
  /// The signed receipt, once there is one; holds no identifier.
  package var receipt: String?

  package init(
    id: String, status: Status = .planned, requested: String, finished: String? = nil, request: String?,
    receipt: String? = nil
  ) {
    self.id = id
    self.status = status
    self.requested = requested
    self.finished = finished
    self.request = request
    self.receipt = receipt
  }
}

/// One thing that an erasure has to do.
package struct ErasureTask: Sendable, Equatable {
  package enum Status: String, Sendable {
    case open
    case done
    /// Cannot be done; `note` says why, and the receipt repeats it.
    case unreachable
  }

  package var erasure: String
  /// From 0: tasks are done in this order.
  package var position: Int
  /// `replay`, `rewrite`, `salt` and whatever erasures know.
  package var kind: String
  /// The run, or `nil`.
  package var run: String?
  /// The artefact, or `nil`.
  package var artefact: Int?
  package var status: Status
  /// Counts, digests, reasons; no personal data.
  package var note: String

  package init(
    erasure: String, position: Int, kind: String, run: String? = nil, artefact: Int? = nil, status: Status = .open,
    note: String = ""
  ) {
    self.erasure = erasure
    self.position = position
    self.kind = kind
    self.run = run
    self.artefact = artefact
    self.status = status
    self.note = note
  }
}
