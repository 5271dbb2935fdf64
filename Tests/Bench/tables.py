#!/usr/bin/env python3
"""Times the transformers of tables beside Polars', data in memory: ours on one core, Polars on one and on all.

Prints nanoseconds per row of the left table. TableBenchmark.swift makes the same kinds of tables. Arguments: the number
of rows, and the command that runs the Swift tests in release mode (`swift test -c release ...`).
"""

import os
import subprocess
import sys
import time


def tables(pl, np, rows):
    rng = np.random.default_rng(1)
    keys = rng.integers(0, 100_000, rows)
    tokens = np.array([f"t_{(key * 0x9E3779B97F4A7C15) % 2**64:024x}" for key in range(100_000)], dtype=object)
    kinds = pl.Series([f"kind-{n}" for n in range(1000)])
    moment = lambda count: pl.Series(rng.integers(0, 5_000_000_000_000, count)).cast(pl.Datetime("us"))
    left = pl.DataFrame({
        "key": keys, "token": tokens[keys], "kind": kinds.gather(rng.integers(0, 1000, rows)).cast(pl.Categorical),
        "x": rng.random(rows), "at": moment(rows),
    })
    right = pl.DataFrame({"token": tokens, "since": moment(100_000), "y": np.arange(100_000.0)})
    return left, right


def peers(pl, left, right):
    x, at = pl.col("x"), pl.col("at")
    measures = [pl.len().alias("n"), x.sum().alias("sum"), x.mean().alias("mean"), x.max().alias("max"), x.std().alias("std")]
    end = pl.datetime(1970, 2, 15)
    within = lambda days: at >= end - pl.duration(days=days)
    windows = [pl.len().alias("n"), x.sum().alias("sum")]
    for days in (7, 30):
        windows += [within(days).sum().alias(f"n{days}"), x.filter(within(days)).sum().alias(f"sum{days}")]
    sorted_left, sorted_right = left.sort("at"), right.sort("since")
    return {
        "aggregate 100k ints": lambda: left.group_by("key").agg(measures),
        "aggregate 100k tokens": lambda: left.group_by("token").agg(measures),
        "aggregate 1000 categories": lambda: left.group_by("kind").agg(measures),
        "aggregate two keys": lambda: left.group_by("key", "kind").agg(measures),
        "aggregate median, nunique": lambda: left.group_by("key").agg(x.median(), pl.col("kind").n_unique()),
        "aggregate windows": lambda: left.filter(at < end).group_by("key").agg(windows),
        "join left on tokens": lambda: left.join(right, on="token", how="left", maintain_order="left"),
        # Polars wants both sides in the order of time; ours takes them as they come.
        "join asof": lambda: sorted_left.join_asof(sorted_right, left_on="at", right_on="since", by="token"),
        "deduplicate by token": lambda: left.unique("token", keep="first", maintain_order=True),
        "sort by kind and time": lambda: left.sort("kind", "at", maintain_order=True),
        "filter": lambda: left.filter(x > 0.5),
    }


def time_polars(rows):
    import numpy as np
    import polars as pl

    left, right = tables(pl, np, rows)
    for name, work in peers(pl, left, right).items():
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - start)
        print(f"{name}\t{best / rows * 1e9}")


def polars(rows, threads):
    environment = {**os.environ, **({"POLARS_MAX_THREADS": str(threads)} if threads else {})}
    run = subprocess.run([sys.executable, __file__, str(rows)], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return {name: float(time) for name, time in (line.split("\t") for line in run.stdout.splitlines())}


def ours(rows, command):
    # As the command line does for its process: freed batches are used again, not mapped anew.
    kept = {"MALLOC_MMAP_THRESHOLD_": str(1 << 28), "MALLOC_TRIM_THRESHOLD_": str(1 << 28)}
    run = subprocess.run(
        command + ["--filter", "TableBenchmark"], env={**os.environ, **kept, "FEATURIZE_BENCH_ROWS": str(rows)},
        stdout=subprocess.PIPE, text=True)
    lines = [line.split("\t") for line in run.stdout.splitlines() if line.startswith("benchmark\t")]
    if run.returncode != 0 or not lines:
        sys.exit(f"{' '.join(command)} failed\n{run.stdout[-2000:]}")
    return {name: int(time) / 10 for _, name, time in lines}


def main():
    rows, command = int(sys.argv[1]), sys.argv[2:]
    if not command:
        return time_polars(rows)
    mine, one, all_cores = ours(rows, command), polars(rows, 1), polars(rows, None)
    print(f"{'ns per row':32}{'ours':>10}{'polars 1':>10}{'ratio':>8}{'polars':>10}{'ratio':>8}")
    for name, time in mine.items():
        print(f"{name:32}{time:10.1f}{one[name]:10.1f}{one[name] / time:8.1f}{all_cores[name]:10.1f}{all_cores[name] / time:8.1f}")


if __name__ == "__main__":
    main()
