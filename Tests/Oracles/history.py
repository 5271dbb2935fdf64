"""Golden cases of the features of a row's past: what pandas gives group by group, in the order of time."""

import numpy as np
import pandas as pd

import tables
from tables import column

ORACLE = "pandas"


def readings(seed: int, rows: int = 26, kind: str = "timestamp", offset: float = 0.0, gaps: bool = True) -> list:
    """Values of a few machines in no order of time; some times, keys and values are equal or missing."""
    rng = tables.random(seed)
    machine = [["m1", "m2", "m3", None][i] for i in rng.choice(4, rows, p=[0.4, 0.3, 0.2, 0.1])]
    value = np.round(rng.normal(10, 4, rows), 2) + offset
    count = [int(n) for n in rng.integers(-3, 9, rows)]
    if gaps:
        value[rng.random(rows) < 0.2] = np.nan
        count = [None if rng.random() < 0.2 else n for n in count]
    step = {"timestamp": 3_600_000_000, "date": 1, "int": 1, "float": 0.25}[kind]
    times = (rng.integers(0, rows, rows) * step).tolist()
    return [
        column("machine", machine, "category"),
        {"name": "at", "type": kind, "values": times},
        column("x", value),
        column("n", count, "int"),
    ]


def frame(columns) -> pd.DataFrame:
    data = {}
    for c in columns:
        values = c["values"]
        if c["type"] == "date":
            data[c["name"]] = pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[us]"))
        elif c["type"] == "timestamp":
            data[c["name"]] = pd.Series(np.array(values, dtype="datetime64[us]"))
        elif c["type"] == "category":
            data[c["name"]] = pd.Series(values, dtype=object)
        else:
            data[c["name"]] = pd.Series(values, dtype=float)
    return pd.DataFrame(data)


def by_entity(columns, by, compute) -> pd.Series:
    """`compute` on the rows of each entity in the order of time; rows without a key stay missing."""
    table = frame(columns).sort_values("at", kind="stable")
    groups = [g for _, g in table.groupby(by, sort=False)] if by else [table]
    made = pd.concat([compute(group) for group in groups])
    return made.reindex(range(len(columns[0]["values"])))


def case(name, arguments, columns, selected, by, made) -> dict:
    return {
        "name": name,
        "with": {"time": "at", **arguments},
        "by": by,
        "selected": selected,
        "columns": columns,
        "expect": [{"name": key, "values": [tables.cell(v) for v in values]} for key, values in made.items()],
    }


def shapes() -> list:
    """(name, columns, by)"""
    return [
        ("machines", readings(21), ["machine"]),
        ("all rows as one", readings(22, 20), []),
        ("by date", readings(23, kind="date"), ["machine"]),
        ("numbered", readings(24, 24, kind="int"), ["machine"]),
        ("two keys", readings(25, kind="float"), ["machine", "n"]),
    ]


def lag() -> list:
    cases = []
    for name, columns, by in shapes():
        periods = [1, 3]
        made = {f"{x}_lag_{p}": by_entity(columns, by, lambda g: g[x].shift(p)) for x in ["x", "n"] for p in periods}
        cases.append(case(name, {"periods": periods}, columns, ["x", "n"], by, made))
    return cases


def fill(method):
    def cases() -> list:
        made_cases = []
        for name, columns, by in shapes():
            for limit in [None, 1]:
                made = {}
                for x in ["x"] if "n" in by else ["x", "n"]:
                    filled = by_entity(columns, by, lambda g: getattr(g[x], method)(limit=limit))
                    # A row without a key keeps its value.
                    made[x] = filled.where(filled.notna(), frame(columns)[x])
                arguments = {} if limit is None else {"limit": limit}
                made_cases.append(case(f"{name} {limit}", arguments, columns, list(made), by, made))
        return made_cases

    return cases


MEASURES = ["mean", "sum", "min", "max", "std", "count", "median"]


def rolling() -> list:
    cases = []

    def add(name, columns, by, window, measures=MEASURES, **options):
        def compute(measure):
            def of(group):
                if isinstance(window, int):
                    if measure == "std" and name == "offset":
                        # pandas takes values out of its sums again, and loses eight digits here.
                        return group["x"].rolling(window, **options).apply(lambda w: np.nanstd(w, ddof=1) if np.isfinite(w).sum() > 1 else np.nan, raw=True)
                    return getattr(group["x"].rolling(window, **options), measure)()
                moved = group.set_index("at")["x"].rolling(window, **options)
                return pd.Series(getattr(moved, measure)().to_numpy(), index=group.index)

            return by_entity(columns, by, of)

        made = {f"x_rolling_{m}_{window}": compute(m) for m in measures}
        cases.append(case(name, {"window": window, "measures": measures, **options}, columns, ["x"], by, made))

    for name, columns, by in shapes():
        add(name, columns, by, 3)
    add("few are enough", readings(21), ["machine"], 4, min_periods=1)
    for closed in ["left", "both", "neither"]:
        add(f"rows {closed}", readings(26), ["machine"], 4, min_periods=2, closed=closed)
        add(f"hours {closed}", readings(27), ["machine"], "7h", closed=closed)
        add(f"days {closed}", readings(28, kind="date"), ["machine"], "5d", closed=closed, min_periods=2)
    add("hours", readings(27), ["machine"], "7h")
    add("days", readings(28, kind="date"), ["machine"], "5d")
    add("nothing needed", readings(29), ["machine"], "3h", measures=["sum", "count"], min_periods=0)
    add("offset", readings(30, offset=1e8), ["machine"], 5, min_periods=1)
    return cases


def expanding() -> list:
    cases = []
    for name, columns, by in shapes():
        for minimum, closed in [(1, "right"), (3, "left")]:

            def compute(measure):
                def of(group):
                    made = getattr(group["x"].expanding(minimum), measure)()
                    return made.shift(1) if closed == "left" else made

                return by_entity(columns, by, of)

            # A count of nothing is 0 or missing, and pandas' shift cannot tell.
            measures = [m for m in MEASURES if m != "count" or closed == "right"]
            made = {f"x_expanding_{m}": compute(m) for m in measures}
            arguments = {"measures": measures, "min_periods": minimum, "closed": closed}
            cases.append(case(f"{name} {closed}", arguments, columns, ["x"], by, made))
    return cases


def ewm() -> list:
    cases = []
    variants = [{"alpha": 0.3}, {"span": 5.0}, {"halflife": 2.0}, {"com": 1.5}]
    for name, columns, by in shapes():
        for options in variants:
            for adjust, ignore, minimum in [(True, False, 0), (False, False, 2), (True, True, 0), (False, True, 0)]:
                if name != "machines" and (adjust, ignore) != (True, False):
                    continue
                more = {**options, "adjust": adjust, "ignore_na": ignore, "min_periods": minimum}
                made = by_entity(columns, by, lambda g: g["x"].ewm(**more).mean())
                cases.append(case(f"{name} {more}", more, columns, ["x"], by, {"x_ewm_mean": made}))
    made = by_entity(readings(21), ["machine"], lambda g: g["x"].ewm(alpha=0.5).mean().shift(1))
    cases.append(case("left", {"alpha": 0.5, "closed": "left"}, readings(21), ["x"], ["machine"], {"x_ewm_mean": made}))
    return cases


TRANSFORMERS = {
    "lag": lag,
    "forward_fill": fill("ffill"),
    "backward_fill": fill("bfill"),
    "rolling": rolling,
    "expanding": expanding,
    "ewm": ewm,
}
