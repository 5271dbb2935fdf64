"""From exec to exit, where there is little to do."""

import flights
from context import PIPELINES
from measure import Program
from workload import OURS, Bar, Case

NUMBER = 9
NAME = "start"
TITLE = "Start"

BASE = "`/bin/true`"
#: A few milliseconds are noise otherwise.
REPEATS = 10


def most(milliseconds):
    return Bar(f"{milliseconds} ms at the most", milliseconds, lambda found: found[OURS].wall * 1000, is_most=True)


def cases(context):
    base = Program(["/bin/true"])
    yield Case("the version", "`featurize --version`", {OURS: Program([context.featurize, "--version"]), BASE: base},
               [most(15)], repeats=REPEATS)
    header, *rows = flights.year(context).read_bytes().split(b"\n", 1001)[:1001]
    source, destination = context.work / "thousand.csv", context.work / "thousand-features.csv"
    source.write_bytes(b"\n".join([header, *rows]) + b"\n")
    yield Case(
        "a small pipeline", "1,000 flights, the pipeline of 2, from exec to exit",
        {OURS: context.run(PIPELINES / "flights.yaml", "--set", f"input={source}", "--set", f"output={destination}",
                           writes=destination), BASE: base},
        [most(50)], repeats=REPEATS)
