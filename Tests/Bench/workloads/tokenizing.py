"""E-mail addresses in a CSV file become tokens in another."""

from context import PIPELINES, PROGRAMS, megabytes
from measure import Program, measure, output_of
from workload import ONE_THREAD, OURS, Case, Limit, faster, lines_of, require_lines, two_cores

NUMBER = 4
NAME = "tokenizing"
TITLE = "Tokens for e-mail addresses"

LOOP = "bare libsodium loop, two threads"


def cases(context):
    rows = context.rows(10_000_000)
    source = context.table("emails", rows) / "emails.csv"
    destination, ring = context.work / "tokens.csv", context.work / "bench.keyring"
    if not ring.exists():
        output_of([context.featurize, "keys", "new", ring, "--unprotected"])
    options = ["--set", f"input={source}", "--set", f"output={destination}"]

    def forget():
        """A ledger that is new each turn: the run is registered in it."""
        for path in context.work.glob("tokens.ledger*"):
            path.unlink()

    def ours(*more):
        return context.run(PIPELINES / "tokens.yaml", *options, *more, writes=destination, folder=context.work, before=forget)

    def check():
        measure(ours())
        require_lines(destination, lines_of(source), OURS)
        output_of([context.python(), "-B", PROGRAMS / "distinct.py", source, destination])

    yield Case(
        "e-mail addresses", f"{megabytes(source):,.0f} MB, {rows:,} addresses, 30 % of them repeated", {
            OURS: ours(),
            ONE_THREAD: ours("--threads", "1"),
            LOOP: Program([context.limits, "hash", rows, "emails", 2], times_itself=True,
                          remark="no input, no output, no texts of tokens"),
        },
        [faster(LOOP, 0.8), two_cores()],
        Limit(read=source.stat().st_size, written=rows * 50, hashed=rows * 0.7), check)
