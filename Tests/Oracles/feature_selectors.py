"""Golden cases of the selections beyond `selections.py`."""

import math
import warnings

import numpy as np
from sklearn import feature_selection
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

import tables
from tables import cell, column, matrix

warnings.simplefilter("ignore")

LARGEST = np.finfo(float).max


def discrete(columns) -> np.ndarray:
    """Which columns mutual information takes as classes: by type."""
    return np.array([column["type"] != "float" for column in columns])


def score_function(name, columns):
    if name.startswith("mutual_info"):
        function = mutual_info_classif if name.endswith("classif") else mutual_info_regression
        return lambda X, y: function(X, y, discrete_features=discrete(columns), random_state=0)
    return getattr(feature_selection, name)


def picked(columns, kept) -> list:
    return [{"name": column["name"], "values": column["values"]} for column, keep in zip(columns, kept) if keep]


def plain_numbers(rng, n) -> tuple:
    """Features that say more or less about three classes, and the classes."""
    classes = rng.integers(0, 3, n)
    noise = rng.normal(size=n)
    return [
        column("weak", np.round(noise + 0.5 * classes, 6)),
        column("strong", np.round(rng.normal(size=n) + 2 * classes, 6)),
        column("none", np.round(rng.normal(size=n), 6)),
        column("whole", rng.integers(0, 5, n) + classes, "int"),
        column("flag", rng.random(n) < 0.2 + 0.3 * classes, "bool"),
    ], classes


def refusals(arguments=None, target="bool") -> list:
    """What a selection against the target refuses in every case; scikit-learn raises in all but the last two."""
    y = column("y", [True, False, True, False], "bool") if target == "bool" else column("y", [1.5, 2.0, 0.5, 4.0])
    arguments = arguments or {}
    return [
        {"name": name, "kind": kind, "with": arguments, "columns": [column("x", values)], "target": y, "error": "badValue"}
        for name, kind, values in [
            ("missing value", "missing", [1.0, math.nan, 2.0, 3.0]),
            ("all-missing column", "all_missing", [None] * 4),
            ("infinite value", "inf", [1.0, math.inf, 2.0, 3.0]),
        ]
    ]


def one_row() -> dict:
    return {
        "name": "one row",
        "kind": "one_row",
        "with": {},
        "columns": [column("x", [1.0])],
        "target": column("y", [True], "bool"),
        "error": "unusableTarget",
    }


def univariate(estimator, variants, with_p_values) -> list:
    """Cases of a selection that scores features one by one; `variants` are pairs of arguments and target kind."""

    def case(name, kind, columns, target, arguments, apply=None, deviates=None) -> dict:
        parameters = {key: value for key, value in arguments.items() if key != "score_func"}
        function = score_function(arguments.get("score_func", "f_classif"), columns)
        X, y = matrix(columns), np.array(target["values"])
        if deviates == "f-of-deviations":
            X[:, 0] -= 1e8  # what a score that does not depend on the unit's zero comes to
        selector = estimator(function, **parameters).fit(X, y)
        kept = selector.get_support()
        result = {
            "name": f"{name} {arguments}",
            "kind": kind,
            "with": arguments,
            "columns": columns,
            "target": target,
            "expect": picked(apply or columns, kept),
        }
        if apply:
            result["apply"] = apply
        if deviates:
            result["deviates"] = deviates
            return result
        p_values = {"p_value": selector.pvalues_} if with_p_values else {}
        result["state"] = {
            "columns": [
                {
                    "name": column["name"],
                    "score": cell(min(selector.scores_[index], LARGEST)),
                    **{key: cell(values[index]) for key, values in p_values.items()},
                    "kept": bool(kept[index]),
                }
                for index, column in enumerate(columns)
            ]
        }
        return result

    rng = tables.random(31)
    n = 42
    numbers, classes = plain_numbers(rng, n)
    labels = column("y", np.array(["low", "mid", "high"])[classes], "category")
    slope = column("y", np.round(np.array(numbers[0]["values"]) * 0.5 + rng.normal(size=n), 6))
    counts = [
        column("words", rng.poisson(2 + 2 * classes), "int"),
        column("rare", rng.poisson(0.3, n), "int"),
        column("flag", rng.random(n) < 0.2 + 0.3 * classes, "bool"),
    ]
    cases = []
    for arguments in variants:
        function = arguments.get("score_func", "f_classif")
        target = slope if "regression" in function else labels
        columns = counts if function == "chi2" else numbers
        cases.append(case("columns that say more or less", "plain", columns, target, arguments))
    arguments = variants[0]
    tied = [numbers[1], {**numbers[1], "name": "again"}, numbers[2], {**numbers[1], "name": "thrice"}]
    cases.append(case("equal columns", "ties", tied, labels, arguments))
    constant = [column("zero", np.zeros(n)), numbers[1], column("three", np.full(n, 3.0))]
    cases.append(case("constant columns", "constant", constant, labels, arguments))
    offset = [column("x", 1e8 + np.round(rng.normal(size=n) + 2 * classes, 3)), numbers[2]]
    cases.append(case("huge offsets", "offset", offset, labels, arguments, deviates="f-of-deviations"))
    new = [{**column, "values": [value * 1000 for value in column["values"][:3]]} for column in numbers[:4]]
    cases.append(case("rows that were not fitted", "unseen", numbers[:4], labels, arguments, apply=new))
    return cases + refusals() + [one_row()]


def select_percentile() -> list:
    return univariate(
        feature_selection.SelectPercentile,
        [
            {"percentile": 50},
            {"percentile": 0},
            {"percentile": 100},
            {"score_func": "f_regression", "percentile": 20},
            {"score_func": "r_regression", "percentile": 61.5},
            {"score_func": "chi2", "percentile": 40},
            {"score_func": "mutual_info_classif", "percentile": 40},
            {"score_func": "mutual_info_regression", "percentile": 60},
        ],
        with_p_values=False,
    )


def significance(estimator) -> list:
    return univariate(
        estimator,
        [
            {},
            {"alpha": 0.6},
            {"alpha": 0},
            {"score_func": "f_regression", "alpha": 0.2},
            {"score_func": "chi2", "alpha": 0.01},
        ],
        with_p_values=True,
    )


TRANSFORMERS = {
    "select_percentile": select_percentile,
    "select_fpr": lambda: significance(feature_selection.SelectFpr),
    "select_fdr": lambda: significance(feature_selection.SelectFdr),
    "select_fwe": lambda: significance(feature_selection.SelectFwe),
}
