"""Writes generated tables: tables.py KIND FOLDER SIZE..., the same bytes for the same sizes. Nobody is in them."""

import pathlib
import sys

import numpy as np
import polars as pl

PART = 1_000_000


def written(path, rows, part, step=PART):
    """A CSV file of so many rows, made part by part: `part(first, count)` is a table."""
    with open(path, "wb") as file:
        for first in range(0, rows, step):
            part(first, min(step, rows - first)).write_csv(
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


def clicks(folder, rows, users):
    """A log of clicks of so many users over the 45 days before 2026-03-01, and their table."""
    draw = np.random.default_rng(3)
    end = np.datetime64("2026-03-01T00:00:00", "s")

    def one_of(words, weights, count):
        return pl.Series(words).gather(draw.choice(len(words), count, p=weights))

    def log(first, count):
        event = one_of(["view", "cart", "checkout", "purchase"], [0.8, 0.1, 0.06, 0.04], count)
        # Some users click much more than others.
        user = (draw.random(count) ** 2 * users).astype(np.int64)
        return pl.DataFrame({
            "number": np.arange(first, first + count), "user": user, "event": event,
            "at": (end - draw.integers(1, 45 * 86400, count).astype("timedelta64[s]")).astype("datetime64[ms]"),
            "page": draw.integers(1, 2000, count), "device": one_of(["desktop", "mobile", "tablet"], [0.4, 0.5, 0.1], count),
            "amount": np.exp(3 + 0.6 * draw.standard_normal(count)).round(2),
        }).select(
            pl.format("e{}", pl.col("number") + 10_000_000).alias("event_id"),
            pl.format("u-{}", pl.col("user") + 1_000_000).alias("user_id"), "at", "event",
            pl.format("/page/{}", "page").alias("page"), "device",
            pl.when(pl.col("event") == "purchase").then("amount").alias("amount"))

    def people(first, count):
        return pl.DataFrame({"number": np.arange(first, first + count)}).select(
            pl.format("u-{}", pl.col("number") + 1_000_000).alias("user_id"),
            pl.Series("registered", end.astype("datetime64[D]") - draw.integers(50, 1500, count).astype("timedelta64[D]")),
            pl.Series("country", one_of(["DE", "FR", "NL", "PL", None], [0.4, 0.25, 0.2, 0.11, 0.04], count)))

    written(folder / "clicks.csv", rows, log)
    written(folder / "users.csv", users, people)


def visits(folder, rows):
    """Visitors with addresses, numbers, a rare category and what they did; each stands three times in the table."""
    draw = np.random.default_rng(7)

    def part(first, count):
        a, b, c, d = (draw.normal(0, 100, count).round(4) for _ in range(4))
        visitor = (np.arange(first, first + count) * 7919) % (rows // 3 + 1)
        return pl.DataFrame({
            "visitor": visitor, "kind": draw.integers(0, 8, count), "city": (draw.random(count) ** 2 * 20_000).astype(int),
            "a": a, "b": b, "c": c, "d": d, "bought": draw.random(count) < 0.3,
        }).select(
            pl.format("v{}", "visitor").alias("visitor"), pl.format("v{}@mail.example", "visitor").alias("mail"),
            pl.format("kind{}", "kind").alias("kind"), pl.format("city{}", "city").alias("city"),
            pl.when(pl.Series(draw.random(count) < 0.95)).then("a").alias("a"), "b", "c", "d", "bought")

    written(folder / "visits.csv", rows, part)


def wide(folder, rows, columns):
    """Numbers of three decimals, one of twenty missing."""
    draw = np.random.default_rng(8)

    def part(first, count):
        values = draw.random((columns, count)).round(3)
        values[draw.random((columns, count)) < 0.05] = np.nan
        return pl.DataFrame({f"x{column}": values[column] for column in range(columns)}).fill_nan(None)

    written(folder / "wide.csv", rows, part, step=2000)


def categories(folder, rows, distinct):
    """So many categories, each at least once, and a target that depends on them."""
    draw = np.random.default_rng(9)

    def part(first, count):
        number = np.arange(first, first + count)
        number = np.where(number < distinct, number, (draw.random(count) * distinct).astype(np.int64))
        return pl.DataFrame({
            "number": number, "amount": draw.random(count).round(4), "bought": draw.random(count) < 0.1 + 0.8 * (number % 7) / 7,
        }).select(pl.format("category-{}", pl.col("number") + 1_000_000).alias("category"), "amount", "bought")

    written(folder / "categories.csv", rows, part)


if __name__ == "__main__":
    kind, folder, *sizes = sys.argv[1:]
    globals()[kind](pathlib.Path(folder), *map(int, sizes))
