"""The flights as typed columns in memory: Polars."""

import sys

import polars as pl

import clock

table = pl.read_csv(sys.argv[1], try_parse_dates=True)
clock.stop(rows=table.height)
kinds = [str(kind) for kind in table.dtypes]
assert kinds.count("Int64") == 14 and kinds.count("String") == 4 and kinds[-1] == "Boolean", kinds
assert kinds[-2].startswith("Datetime"), kinds
