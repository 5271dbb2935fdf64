"""The flights as typed columns in memory: pyarrow."""

import sys

from pyarrow import csv

import clock

table = csv.read_csv(sys.argv[1])
clock.stop(rows=table.num_rows)
kinds = [str(kind) for kind in table.schema.types]
assert kinds.count("int64") == 14 and kinds.count("string") == 4 and kinds[-1] == "bool", kinds
assert kinds[-2].startswith("timestamp"), kinds
