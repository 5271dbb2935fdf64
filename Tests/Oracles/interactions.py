"""Golden cases of the members that make columns of several, or several of one."""

import math
import warnings

import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import PolynomialFeatures, SplineTransformer

import tables
from tables import column, matrix, outputs

warnings.simplefilter("ignore")


def numeric() -> dict:
    """Name: kind, columns to fit, columns to transform."""
    rng = tables.random(23)
    a, b = rng.normal(3, 2, 11).round(3), rng.exponential(2, 11).round(3)
    plain = [column("a", a), column("b", b), column("n", rng.integers(-9, 9, 11), "int")]
    beyond = [column("a", [-20.0, 0.5, 40.0]), column("b", [3.0, 9.75, -3.0]), column("n", [0, -100, 50], "int")]
    return {
        "plain": ("plain", plain, plain),
        "constant": ("constant", *2 * [[column("c", [0.5] * 12), column("a", rng.normal(size=12).round(3))]]),
        "one row": ("one_row", *2 * [[column("a", [2.5]), column("n", [4], "int")]]),
        "beyond the range": ("unseen", plain, beyond),
        "offset": ("offset", *2 * [[column("a", 1e8 + rng.normal(size=12).round(3)), column("b", 1e8 + np.arange(12.0) ** 2)]]),
        "ties": ("ties", *2 * [[column("a", [1, 2, 2, 2, 3, 3, 9, 9, 9, 9]), column("n", [5, 5, 5, 1, 1, 1, 7, 7, 2, 2], "int")]]),
    }


GAPS = [column("a", [1.0, math.nan, 2.0, 4.0, math.nan, 7.5]), column("n", [3, 1, None, 4, 1, 5], "int")]
VOID = [column("void", [math.nan] * 4), column("a", [1.0, 2.0, 3.0, 5.0])]


def refused() -> list:
    return [
        {"name": "missing", "kind": "missing", "with": {}, "columns": GAPS, "error": "badValue"},
        {"name": "all missing", "kind": "all_missing", "with": {}, "columns": VOID, "error": "badValue"},
        *(
            {"name": name, "kind": "inf", "with": {}, "columns": columns, "error": "badValue"}
            for name, columns in tables.infinities().items()
        ),
    ]


def compared(make, variants, prefix=None, width=3, **more) -> list:
    cases = []
    for arguments in variants:
        for name, (kind, fitted, applied) in numeric().items():
            applied = fitted[:width] if applied is fitted else applied[:width]
            fitted = fitted[:width]
            case = {"name": f"{name} {arguments}", "kind": kind, "with": arguments, "columns": fitted}
            model = make(**{key: tuple(value) if isinstance(value, list) else value for key, value in arguments.items()})
            try:
                model.fit(matrix(fitted))
                data = model.transform(matrix(applied))
            except ValueError as error:
                case["error"] = "badValue" if "beyond the limits" in str(error) else "unfittable"
                if kind == "unseen":
                    case["apply"] = applied
                cases.append(case)
                continue
            if kind == "unseen":
                case["apply"] = applied
            names = model.get_feature_names_out(None if prefix else [column["name"] for column in fitted])
            case["expect"] = outputs(names, data)
            case.update(more.get(kind, {}))
            if "error" in case:
                del case["expect"]
            cases.append(case)
    return cases


def polynomial_features() -> list:
    variants = [{}, {"degree": 3, "interaction_only": True}, {"degree": [2, 3], "include_bias": False}]
    return compared(PolynomialFeatures, variants) + refused()


def pca() -> list:
    variants = [{}, {"n_components": 1}, {"n_components": 0.7, "whiten": True}]
    # scikit-learn projects the means apart, which costs the digits that 1e8 has.
    more = {
        "offset": {"tolerance": 1e-7},
        "one_row": {"error": "unfittable", "deviates": "one-row-has-no-variance"},
    }
    return compared(PCA, variants, prefix="pca", **more) + refused()


def spline_transformer() -> list:
    variants = [
        {},
        {"knots": "quantile", "extrapolation": "linear"},
        {"degree": 1, "n_knots": 3, "extrapolation": "linear"},
        {"degree": 2, "n_knots": 4, "extrapolation": "continue", "include_bias": False},
        {"degree": 2, "n_knots": 4, "extrapolation": "periodic"},
        {"degree": 1, "n_knots": 3, "extrapolation": "error"},
    ]
    cases = compared(SplineTransformer, variants, width=2)
    for case in cases:
        # scikit-learn counts the degree up at its first column and then takes the next ones to be of degree 2.
        if case["with"].get("degree") == 1 and case["with"]["extrapolation"] == "linear" and "expect" in case:
            case["deviates"] = "linear-of-degree-one"
            case["expect"] = []
            for fitted, applied in zip(case["columns"], case.get("apply", case["columns"])):
                model = SplineTransformer(**case["with"]).fit(matrix([fitted]))
                case["expect"] += outputs(model.get_feature_names_out([fitted["name"]]), model.transform(matrix([applied])))
    for kind, columns in [("missing", GAPS), ("all_missing", VOID)]:
        for knots in ["uniform", "quantile"]:
            if kind == "all_missing" and knots == "quantile":
                continue  # scikit-learn has knots that are NaN
            arguments = {"handle_missing": "zeros", "knots": knots}
            model = SplineTransformer(**arguments)
            data = model.fit_transform(matrix(columns))
            names = model.get_feature_names_out([column["name"] for column in columns])
            cases.append({"name": f"{kind} {knots}", "kind": kind, "with": arguments, "columns": columns, "expect": outputs(names, data)})
    return cases + refused()


TRANSFORMERS = {
    "polynomial_features": polynomial_features,
    "pca": pca,
    "spline_transformer": spline_transformer,
}
