"""One row at a time through a fitted pipeline, in the library."""

import flights
from context import PIPELINES
from measure import Program, measure
from workload import OURS, Bar, Case, Limit

NUMBER = 6
NAME = "one-row"
TITLE = "One row through forty fitted steps"

PEER = "scikit-learn"
PIPELINE = PIPELINES / "forty_steps.yaml"


def most(name, microseconds):
    return Bar(f"{name} of {microseconds} µs at the most", microseconds, lambda found: found[OURS].figures[name], is_most=True)


def cases(context):
    table = flights.year(context)
    state = context.work / "forty-steps.json"
    measure(context.run(PIPELINE, "--set", f"input={table}", "--state", state, command="fit"))
    ours, theirs = max(1000, context.rows(200_000)), 1000
    programs = {
        OURS: Program([context.library, "rows", PIPELINE, state, table, ours], times_itself=True, share=ours),
        PEER: context.script("row_sklearn.py", table, theirs, share=theirs),
    }

    def check():
        totals = [measure(program).figures["total"] for program in programs.values()]
        if abs(totals[0] / totals[1] - 1) > 1e-9:
            raise SystemExit(f"bench: the features of 1,000 rows add up to {totals[0]}, scikit-learn's to {totals[1]}")

    def notes(found):
        yield "| microseconds | p50 | p99 |\n|---|--:|--:|\n" + "\n".join(
            f"| {name} | {one.figures['p50']:,.1f} | {one.figures['p99']:,.1f} |" for name, one in found.items())

    yield Case(
        "a row", "Text of 16 columns in, a matrix of one row out, times a row; scikit-learn from a table of one row to an array",
        programs, [most("p50", 20), most("p99", 100)], Limit(read=100, held=20 * 8, parsed=11), check, notes=notes)
