#!/usr/bin/env python3
"""Writes tables/*.json, the golden files of the transformers of tables: what pandas and DuckDB give.

    pip install pandas==3.1.1 duckdb==2.0.0
    python3 Tests/Oracles/tables_oracle.py

A case is a step (`use`, `with`, and the columns under `by`, `on`, `grain`), the tables under `from`, and the columns
to `expect`. A column is {"name", "type", "values"}; null is a missing value, dates are days as yyyy-mm-dd.
`TableGoldenTests` reads them.
"""

import json
import pathlib

import duckdb
import numpy as np
import pandas as pd

FOLDER = pathlib.Path(__file__).parent / "tables"
DTYPES = {"int": "Int64", "float": "Float64", "bool": "boolean", "string": "object", "category": "object"}


def column(name, type, values):
    return {"name": name, "type": type, "values": [cell(value, type) for value in values]}


def cell(value, type):
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if type == "int":
        return int(value)
    if type == "float":
        return float(value)
    if type == "bool":
        return bool(value)
    if type in ("date", "timestamp"):
        stamp = pd.Timestamp(value)
        return stamp.strftime("%Y-%m-%d") if type == "date" else stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def frame(columns):
    data = {}
    for part in columns:
        if part["type"] in ("date", "timestamp"):
            text = [None if value is None else value.removesuffix("Z") for value in part["values"]]
            data[part["name"]] = pd.Series(pd.to_datetime(pd.Series(text, dtype="object")))
        else:
            data[part["name"]] = pd.Series(part["values"], dtype=DTYPES[part["type"]])
    return pd.DataFrame(data)


def case(name, use, tables, expect, **step):
    return {
        "name": name, "use": use, **step,
        "from": [{"name": table, "columns": columns} for table, columns in tables], "expect": expect,
    }


def days(numbers):
    return [None if n is None else str((pd.Timestamp("2026-01-01") + pd.Timedelta(days=int(n))).date()) for n in numbers]


def events(kind, seed):
    """A table of events that is hard in one way."""
    rng = np.random.Generator(np.random.PCG64(seed))
    count = 1 if kind == "one_row" else 20
    ids = [f"c{n}" for n in rng.integers(0, 6, count)]
    kinds = [["order", "refund", "visit"][n] for n in rng.integers(0, 3, count)]
    amount = list(rng.normal(3, 2, count).round(3))
    whole = list(rng.integers(-9, 9, count))
    flags = list(rng.integers(0, 2, count).astype(bool))
    at = list(rng.permutation(count) * 2)
    if kind == "missing":
        for values, step in ((ids, 7), (kinds, 6), (amount, 3), (whole, 4), (flags, 5)):
            for row in range(0, count, step):
                values[row] = None
    if kind == "all_missing":
        ids, kinds, amount, whole, flags = ([None] * count for _ in range(5))
    if kind == "constant":
        amount, whole, flags, kinds = [0.1] * count, [4] * count, [True] * count, ["order"] * count
    if kind == "offset":
        amount = [1e8 + value for value in amount]
    if kind == "ties":
        amount = [float(round(value)) for value in amount]
        whole = [value % 3 for value in whole]
    return [
        column("id", "string", ids), column("kind", "category", kinds), column("amount", "float", amount),
        column("n", "int", whole), column("ok", "bool", flags), column("at", "date", days(at)),
    ]


KINDS = ["plain", "missing", "constant", "all_missing", "one_row", "offset", "ties"]


def mode(values):
    modes = values.dropna().mode()
    return None if len(modes) == 0 else modes.min()


MEASURES = {
    "rows": ("count", "int"), "present": ({"count": "n"}, "int"), "sum": ({"sum": "amount"}, "float"),
    "whole": ({"sum": "n"}, "int"), "mean": ({"mean": "amount"}, "float"), "low": ({"min": "n"}, "int"),
    "high": ({"max": "amount"}, "float"), "until": ({"max": "at"}, "date"), "std": ({"std": "amount"}, "float"),
    "var": ({"var": "n"}, "float"), "kinds": ({"nunique": "kind"}, "int"), "first": ({"first": "amount"}, "float"),
    "last": ({"last": "kind"}, "category"), "mode": ({"mode": "n"}, "int"), "median": ({"median": "amount"}, "float"),
    "q": ({"quantile": "amount", "q": 0.9}, "float"), "any": ({"any": "ok"}, "bool"), "all": ({"all": "ok"}, "bool"),
}


def measured(rows):
    ordered = rows.sort_values("at", kind="stable")
    first = lambda name: ordered[name].dropna().iloc[0] if ordered[name].notna().any() else None
    last = lambda name: ordered[name].dropna().iloc[-1] if ordered[name].notna().any() else None
    amount = rows["amount"].dropna().astype(float)
    return {
        "rows": len(rows), "present": rows["n"].count(), "sum": amount.sum(), "whole": rows["n"].sum(),
        "mean": amount.mean(), "low": rows["n"].min(), "high": amount.max(), "until": rows["at"].max(),
        "std": amount.std(), "var": rows["n"].dropna().astype(float).var(), "kinds": rows["kind"].nunique(),
        "first": first("amount"), "last": last("kind"), "mode": mode(rows["n"]), "median": amount.median(),
        "q": amount.quantile(0.9), "any": rows["ok"].any(), "all": rows["ok"].all(),
    }


def aggregate():
    arguments = {"measures": {name: measure for name, (measure, _) in MEASURES.items()}, "time": "at"}
    for seed, kind in enumerate(KINDS):
        for by in (["id"], ["kind", "id"]):
            table = events(kind, seed)
            groups = list(frame(table).groupby(by, dropna=False, sort=True))
            results = [measured(rows) for _, rows in groups]
            types = {part["name"]: part["type"] for part in table}
            expect = [column(name, types[name], [key[place] for key, _ in groups]) for place, name in enumerate(by)]
            expect += [column(name, type, [row[name] for row in results]) for name, (_, type) in MEASURES.items()]
            yield case(f"{kind} by {' and '.join(by)}", "aggregate", [("events", table)], expect, by=by, **{"with": arguments})
    yield from windows()


def windows():
    for kind in ("plain", "missing", "ties"):
        table = events(kind, 11)
        df = frame(table)
        df["id"] = df["id"].astype("string")
        df = df.rename(columns={"at": "events_at"})  # a keyword of DuckDB
        select, expect = [], []
        for name, sql, type in (
            ("rows", "count(*) filter ({0})", "int"), ("sum", "coalesce(sum(amount) filter ({0}), 0)", "float"),
            ("high", "max(n) filter ({0})", "int"), ("std", "stddev_samp(amount) filter ({0})", "float"),
            ("median", "quantile_cont(amount, 0.5) filter ({0})", "float"),
        ):
            for days_back in (None, 7, 30):
                start = "true" if days_back is None else f"events_at >= date '2026-01-31' - {days_back}"
                label = name if days_back is None else f"{name}_{days_back}d"
                select.append(f"{sql.format('where ' + start)} as {label}")
                expect.append((label, type))
        result = duckdb.sql(
            f"select id, {', '.join(select)} from df where events_at < date '2026-01-31' group by id order by id nulls last")
        rows = result.fetchall()
        expect = [("id", "string")] + expect
        yield case(
            f"{kind}, windows by DuckDB", "aggregate", [("events", table)],
            [column(name, type, [row[place] for row in rows]) for place, (name, type) in enumerate(expect)],
            by=["id"], **{"with": {
                "measures": {"rows": "count", "sum": {"sum": "amount"}, "high": {"max": "n"}, "std": {"std": "amount"},
                             "median": {"median": "amount"}},
                "time": "at", "windows": ["7d", "30d"], "as_of": "2026-01-31"}})


def people(seed, repeats):
    rng = np.random.Generator(np.random.PCG64(seed))
    ids = [f"c{n}" for n in rng.permutation(9)[:7]] + [None]
    if repeats:
        ids = ids * 2
    size = len(ids)
    changed = list(rng.integers(0, 40, size))
    known = [int(day + lag) for day, lag in zip(changed, rng.integers(-2, 9, size))]
    changed[2] = known[5] = None
    return [
        column("id", "category", ids), column("v", "int", range(size)), column("w", "float", rng.normal(size=size).round(3)),
        column("changed", "date", days(changed)), column("known", "date", days(known)),
    ]


def join():
    for kind in ("plain", "missing", "all_missing", "one_row"):
        left = events(kind, 5)
        count = len(left[0]["values"])
        left = [left[0], left[1], left[5], column("place", "int", range(count))]
        l = frame(left).assign(row=range(count))
        l["id"] = l["id"].astype("string")
        l["kind"] = l["kind"].astype("string")
        l = l.rename(columns={"at": "moment"})  # `at` is a keyword of DuckDB
        types = [(part["name"], part["type"]) for part in left]
        left_names = [f"l.{'moment' if name == 'at' else name}" for name, _ in types]
        for repeats in (False, True):
            right = people(7, repeats)
            r = frame(right).assign(rrow=range(len(right[0]["values"])))
            r["id"] = r["id"].astype("string")
            right_types = [(part["name"], part["type"]) for part in right if part["name"] != "id"]
            names = ", ".join(left_names + [f"r.{name}" for name, _ in right_types])
            for how in ("left", "inner"):
                rows = duckdb.sql(f"select {names} from l {how} join r using (id) order by l.row, r.rrow").fetchall()
                step = {"grain": ["place", "v"]} if repeats else {}
                yield case(
                    f"{kind}, {how}{', multiplied' if repeats else ''}", "join", [("events", left), ("people", right)],
                    [column(name, type, [row[i] for row in rows]) for i, (name, type) in enumerate(types + right_types)],
                    on=["id"], **{"with": {"how": how}}, **step)
            for how in ("semi", "anti"):
                rows = duckdb.sql(
                    f"select {', '.join(left_names)} from l {how} join r using (id) order by l.row").fetchall()
                yield case(
                    f"{kind}, {how}{', repeated' if repeats else ''}", "join", [("events", left), ("people", right)],
                    [column(name, type, [row[i] for row in rows]) for i, (name, type) in enumerate(types)],
                    on=["id"], **{"with": {"how": how}})
        yield from asof(kind, left, l, types, left_names)


def asof(kind, left, l, types, left_names):
    right = people(7, True)
    r = frame(right).assign(rrow=range(len(right[0]["values"])))
    r["id"] = r["id"].astype("string")
    right_types = [(part["name"], part["type"]) for part in right if part["name"] != "id"]
    for label, condition, arguments in (
        ("events", "r.changed <= l.moment", {}),
        ("knowledge", "r.changed <= l.moment and r.known <= l.moment", {"knowledge_time": "known"}),
        ("strictly", "r.changed < l.moment and r.known < l.moment", {"knowledge_time": "known", "allow_exact": False}),
        ("tolerance", "r.changed <= l.moment and r.known <= l.moment", {"knowledge_time": "known", "tolerance": "5d"}),
    ):
        known = "greatest(changed, known)" if "knowledge_time" in arguments else "changed"
        keep = "and l.moment - best.changed <= interval 5 days" if "tolerance" in arguments else ""
        names = ", ".join(left_names + [f"best.{name}" for name, _ in right_types])
        rows = duckdb.sql(f"""
            with pairs as (
              select l.row as lrow, r.*, row_number() over (
                partition by l.row order by r.changed desc, {known} desc, r.rrow desc) as place
              from l join r using (id) where {condition})
            select {names} from l left join pairs best on best.lrow = l.row and best.place = 1 {keep} order by l.row
            """).fetchall()
        yield case(
            f"{kind}, asof by {label}", "join", [("events", left), ("people", right)],
            [column(name, type, [row[i] for row in rows]) for i, (name, type) in enumerate(types + right_types)],
            on=["id"], **{"with": {"how": "asof", "time": "at", "right_time": "changed", **arguments}})


def outputs(table, df):
    return [column(part["name"], part["type"], list(df[part["name"]])) for part in table]


def deduplicate():
    for seed, kind in enumerate(KINDS):
        table = events(kind, seed)
        df = frame(table)
        for keep in ("first", "last"):
            kept = df.drop_duplicates(["id", "kind"], keep=keep)
            yield case(f"{kind}, {keep}", "deduplicate", [("events", table)], outputs(table, kept), by=["id", "kind"],
                       **{"with": {"keep": keep}})
            kept = df.sort_values("at", kind="stable").drop_duplicates(["id"], keep=keep).sort_index()
            yield case(f"{kind}, {keep} by time", "deduplicate", [("events", table)], outputs(table, kept), by=["id"],
                       **{"with": {"keep": keep, "time": "at"}})


def sort():
    for seed, kind in enumerate(KINDS):
        table = events(kind, seed)
        for by, ascending in ((["amount"], [True]), (["kind", "n"], [True, False]), (["ok", "id", "at"], [False])):
            order = ascending if len(ascending) == len(by) else ascending * len(by)
            ordered = frame(table).sort_values(by, ascending=order, kind="stable", na_position="last")
            yield case(f"{kind} by {' and '.join(by)}", "sort", [("events", table)], outputs(table, ordered), by=by,
                       **{"with": {"ascending": ascending}})


def pivot():
    for seed, kind in enumerate(KINDS):
        table = events(kind, seed)
        df = frame(table)
        df["slot"] = [value if value in ("order", "visit") else "other" for value in df["kind"]]
        ids = [key[0] for key, _ in df.groupby(["id"], dropna=False, sort=True)]
        for measure, function, type, empty in (
            ("count", lambda rows: len(rows), "int", 0), ({"sum": "amount"}, lambda rows: rows["amount"].sum(), "float", 0.0),
            ({"max": "n"}, lambda rows: rows["n"].max(), "int", None),
        ):
            expect = [column("id", "string", ids)]
            for slot in ("order", "visit", "other"):
                cells = {key[0]: function(rows) for key, rows in df[df.slot == slot].groupby(["id"], dropna=False)}
                lookup = {None if pd.isna(key) else key: value for key, value in cells.items()}
                expect.append(column(f"kind_{slot}", type, [lookup.get(None if pd.isna(key) else key, empty) for key in ids]))
            name = measure if isinstance(measure, str) else next(iter(measure))
            yield case(f"{kind}, {name}", "pivot", [("events", table)], expect, by=["id"], **{"with": {
                "names_from": "kind", "values": ["order", "visit"], "measure": measure, "other": "column"}})


def explode():
    texts = ["a|b|c", "b", None, "", "|", "c||a", "äö|日本", "a|a", "||x|"]
    table = [column("id", "int", range(len(texts))), column("tags", "category", texts), column("v", "float", np.arange(9) / 4)]
    df = frame(table)
    df["tags"] = [
        [None] if text is None or not [p for p in text.split("|") if p] else [p for p in text.split("|") if p]
        for text in texts]
    df["place"] = [[None] if tags == [None] else list(range(1, len(tags) + 1)) for tags in df["tags"]]
    result = df.explode(["tags", "place"])
    expect = outputs(table, result) + [column("place", "int", list(result["place"]))]
    for type in ("category", "string"):
        typed = [part | ({"type": type} if part["name"] == "tags" else {}) for part in table]
        wanted = [part | ({"type": type} if part["name"] == "tags" else {}) for part in expect]
        yield case(f"as {type}", "explode", [("products", typed)], wanted, grain=["id", "place"],
                   **{"with": {"column": "tags", "separator": "|", "position": "place"}})


def main():
    FOLDER.mkdir(exist_ok=True)
    for make in (aggregate, join, deduplicate, sort, pivot, explode):
        lines = ",\n".join(json.dumps(case, ensure_ascii=False, allow_nan=False) for case in make())
        head = json.dumps({"transformer": make.__name__, "oracle": f"pandas {pd.__version__}, DuckDB {duckdb.__version__}"})
        (FOLDER / f"{make.__name__}.json").write_text(f'{head[:-1]}, "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
