"""Writes generated tables: tables.py KIND FOLDER SIZE..., the same bytes for the same sizes. Nobody is in them."""

import pathlib
import sys

import numpy as np
import polars as pl

PART = 1_000_000


def written(path, rows, part):
    """A CSV file of so many rows, made part by part: `part(first, count)` is a table."""
    with open(path, "wb") as file:
        for first in range(0, rows, PART):
            part(first, min(PART, rows - first)).write_csv(
                file, include_header=first == 0, datetime_format="%Y-%m-%dT%H:%M:%SZ")


def emails(folder, rows):
    """E-mail addresses of which 30 % stand earlier in the file, too."""
    draw = np.random.default_rng(4)

    def part(first, count):
        number = np.arange(first, first + count)
        repeated = draw.random(count) < 0.3
        number = np.where(repeated, (draw.random(count) * number).astype(np.int64), number)
        return pl.DataFrame({"number": number}).select(
            email=pl.format("customer-{}@mail.example", pl.col("number") + 10_000_000))

    written(folder / "emails.csv", rows, part)


def visitors(folder, rows):
    """Ids and addresses of visitors, and fifteen numbers of each."""
    draw = np.random.default_rng(1)

    def part(first, count):
        return pl.DataFrame({"number": np.arange(first, first + count)}).select(
            pl.format("v{}", "number").alias("visitor"), pl.format("v{}@mail.example", "number").alias("mail"),
            *(pl.Series(f"n{column}", draw.uniform(-1e4, 1e4, count).round(6)) for column in range(15)))

    written(folder / "visitors.csv", rows, part)


if __name__ == "__main__":
    kind, folder, *sizes = sys.argv[1:]
    globals()[kind](pathlib.Path(folder), *map(int, sizes))
