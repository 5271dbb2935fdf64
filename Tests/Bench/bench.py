#!/usr/bin/env python3
"""Runs the workloads of docs/performance.md beside pinned peers and writes that page.

    make bench                                          all of them at full size, 3 interleaved runs
    make bench BENCH="--only features --runs 1"         one of them; its section is written anew
    make bench BENCH="--scale 0.02 --runs 1"            the bounded version: out/bench.md only
    make bench BENCH=--large                            also 5, 10 and 20 GB for `larger-than-memory`

Before anything is timed, programs that are compared must agree on what they write. Then each runs in turn, several times
over; the medians of wall time, CPU time (user and system) and peak resident memory of the whole process count. The
clock of a peer in Python runs from after its imports, ours from exec to exit. Nothing here judges: it is a benchmark,
not a test. Needs Python 3 with venv, a C++ compiler and a package index to start; everything it makes is under
.build-bench/.
"""

import argparse
import importlib
import json
import pathlib
import shutil

import flights
import machine
import report
from context import Context
from measure import ROOT, in_turn, say
from workloads import NAMES


def run(module, context, runs, speeds):
    """The results of a workload, as they are stored and reported."""
    cases = []
    for case in module.cases(context):
        say(f"{module.NUMBER}. {module.NAME}: {case.name}")
        case.check()
        found = in_turn(case.programs, min(runs * case.repeats, case.most_runs or runs * case.repeats))
        cases.append(report.case(case, found, speeds))
    return {"number": module.NUMBER, "name": module.NAME, "title": module.TITLE, "cases": cases}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--featurize", type=pathlib.Path, required=True, help="the release binary")
    parser.add_argument("--library", type=pathlib.Path, help="the program of Library/, where it is built")
    parser.add_argument("--swift", default="swift", help="the Swift driver")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--scale", type=float, default=1, help="of the full size of all tables")
    parser.add_argument("--megabytes", type=float, help="of flights, about; otherwise 340 times the scale")
    parser.add_argument("--runs", type=int, default=3, help="how often each program runs")
    parser.add_argument("--large", action="store_true", help="up to 20 GB, which takes an hour and 25 GB of disk")
    arguments = parser.parse_args()
    context = Context(arguments.featurize.resolve(), arguments.swift, arguments.scale,
                      arguments.megabytes or 340 * arguments.scale, arguments.large,
                      arguments.library and arguments.library.resolve())
    context.work.mkdir(exist_ok=True)
    is_full = arguments.scale == 1 and arguments.megabytes is None
    stored = context.work / "results" if is_full else context.work / "results-bounded"
    if not is_full:
        shutil.rmtree(stored, ignore_errors=True)
    stored.mkdir(exist_ok=True)

    for name in arguments.only or NAMES:
        speeds = machine.speeds(context, flights.year(context))
        module = importlib.import_module(f"workloads.{name.replace('-', '_')}")
        results = run(module, context, arguments.runs, speeds)
        results |= {"speeds": speeds, "runs": arguments.runs, "machine": machine.description()}
        (stored / f"{name}.json").write_text(json.dumps(results, indent=1))
    workloads = [json.loads((stored / f"{name}.json").read_text()) for name in NAMES if (stored / f"{name}.json").exists()]
    text = report.page(workloads, is_full)
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out/bench.md").write_text(text)
    if is_full:
        (ROOT / "docs/performance.md").write_text(text)
    print(text, end="")


if __name__ == "__main__":
    main()
