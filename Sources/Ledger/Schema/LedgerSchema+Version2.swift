extension LedgerSchema {
  /// Salts of vaulted tokens, and erasures.
  static let version2 = """
    CREATE TABLE salts (
      tenant TEXT NOT NULL,
      domain TEXT NOT NULL,
      blind_index %blob NOT NULL,
      kid TEXT NOT NULL,
      box %blob NOT NULL,
      PRIMARY KEY (tenant, domain, blind_index)
    %end;
    CREATE INDEX salts_by_kid ON salts (kid);
    CREATE TABLE erasures (
      id TEXT NOT NULL PRIMARY KEY,
      status TEXT NOT NULL,
      requested TEXT NOT NULL,
      finished TEXT,
      request %blob,
      receipt TEXT
    %end;
    CREATE TABLE erasure_tasks (
      erasure TEXT NOT NULL REFERENCES erasures (id),
      position %integer NOT NULL,
      kind TEXT NOT NULL,
      run TEXT REFERENCES runs (id),
      artefact %integer REFERENCES artefacts (id),
      status TEXT NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (erasure, position)
    %end;
    """
}
