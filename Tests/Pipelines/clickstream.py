"""`pipelines/clickstream.yaml`, computed with pandas from the raw log."""

import functools

import numpy as np
import pandas as pd

import frame

COMMANDS = [["run", "pipelines/clickstream.yaml"]]
OUTPUTS = {"features": "out/clickstream/features.csv"}
MANIFEST = "out/clickstream/manifest.json"

FOLDER = frame.ROOT / "fixtures/clickstream"
AS_OF = pd.Timestamp("2026-03-01", tz="UTC")
K = 5
DEVICES = ["desktop", "mobile", "tablet"]


def canonical(ids):
    return ids.str.replace("-", "").str.upper()


def users():
    table = pd.read_csv(FOLDER / "users.csv", dtype=str)
    table["user_id"] = canonical(table["user_id"])
    return table.drop_duplicates("user_id").reset_index(drop=True)


def clicks():
    """The rows that keep the contract."""
    table = frame.read_dirty(FOLDER / "clicks.csv")
    at = pd.to_datetime(table["at"], format="%Y-%m-%dT%H:%M:%SZ", utc=True, errors="coerce")
    amount = pd.to_numeric(table["amount"], errors="coerce")
    valid = (
        at.notna() & (table["amount"].isna() | (amount >= 0)) & table["device"].isin(DEVICES)
        & table[["event_id", "event", "page", "agent", "ip"]].notna().all(axis=1))
    table = table.assign(at=at, amount=amount, user_id=canonical(table["user_id"]))
    return table[valid].reset_index(drop=True)


def log():
    """People's events before the day of reference, each once, with the beginnings of visits marked."""
    table = clicks()
    table = table[(table["at"] < AS_OF) & table["user_id"].notna() & ~table["agent"].str.lower().str.contains("bot")]
    kept = table.sort_values("at", kind="stable").drop_duplicates("event_id").index
    table = table.loc[kept.sort_values()].reset_index(drop=True)
    before = table.sort_values("at", kind="stable").groupby("user_id")["at"].shift(1)
    table["begins"] = ~(table["at"] - before < pd.Timedelta(minutes=30))
    table["network"] = table["ip"].str.rsplit(".", n=1).str[0]
    return table


def mode(values):
    """The most frequent value, of several the smallest."""
    modes = values.mode()
    return modes.iloc[0] if len(modes) else None


def per_user(table):
    """What each user has done; one row per user, by id."""
    groups = table.groupby("user_id")
    spans = {"": groups}
    for days in [7, 28]:
        spans[f"_{days}d"] = table[table["at"] >= AS_OF - pd.Timedelta(days=days)].groupby("user_id")
    features = {}
    features.update({f"events{span}": rows.size() for span, rows in spans.items()})
    features.update({f"visits{span}": rows["begins"].sum() for span, rows in spans.items()})
    features.update({
        f"purchases{span}": rows["event"].agg(lambda events: (events == "purchase").sum())
        for span, rows in spans.items()})
    features.update({f"revenue{span}": rows["amount"].sum() for span, rows in spans.items()})
    features["first_seen"] = groups["at"].min()
    features["last_seen"] = groups["at"].max()
    features["pages"] = groups["page"].nunique()
    features["networks"] = groups["network"].nunique()
    features["category"] = groups["category"].agg(mode)
    in_time = table[table["category"].notna()].sort_values("at", kind="stable")
    features["last_category"] = last_of(in_time)
    features["basket"] = groups["amount"].median()
    features["spread"] = groups["amount"].std()
    for event in ["cart", "checkout", "purchase"]:
        features["reached_" + event] = groups["event"].agg(lambda events, event=event: (events == event).any())
    for device in DEVICES:
        features["device_" + device] = groups["device"].agg(lambda used, device=device: (used == device).sum())
    return pd.DataFrame(features)


def last_of(in_time):
    """Of each user the category with the latest time, of several the first in order of rows."""
    latest = in_time[in_time["at"] == in_time.groupby("user_id")["at"].transform("max")]
    return latest.groupby("user_id")["category"].first()


def popularity(table):
    groups = table.groupby("category")
    counts = groups["user_id"].nunique()
    prices = groups["amount"].mean()
    payers = table[table["amount"].notna()].groupby("category")["user_id"].nunique()
    prices = prices.where(payers.reindex(prices.index, fill_value=0) >= K)
    return pd.DataFrame({"category_users": counts, "category_price": prices})[counts >= K]


def one_hot(values, name):
    """Categories of at least k users, the missing value, and all others together."""
    counts = values.value_counts()
    known = sorted(counts[counts >= K].index)
    columns = {f"{name}_{category}": (values == category).astype(float) for category in known}
    columns[f"{name}_nan"] = values.isna().astype(float)
    columns[f"{name}_infrequent_sklearn"] = (values.notna() & ~values.isin(known)).astype(float)
    return columns


def min_max(values):
    """Scaled by the k-th smallest and the k-th largest value."""
    ordered = values.sort_values().to_numpy()
    low, high = ordered[K - 1], ordered[-K]
    return (values - low) / (high - low)


@functools.cache
def features():
    events = log()
    people = users()
    table = people.join(per_user(events), on="user_id").join(popularity(events), on="category")
    counts = [name for name in table if name.startswith(("events", "visits", "purchases", "revenue", "device_"))]
    table[counts] = table[counts].fillna(0)
    for name in ["reached_cart", "reached_checkout", "reached_purchase"]:
        table[name] = table[name].map({True: "true"}).fillna("false")

    registered = pd.to_datetime(table["registered"])
    rates = {
        "idle_days": (AS_OF - table["last_seen"]) // pd.Timedelta(hours=1) / 24,
        "active_days": (table["last_seen"] - table["first_seen"]) // pd.Timedelta(days=1),
        "tenure_days": (AS_OF.tz_localize(None) - registered) // pd.Timedelta(days=1),
        "per_visit": table["revenue"] / table["visits"],
        "share_mobile": table["device_mobile"] / table["events"],
        "share_tablet": table["device_tablet"] / table["events"],
        "trend": (table["events_7d"] / table["events_28d"] - 0.25).where(table["events_28d"] > 0, 0),
        "is_loyal": (table["category"] == table["last_category"]).map({True: "true", False: "false"}),
    }
    table = table.assign(**rates)
    indicators = {f"missingindicator_{name}": table[name].isna().map({True: "true", False: "false"})
                  for name in ["basket", "spread"]}

    columns = {}
    for name in table:
        if name in ("country", "category"):
            columns.update(one_hot(table[name], name))
        elif name == "last_category":
            # Categories of fewer than k users have one count together, or none if all of them are fewer than k.
            counted = table[name].value_counts()
            rare = counted < K
            together = counted[rare].sum()
            counted[rare] = together if together >= K else 0
            columns[name] = table[name].map(counted).fillna(table[name].isna().sum())
        else:
            columns[name] = table[name]
    table = pd.DataFrame({**columns, **indicators})
    for name in table.select_dtypes("number"):
        table[name] = table[name].fillna(table[name].median())
    for name in ["revenue", "revenue_7d", "revenue_28d", "basket", "category_price"]:
        table[name] = np.log1p(table[name])
    for name in ["events", "visits", "pages"]:
        table[name] = min_max(table[name])
    return table


def check(results):
    expected = features()
    found = results["features"]
    yield from frame.compare_tables("features", found, expected, leaving={"user_id"})
    if "user_id" in found:
        yield from frame.compare_tokens("features.user_id", found["user_id"], expected["user_id"], "user")
    rows = {table["name"]: table["rows"] for table in results.manifest["tables"]}
    yield from frame.compare_counts(rows["clicks"], read=frame.row_count(FOLDER / "clicks.csv"), used=len(clicks()))
    yield from frame.compare_counts(rows["users"], read=frame.row_count(FOLDER / "users.csv"), used=len(users()))
