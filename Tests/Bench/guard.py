#!/usr/bin/env python3
"""Counts the instructions and allocations that a row costs, which repeat where times do not.

    guard.py --featurize FILE             compares with guard.json; exit 1 if a count has grown by more than 5 %
    guard.py --featurize FILE --record    writes guard.json anew

Each command runs under callgrind twice, on one thread, with a table and with three times its rows; the difference over
the additional rows is what a row costs, without what a start costs. FILE is the release binary with its symbols
(`.ci/build --symbols`), by which calls of the allocator are known. Both tables are one chunk.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import logs
from measure import HERE, ROOT, say

RECORD = HERE / "guard.json"
TOLERANCE = 1.05
#: Allocations a row that are none: those of buffers that grow.
NO_ALLOCATIONS = 0.01
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}
ROWS = 10_000


def flights(rows):
    """Few of them over and over: the state of an encoder grows with the categories, and these have all been seen."""
    header, body = (ROOT / "fixtures/flights/flights.csv").read_bytes().split(b"\n", 1)
    body = body.splitlines(keepends=True)[:300]
    return header + b"\n" + b"".join(body[row % len(body)] for row in range(rows))


def log(share):
    return lambda rows: "".join(line + "\n" for line, _ in logs.lines(rows, 1, share)).encode()


#: Tier B as well.
COUNTRIES = [word for country in ("at", "ch", "de", "es", "fr", "gb", "it", "nl", "se", "us")
             for word in ("--countries", country)]


#: By name, the maker of the input, and the command: `{in}` is its file, `{out}` a folder for what is written; without
#: `{in}` it is standard input.
COMMANDS = {
    "typed-columns": (flights, ["fit", "Tests/Bench/pipelines/typed_columns.yaml", "--quiet", "--threads", "1", "--set",
                                "input={in}", "--state", "{out}/state.json"]),
    "features": (flights, ["run", "Tests/Bench/pipelines/flights.yaml", "--quiet", "--threads", "1", "--set", "input={in}",
                           "--set", "output={out}/features.csv"]),
    "scrubbing": (log(0.05), ["scrub", "--threads", "1"]),
    "scrubbing, nothing to be found": (log(0), ["scrub", "--threads", "1"]),
    "scrubbing, a find in every line": (log(1), ["scrub", "--threads", "1"]),
    "scrubbing, for ten countries": (log(0.05), ["scrub", "--threads", "1", "--style", "partial", *COUNTRIES]),
}


def counted(featurize, command, source, folder):
    """Instructions, and calls of the allocator."""
    found = folder / "callgrind.out"
    words = [word.replace("{in}", str(source)).replace("{out}", str(folder)) for word in command]
    with open(source if words == command else "/dev/null", "rb") as standard:
        # Swift's hashing is seeded anew by each process otherwise.
        subprocess.run(["valgrind", "--tool=callgrind", "-q", f"--callgrind-out-file={found}", featurize, *words],
                       cwd=ROOT, stdin=standard, stdout=subprocess.DEVNULL, check=True,
                       env={"PATH": "/usr/bin:/bin", "SWIFT_DETERMINISTIC_HASHING": "1"})
    instructions, calls, names, called = 0, 0, {}, None
    with open(found) as file:
        for line in file:
            if match := re.match(r"c?fn=(\(\d+\))(?: (.*))?", line):
                if match[2]:
                    names[match[1]] = match[2].split("'")[0]
                called = names[match[1]]
            elif line.startswith("calls=") and allocates(called):
                calls += int(line[6:].split()[0])
            elif line.startswith("totals:"):
                instructions = int(line.split()[1])
    if not any(map(allocates, names.values())):
        raise SystemExit("guard: the binary has no symbols; build it with `.ci/build --symbols`")
    return instructions, calls


def allocates(function):
    """By its name, which in a static binary may be glibc's own for it."""
    return re.sub("^__(libc_)?", "", function) in ALLOCATORS


def costs(featurize):
    """By name, instructions and allocations of a row."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, (make, command) in COMMANDS.items():
            few, many = [counted(featurize, command, source, folder)
                         for rows in (ROWS, 3 * ROWS) if (source := folder / "input").write_bytes(make(rows))]
            instructions, calls = ((more - less) / (2 * ROWS) for less, more in zip(few, many))
            yield name, round(instructions, 1), round(calls, 4)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--featurize", type=pathlib.Path, required=True)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    recorded = {} if arguments.record else json.loads(RECORD.read_text())
    found, failures = {}, 0
    for name, *counts in costs(arguments.featurize.resolve()):
        found[name] = dict(zip(["instructions", "allocations"], counts))
        before = recorded.get(name, found[name])
        grown = [what for what, count in found[name].items() if count > before[what] * TOLERANCE + NO_ALLOCATIONS]
        failures += len(grown)
        print(f"{name}: " + ", ".join(f"{count:,g} {what} a row (recorded {before[what]:,g})"
                                      for what, count in found[name].items())
              + "".join(f"; MORE {what.upper()}" for what in grown), flush=True)
    if arguments.record:
        RECORD.write_text(json.dumps(found, indent=2) + "\n")
    elif all(found[name]["instructions"] < recorded[name]["instructions"] / TOLERANCE for name in found):
        say("guard: all are well below; `make guard RECORD=1` tightens them")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
