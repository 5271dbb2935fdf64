"""The benchmark's work in Polars' streaming engine: two scans of the file, the table never in memory."""

import math
import sys

import polars as pl

from columns import CONSTANT, ENCODED, FOLDS, NUMBERS, ONE_HOT, TARGET
import clock

source, destination = sys.argv[1:]
table = pl.scan_csv(source).select([CONSTANT] + NUMBERS + ONE_HOT + ENCODED + [TARGET]).with_row_index("row").with_columns(
    fold=pl.col("row") % FOLDS, y=pl.col(TARGET).cast(pl.Float64))

# Everything that is fitted comes from one scan: moments and counts of categories by fold.
numbers, *counted = pl.collect_all(
    [
        table.select(
            pl.len().alias("rows"),
            *(pl.col(name).count().alias(f"{name}_n") for name in [CONSTANT] + NUMBERS),
            *(pl.col(name).median().alias(f"{name}_median") for name in [CONSTANT] + NUMBERS),
            *(pl.col(name).mean().alias(f"{name}_mean") for name in [CONSTANT] + NUMBERS),
            *(pl.col(name).var(ddof=0).alias(f"{name}_variance") for name in [CONSTANT] + NUMBERS),
        ),
        *(table.select(pl.col(name).unique().sort()) for name in ONE_HOT),
        *(table.group_by(name, "fold").agg(n=pl.len(), s=pl.col("y").sum(), q=(pl.col("y") ** 2).sum())
          for name in ENCODED),
    ],
    engine="streaming",
)
fitted = numbers.row(0, named=True)
categories = {name: frame[name].to_list() for name, frame in zip(ONE_HOT, counted)}

scaled = []
for name in [CONSTANT] + NUMBERS:
    # Chan's merge of the present values with the missing ones, which all become the median.
    present, missing = fitted[f"{name}_n"], fitted["rows"] - fitted[f"{name}_n"]
    median, mean, variance = fitted[f"{name}_median"], fitted[f"{name}_mean"], fitted[f"{name}_variance"]
    whole_mean = mean + (median - mean) * missing / fitted["rows"]
    spread = variance * present + (median - mean) ** 2 * present * missing / fitted["rows"]
    if spread > 0:  # the selection
        scaled.append((pl.col(name).fill_null(median) - whole_mean) / math.sqrt(spread / fitted["rows"]))

result = table
for name, cells in zip(ENCODED, counted[len(ONE_HOT):]):
    most_frequent = (
        cells.drop_nulls(name).group_by(name).agg(pl.col("n").sum()).sort(["n", name], descending=[True, False])
        .item(0, name))
    cells = cells.with_columns(pl.col(name).fill_null(most_frequent)).group_by(name, "fold").agg(
        pl.col("n", "s", "q").sum())
    others = cells.group_by("fold").agg(pl.col("n", "s", "q").sum()).select(
        "fold", all_n=pl.col("n").sum() - pl.col("n"), all_s=pl.col("s").sum() - pl.col("s"),
        all_q=pl.col("q").sum() - pl.col("q"))
    code = (
        cells.select(name).unique().join(others, how="cross")
        .join(cells, on=[name, "fold"], how="left")
        .with_columns(pl.col("n", "s", "q").fill_null(0))
        .with_columns(
            n=pl.col("n").sum().over(name) - pl.col("n"), s=pl.col("s").sum().over(name) - pl.col("s"),
            q=pl.col("q").sum().over(name) - pl.col("q"), prior=pl.col("all_s") / pl.col("all_n"))
        .with_columns(
            mean=pl.col("s") / pl.col("n"), variance=pl.col("all_q") / pl.col("all_n") - pl.col("prior") ** 2)
        .with_columns(within=pl.col("q") / pl.col("n") - pl.col("mean") ** 2)
        .with_columns(
            weight=pl.col("variance") * pl.col("n") / (pl.col("variance") * pl.col("n") + pl.col("within")))
        .select(
            name, "fold",
            code=pl.when(pl.col("n") > 0)
            .then(pl.col("weight") * pl.col("mean") + (1 - pl.col("weight")) * pl.col("prior"))
            .otherwise(pl.col("prior")))
        .rename({"code": f"{name}_code"})
    )
    result = result.with_columns(pl.col(name).fill_null(most_frequent)).join(
        code.lazy(), on=[name, "fold"], how="left", maintain_order="left")

result.select(
    *scaled,
    *(pl.col(f"{name}_code").alias(name) for name in ENCODED),
    *((pl.col(name) == value).cast(pl.UInt8).alias(f"{name}_{value}")
      for name in ONE_HOT for value in categories[name]),
    TARGET,
).sink_csv(destination, engine="streaming")
clock.stop()
