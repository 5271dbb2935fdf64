"""Features of flights: impute, scale, one-hot, target-encode, select; to CSV and to a binary matrix."""

import flights
from context import PIPELINES, megabytes
from measure import measure
from workload import ONE_THREAD, OURS, Bar, Case, Limit, faster, lines_of, two_cores

NUMBER = 2
NAME = "features"
TITLE = "Flights to features"

PIPELINE = PIPELINES / "flights.yaml"
PEERS = {"Polars": "flights_polars.py", "Polars, streaming": "flights_polars_streaming.py",
         "pandas + scikit-learn": "flights_sklearn.py"}
ORACLE = "pandas + scikit-learn"
SCALED, PLACES, WIDTH = 11, 2, 32


def programs(context, source, destination):
    options = ["--set", f"input={source}", "--set", f"output={destination}"]
    return {
        OURS: context.run(PIPELINE, *options, writes=destination),
        ONE_THREAD: context.run(PIPELINE, *options, "--threads", "1", writes=destination),
    } | {name: context.script(script, source, destination, writes=destination) for name, script in PEERS.items()}


def cases(context):
    source = flights.repeated(context)
    rows = lines_of(source) - 1
    yield Case(
        "CSV to CSV", f"{megabytes(source):,.0f} MB, {rows:,} rows", programs(context, source, context.work / "features.csv"), [
            faster("Polars", 3, "Polars written by hand"),
            faster("Polars, streaming", 3, "Polars' streaming engine"),
            faster("pandas + scikit-learn", 10),
            Bar("peak memory at most half of Polars'", 0.5, lambda found: found[OURS].peak / found["Polars"].peak, True),
            two_cores(),
        ],
        Limit(read=source.stat().st_size, held=rows * (SCALED + PLACES) * 8, written=rows * 300, parsed=rows * SCALED,
              printed=rows * SCALED, updated=rows * PLACES),
        lambda: check(context))


def check(context):
    """Each program on the flights of one year, against scikit-learn's."""
    outputs = {}
    for name in programs(context, None, None):
        outputs[name] = context.work / f"year-{len(outputs)}.csv"
        measure(programs(context, flights.year(context), outputs[name])[name])
    for name, path in outputs.items():
        if name != ORACLE:
            context.same(outputs[ORACLE], path, name, "tailnum", "dest")
