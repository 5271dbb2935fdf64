"""A log of clicks is aggregated by user, joined to the users and made into features."""

from context import PIPELINES
from measure import measure
from workload import ONE_THREAD, OURS, Case, Limit, faster, two_cores

NUMBER = 3
NAME = "clicks"
TITLE = "Clicks to features of users"

PEERS = {"DuckDB": "clicks_duckdb.py", "Polars": "clicks_polars.py"}
#: Of a row of the log that is used: a text, a moment, two categories, a float.
HELD = 12 + 8 + 4 + 4 + 8


def programs(context, folder, destination):
    clicks, users = folder / "clicks.csv", folder / "users.csv"
    options = [f"--set={name}={path}" for name, path in [("clicks", clicks), ("users", users), ("output", destination)]]
    pipeline = PIPELINES / "clicks.yaml"
    return {
        OURS: context.run(pipeline, *options, writes=destination),
        ONE_THREAD: context.run(pipeline, *options, "--threads", "1", writes=destination),
    } | {name: context.script(script, clicks, users, destination, writes=destination) for name, script in PEERS.items()}


def cases(context):
    rows, users = context.rows(10_000_000), context.rows(200_000)
    folder = context.table("clicks", rows, users)

    def check():
        small = context.table("clicks", 100_000, 5_000)
        outputs = {}
        for name in programs(context, small, None):
            outputs[name] = context.work / f"clicks-{len(outputs)}.csv"
            measure(programs(context, small, outputs[name])[name])
            context.same(outputs[OURS], outputs[name], name)

    size = (folder / "clicks.csv").stat().st_size
    yield Case(
        "clicks", f"{size / 1e6:,.0f} MB, {rows:,} clicks of {users:,} users, seven measures over two windows",
        programs(context, folder, context.work / "clicks.csv"),
        [faster("DuckDB", 1), faster("Polars", 1), two_cores()],
        Limit(read=size, held=rows * HELD, written=users * 350, parsed=rows, updated=rows,
              printed=users * 12), check)
