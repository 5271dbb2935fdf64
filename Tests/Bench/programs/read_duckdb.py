"""The flights as typed columns in memory: DuckDB."""

import sys

import duckdb

import clock

database = duckdb.connect()
database.execute("create table flights as select * from read_csv(?)", [sys.argv[1]])
clock.stop(rows=database.execute("select count(*) from flights").fetchone()[0])
kinds = [kind for (kind,) in database.execute("select data_type from information_schema.columns").fetchall()]
assert kinds.count("BIGINT") == 14 and kinds.count("VARCHAR") == 4 and kinds[-1] == "BOOLEAN", kinds
assert kinds[-2].startswith("TIMESTAMP"), kinds
