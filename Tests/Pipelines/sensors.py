"""pipelines/sensors.yaml: what pandas and scikit-learn make of the log, and that a live file's features are those of its
past alone."""

import functools

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, VarianceThreshold, f_classif
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, RobustScaler, StandardScaler

from frame import ROOT, compare, compare_tables

STATE = "out/sensors/state.json"
OUTPUTS = {name: f"out/sensors/{name}.csv" for name in ["features", "candidates", "live", "live_until_eleven"]}
COMMANDS = [["run", "pipelines/sensors.yaml"]] + [
    ["apply", "pipelines/sensors.yaml", "--state", STATE, "--source", f"fixtures/sensors/{name}.csv",
     "--output", f"out/sensors/{name}.csv"] for name in ["live_until_eleven", "live"]]
MANIFEST = "out/sensors/manifest.json"

SENSORS = ["air_temperature", "process_temperature", "rotational_speed", "torque"]
ROBUST = ["torque", "rotational_speed", "power", "strain", "torque_jump", "torque_score"]


# --- The log ---------------------------------------------------------------------------------------------------------

def readings(name):
    """The valid rows of a log, in the order of the file."""
    log = pd.read_csv(ROOT / f"fixtures/sensors/{name}.csv", dtype=str, keep_default_na=False)
    for column in SENSORS + ["tool_wear"]:
        texts = log[column]
        log[column] = pd.to_numeric(texts, errors="coerce")
        low, high = {"air_temperature": (250, 350), "process_temperature": (250, 400)}.get(column, (0, np.inf))
        broken = log[column].isna() & (texts != "") | (log[column] < low) | (log[column] > high)
        log = log[~broken]
    log["at"] = pd.to_datetime(log["at"], format="%Y-%m-%dT%H:%M:%SZ", errors="coerce", utc=True)
    log = log[log["at"].notna() & log["kind"].isin(["L", "M", "H"]) & (log["machine"] != "")]
    if "failure" in log:
        log = log[log["failure"].isin(["true", "false"])]
    return log.reset_index(drop=True)


# --- The past of each machine ----------------------------------------------------------------------------------------

def spread_of(window):
    """Window by window: pandas' own std hands rounding errors on from one to the next, and misses that it is 0."""
    present = window[~np.isnan(window)]
    return np.std(present - present[0], ddof=1)


def history(log):
    table = log.drop_duplicates(["machine", "at"], keep="last")
    table = table.sort_values(["machine", "at"], kind="stable").reset_index(drop=True)
    machine = table["machine"]
    for name in SENSORS:
        table[name] = table.groupby(machine)[name].ffill(limit=3)
    table["power"] = table["torque"] * table["rotational_speed"] * (2 * np.pi / 60)
    table["heat"] = table["process_temperature"] - table["air_temperature"]
    table["strain"] = table["tool_wear"] * table["torque"]

    for name in ["torque", "power", "heat"]:
        for periods in [1, 2, 6]:
            table[f"{name}_lag_{periods}"] = table.groupby(machine)[name].shift(periods)
    for name in ["torque", "process_temperature"]:
        windows = table.groupby(machine)[name].rolling(6, min_periods=3)
        for measure in ["mean", "min", "max"]:
            table[f"{name}_rolling_{measure}_6"] = getattr(windows, measure)().droplevel(0)
        table[f"{name}_rolling_std_6"] = windows.apply(spread_of, raw=True).droplevel(0)
    # By position: the rows stand machine by machine, and within a machine by time.
    for name in ["power", "heat"]:
        for span in ["1h", "4h"]:
            windows = table.set_index("at").groupby("machine")[name].rolling(span)
            for measure in ["mean", "median", "count"]:
                table[f"{name}_rolling_{measure}_{span}"] = getattr(windows, measure)().to_numpy()
    windows = table.set_index("at").groupby("machine")["strain"].rolling("2h", closed="left")
    table["strain_rolling_max_2h"] = windows.max().to_numpy()
    for name in ["power", "heat"]:
        table[f"{name}_ewm_mean"] = table.groupby(machine)[name].ewm(halflife=6).mean().droplevel(0)

    table["torque_jump"] = table["torque"] - table["torque_lag_1"]
    spread = table["torque_rolling_std_6"].where(table["torque_rolling_std_6"] != 0)
    table["torque_score"] = (table["torque"] - table["torque_rolling_mean_6"]) / spread
    table["heat_drift"] = table["heat_ewm_mean"] - table["heat_rolling_mean_4h"]
    table["stuck"] = (table["process_temperature_rolling_std_6"] == 0).astype(int)
    hour, day = table["at"].dt.hour, table["at"].dt.dayofweek
    for name, part, period in [("hour", hour, 24), ("day_of_week", day, 7)]:
        table[f"moment_{name}"] = part
        table[f"moment_{name}_sin"] = np.sin(2 * np.pi * part / period)
        table[f"moment_{name}_cos"] = np.cos(2 * np.pi * part / period)
    return table


# --- What is learned from the history --------------------------------------------------------------------------------

def fit(table):
    """Learns from this table; gives the function that makes candidates of a table by it, and the names of those that are
    not picked."""
    lacking = [name for name in SENSORS if table[name].isna().any()]
    known = SimpleImputer(strategy="median").fit(table[SENSORS])
    bins = KBinsDiscretizer(
        n_bins=5, encode="onehot-dense", strategy="quantile", quantile_method="averaged_inverted_cdf"
    ).fit(table[["tool_wear"]])
    kinds = OneHotEncoder(categories=[["L", "M", "H"]], sparse_output=False).fit(table[["kind"]])

    def filled(table):
        table = table.copy()
        for name in lacking:
            table[f"missingindicator_{name}"] = table[name].isna()
        table[SENSORS] = known.transform(table[SENSORS])
        table[[f"tool_wear_{bin:.1f}" for bin in range(5)]] = bins.transform(table[["tool_wear"]])
        table[[f"kind_{kind}" for kind in "LMH"]] = kinds.transform(table[["kind"]])
        return table.drop(columns=["tool_wear", "kind"])

    first = filled(table)
    names = [name for name in first if name not in ["machine", "at", "failure"] and first[name].dtype != bool]
    warm = SimpleImputer(strategy="median").fit(first[names])
    robust = RobustScaler()
    scale = StandardScaler()
    scaled = [name for name in names if name not in ROBUST and "_count_" not in name and (
        "temperature" in name or name.startswith("heat")
        or any(word in name for word in ["_lag_", "_rolling_", "_ewm_"]))]

    def warmed(table):
        table = filled(table)
        table[names] = warm.transform(table[names])
        return table

    second = warmed(table)
    robust.fit(second[ROBUST])
    scale.fit(second[scaled])

    def scaled_table(table):
        table = warmed(table)
        table[ROBUST] = robust.transform(table[ROBUST])
        table[scaled] = scale.transform(table[scaled])
        return table

    third = scaled_table(table)
    varying = VarianceThreshold().fit(third[names]).get_support()
    constant = [name for name, varies in zip(names, varying) if not varies]
    candidates = [name for name, varies in zip(names, varying) if varies]
    picked = SelectKBest(f_classif, k=30).fit(third[candidates], third["failure"] == "true").get_support()
    dropped = [name for name, is_kept in zip(candidates, picked) if not is_kept]
    return lambda table: scaled_table(table).drop(columns=constant), dropped


@functools.cache
def features():
    """What each output should hold."""
    past = history(readings("history"))
    candidates, dropped = fit(past)
    live = candidates(history(readings("live"))).drop(columns=dropped)
    # A live file has no target; the column is there and empty.
    live["failure"] = ""
    past = candidates(past)
    return {"candidates": past, "features": past.drop(columns=dropped), "live": live}


def check(results):
    for output, expected in features().items():
        found = results[output]
        if set(found.columns) != set(expected.columns):
            yield f"{output}: missing {set(expected) - set(found)}, surplus {set(found) - set(expected)}"
            continue
        yield from compare_tables(output, found, expected[list(found.columns)])
    yield from looks_back_only(results)


def looks_back_only(results):
    """What the file that ends at eleven gives is, byte by byte, what the whole file gives for these rows."""
    whole, early = results["live"], results["live_until_eleven"]
    rows = whole[whole["at"].str[11:13] < "11"].reset_index(drop=True)
    if list(rows.columns) != list(early.columns) or not len(early):
        yield "live_until_eleven: other columns than live, or no row"
        return
    for name in rows.columns:
        yield from compare(f"live_until_eleven.{name}", early[name], rows[name])
