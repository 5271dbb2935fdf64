#!/usr/bin/env python3
"""Shows where our program of a workload spends its instructions: `make profile WORKLOAD=features`.

    hotspots.py --featurize FILE --library FILE WORKLOAD    the binaries with their symbols
    hotspots.py ... WORKLOAD --scale 0.05                   of the full size; callgrind is fifty times slower than the processor
    hotspots.py ... WORKLOAD --perf                         samples by Linux' perf instead, at the processor's speed

Of each case the program on one thread. The summary is printed and left in out/profile-WORKLOAD.txt, by function: first
what it spends itself, then with what it calls. The file of callgrind is beside it, for kcachegrind.
"""

import argparse
import importlib
import pathlib
import shutil
import subprocess

from context import Context
from measure import ROOT, WORK, output_of, say
from workload import ONE_THREAD, OURS
from workloads import NAMES

LINES = 45


def demangled(text):
    """Swift's names as they are written; without the tool as they are."""
    if shutil.which("swift"):
        text = subprocess.run(["swift", "demangle", "--simplified"], input=text, stdout=subprocess.PIPE, text=True).stdout
    return text


def profiled(program, place, is_sampled):
    """Texts: what each function spends itself, and with what it calls."""
    command = [str(word) for word in program.command]
    if program.before:
        program.before()
    if is_sampled:
        tool = ["perf", "record", "-q", "-F", "999", "-g", "-o", f"{place}.perf"]
        reports = [["perf", "report", "-i", f"{place}.perf", "--stdio", "-g", "none", order, "--percent-limit", "0.3"]
                   for order in ("--no-children", "--children")]
    else:
        tool = ["valgrind", "--tool=callgrind", "-q", f"--callgrind-out-file={place}.callgrind"]
        reports = [["callgrind_annotate", f"--inclusive={order}", "--threshold=95", f"{place}.callgrind"]
                   for order in ("no", "yes")]
    with open(program.reads or "/dev/null", "rb") as source:
        subprocess.run([*tool, *command], cwd=program.folder, stdin=source, stdout=subprocess.DEVNULL, check=True)
    if program.writes:
        program.writes.unlink()
    for report in reports:
        lines = [line.rstrip()[:400] for line in output_of(report).splitlines() if "%" in line]
        yield "\n".join(line[:180] for line in demangled("\n".join(lines[:LINES])).splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--featurize", type=pathlib.Path, required=True)
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--swift", default="swift")
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--perf", action="store_true")
    parser.add_argument("workload", choices=NAMES)
    arguments = parser.parse_args()
    context = Context(arguments.featurize.resolve(), arguments.swift, arguments.scale, 340 * arguments.scale, False,
                      arguments.library and arguments.library.resolve())
    WORK.mkdir(exist_ok=True)
    (ROOT / "out").mkdir(exist_ok=True)
    module = importlib.import_module(f"workloads.{arguments.workload.replace('-', '_')}")
    texts = []
    for number, case in enumerate(module.cases(context), 1):
        say(f"{module.NUMBER}. {module.NAME}: {case.name}, {case.size}")
        program = case.programs.get(ONE_THREAD) or case.programs[OURS]
        own, total = profiled(program, ROOT / f"out/profile-{module.NAME}-{number}", arguments.perf)
        texts.append(f"# {case.name}, {case.size}\n\n## Of a function itself\n\n{own}\n\n## With what it calls\n\n{total}\n")
    (ROOT / f"out/profile-{module.NAME}.txt").write_text("\n".join(texts))
    print("\n".join(texts))


if __name__ == "__main__":
    main()
