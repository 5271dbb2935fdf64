import numpy as np
import pandas as pd
from feature_engine.datetime import DatetimeFeatures, DatetimeSubtraction

from . import data
from .peer import estimator, work


def peers(rows):
    moments = data.moments(rows)
    parts = DatetimeFeatures(variables=["c0"])
    all_parts = DatetimeFeatures(variables=["c0"], features_to_extract="all")
    events = data_of_entities(rows)
    return [
        estimator("datetime_features", parts, moments[["c0"]]),
        estimator("datetime_features all", all_parts, moments[["c0"]]),
        estimator("elapsed_time c1", DatetimeSubtraction(variables=["c0"], reference=["c1"]), moments),
        history("lag", events, lambda by: by["x"].shift(1)),
        history("forward_fill", events, lambda by: by["x"].ffill()),
        history("rolling mean", events, lambda by: by["x"].rolling(7).mean()),
        history("rolling std", events, lambda by: by["x"].rolling(7).std()),
        history("rolling median", events, lambda by: by["x"].rolling(7).median()),
        history("rolling max of a time", events, over_time),
        history("expanding mean", events, lambda by: by["x"].expanding().mean()),
        history("ewm", events, lambda by: by["x"].ewm(alpha=0.3).mean()),
    ]


def data_of_entities(rows):
    """Rows of 10,000 entities in no order of time."""
    rng = np.random.default_rng(1)
    x = np.where(rng.random(rows) < 0.05, np.nan, rng.random(rows))
    at = (rng.integers(0, 31_536_000, rows) * 1_000_000).astype("datetime64[us]")
    return pd.DataFrame({"key": rng.integers(0, 10_000, rows), "at": at, "x": x})


def history(name, events, compute):
    """A feature of a row's past: in the order of time, then put back beside its row."""

    def transform():
        made = compute(events.sort_values("at").groupby("key", sort=False))
        made = made.reset_index(level=0, drop=True) if made.index.nlevels > 1 else made
        return made.reindex(events.index)

    return work(name, "pandas", len(events), transform)


def over_time(by):
    made = by.rolling("30D", on="at")["x"].max()
    order = by.obj.groupby("key", sort=False).ngroup().argsort(kind="stable")
    return pd.Series(made.to_numpy(), index=by.obj.index[order])
