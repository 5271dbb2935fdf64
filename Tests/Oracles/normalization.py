"""Golden cases of the normalization beyond the linear scalers, which are in numeric.py."""

import math
import warnings

import numpy as np
from sklearn.preprocessing import Normalizer, PowerTransformer, QuantileTransformer, normalize

import tables
from numeric import infinity_policies, number
from tables import KINDS, column, matrix, outputs

warnings.simplefilter("ignore")

# The distribution that each is compared with, where it is not scikit-learn.
ORACLES = {"log1p": "numpy", "winsorizer": "feature_engine", "squashing_scaler": "skrub"}


def names(columns) -> list:
    return [column["name"] for column in columns]


def unseen() -> tuple:
    """Columns to fit on, and rows far beyond them."""
    fitted = tables.numeric_tables()["plain"][:2]
    return fitted, [column("a", [100.0, -100.0, 3.0]), column("b", [1e7, -1e7, 500.0])]


def case(name, kind, arguments, columns, **members) -> dict:
    name = f"{name} {arguments}" if arguments else name
    return {"name": name, "kind": kind, "with": arguments, "columns": columns, **members}


def refused_infinities(**members) -> list:
    return [
        case(name, "inf", {}, columns, error="badValue", **members) for name, columns in tables.infinities().items()
    ]


# Distributions


def quantile_transformer() -> list:
    variants = [
        {},
        {"output_distribution": "normal"},
        {"n_quantiles": 5},
        {"n_quantiles": 7, "output_distribution": "normal", "subsample": None},
    ]
    cases = []
    for arguments in variants:
        made = {"random_state": 0, **arguments}
        for name, columns in {"outliers": outliers(), **tables.numeric_tables()}.items():
            if name == "large and small" or name == "tiny spread" and "output_distribution" in arguments:
                continue  # the range is beyond doubles; scikit-learn's bound of 1e-7 is beyond the range
            if arguments in variants[2:] and name in ("outliers", "booleans", "two values"):
                continue
            transformer = QuantileTransformer(**made).fit(matrix(columns))
            members = {"expect": outputs(names(columns), transformer.transform(matrix(columns)))}
            if arguments in variants[2:]:
                fitted = [[] if np.isnan(each).any() else [float(value) for value in each] for each in transformer.quantiles_.T]
                members["state"] = {
                    "columns": [{"name": name, "quantiles": each} for name, each in zip(names(columns), fitted)]
                }
            cases.append(case(name, KINDS.get(name, "plain"), arguments, columns, **members))
        fitted, new = unseen()
        # Between the quantiles, and at, beside and beyond the ends.
        new[0]["values"] += [1.0, 2.25, 5.5] + sorted(fitted[0]["values"])[:2]
        new[1]["values"] += [900.0, 33.25, 1500.5] + sorted(fitted[1]["values"])[-2:]
        expect = outputs(names(new), QuantileTransformer(**made).fit(matrix(fitted)).transform(matrix(new)))
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    tiny = tables.numeric_tables()["tiny spread"]
    large = np.array([[value * 1e20] for value in tiny[0]["values"]])
    expect = outputs(["x"], QuantileTransformer(output_distribution="normal").fit_transform(large))
    arguments = {"output_distribution": "normal"}
    cases.append(case("tiny spread", "plain", arguments, tiny, expect=expect, deviates="relative-bounds"))
    ties = [column("x", [0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 5, 5])]
    expect = outputs(["x"], QuantileTransformer().fit_transform(matrix(ties)))
    cases.append(case("repeated quantiles", "ties", {}, ties, expect=expect))
    return cases + infinity_policies(lambda data: QuantileTransformer().fit(data)) + refused_infinities()


def powered(method, name, kind, columns, standardize=True, apply=None, **members) -> dict:
    """A case of power_transformer. The exponents of two searches agree to 1e-6, and so do the results."""
    transformer = PowerTransformer(method, standardize=standardize).fit(matrix(columns))
    arguments = {"method": method} | ({} if standardize else {"standardize": False})
    members["expect"] = outputs(names(columns), transformer.transform(matrix(apply or columns)))
    members["fitted"] = {"lambdas_": [float(value) for value in transformer.lambdas_]}
    if apply:
        members["apply"] = apply
    return case(name, kind, arguments, columns, **{"tolerance": 1e-6, **members})


def power_transformer() -> list:
    rng = tables.random(12)
    everything = tables.numeric_tables()
    skewed = [
        column("wages", rng.lognormal(8, 0.6, 30)),
        column("shares", rng.beta(5, 1, 30) + 0.01),
        column("n", rng.poisson(3, 30) + 1, "int"),
    ]
    gaps = [column("gaps", [None if row % 6 == 2 else value for row, value in enumerate(rng.exponential(2, 30))])]
    ties = [column("x", [1, 2, 2, 2, 3, 3, 9, 9, 9, 9])]
    signed = [column("left", -rng.lognormal(0, 1, 30)), column("both", rng.normal(1, 4, 30) ** 3 / 20)]
    far = [column("x", [100.0, 0.01, 3.5]), column("y", [1e4, 0.5, 1.0])]
    fitted = [column("x", rng.gamma(2, 2, 30)), column("y", rng.lognormal(0, 1, 30))]
    cases = []
    for method in ["yeo-johnson", "box-cox"]:
        for standardize in [True, False]:
            cases.append(powered(method, "skewed", "plain", skewed, standardize))
            cases.append(powered(method, "missing values", "missing", gaps, standardize))
            cases.append(powered(method, "ties", "ties", ties, standardize))
            cases.append(powered(method, "rows that were not fitted", "unseen", fitted, standardize, far))
        arguments = {"method": method}
        void = everything["all-missing column"][:1]
        cases.append(case("all-missing column", "all_missing", arguments, void, error="unfittable"))
        offset = [column("x", 1e8 + 1e7 * rng.random(30))]
        cases.append(powered(method, "huge offsets", "offset", offset))
    cases.append(powered("yeo-johnson", "either sign", "plain", signed))
    cases.append(powered("yeo-johnson", "either sign", "plain", signed, False))
    cases.append(powered("yeo-johnson", "plain", "plain", everything["plain"]))
    cases.append(powered("yeo-johnson", "constant column", "constant", everything["constant column"]))
    cases.append(powered("yeo-johnson", "one row", "one_row", everything["one row"]))
    same = [column("c", [2.5, 2.5, math.nan, 2.5])]
    zeros = [{"name": "c", "values": [0.0, 0.0, None, 0.0]}]
    cases.append(case("constant with gaps", "constant", {}, same, expect=zeros, deviates="power-of-a-constant"))
    cases.append(case("constant column", "constant", {"method": "box-cox"}, [column("c", [2.5] * 4)], error="unfittable"))
    cases.append(case("one row", "one_row", {"method": "box-cox"}, [column("c", [2.5])], error="unfittable"))
    for value in [0.0, -1.5]:
        columns = [column("x", [1.0, value, 2.0])]
        cases.append(case(f"with {value}", "plain", {"method": "box-cox"}, columns, error="badValue"))
    columns = [column("x", [1.0, 5.0, 2.0])]
    cases.append(
        case("negative later", "unseen", {"method": "box-cox"}, columns, apply=[column("x", [-1.0])], error="badValue")
    )
    treated = infinity_policies(lambda data: PowerTransformer().fit(data))
    return cases + [{**case, "tolerance": 1e-6} for case in treated] + refused_infinities()


# Rows


def row_cases(transform, variants) -> list:
    cases = []
    for arguments in variants:
        for name, columns in tables.numeric_tables().items():
            if name == "large and small":
                continue  # the length of 1e300 is beyond doubles
            if any(value is None for column in columns for value in column["values"]):
                cases.append(case(name, KINDS[name], arguments, columns, error="badValue"))
                continue
            expect = outputs(names(columns), transform(matrix(columns), arguments))
            cases.append(case(name, KINDS[name], arguments, columns, expect=expect))
        fitted, new = unseen()
        expect = outputs(names(new), transform(matrix(new), arguments))
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    zeros = [column("x", [0.0, 3.0, 1e-17]), column("y", [0.0, -4.0, 0.0])]
    expect = outputs(["x", "y"], transform(matrix(zeros), {}))
    return cases + [case("rows of zeros", "constant", {}, zeros, expect=expect)] + refused_infinities()


def normalizer() -> list:
    variants = [{}, {"norm": "l1"}, {"norm": "max"}]
    return row_cases(lambda data, arguments: Normalizer(**arguments).fit_transform(data), variants)


def l2_normalize() -> list:
    return row_cases(lambda data, arguments: normalize(data), [{}])


# Logarithm


def absolute(column) -> dict:
    """The column without signs."""
    keep = lambda value: value is None or isinstance(value, bool)
    return {**column, "values": [value if keep(value) else abs(value) for value in column["values"]]}


def log1p() -> list:
    cases = []
    for name, columns in tables.numeric_tables().items():
        sizes = [absolute(each) for each in columns]
        cases.append(case(name, KINDS[name], {}, sizes, expect=outputs(names(sizes), np.log1p(matrix(sizes)))))
    near = [column("x", [-0.999999, -0.5, -1e-18, 1e-18, -1e-9, 0.0, 1e-5])]
    cases.append(case("near its bounds", "plain", {}, near, expect=outputs(["x"], np.log1p(matrix(near)))))
    fitted, new = unseen()
    fitted, new = [absolute(each) for each in fitted], [absolute(each) for each in new]
    expect = outputs(names(new), np.log1p(matrix(new)))
    cases.append(case("rows that were not fitted", "unseen", {}, fitted, apply=new, expect=expect))
    for value in [-1.0, -2.5]:
        columns = [column("x", [1.0, value])]
        cases.append(case(f"of {value}", "plain", {}, columns, error="badValue", deviates="log-of-nothing"))
    sizes = [column("x", [1.0, math.inf, 2.5, -0.5, math.nan]), column("y", [0.0, 7.0, math.inf, 1.0, 2.0])]
    data = matrix(sizes)
    for policy, treated in [("null", np.where(np.isinf(data), math.nan, data)), ("clip", np.minimum(data, [2.5, 7.0]))]:
        expect = outputs(["x", "y"], np.log1p(treated))
        cases.append(case("infinities", "inf", {"inf": policy}, sizes, expect=expect, deviates="infinities"))
    return cases + refused_infinities(deviates="infinities")


# Outliers


def outliers() -> list:
    """A column with outliers on either side, and one of small numbers."""
    rng = tables.random(11)
    wild = rng.normal(size=22)
    wild[[3, 9, 17]] = [-25.0, 40.0, 9.0]
    return [column("wild", wild), column("n", rng.integers(0, 30, 22) + 200 * (np.arange(22) == 7), "int")]


def winsorizer() -> list:
    import pandas as pd
    from feature_engine.outliers import Winsorizer

    def frame(columns):
        return pd.DataFrame(matrix(columns), columns=names(columns))

    def caps(fitted, name):
        low, high = (side.get(name) for side in (fitted.left_tail_caps_, fitted.right_tail_caps_))
        return {"name": name, "low": None if low is None else number(low), "high": None if high is None else number(high)}

    variants = [
        {},
        {"capping_method": "iqr", "tail": "both"},
        {"tail": "both", "add_indicators": True},
        {"capping_method": "iqr", "tail": "left", "fold": 0.5, "add_indicators": True},
        {"capping_method": "mad", "tail": "both"},
        {"capping_method": "mad", "fold": 2.0},
        {"capping_method": "quantiles", "tail": "both"},
        {"capping_method": "quantiles", "tail": "both", "fold": 0.2},
    ]
    cases = []
    for arguments in variants:
        everything = {"outliers": outliers(), **tables.numeric_tables()}
        chosen = ["outliers", "missing values", "ties"]
        if arguments in variants[:2]:
            chosen += ["plain", "constant column", "all-missing column", "one row", "huge offsets"]
        for name in chosen:
            columns = everything[name]
            kind = KINDS.get(name, "plain")
            if any(value is None for each in columns for value in each["values"]):
                cases.append(case(name, kind, arguments, columns, error="badValue"))
                arguments_now = {**arguments, "missing_values": "ignore"}
            else:
                arguments_now = arguments
            try:
                fitted = Winsorizer(**arguments_now).fit(frame(columns))
            except ValueError:
                cases.append(case(name, kind, arguments_now, columns, error="unfittable"))
                continue
            capped = fitted.transform(frame(columns))
            state = {"columns": [caps(fitted, each) for each in names(columns)]}
            expect = outputs(list(capped.columns), capped.to_numpy())
            cases.append(case(name, kind, arguments_now, columns, expect=expect, state=state))
        fitted, new = unseen()
        capped = Winsorizer(**arguments).fit(frame(fitted)).transform(frame(new))
        expect = outputs(list(capped.columns), capped.to_numpy())
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    return cases + refused_infinities()


def squashing_scaler() -> list:
    from skrub import SquashingScaler

    variants = [{}, {"max_absolute_value": 1.5}, {"quantile_range": [10.0, 60.0]}]
    cases = []
    for arguments in variants:
        made = {key: tuple(value) if isinstance(value, list) else value for key, value in arguments.items()}
        special = {
            "outliers": outliers(),
            "equal quartiles": [column("x", [0.0, 1.0, 1.0, 1.0, 2.0, math.nan, 1.0])],
        }
        for name, columns in {**special, **tables.numeric_tables()}.items():
            if name == "large and small":
                continue  # there z² is beyond doubles, and skrub gives 0
            squashed = SquashingScaler(**made).fit_transform(matrix(columns))
            expect = outputs(names(columns), squashed)
            cases.append(case(name, KINDS.get(name, "ties"), arguments, columns, expect=expect))
        fitted, new = unseen()
        expect = outputs(names(new), SquashingScaler(**made).fit(matrix(fitted)).transform(matrix(new)))
        cases.append(case("rows that were not fitted", "unseen", arguments, fitted, apply=new, expect=expect))
    far = [column("x", [1.0, 2.0, 3.0, 4.0])]
    new = [column("x", [1e200, -1e300])]
    bound = [{"name": "x", "values": [3.0, -3.0]}]
    cases.append(case("far away", "unseen", {}, far, apply=new, expect=bound, deviates="squashed-to-zero"))
    return cases + infinity_policies(lambda data: SquashingScaler().fit(data)) + refused_infinities(deviates="infinities")


TRANSFORMERS = {
    "quantile_transformer": quantile_transformer,
    "power_transformer": power_transformer,
    "normalizer": normalizer,
    "l2_normalize": l2_normalize,
    "log1p": log1p,
    "winsorizer": winsorizer,
    "squashing_scaler": squashing_scaler,
}
