"""Golden cases of the selections."""

import math
import warnings

import numpy as np
from sklearn.feature_selection import SelectKBest, VarianceThreshold, chi2, f_classif, f_regression
from sklearn.feature_selection import mutual_info_classif

import tables
from tables import KINDS, cell, column, matrix, outputs

warnings.simplefilter("ignore")


def variance_threshold() -> list:
    cases = []
    for name, columns in tables.numeric_tables().items():
        if name in ("one row", "large and small", "tiny spread", "booleans"):
            continue
        for threshold in [0.0, 0.9, 5.0]:
            # Missing values keep scikit-learn from seeing a constant; these tables have none that is constant.
            selector = VarianceThreshold(threshold=threshold)
            data = matrix(columns)
            names = np.array([column["name"] for column in columns])
            case = {
                "name": f"{name}, above {threshold}",
                "kind": KINDS[name],
                "with": {"threshold": threshold},
                "columns": columns,
            }
            try:
                kept = selector.fit(data).get_support()
                case["expect"] = outputs(names[kept], data[:, kept])
                case["fitted"] = {"variances_": [cell(value) for value in selector.variances_]}
            except ValueError:
                case["error"] = "unfittable"
            cases.append(case)
    constant = [column("c", [0.1, math.nan, 0.1, 0.1, 0.1, 0.1]), column("x", [1.0, 2.0, 3.0, 4.0, 5.0, math.nan])]
    cases.append(
        {
            "name": "constant with missing values",
            "kind": "constant",
            "with": {},
            "columns": constant,
            "expect": [{"name": "x", "values": constant[1]["values"]}],
            "deviates": "constant-with-gaps",
        }
    )
    one = tables.numeric_tables()["one row"]
    cases.append({"name": "one row", "kind": "one_row", "with": {}, "columns": one, "error": "unfittable"})
    fitted = [column("x", [1.0, 2.0, 4.0]), column("c", [3.0, 3.0, 3.0])]
    new = [column("x", [-1e9, 1e9]), column("c", [5.0, 7.0])]
    kept = VarianceThreshold().fit(matrix(fitted)).transform(matrix(new))
    cases.append(
        {
            "name": "rows that were not fitted",
            "kind": "unseen",
            "with": {},
            "columns": fitted,
            "apply": new,
            "expect": outputs(["x"], kept),
        }
    )
    for name, columns in tables.infinities().items():
        cases.append({"name": name, "kind": "inf", "with": {}, "columns": columns, "error": "badValue"})
    return cases


def supervised(name, columns, target, function, k, deviates=None, kind="plain", apply=None) -> dict:
    """A case of select_k_best; scores go into the state where scikit-learn has them to all digits."""
    data = matrix([codes(column) for column in columns])
    y = np.array(target["values"])
    score = (lambda X, y: mutual_info_classif(X, y, discrete_features=True)) if function == "mutual_info_classif" else {
        "f_classif": f_classif,
        "f_regression": f_regression,
        "chi2": chi2,
    }[function]
    selector = SelectKBest(score, k=k).fit(data, y)
    kept = selector.get_support()
    case = {
        "name": name,
        "kind": kind,
        "with": {"score_func": function, "k": k},
        "columns": columns,
        "target": target,
        "expect": [
            {"name": column["name"], "values": column["values"]} for column, keep in zip(apply or columns, kept) if keep
        ],
    }
    if apply:
        case["apply"] = apply
    if deviates:
        case["deviates"] = deviates
    else:
        case["state"] = {
            "columns": [
                {
                    "name": column["name"],
                    "score": cell(min(selector.scores_[i], np.finfo(float).max)),
                    "kept": bool(kept[i]),
                }
                for i, column in enumerate(columns)
            ]
        }
    return case


def codes(column) -> dict:
    """A text column as numbers, which is all that mutual information looks at."""
    if column["type"] not in ("string", "category"):
        return column
    order = {value: code for code, value in enumerate(dict.fromkeys(column["values"]))}
    return {**column, "values": [order[value] for value in column["values"]]}


def select_k_best() -> list:
    rng = tables.random(2)
    n = 60
    classes = rng.integers(0, 3, n)
    labels = np.array(["low", "mid", "high"])[classes]
    noise = rng.normal(size=n)
    numbers = [
        column("weak", noise + 0.3 * classes),
        column("strong", rng.normal(size=n) + 2 * classes),
        column("none", rng.normal(size=n)),
        column("whole", rng.integers(0, 5, n) + classes, "int"),
        column("flag", rng.random(n) < 0.2 + 0.2 * classes, "bool"),
    ]
    three = column("y", labels, "category")
    two = column("y", classes > 0, "bool")
    codes = column("y", classes * 10 - 5, "int")
    slope = column("y", 0.5 * noise + rng.normal(size=n))
    cases = [
        supervised("three classes", numbers, three, "f_classif", 2),
        supervised("two classes", numbers, two, "f_classif", 1),
        supervised("integer classes, all", numbers, codes, "f_classif", "all"),
        supervised("more than there are", numbers, two, "f_classif", 99),
        supervised("regression", numbers, slope, "f_regression", 2),
        supervised("regression on whole numbers", numbers, codes, "f_regression", 3),
    ]
    tied = [numbers[1], {**numbers[1], "name": "again"}, numbers[2], {**numbers[1], "name": "thrice"}]
    cases.append(supervised("of equal scores the last", tied, three, "f_classif", 2, kind="ties"))
    constant = [column("zero", np.zeros(n)), numbers[0], column("three", np.full(n, 3.0))]
    cases.append(supervised("constant columns come last", constant, two, "f_classif", 2, kind="constant"))
    cases.append(supervised("constant columns come last", constant, slope, "f_regression", 2, kind="constant"))
    offset = [column("x", 1e8 + rng.normal(size=n) + 0.8 * classes), numbers[0]]
    cases.append(supervised("huge offsets", offset, three, "f_classif", 1, "f-of-deviations", "offset"))
    moderate = [column("x", 8.0 + 0.5 * classes + rng.normal(size=n))]
    cases.append(supervised("moderate offsets", moderate, three, "f_classif", 1, kind="offset"))
    new = [{**column, "values": [value * 1000 for value in column["values"][:3]]} for column in numbers[:4]]
    cases.append(supervised("rows that were not fitted", numbers[:4], three, "f_classif", 2, kind="unseen", apply=new))
    counts = [
        column("words", rng.poisson(2 + classes), "int"),
        column("empty", np.zeros(n)),
        column("amount", rng.exponential(1 + classes)),
        numbers[4],
    ]
    cases += [
        supervised("three classes", counts, three, "chi2", 2),
        supervised("two classes", counts, two, "chi2", "all"),
    ]
    discrete = [
        column("coarse", classes // 2, "int"),
        column("text", np.array(["x", "y", "z"])[(classes + rng.integers(0, 2, n)) % 3], "string"),
        column("category", np.array(["p", "q"])[rng.integers(0, 2, n)], "category"),
        numbers[4],
        column("same", np.ones(n, dtype=int), "int"),
    ]
    cases += [
        supervised("discrete columns", discrete, three, "mutual_info_classif", 2),
        supervised("discrete columns, two classes", discrete, two, "mutual_info_classif", "all"),
    ]
    gap = column("x", [1.0, math.nan, 2.0, 3.0])
    y = column("y", [True, False, True, False], "bool")
    cases += [
        {"name": "missing value", "kind": "missing", "with": {}, "columns": [gap], "target": y, "error": "badValue"},
        {
            "name": "all-missing column",
            "kind": "all_missing",
            "with": {},
            "columns": [column("void", [None] * 4)],
            "target": y,
            "error": "badValue",
        },
        {
            "name": "negative value",
            "kind": "plain",
            "with": {"score_func": "chi2"},
            "columns": [column("x", [1.0, 2.0, -1.0, 0.0])],
            "target": y,
            "error": "badValue",
        },
        {
            "name": "one class",
            "kind": "constant",
            "with": {},
            "columns": [column("x", [1.0, 2.0])],
            "target": column("y", [True, True], "bool"),
            "error": "unusableTarget",
        },
        {
            "name": "one row",
            "kind": "one_row",
            "with": {},
            "columns": [column("x", [1.0])],
            "target": column("y", [True], "bool"),
            "error": "unusableTarget",
        },
    ]
    infinite = [column("x", [1.0, math.inf, 2.0, 3.0])]
    cases.append(
        {"name": "infinite value", "kind": "inf", "with": {}, "columns": infinite, "target": y, "error": "badValue"}
    )
    return cases


TRANSFORMERS = {"variance_threshold": variance_threshold, "select_k_best": select_k_best}
