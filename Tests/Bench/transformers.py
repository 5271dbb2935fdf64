#!/usr/bin/env python3
"""Times every transformer beside its counterparts in scikit-learn, category_encoders, feature_engine, pandas and
Polars: data in memory, one core, fitting and transforming apart.

    make bench-transformers              1 M rows
    make bench-transformers ROWS=20000   the bounded version

Prints nanoseconds of CPU time a row, the least of three runs, and how many times as long the peer takes; then the
median of those ratios and where we fall short: below 1 the peer is faster, 5 is the median that we aim at. The report is
out/bench-transformers.md; --record writes docs/performance-transformers.md too. Exits with 1 if we fall short and --strict is given,
with 2 if something did not run.
"""

import argparse
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import warnings
from typing import NamedTuple

# Before numpy and Polars start their threads.
for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"]:
    os.environ[variable] = "1"

from peers import FAMILIES, memory
from peers.peer import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AIM = 5
#: Nanoseconds a row below which a peer does nothing worth comparing, as in fits that only look at the shape.
NOTHING = 0.5


class Line(NamedTuple):
    name: str
    library: str
    #: Nanoseconds a row by phase, `fit` and `transform`: ours and theirs.
    phases: dict

    def ratios(self):
        for phase, (ours, theirs) in self.phases.items():
            yield phase, theirs / max(ours, 0.1)


def ours(swift, rows, only):
    """By name of the row, nanoseconds to fit (or None) and to transform; and bytes a row of sparse output."""
    environment = {
        **os.environ, "FEATURIZE_BENCH_ROWS": str(rows), "FEATURIZE_BENCH_ONLY": only,
        # As the command line does for its process: freed batches are used again, not mapped anew.
        "MALLOC_MMAP_THRESHOLD_": str(1 << 28), "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    }
    command = shlex.split(swift) + [
        "test", "-c", "release", "-Xswiftc", "-enable-testing", "--disable-xctest", "--no-parallel", "--scratch-path",
        ".build-bench/swift", "--filter", "TransformerBenchmark|TableBenchmark"]
    run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    lines = [line.split("\t") for line in run.stdout.splitlines() if "\t" in line]
    times = {row[1]: tuple(None if cell == "-" else float(cell) for cell in row[2:]) for row in lines if row[0] == "benchmark"}
    bytes_of_rows = {row[1]: (float(row[2]), float(row[3])) for row in lines if row[0] == "memory"}
    if run.returncode != 0 or not times and not bytes_of_rows:
        print(f"{shlex.join(command)} failed\n{run.stdout[-2000:]}", file=sys.stderr)
        sys.exit(2)
    return times, bytes_of_rows


def compare(measured, rows):
    """Lines by family. Second, the rows of ours that have no peer."""
    result, alone = {}, dict(measured)
    for family, peers in FAMILIES.items():
        result[family] = []
        for peer in peers(rows):
            alone.pop(peer.name, None)
            if peer.name not in measured:
                continue
            print(f"{family}: {peer.name}, {peer.library}", file=sys.stderr, flush=True)
            pairs = zip(["fit", "transform"], measured[peer.name], measure(peer))
            result[family].append(Line(peer.name, peer.library, {
                phase: (mine, theirs) for phase, mine, theirs in pairs
                if mine is not None and theirs is not None and theirs >= NOTHING}))
    return {family: lines for family, lines in result.items() if lines}, alone


def table(families):
    for family, lines in families.items():
        yield from ["", f"## {family}", "", "| | beside | fit, ns | theirs | ratio | transform, ns | theirs | ratio |",
                    "|---|---|--:|--:|--:|--:|--:|--:|"]
        for line in lines:
            cells = [line.name, line.library]
            ratios = dict(line.ratios())
            for phase in ["fit", "transform"]:
                pair = line.phases.get(phase)
                cells += [f"{pair[0]:.1f}", f"{pair[1]:.1f}", f"{ratios[phase]:.1f}"] if pair else ["", "", ""]
            yield f"| {' | '.join(cells)} |"


def summary(families):
    """The lines of the summary, and whether the bars are met."""
    lines = [line for family in families.values() for line in family]
    groups = {"Polars": [line for line in lines if line.library == "Polars"],
              "scikit-learn and its like": [line for line in lines if line.library != "Polars"]}
    text, is_met = [], True
    for name, chosen in groups.items():
        ratios = [(ratio, f"{line.name} ({phase}, {line.library})") for line in chosen for phase, ratio in line.ratios()]
        if not ratios:
            continue
        median = statistics.median(ratio for ratio, _ in ratios)
        below = lambda bar, least=0: "; ".join(f"{name} {ratio:.2f}" for ratio, name in sorted(ratios) if least <= ratio < bar) or "none"
        text += ["", f"Beside {name}: median ratio {median:.1f} of {len(ratios)}.", "", f"- Below 1: {below(1)}."]
        is_met = is_met and all(ratio >= 1 for ratio, _ in ratios)
        if name != "Polars":
            text.append(f"- From 1 to {AIM}: {below(AIM, 1)}.")
            is_met = is_met and median >= AIM
    return text, is_met


def report(rows, families, alone, memory_of_rows):
    text, is_met = summary(families)
    out = [
        "# Speed of the transformers", "",
        f"Written by `make bench-transformers`: {rows:,} rows in memory, one core, nanoseconds of CPU time a row, the least "
        "of three runs. A ratio is the peer's time to ours in the same run: above 1 we are faster.",
        *text, *table(families)]
    if alone:
        out += ["", "## Without a peer", "", "| | fit, ns | transform, ns |", "|---|--:|--:|"]
        out += [f"| {name} | {fit or 0:.1f} | {transform:.1f} |" for name, (fit, transform) in alone.items()]
    for name, mine, theirs in memory_of_rows:
        out += ["", "## Memory", "", "| bytes a row | held | scikit-learn | at the peak | scikit-learn |", "|---|--:|--:|--:|--:|",
                f"| {name} | {mine[0]:.0f} | {theirs[0]:.0f} | {mine[1]:.0f} | {theirs[1]:.0f} |"]
    out += ["", "Versions: " + ", ".join((HERE / "requirements.txt").read_text().split()) + "."]
    return "\n".join(out) + "\n", is_met


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--swift", default="swift", help="the Swift driver")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", default="", metavar="NAME", help="rows whose name starts so")
    parser.add_argument("--record", action="store_true", help="write docs/performance-transformers.md")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if we fall short")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")

    measured, bytes_of_rows = ours(arguments.swift, arguments.rows, arguments.only)
    # First, before there is freed memory that could be used again unseen.
    memory_of_rows = [(name, mine, memory.sparse(arguments.rows)) for name, mine in bytes_of_rows.items()]
    families, alone = compare(measured, arguments.rows)
    text, is_met = report(arguments.rows, families, alone, memory_of_rows)
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out/bench-transformers.md").write_text(text)
    if arguments.record:
        (ROOT / "docs/performance-transformers.md").write_text(text)
    print(text, end="")
    return 1 if arguments.strict and not is_met else 0


if __name__ == "__main__":
    sys.exit(main())
