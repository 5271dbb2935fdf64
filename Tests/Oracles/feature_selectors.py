"""Golden cases of the selections beyond `selections.py`."""

import math
import warnings

import numpy as np
import pandas as pd
from feature_engine.selection import DropCorrelatedFeatures, DropDuplicateFeatures, DropHighPSIFeatures
from sklearn import feature_selection, linear_model
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


def frame(columns) -> pd.DataFrame:
    """Golden columns as feature_engine takes them."""
    special = {"inf": math.inf, "-inf": -math.inf}
    types = {"float": float, "string": object, "category": object}
    data = {}
    for column in columns:
        values = [special.get(value, value) if column["type"] == "float" else value for value in column["values"]]
        type = types.get(column["type"], object if None in values and column["type"] == "bool" else None)
        data[column["name"]] = pd.Series(values, dtype=type)
    return pd.DataFrame(data)


def dropping(estimator, name, kind, columns, arguments=None, apply=None, deviates=None) -> dict:
    """A case of a selection that looks at no target."""
    arguments = arguments or {}
    selector = estimator(**arguments).fit(frame(columns))
    kept = [column["name"] not in selector.features_to_drop_ for column in columns]
    case = {"name": f"{name} {arguments}", "kind": kind, "with": arguments, "columns": columns}
    if apply:
        case["apply"] = apply
    if deviates:
        case["deviates"] = deviates
    return {**case, "expect": picked(apply or columns, kept)}


def drop_duplicates() -> list:
    rng = tables.random(41)
    n = 12
    x = column("x", np.round(rng.normal(size=n), 3))
    whole = column("whole", rng.integers(0, 4, n), "int")
    text = column("text", rng.choice(list("abc"), n), "string")
    flag = column("flag", rng.random(n) < 0.5, "bool")
    gaps = column("gaps", [None if row % 4 == 1 else float(row) for row in range(n)])

    def copy(column, name, **changes) -> dict:
        return {**column, "name": name, **changes}

    last = copy(x, "last", values=x["values"][:-1] + [7.5])
    numbers = [x, last, whole, copy(x, "x2"), copy(whole, "as_float", type="float"), copy(x, "x3"), copy(last, "last2")]
    mixed = [text, copy(text, "same"), flag, copy(flag, "flag2"), copy(text, "category", type="category")]
    void = column("void", [None] * n)
    infinite = column("big", [math.inf] + x["values"][1:])

    def case(name, kind, columns, **more) -> dict:
        return dropping(DropDuplicateFeatures, name, kind, columns, **more)

    return [
        case("numbers", "plain", numbers),
        case("text and booleans", "plain", mixed),
        case("missing values", "missing", [gaps, x, copy(gaps, "gaps2"), copy(gaps, "filled", values=[float(row) for row in range(n)])]),
        case("constant columns", "constant", [column("one", [1.0] * n), column("again", [1.0] * n), column("two", [2.0] * n)]),
        case("all-missing columns", "all_missing", [void, x, copy(void, "void2")]),
        case("one row", "one_row", [column("a", [1.0]), column("b", [2.0]), column("c", [1.0])]),
        case("rows that were not fitted", "unseen", numbers, apply=[copy(c, c["name"], values=[9, 8]) for c in numbers]),
        case("huge offsets", "offset", [column("x", 1e8 + np.arange(5.0)), column("y", 1e8 + np.arange(5.0) + 2**-20), column("z", 1e8 + np.arange(5.0))]),
        case("ties", "ties", [column("a", [1, 1, 2, 2], "int"), column("b", [2, 2, 1, 1], "int"), column("c", [1, 1, 2, 2], "int")]),
        case("infinite values", "inf", [infinite, x, copy(infinite, "big2")], apply=[copy(x, name) for name in ["big", "x", "big2"]]),
    ]


def drop_correlated() -> list:
    rng = tables.random(43)
    n = 20

    def rounded(name, values) -> dict:
        return column(name, np.round(values, 4))

    base, other = rng.normal(size=n), rng.normal(size=n)
    numbers = [
        rounded("m", base),
        rounded("d", base + 0.1 * rng.normal(size=n)),
        rounded("z", -base + 0.2 * rng.normal(size=n)),
        rounded("k", other),
        rounded("B", other * 3 + base),
        column("n", np.round(4 * other), "int"),
        column("flag", base > 0, "bool"),
    ]
    gaps = [{**c, "values": [None if (row + place) % 5 == 0 else v for row, v in enumerate(c["values"])]} for place, c in enumerate(numbers[:6])]
    constant = [column("c", [0.1] * n), *numbers[:2], column("d2", [7.0] * n)]
    void = [column("void", [None] * n), *numbers[:2], column("void2", [None] * n)]
    offset = [column("x", 1e8 + base), column("y", 1e8 + base + 0.3 * other), column("w", 1e8 + other)]
    new = [{**c, "values": [c["values"][0], c["values"][1]]} for c in numbers]
    for c in new:
        if c["type"] == "float":
            c["values"] = [1e9, -1e9]
    tied = [column("a", [1, 1, 2, 2, 3, 3]), column("b", [1, 1, 2, 2, 3, 4]), column("c", [2, 2, 1, 1, 1, 2])]

    def case(name, kind, columns, **more) -> dict:
        return dropping(DropCorrelatedFeatures, name, kind, columns, **more)

    return [
        case("numbers", "plain", numbers),
        case("numbers", "plain", numbers, arguments={"threshold": 0.4}),
        case("numbers", "plain", numbers, arguments={"threshold": 0.97}),
        case("missing values", "missing", gaps),
        case("missing values", "missing", gaps, arguments={"threshold": 0.5}),
        {"name": "refused missing values", "kind": "missing", "with": {"missing_values": "raise"}, "columns": gaps, "error": "badValue"},
        case("constant columns", "constant", constant),
        case("all-missing columns", "all_missing", void),
        case("one row", "one_row", [column("x", [2.5]), column("n", [4], "int")]),
        case("rows that were not fitted", "unseen", numbers, apply=new),
        case("huge offsets", "offset", offset),
        case("ties", "ties", tied),
        {"name": "infinite value", "kind": "inf", "with": {}, "columns": tables.infinities()["negative infinity"], "error": "badValue", "deviates": "infinite-columns"},
    ]


def population_stability() -> list:
    rng = tables.random(47)
    n = 50
    time = column("time", rng.permutation(n), "int")
    order = np.array(time["values"])

    def rounded(name, values) -> dict:
        return column(name, np.round(values, 4))

    numbers = [
        rounded("still", rng.normal(size=n)),
        rounded("moved", rng.normal(size=n) + (order > 20)),
        rounded("skewed", rng.exponential(size=n)),
        column("count", rng.integers(0, 4, n), "int"),
    ]
    words = [
        column("plan", np.where(order > 30, "pro", rng.choice(["pro", "free"], n)), "category"),
        column("city", rng.choice(list("abcde"), n), "string"),
        numbers[0],
    ]
    gaps = [{**c, "values": [None if (row + place) % 6 == 0 else v for row, v in enumerate(c["values"])]} for place, c in enumerate(numbers[:3] + words[:2])]
    constant = [column("c", [3.0] * n), numbers[0]]
    void = [column("void", [None] * n), numbers[0]]
    offset = [column("x", 1e8 + rng.normal(size=n)), column("y", 1e8 + rng.normal(size=n) + (order > 25))]
    tied = [column("a", rng.integers(0, 3, n) / 2), column("b", np.repeat([1.0, 2.0], n // 2)), column("s", np.where(order > 20, 2.0, 1.0))]

    def case(name, kind, columns, arguments=None, apply=None, split=time) -> dict:
        arguments = {"split_col": "time", "cut_off": 24, **(arguments or {})}
        names = [column["name"] for column in columns]
        selector = DropHighPSIFeatures(variables=names, **arguments).fit(frame([*columns, split]))
        kept = [name not in selector.features_to_drop_ for name in names]
        result = {"name": f"{name} {arguments}", "kind": kind, "with": arguments, "columns": [*columns, split]}
        if apply:
            result["apply"] = [*apply, {**split, "values": split["values"][: len(apply[0]["values"])]}]
        scores = [
            {"name": name, "score": cell(selector.psi_values_[name]), "kept": keep} for name, keep in zip(names, kept)
        ]
        time = {"name": "time", "score": None, "kept": True}
        return {**result, "expect": picked(apply or columns, kept), "state": {"columns": [*scores, time]}}

    ignore = {"missing_values": "ignore"}
    cases = [case("numbers", "plain", numbers, arguments) for arguments in [
        {}, {"bins": 4}, {"strategy": "equal_width", "bins": 6}, {"switch": True, "threshold": 0.4, "cut_off": 30},
        {"min_pct_empty_bins": 0.01, "bins": 7},
    ]]
    cases += [
        case("categories", "plain", words, {"threshold": 0.1}),
        case("missing values", "missing", gaps, ignore),
        {"name": "refused missing values", "kind": "missing", "with": {"split_col": "time", "cut_off": 24}, "columns": [*gaps, time], "error": "badValue"},
        case("constant column", "constant", constant),
        case("constant column", "constant", constant, {"strategy": "equal_width"}),
        case("rows that were not fitted", "unseen", numbers, apply=[{**c, "values": [-1000, 1000]} for c in numbers]),
        case("huge offsets", "offset", offset),
        case("ties", "ties", tied),
        case("ties", "ties", tied, {"strategy": "equal_width"}),
    ]
    arguments = {"split_col": "time", "cut_off": 24}
    cases += [
        {
            "name": "a column without a value",
            "kind": "all_missing",
            "with": {**arguments, **ignore},
            "columns": [*void, time],
            "expect": picked(void, [True, case("", "", void[1:])["state"]["columns"][0]["kept"]]),
            "deviates": "stability-of-nothing",
        },
        {"name": "one row", "kind": "one_row", "with": arguments, "columns": [numbers[0] | {"values": [1.0]}, time | {"values": [3]}], "error": "unfittable"},
        {
            "name": "infinite value",
            "kind": "inf",
            "with": arguments,
            "columns": [column("x", [math.inf, *numbers[0]["values"][1:]]), time],
            "error": "badValue",
        },
    ]
    return cases


def estimator(arguments):
    """scikit-learn's model, driven to convergence."""
    if arguments["estimator"] == "ridge":
        return linear_model.Ridge(alpha=arguments.get("alpha", 1.0))
    if arguments["estimator"] == "lasso":
        return linear_model.Lasso(alpha=arguments.get("alpha", 1.0), tol=1e-15, max_iter=10**6)
    return linear_model.LogisticRegression(C=arguments.get("c", 1.0), solver="newton-cholesky", tol=1e-13, max_iter=1000)


def by_model(selector, variants, score, ours) -> list:
    """Cases of a selection by a linear model; `score` reads what decided, `ours` are the model's own arguments."""
    rng = tables.random(53)
    n = 32
    features = rng.normal(size=(n, 5))
    slope = features @ [2.0, -1.0, 0.3, 0.0, 0.05] + rng.normal(size=n)
    classes = np.digitize(features @ [1.0, 0.4, 0.0, -0.7, 0.1] + rng.normal(size=n), [-0.5, 0.7])
    numbers = [column(name, np.round(features[:, index], 5)) for index, name in enumerate("abcde")]
    numbers.append(column("n", np.round(3 * features[:, 0] + rng.normal(size=n)), "int"))
    numbers.append(column("flag", features[:, 3] > 0.2, "bool"))
    y = column("y", np.round(slope, 5))
    three = column("y", np.array(["low", "mid", "high"])[classes], "category")
    two = column("y", classes > 0, "bool")

    def case(name, kind, columns, target, arguments, apply=None, with_state=True) -> dict:
        parameters = {key: value for key, value in arguments.items() if key not in ours}
        X = matrix(columns)
        # By class name here; the model is the same whatever its classes are called.
        fitted = selector(estimator(arguments), **parameters).fit(X, np.array(target["values"]))
        kept = fitted.get_support()
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
        if with_state:
            if arguments["estimator"] != "ridge":
                result["tolerance"] = 1e-6 if arguments["estimator"] == "logistic_regression" else 1e-9
            result["state"] = {
                "columns": [
                    {"name": column["name"], "score": float(value), "kept": bool(keep)}
                    for column, value, keep in zip(columns, score(fitted), kept)
                ]
            }
        return result

    cases = []
    for arguments in variants:
        is_classifier = arguments["estimator"] == "logistic_regression"
        for target in [two, three] if is_classifier else [y]:
            cases.append(case("columns that say more or less", "plain", numbers, target, arguments))
    ridge = {"estimator": "ridge"}
    constant = [column("zero", np.zeros(n)), *numbers[:3], column("three", np.full(n, 3.0))]
    offset = [{**c, "values": [1e8 + value for value in c["values"]]} for c in numbers[:4]]
    new = [{**c, "values": [-1000, 1000]} for c in numbers[:5]]
    tied = [numbers[1], {**numbers[2], "name": "one"}, {**numbers[2], "name": "two"}, numbers[3]]
    cases += [
        case("constant columns", "constant", constant, y, ridge),
        case("constant columns", "constant", constant, two, {"estimator": "logistic_regression"}),
        case("huge offsets", "offset", offset, y, ridge, with_state=False),
        case("rows that were not fitted", "unseen", numbers[:5], y, ridge, apply=new),
        case("one row", "one_row", [column("x", [1.0]), column("z", [3.0])], column("y", [2.0]), ridge),
        case("equal columns", "ties", tied, y, ridge, with_state=False),
    ]
    return cases + refusals(ridge, target="float")


def select_from_model() -> list:
    ours = {"estimator", "alpha", "c"}
    return by_model(
        feature_selection.SelectFromModel,
        [
            {"estimator": "ridge"},
            {"estimator": "ridge", "alpha": 25, "threshold": "median"},
            {"estimator": "ridge", "threshold": "1.25*mean", "max_features": 1},
            {"estimator": "ridge", "threshold": 0.1, "max_features": 3},
            {"estimator": "lasso", "alpha": 0.2},
            {"estimator": "lasso"},
            {"estimator": "logistic_regression"},
            {"estimator": "logistic_regression", "c": 0.05, "threshold": "median"},
        ],
        lambda fitted: np.abs(np.atleast_2d(fitted.estimator_.coef_)).sum(axis=0),
        ours,
    )


def rfe() -> list:
    return by_model(
        feature_selection.RFE,
        [
            {"estimator": "ridge"},
            {"estimator": "ridge", "n_features_to_select": 2, "step": 2},
            {"estimator": "lasso", "alpha": 0.1, "n_features_to_select": 0.6},
            {"estimator": "logistic_regression", "n_features_to_select": 1},
            {"estimator": "logistic_regression", "c": 0.1, "step": 0.3},
        ],
        lambda fitted: fitted.ranking_,
        {"estimator", "alpha", "c"},
    )


TRANSFORMERS = {
    "select_from_model": select_from_model,
    "rfe": rfe,
    "population_stability": population_stability,
    "drop_correlated": drop_correlated,
    "drop_duplicates": drop_duplicates,
    "select_percentile": select_percentile,
    "select_fpr": lambda: significance(feature_selection.SelectFpr),
    "select_fdr": lambda: significance(feature_selection.SelectFdr),
    "select_fwe": lambda: significance(feature_selection.SelectFwe),
}
