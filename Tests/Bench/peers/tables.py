"""The steps on whole tables beside Polars; TableBenchmark.swift makes the same kinds of tables."""

import numpy as np
import polars as pl

from .peer import work


def peers(rows):
    left, right = tables(rows)
    x, at = pl.col("x"), pl.col("at")
    measures = [pl.len().alias("n"), x.sum().alias("sum"), x.mean().alias("mean"), x.max().alias("max"), x.std().alias("std")]
    end = pl.datetime(1970, 2, 15)
    within = lambda days: at >= end - pl.duration(days=days)
    windows = [pl.len().alias("n"), x.sum().alias("sum")]
    for days in (7, 30):
        windows += [within(days).sum().alias(f"n{days}"), x.filter(within(days)).sum().alias(f"sum{days}")]
    # Polars wants both sides in the order of time; ours takes them as they come.
    by_at, by_since = left.sort("at"), right.sort("since")
    transforms = {
        "aggregate 100k ints": lambda: left.group_by("key").agg(measures),
        "aggregate 100k tokens": lambda: left.group_by("token").agg(measures),
        "aggregate 1000 categories": lambda: left.group_by("kind").agg(measures),
        "aggregate two keys": lambda: left.group_by("key", "kind").agg(measures),
        "aggregate median, nunique": lambda: left.group_by("key").agg(x.median(), pl.col("kind").n_unique()),
        "aggregate windows": lambda: left.filter(at < end).group_by("key").agg(windows),
        "join left on tokens": lambda: left.join(right, on="token", how="left", maintain_order="left"),
        "join asof": lambda: by_at.join_asof(by_since, left_on="at", right_on="since", by="token"),
        "deduplicate by token": lambda: left.unique("token", keep="first", maintain_order=True),
        "sort by kind and time": lambda: left.sort("kind", "at", maintain_order=True),
        "filter": lambda: left.filter(x > 0.5),
    }
    return [work(name, "Polars", rows, transform) for name, transform in transforms.items()]


def tables(rows):
    rng = np.random.default_rng(1)
    keys = rng.integers(0, 100_000, rows)
    tokens = np.array([f"t_{(key * 0x9E3779B97F4A7C15) % 2**64:024x}" for key in range(100_000)], dtype=object)
    kinds = pl.Series([f"kind-{n}" for n in range(1000)])
    moments = lambda count: pl.Series(rng.integers(0, 5_000_000_000_000, count)).cast(pl.Datetime("us"))
    left = pl.DataFrame({
        "key": keys, "token": tokens[keys], "kind": kinds.gather(rng.integers(0, 1000, rows)).cast(pl.Categorical),
        "x": rng.random(rows), "at": moments(rows),
    })
    right = pl.DataFrame({"token": tokens, "since": moments(100_000), "y": np.arange(100_000.0)})
    return left, right
