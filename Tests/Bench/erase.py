#!/usr/bin/env python3
"""Erases 1,000 people from outputs of about 1 GB in one pass, beside a plain copy of the same files.

    erase.py --featurize PATH [--megabytes 1000] [--subjects 1000] [--runs 3] [--at DIR]

A source of made-up visitors is run into one output with two columns of tokens and fifteen of numbers. Then the source
is changed, so that the erasure cannot do the run again and sweeps the output: it reads it, leaves rows out, and writes
the rest. The base is `cp` of that output with fsync, in the same turn and folder; the bar is half its speed. Both are
measured with a warm page cache and, with `--at /dev/shm`, without a disk.
"""

import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PIPELINE = """featurize: 1
name: visitors
secrets: {ring: {file: ring.keyring}}
sources:
  visitors:
    format: csv
    uri: visitors.csv
    contract:
      columns:
        visitor: {type: string, role: key, pii: id}
        mail: {type: string, pii: email}
%s
privacy:
  subject: visitors.visitor
  k: 5
  rules:
    - {id: key, use: tokenize, columns: [visitor], with: {domain: visitor, key: ring}}
    - {id: mail, use: tokenize, columns: [mail], with: {domain: email, key: ring}}
outputs: {all: {format: csv, uri: all.csv}}
ledger: {uri: visitors.ledger}
"""
NUMBERS = 15


def make(folder, megabytes):
    columns = "\n".join(f"        n{number}: {{type: float}}" for number in range(NUMBERS))
    (folder / "visitors.yaml").write_text(PIPELINE % columns)
    rng = random.Random(1)
    rows = int(megabytes * 1e6 / (2 * 45 + 12 * NUMBERS))
    tails = [",".join(f"{rng.uniform(-1e4, 1e4):.6f}" for _ in range(NUMBERS)) for _ in range(1000)]
    with open(folder / "visitors.csv", "w") as file:
        file.write("visitor,mail," + ",".join(f"n{number}" for number in range(NUMBERS)) + "\n")
        for row in range(rows):
            file.write(f"v{row},v{row}@mail.example,{tails[row % 1000]}\n")
    return rows


def timed(body):
    start = time.perf_counter()
    body()
    return time.perf_counter() - start


def copy(source, target):
    buffer = memoryview(bytearray(8 << 20))
    with open(source, "rb", buffering=0) as reader, open(target, "wb", buffering=0) as writer:
        while size := reader.readinto(buffer):
            writer.write(buffer[:size])
        os.fsync(writer.fileno())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--featurize", type=pathlib.Path, required=True)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--subjects", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--at", type=pathlib.Path)
    arguments = parser.parse_args()
    featurize = str(arguments.featurize.resolve())
    folder = pathlib.Path(tempfile.mkdtemp(prefix="erase-bench-", dir=arguments.at))

    def run(*words, text=None):
        outcome = subprocess.run([featurize, *words], cwd=folder, input=text, capture_output=True, text=True)
        if outcome.returncode != 0:
            raise SystemExit(f"bench: {' '.join(words)}: {outcome.stderr}")
        return outcome.stdout

    try:
        rows = make(folder, arguments.megabytes)
        run("keys", "new", "ring.keyring", "--unprotected")
        run("run", "visitors.yaml", "--quiet")
        size = (folder / "all.csv").stat().st_size
        with open(folder / "visitors.csv", "a") as file:
            file.write("\n")
        people = random.Random(2).sample(range(rows), arguments.subjects * arguments.runs)
        copies, erasures = [], []
        for turn in range(arguments.runs):
            os.sync()
            copies.append(timed(lambda: copy(folder / "all.csv", folder / "copy.csv")))
            (folder / "copy.csv").unlink()
            os.sync()
            wanted = people[turn * arguments.subjects:(turn + 1) * arguments.subjects]
            request = "".join(f"v{person}\n" for person in wanted)
            erasures.append(timed(lambda: run("erase", "visitors.yaml", "--domain", "visitor", "--yes", "--receipt",
                                              "receipt.json", "--quiet", text=request)))
            print(f"turn {turn + 1}: copy {copies[-1]:.2f} s, erasure {erasures[-1]:.2f} s", file=sys.stderr, flush=True)
        with open(folder / "all.csv", "rb") as file:
            left = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b"")) - 1
        if left != rows - len(people):
            raise SystemExit(f"bench: {left} rows are left, not {rows - len(people)}")
    finally:
        shutil.rmtree(folder)
    base, taken = statistics.median(copies), statistics.median(erasures)
    print(f"| erasing {arguments.subjects:,} of {rows:,} people from {size / 1e6:.0f} MB of outputs | {taken:.2f} s "
          f"| copy with fsync {base:.2f} s | {base / taken:.2f} of its speed |")


if __name__ == "__main__":
    main()
