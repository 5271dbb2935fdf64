"""Golden cases of the imputers that learn from other columns or rows, and of the missing indicator."""

import math
import warnings

import numpy as np
import pandas as pd
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, MissingIndicator

import tables
from tables import MISSING, column, matrix, outputs

warnings.simplefilter("ignore")


def names(columns) -> list:
    return [column["name"] for column in columns]


def related(rng, rows: int, gaps: bool = True, offset: float = 0.0) -> list:
    """Three columns that tell of each other."""
    x = rng.normal(size=rows)
    y = 2 * x + rng.normal(size=rows) * 0.3
    z = x - y + rng.normal(size=rows)
    if gaps:
        x[rows // 5] = x[rows - 1] = y[rows // 2] = z[rows // 3] = MISSING
        y[rows - 1] = MISSING
    return [column("x", x + offset), column("y", y + offset), column("z", z)]


def numeric_cases(unseen_far: bool = True) -> list:
    """(kind, fitted, applied or None)"""
    rng = tables.random(11)
    plain = related(rng, 16, gaps=False)
    gaps = related(rng, 24)
    holes = [column("x", [MISSING, 0.5, MISSING]), column("y", [1.0, MISSING, MISSING]), column("z", [0.0, 1.0, MISSING])]
    far = [column("x", [1e3, MISSING]), column("y", [MISSING, -1e3]), column("z", [2.0, MISSING])]
    constant = [column("c", [4.0, 4.0, MISSING, 4.0, 4.0]), column("x", [1.0, MISSING, 2.5, 4.0, 3.0])]
    void = [column("void", [MISSING] * 6), column("x", [1.0, 2.0, MISSING, 5.0, 8.0, 3.0]), column("y", [2.0, 3.5, 1.0, MISSING, 9.0, 3.0])]
    one = [column("x", [2.5]), column("n", [4], "int")]
    one_holes = [column("x", [MISSING, 1.0]), column("n", [3, None], "int")]
    ties = [
        column("x", [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, MISSING, MISSING, 1.0]),
        column("n", [5, 5, 7, 7, 9, 9, 5, 9, None], "int"),
    ]
    return [
        ("plain", plain, holes),
        ("missing", gaps, None),
        ("constant", constant, None),
        ("all_missing", void, None),
        ("one_row", one, one_holes),
        ("unseen", gaps, far),
        ("offset", related(tables.random(12), 20, offset=1e8), None),
        ("ties", ties, None),
    ]


def infinite() -> list:
    return [
        {"kind": "inf", "name": name, "with": {}, "columns": columns, "error": "badValue"}
        for name, columns in tables.infinities().items()
    ]


def case(kind, name, arguments, columns, applied, expected, **more) -> dict:
    result = {"kind": kind, "name": name, "with": arguments, "columns": columns}
    if applied is not None:
        result["apply"] = applied
    return {**result, "expect": expected, **more}


def missing_indicator() -> list:
    cases = []
    for kind, columns, applied in numeric_cases():
        for arguments in [{}, {"features": "all"}]:
            if kind in ("plain", "unseen", "one_row") and not arguments:
                applied_here = None if kind != "unseen" else columns
            else:
                applied_here = applied
            indicator = MissingIndicator(**arguments).fit(matrix(columns))
            data = indicator.transform(matrix(applied_here or columns))
            shown = [f"missingindicator_{names(columns)[i]}" for i in indicator.features_]
            cases.append(case(kind, f"{kind} {arguments}", arguments, columns, applied_here, outputs(shown, data)))
    fitted = [column("full", [1.0, 2.0]), column("gaps", [MISSING, 1.0])]
    unseen = [column("full", [MISSING, 5.0]), column("gaps", [1.0, 1.0])]
    cases.append({"kind": "unseen", "name": "a gap where none was", "with": {}, "columns": fitted, "apply": unseen, "error": "badValue"})
    data = MissingIndicator(error_on_new=False).fit(matrix(fitted)).transform(matrix(unseen))
    cases.append(
        case("unseen", "a gap where none was, allowed", {"error_on_new": False}, fitted, unseen, outputs(["missingindicator_gaps"], data))
    )
    return cases + infinite()


def knn_imputer() -> list:
    cases = []
    for arguments in [{}, {"n_neighbors": 2, "weights": "distance"}]:
        for kind, columns, applied in numeric_cases():
            more = {}
            if kind == "all_missing":
                more["deviates"] = "keep-empty-columns"
            offset = 1e8 if kind == "offset" else 0.0
            shift = np.array([offset, offset, 0.0]) if offset else 0.0
            if offset:
                more["deviates"] = "distances-at-offsets"
            if kind == "ties":
                arguments_here = {**arguments, "n_neighbors": 2}
            elif kind == "constant":
                arguments_here = {**arguments, "n_neighbors": 5}
            else:
                arguments_here = arguments
            imputer = KNNImputer(keep_empty_features=True, **arguments_here).fit(matrix(columns) - shift)
            data = imputer.transform(matrix(applied or columns) - shift) + shift
            cases.append(case(kind, f"{kind} {arguments_here}", arguments_here, columns, applied, outputs(names(columns), data), **more))
    return cases + infinite()


def iterative_imputer() -> list:
    cases = []
    variants = [
        {},
        {"imputation_order": "descending", "initial_strategy": "median", "max_iter": 4},
        {"imputation_order": "roman", "initial_strategy": "most_frequent", "skip_complete": True, "min_value": -1, "max_value": 2},
        {"imputation_order": "arabic", "max_iter": 1, "tol": 0.0},
        {"max_iter": 0},
    ]
    for arguments in variants:
        for kind, columns, applied in numeric_cases():
            if arguments and kind not in ("plain", "missing", "all_missing"):
                continue
            more = {"deviates": "keep-empty-columns"} if kind == "all_missing" else {}
            imputer = IterativeImputer(keep_empty_features=True, **arguments).fit(matrix(columns))
            data = imputer.transform(matrix(applied or columns))
            cases.append(
                case(kind, f"{kind} {arguments}", arguments, columns, applied, outputs(names(columns), data), tolerance=1e-8, **more)
            )
    rng = tables.random(13)
    wide = [column(f"c{i}", np.where(rng.random(9) < 0.2, MISSING, rng.normal(size=9))) for i in range(11)]
    cases.append(
        case(
            "missing", "more columns than rows", {"max_iter": 2}, wide, None,
            outputs(names(wide), IterativeImputer(max_iter=2).fit_transform(matrix(wide))), tolerance=1e-8,
        )
    )
    units = rng.normal(size=(60, 3)) @ np.array([[1, 0.5, 0.2], [0, 1, 0.3], [0, 0, 1]]) * np.array([1e-3, 1.0, 1e5])
    units[rng.random((60, 3)) < 0.15] = MISSING
    columns = [column(name, units[:, i]) for i, name in enumerate("abc")]
    cases.append(
        case(
            "missing", "units far apart", {}, columns, None,
            outputs("abc", IterativeImputer().fit_transform(matrix(columns))), tolerance=1e-8,
        )
    )
    return cases + infinite()


def frame(columns) -> pd.DataFrame:
    return pd.DataFrame({c["name"]: pd.Series(c["values"], dtype=object if c["type"] in ("category", "string") else float) for c in columns})


def statistic(strategy):
    if strategy == "most_frequent":
        return lambda values: values.mode().iloc[0] if values.notna().any() else MISSING
    return strategy


def filled(columns, applied, arguments) -> list:
    """A missing value becomes its group's statistic, else that of the whole column, else 0."""
    by = arguments["by"]
    fitted, rows = frame(columns), frame(applied or columns)
    made = []
    for name in names(columns)[: -len(by)]:
        compute = statistic(arguments["strategy"])
        groups = fitted.groupby(by)[name].agg(compute)
        groups = groups[fitted.groupby(by)[name].count() >= arguments.get("min_group_size", 1)]
        whole = fitted[name].agg(compute)
        looked_up = [groups.get(key if len(by) > 1 else key[0], MISSING) if all(not pd.isna(k) for k in key) else MISSING for key in rows[by].itertuples(index=False, name=None)]
        values = rows[name].where(rows[name].notna(), pd.Series(looked_up, index=rows.index, dtype=rows[name].dtype))
        values = values.where(values.notna(), whole)
        empty = "missing_value" if rows[name].dtype == object else 0.0
        made.append({"name": name, "values": [tables.cell(v, "string" if isinstance(v, str) else "float") for v in values.where(values.notna(), empty)]})
    return made


def group_imputer() -> list:
    rng = tables.random(14)
    groups = ["a", "b", None, "c"]
    drawn = [groups[i] for i in rng.integers(0, 4, 30)]
    values = np.round(rng.normal(50, 9, 30), 1)
    values[[2, 7, 8, 15, 21, 29]] = MISSING
    counts = [None if i % 7 == 3 else int(i % 5) for i in range(30)]
    kinds = {
        "plain": ([column("x", np.arange(8.0)), column("g", list("aabbccaa"), "category")], [column("x", [MISSING] * 3), column("g", ["a", "b", "c"], "category")]),
        "missing": ([column("x", values), column("n", counts, "int"), column("g", drawn, "category")], None),
        "constant": ([column("x", [3.0, 3.0, MISSING, 3.0]), column("g", list("aabb"), "string")], None),
        "all_missing": ([column("void", [MISSING] * 4), column("x", [1.0, MISSING, 3.0, MISSING]), column("g", ["a", "a", "b", None], "category")], None),
        "one_row": ([column("x", [2.0]), column("g", ["a"], "category")], [column("x", [MISSING, MISSING]), column("g", ["a", "b"], "category")]),
        "unseen": ([column("x", [1.0, 2.0, 6.0, MISSING]), column("g", list("aabb"), "category")], [column("x", [MISSING] * 3), column("g", ["a", "new", None], "category")]),
        "offset": ([column("x", np.where(rng.random(40) < 0.2, MISSING, 1e8 + rng.normal(size=40))), column("g", list("abcd") * 10, "category")], None),
        "ties": ([column("x", [1.0, 2.0, 2.0, 1.0, MISSING, 5.0, 4.0, MISSING]), column("g", list("aaaaabbb"), "category")], None),
    }
    cases = []
    for strategy in ["mean", "median", "most_frequent"]:
        for kind, (columns, applied) in kinds.items():
            arguments = {"by": ["g"], "strategy": strategy}
            cases.append(case(kind, f"{kind} {strategy}", arguments, columns, applied, filled(columns, applied, arguments)))
        arguments = {"by": ["g", "h"], "strategy": strategy, "min_group_size": 3}
        columns = [column("x", values), column("g", drawn, "category"), column("h", [f"h{i % 3}" for i in range(30)], "string")]
        cases.append(case("missing", f"two columns {strategy}", arguments, columns, None, filled(columns, None, arguments)))
    text = [column("s", ["u", None, "v", "v", None, "u", "u"], "string"), column("g", list("aaabbbb"), "category")]
    arguments = {"by": ["g"], "strategy": "most_frequent"}
    cases.append(case("ties", "text", arguments, text, None, filled(text, None, arguments)))
    for error in infinite():
        columns = error["columns"] + [column("g", list("abcd")[: len(error["columns"][0]["values"])], "category")]
        cases.append({**error, "columns": columns, "with": {"by": ["g"]}})
    return cases


TRANSFORMERS = {
    "missing_indicator": missing_indicator,
    "knn_imputer": knn_imputer,
    "iterative_imputer": iterative_imputer,
    "group_imputer": group_imputer,
}
