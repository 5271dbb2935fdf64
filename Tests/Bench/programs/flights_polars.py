"""The benchmark's work in Polars, the whole table in memory."""

import sys

import polars as pl

from columns import CONSTANT, ENCODED, FOLDS, NUMBERS, ONE_HOT, TARGET
import clock

source, destination = sys.argv[1:]
table = pl.read_csv(source, columns=[CONSTANT] + NUMBERS + ONE_HOT + ENCODED + [TARGET])

table = table.with_columns(
    *(pl.col(name).fill_null(pl.col(name).median()) for name in [CONSTANT] + NUMBERS),
    *(pl.col(name).fill_null(pl.col(name).drop_nulls().mode().min()) for name in ENCODED),
)
# The selection comes first: a column without variance need not be scaled to be left out.
numbers = [name for name in [CONSTANT] + NUMBERS if table[name].min() != table[name].max()]
table = table.drop({CONSTANT, *NUMBERS} - set(numbers)).with_columns(
    (pl.col(name) - pl.col(name).mean()) / pl.col(name).std(ddof=0) for name in numbers
)

# Cross-fitted target encoding with empirical-Bayes smoothing: a row is encoded by what the other folds say.
table = table.with_columns(fold=pl.int_range(pl.len()) % FOLDS, y=pl.col(TARGET).cast(pl.Float64))
by_fold = table.group_by("fold").agg(n=pl.len(), s=pl.col("y").sum(), q=(pl.col("y") ** 2).sum())
others = by_fold.select(
    "fold", all_n=pl.col("n").sum() - pl.col("n"), all_s=pl.col("s").sum() - pl.col("s"),
    all_q=pl.col("q").sum() - pl.col("q"),
)
for name in ENCODED:
    cells = table.group_by(name, "fold").agg(n=pl.len(), s=pl.col("y").sum(), q=(pl.col("y") ** 2).sum())
    code = (
        cells.select(name).unique().join(others, how="cross")
        .join(cells, on=[name, "fold"], how="left")
        .with_columns(pl.col("n", "s", "q").fill_null(0))
        .with_columns(
            n=pl.col("n").sum().over(name) - pl.col("n"), s=pl.col("s").sum().over(name) - pl.col("s"),
            q=pl.col("q").sum().over(name) - pl.col("q"),
            prior=pl.col("all_s") / pl.col("all_n"),
        )
        .with_columns(
            mean=pl.col("s") / pl.col("n"),
            variance=pl.col("all_q") / pl.col("all_n") - pl.col("prior") ** 2,
        )
        .with_columns(within=pl.col("q") / pl.col("n") - pl.col("mean") ** 2)
        .with_columns(
            weight=pl.col("variance") * pl.col("n") / (pl.col("variance") * pl.col("n") + pl.col("within")))
        .select(
            name, "fold",
            code=pl.when(pl.col("n") > 0)
            .then(pl.col("weight") * pl.col("mean") + (1 - pl.col("weight")) * pl.col("prior"))
            .otherwise(pl.col("prior")),
        )
    )
    table = table.join(code, on=[name, "fold"], how="left", maintain_order="left").with_columns(
        pl.col("code").alias(name)).drop("code")

table = table.drop("fold", "y").to_dummies(ONE_HOT)
table.write_csv(destination)
clock.stop()
