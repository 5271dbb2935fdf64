"""Features of flights: impute, scale, one-hot, target-encode, select; to CSV and to a binary matrix."""

import flights
from context import PIPELINES, megabytes
from measure import measure, output_of
from workload import ONE_THREAD, OURS, Bar, Case, Limit, faster, lines_of, two_cores

NUMBER = 2
NAME = "features"
TITLE = "Flights to features"

PIPELINE = PIPELINES / "flights.yaml"
POLARS, STREAMING, ORACLE = "Polars", "Polars, streaming", "pandas + scikit-learn"
PEERS = {POLARS: "flights_polars.py", STREAMING: "flights_polars_streaming.py", ORACLE: "flights_sklearn.py"}
#: Columns of the output.
SCALED, ENCODED, WIDTH = 11, 2, 33


def cases(context):
    yield case(context, "csv", PIPELINE, [STREAMING], 300)
    if '"npy"' in output_of([context.featurize, "schema"]):
        pipeline = context.work / "flights-npy.yaml"
        pipeline.write_text(PIPELINE.read_text().replace("features: {format: csv", "features: {format: npy"))
        # Polars' streaming engine writes no arrays.
        yield case(context, "npy", pipeline, [], WIDTH * 8)


def case(context, suffix, pipeline, further, row):
    """`row`: bytes of a row of the output."""
    source = flights.repeated(context)
    rows = lines_of(source) - 1
    peers = [POLARS, *further, ORACLE]

    def programs(source, destination):
        options = ["--set", f"input={source}", "--set", f"output={destination}"]
        return {
            OURS: context.run(pipeline, *options, writes=destination),
            ONE_THREAD: context.run(pipeline, *options, "--threads", "1", writes=destination),
        } | {name: context.script(PEERS[name], source, destination, writes=destination) for name in peers}

    def check():
        """Each program on the flights of one year, against scikit-learn's."""
        year, outputs = flights.year(context), {}
        for name in [OURS, *peers]:
            outputs[name] = context.work / f"year-{len(outputs)}.{suffix}"
            measure(programs(year, outputs[name])[name])
        for name, path in outputs.items():
            context.same(outputs[ORACLE], path, name, "tailnum", "dest")

    return Case(
        f"CSV to {suffix}", f"{megabytes(source):,.0f} MB, {rows:,} rows", programs(source, context.work / f"features.{suffix}"), [
            faster(POLARS, 3, "Polars written by hand"),
            *(faster(name, 3, "Polars' streaming engine") for name in further),
            faster(ORACLE, 10),
            Bar("peak memory at most half of Polars'", 0.5, lambda found: found[OURS].peak / found[POLARS].peak, True),
            two_cores(),
        ],
        Limit(read=source.stat().st_size, held=rows * (SCALED + ENCODED) * 8, written=rows * row, parsed=rows * SCALED,
              printed=rows * SCALED if suffix == "csv" else 0, updated=rows * ENCODED),
        check)
