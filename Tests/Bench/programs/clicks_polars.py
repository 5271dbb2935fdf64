"""Features of users from a log of clicks: Polars' streaming engine, by hand. clicks_polars.py CLICKS USERS OUTPUT."""

import datetime
import sys

import polars as pl

import clock

clicks_path, users_path, destination = sys.argv[1:]
AS_OF = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)

clicks = pl.scan_csv(clicks_path, try_parse_dates=True).filter(pl.col("at") < AS_OF)
spans = {"": pl.lit(True)} | {
    f"_{days}d": pl.col("at") >= AS_OF - datetime.timedelta(days=days) for days in (7, 28)}
measures = {
    "events": lambda seen: seen.sum(),
    "carts": lambda seen: (seen & (pl.col("event") == "cart")).sum(),
    "purchases": lambda seen: (seen & (pl.col("event") == "purchase")).sum(),
    "revenue": lambda seen: pl.when(seen).then("amount").sum(),
}
counts = {f"{name}{span}": measure(seen) for name, measure in measures.items() for span, seen in spans.items()}
counts |= {"events": pl.len()}
activity = clicks.group_by("user_id").agg(
    **counts, first_seen=pl.col("at").min(), last_seen=pl.col("at").max(), pages=pl.col("page").n_unique(),
    basket=pl.col("amount").mean(), spread=pl.col("amount").std())

table = pl.scan_csv(users_path, try_parse_dates=True).join(activity, on="user_id", how="left", maintain_order="left")
table = table.with_columns(pl.col(*counts, "pages").fill_null(0)).with_columns(
    idle_days=(AS_OF - pl.col("last_seen")).dt.total_hours() / 24,
    tenure_days=(AS_OF.date() - pl.col("registered")).dt.total_days(),
    per_event=pl.when(pl.col("events") > 0).then(pl.col("revenue") / pl.col("events")))
table = table.collect(engine="streaming")
table = table.with_columns(pl.col(name).fill_null(pl.col(name).mean())
                           for name in ["basket", "spread", "idle_days", "per_event"])
scaled = [name for name in table.columns if name.startswith(("events", "revenue"))] + ["basket", "spread"]
table = table.with_columns((pl.col(name) - pl.col(name).mean()) / pl.col(name).std(ddof=0) for name in scaled)
countries = table["country"].unique().sort(nulls_last=True)
table = table.with_columns(
    *((pl.col("country").eq_missing(value)).cast(pl.UInt8).alias(f"country_{'nan' if value is None else value}")
      for value in countries)).drop("country")
table.write_csv(destination, datetime_format="%Y-%m-%dT%H:%M:%SZ")
clock.stop()
