/// A run as the ledger keeps it: when, with which pipeline and keys, and all that is needed to do it again.
package struct RegisteredRun: Sendable, Equatable {
  /// How far a run has come.
  package enum Status: String, Sendable {
    /// Reading and computing; nothing is published.
    case begun
    /// Its files are being put in their places. A run that ended here was killed between the two: some of its artefacts
    /// may be there.
    case publishing
    case published
    /// Ended by an error or a signal; nothing was published.
    case failed
    /// Its process was killed (`featurize ledger repair` tells).
    case abandoned
  }

  package var id: String
  /// `run`, `fit`, `apply`.
  package var command: String
  package var status: Status
  /// RFC 3339, UTC.
  package var started: String
  package var finished: String?
  /// Of featurize.
  package var version: String
  /// Name of the pipeline.
  package var pipeline: String
  /// Keyed digest of the pipeline's text.
  package var pipelineDigest: String
  /// The key entry that its tokens were made with.
  package var kid: String
  package var tenant: String
  /// The domain of the tokens that tell people apart.
  package var subjectDomain: String
  /// How tokens of each domain were made.
  package var domains: [TokenDomain]
  /// Tells whether the run's process is still there.
  package var process: ProcessIdentity
  /// `nil` where the ledger is read without the key ring, or its key is gone.
  package var replay: Replay?

  package init(
    id: String, command: String, status: Status = .begun, started: String, finished: String? = nil, version: String,
    pipeline: String, pipelineDigest: String, kid: String, tenant: String, subjectDomain: String,
    domains: [TokenDomain], process: ProcessIdentity, replay: Replay?
  ) {
    self.id = id
    self.command = command
    self.status = status
    self.started = started
    self.finished = finished
    self.version = version
    self.pipeline = pipeline
    self.pipelineDigest = pipelineDigest
    self.kid = kid
    self.tenant = tenant
    self.subjectDomain = subjectDomain
    self.domains = domains
    self.process = process
    self.replay = replay
  }

  /// How identifiers of one kind became tokens: what a look-up needs to make the same.
  package struct TokenDomain: Sendable, Equatable {
    package var domain: String
    /// The canonical form, which is also the entity that is hashed.
    package var form: String
    /// Whether values without a canonical form are tokenized as they stand.
    package var tokenAsRaw: Bool

    package init(domain: String, form: String, tokenAsRaw: Bool) {
      self.domain = domain
      self.form = form
      self.tokenAsRaw = tokenAsRaw
    }
  }

  /// What a replay starts from. Sealed: a pipeline, a parameter or a path may name a person.
  package struct Replay: Sendable, Equatable {
    /// As it was given; relative paths of the pipeline start in `directory`.
    package var pipelineFile: String
    package var pipelineText: String
    /// The process's working directory.
    package var directory: String
    /// Enters the tokens.
    package var tenant: String
    /// `--set` and `--params`, in their order.
    package var parameters: [Setting]
    /// The environment variables that the pipeline may read, with their values.
    package var environment: [Setting]
    /// `--source`: files by the names of the sources.
    package var sources: [Setting]
    /// `--state` and `--output`.
    package var state: String?
    package var output: String?

    package init(
      pipelineFile: String, pipelineText: String, directory: String, tenant: String = "", parameters: [Setting] = [],
      environment: [Setting] = [], sources: [Setting] = [], state: String? = nil, output: String? = nil
    ) {
      self.pipelineFile = pipelineFile
      self.pipelineText = pipelineText
      self.directory = directory
      self.tenant = tenant
      self.parameters = parameters
      self.environment = environment
      self.sources = sources
      self.state = state
      self.output = output
    }
  }

  package struct Setting: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}
