#!/usr/bin/env python3
"""Times the tokenizer beside a bare C loop over crypto_generichash on the same values, in the same run.

    make bench-transformers          runs it at the end
    Tests/Bench/tokens.py --rows N   alone

The C loop writes 16 bytes a value and nothing else; the tokenizer also finds the canonical form, and writes the text of
each token with its check characters into a new column. Nanoseconds a value, the least of five rounds; a ratio above 1
means that the tokenizer is faster than the loop. The aim is 0.9 per core, twice that on two. The report is
out/bench-tokens.md; --strict exits with 1 where the aim is missed.
"""

import argparse
import os
import shlex
import subprocess
import sys

from measure import ROOT, limits_program, output_of

AIM = 0.9
#: By the name of our row, what the C loop hashes and with how many threads.
LOOPS = {
    "ids": ("ids", 1), "ids, two threads": ("ids", 2), "e-mail addresses": ("emails", 1),
    "ids, each ten times, in no order": ("ids", 1), "ids, each ten times, together": ("ids", 1),
}


def bare(rows):
    """Nanoseconds a value by the arguments of the loop: limits.cpp, `hash`."""
    loop = limits_program()
    return {arguments: float(output_of([loop, "hash", rows, *arguments]).split()[-1]) * 1e9 / rows
            for arguments in dict.fromkeys(LOOPS.values())}


def ours(swift, rows):
    command = shlex.split(swift) + [
        "test", "-c", "release", "-Xswiftc", "-enable-testing", "--disable-xctest", "--no-parallel", "--scratch-path",
        ".build-bench/swift", "--filter", "TokenBenchmark"]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "FEATURIZE_BENCH_ROWS": str(rows)},
                         stdout=subprocess.PIPE, text=True)
    lines = [line.split("\t") for line in run.stdout.splitlines() if line.startswith("benchmark\t")]
    if run.returncode != 0 or not lines:
        print(f"{shlex.join(command)} failed\n{run.stdout[-2000:]}", file=sys.stderr)
        sys.exit(2)
    return {name: float(nanoseconds) for _, name, nanoseconds in lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--swift", default="swift", help="the Swift driver")
    parser.add_argument("--strict", action="store_true")
    arguments = parser.parse_args()
    # The loop before and after, so that a machine that slows down in between shows.
    loops, measured, again = bare(arguments.rows), ours(arguments.swift, arguments.rows), bare(arguments.rows)
    out = [f"# Tokens beside a bare C loop over crypto_generichash, {arguments.rows:,} values", "",
           "| | C loop, ns | again | tokens, ns | ratio |", "|---|--:|--:|--:|--:|"]
    missed = []
    for name, nanoseconds in measured.items():
        loop = min(loops[LOOPS[name]], again[LOOPS[name]])
        ratio = loop / nanoseconds
        if ratio < AIM:
            missed.append(name)
        out.append(f"| {name} | {loops[LOOPS[name]]:.0f} | {again[LOOPS[name]]:.0f} | {nanoseconds:.0f} | {ratio:.2f} |")
    if "ids" in measured and "ids, two threads" in measured:
        out += ["", f"Two threads: {measured['ids'] / measured['ids, two threads']:.2f} times one."]
    out += ["", f"Below the aim of {AIM}: {', '.join(missed) or 'none'}."]
    text = "\n".join(out) + "\n"
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out/bench-tokens.md").write_text(text)
    print(text, end="", flush=True)
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
