"""A CSV file becomes typed columns in memory."""

import re
import subprocess

import flights
from context import PIPELINES, megabytes
from measure import ROOT, Program
from workload import ONE_THREAD, OURS, Case, Limit, faster, lines_of, two_cores

NUMBER = 1
NAME = "typed-columns"
TITLE = "CSV to typed columns"

PIPELINE = PIPELINES / "typed_columns.yaml"
FIELDS, INTEGERS = 20, 14


def cases(context):
    source = flights.repeated(context)
    rows = lines_of(source) - 1
    state = context.work / "typed-columns.json"
    options = ["--set", f"input={source}", "--state", state]

    def ours(*more):
        return context.run(PIPELINE, *options, *more, command="fit", writes=state)

    def check():
        said = subprocess.run([context.featurize, "fit", PIPELINE, *options], cwd=ROOT, check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
        if int(re.search(r"(\d+) rows read", said)[1]) != rows:
            raise SystemExit(f"bench: not {rows} rows: {said}")

    yield Case(
        "flights, typed", f"{megabytes(source):,.0f} MB, {rows:,} rows of {FIELDS} columns", {
            OURS: ours(),
            ONE_THREAD: ours("--threads", "1"),
            "Polars": context.script("read_polars.py", source),
            "DuckDB": context.script("read_duckdb.py", source),
            "pyarrow": context.script("read_pyarrow.py", source),
            "pandas": context.script("read_pandas.py", source),
            "libcsv alone, two threads": Program([context.limits, "csv", source, 2], times_itself=True),
        },
        [faster("Polars", 3, "Polars' `read_csv`"), faster("DuckDB", 3), faster("pyarrow", 3), two_cores()],
        # Eight bytes for a number or moment, twelve for a short text with its place.
        Limit(read=source.stat().st_size, held=rows * (15 * 8 + 4 * 12), parsed=rows * INTEGERS), check)
