-- A ledger of version 1, frozen: what migrations start from. `%integer`, `%blob` and `%end` are spelled as the database
-- does, and so are bytes in `{{ }}`. It is never edited.
CREATE TABLE ledger_schema (version INTEGER NOT NULL);
INSERT INTO ledger_schema VALUES (1);
CREATE TABLE runs (
  id TEXT NOT NULL PRIMARY KEY,
  command TEXT NOT NULL,
  status TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  version TEXT NOT NULL,
  pipeline TEXT NOT NULL,
  pipeline_digest TEXT NOT NULL,
  kid TEXT NOT NULL,
  tenant TEXT NOT NULL,
  subject_domain TEXT NOT NULL,
  domains TEXT NOT NULL,
  process TEXT NOT NULL,
  replay %blob NOT NULL
%end;
CREATE TABLE sources (
  run TEXT NOT NULL REFERENCES runs (id),
  position %integer NOT NULL,
  name TEXT NOT NULL,
  uri TEXT NOT NULL,
  paths %blob NOT NULL,
  bytes %integer NOT NULL,
  rows %integer NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (run, position)
%end;
CREATE TABLE artefacts (
  id %integer NOT NULL PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  uri TEXT NOT NULL,
  path_mark %blob NOT NULL,
  path %blob NOT NULL,
  status TEXT NOT NULL,
  rows %integer,
  bytes %integer NOT NULL,
  digest TEXT NOT NULL
%end;
CREATE INDEX artefacts_by_run ON artefacts (run);
CREATE INDEX artefacts_by_path ON artefacts (path_mark);
CREATE TABLE filters (
  id %integer NOT NULL PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id),
  source %integer,
  artefact %integer REFERENCES artefacts (id),
  kid TEXT NOT NULL,
  log_blocks %integer NOT NULL
%end;
CREATE INDEX filters_by_run ON filters (run);
CREATE INDEX filters_by_artefact ON filters (artefact);
CREATE INDEX filters_by_size ON filters (kid, log_blocks);
CREATE TABLE filter_segments (
  filter %integer NOT NULL REFERENCES filters (id) ON DELETE CASCADE,
  segment %integer NOT NULL,
  bits %blob NOT NULL,
  PRIMARY KEY (filter, segment)
%end;
CREATE TABLE tombstones (
  token TEXT NOT NULL PRIMARY KEY,
  domain TEXT NOT NULL,
  kid TEXT NOT NULL,
  since TEXT NOT NULL,
  receipt TEXT NOT NULL
%end;
CREATE INDEX tombstones_by_domain ON tombstones (domain, kid);
CREATE TABLE audit (
  position %integer NOT NULL PRIMARY KEY,
  happened TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  kid TEXT NOT NULL,
  code %blob NOT NULL
%end;
INSERT INTO runs VALUES ('20261101T100000-0001', 'run', 'published', '2026-11-01T10:00:00Z', '2026-11-01T10:00:09Z', '0.3.0',
  'churn', 'blake2b:aa', 'aaaa', '', 'customer', '[{"domain":"customer","form":"text","raw":false}]',
  'b007 12 34', {{616161610b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c}});
INSERT INTO sources VALUES ('20261101T100000-0001', 0, 'customers', 'in.csv', {{616161610b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c}}, 120, 3, 'blake2b:bb');
INSERT INTO artefacts VALUES (1, '20261101T100000-0001', 'output', 'train', 'out/train.csv', {{00ff}}, {{616161610b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c}},
  'present', 2, 80, 'blake2b:cc');
INSERT INTO artefacts VALUES (2, '20261101T100000-0001', 'state', 'state', 'out/state.json', {{01ff}}, {{616161610b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c}},
  'present', NULL, 900, 'blake2b:dd');
INSERT INTO filters VALUES (1, '20261101T100000-0001', NULL, 1, 'aaaa', 0);
INSERT INTO filter_segments VALUES (1, 0, {{ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff}});
INSERT INTO tombstones VALUES ('pt1_customer_aaaa_x', 'customer', 'aaaa', '2026-11-02T00:00:00Z', 'e0');
INSERT INTO audit VALUES (1, '2026-11-01T10:00:00Z', 'run.begun', '{"run":"20261101T100000-0001"}', 'aaaa', {{0102}});
