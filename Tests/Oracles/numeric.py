"""Golden cases of the imputer and the scalers."""

import math
import warnings

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

import tables
from tables import KINDS, cell, column, matrix, outputs

warnings.simplefilter("ignore")


def number(value):
    """A fitted number; missing where the column had no value."""
    return None if math.isnan(value) else float(value)


def scaler_cases(make, state, variants) -> list:
    cases = []
    for arguments in variants:
        suffix = f" {arguments}" if arguments else ""
        for name, columns in tables.numeric_tables().items():
            data = matrix(columns)
            if make is StandardScaler and name == "large and small":
                continue  # the variance is beyond doubles
            scaler = make(**{key: tuple(value) if isinstance(value, list) else value for key, value in arguments.items()})
            scaled = scaler.fit_transform(data)
            names = [column["name"] for column in columns]
            cases.append(
                {
                    "name": name + suffix,
                    "kind": KINDS[name],
                    "with": arguments,
                    "columns": columns,
                    "expect": outputs(names, scaled),
                    "state": {"columns": [state(scaler, name, i) for i, name in enumerate(names)]},
                }
            )
            if name == "huge offsets" and make is StandardScaler:
                # The mean of 1e8 has an error of 1e-8, which is what is left of the values around it.
                cases[-1]["tolerance"] = 1e-7
        fitted = tables.numeric_tables()["missing values"]
        unseen = [column("gaps", [100.0, math.nan, -100.0]), column("whole", [None, -1000, 1000], "int")]
        scaler = make(**{key: tuple(value) if isinstance(value, list) else value for key, value in arguments.items()})
        scaler.fit(matrix(fitted))
        cases.append(
            {
                "name": "rows that were not fitted" + suffix,
                "kind": "unseen",
                "with": arguments,
                "columns": fitted,
                "apply": unseen,
                "expect": outputs(["gaps", "whole"], scaler.transform(matrix(unseen))),
            }
        )
    for name, columns in tables.infinities().items():
        cases.append({"name": name, "kind": "inf", "with": {}, "columns": columns, "error": "badValue"})
    return cases


def centered(scaler, name, index):
    """The fitted state of the scalers that subtract and divide."""
    center = getattr(scaler, "mean_", None) if isinstance(scaler, StandardScaler) else scaler.center_
    uses_center = scaler.with_mean if isinstance(scaler, StandardScaler) else scaler.with_centering
    empty = scaler.scale_ is not None and math.isnan(scaler.scale_[index]) or (
        center is not None and math.isnan(center[index])
    )
    return {
        "name": name,
        "center": None if empty else float(center[index]) if uses_center else 0.0,
        "scale": None if empty else 1.0 if scaler.scale_ is None else float(scaler.scale_[index]),
    }


def standard_scaler() -> list:
    return scaler_cases(StandardScaler, centered, [{}, {"with_mean": False}, {"with_std": False}])


def min_max_scaler() -> list:
    def state(scaler, name, index):
        return {"name": name, "factor": number(scaler.scale_[index]), "summand": number(scaler.min_[index])}

    return scaler_cases(MinMaxScaler, state, [{}, {"feature_range": [-2.0, 3.0]}, {"clip": True}])


def robust_scaler() -> list:
    variants = [
        {},
        {"with_centering": False},
        {"with_scaling": False},
        {"quantile_range": [10.0, 70.0]},
        {"unit_variance": True},
        {"quantile_range": [0.001, 99.0], "unit_variance": True},
        {"quantile_range": [0.0, 100.0]},
    ]
    return scaler_cases(RobustScaler, centered, variants)


def imputed(columns, data, indicator_names) -> list:
    names = [column["name"] for column in columns] + indicator_names
    return outputs(names, data)


def simple_imputer() -> list:
    cases = []
    for strategy in ["mean", "median", "most_frequent", "constant"]:
        for name, columns in tables.numeric_tables().items():
            if name == "booleans" and strategy in ("mean", "median"):
                continue  # refused: neither is a boolean
            for indicator in [False, True]:
                arguments = {"strategy": strategy, "add_indicator": indicator}
                if strategy == "constant" and name != "booleans":
                    arguments["fill_value"] = -3
                empty = any(all(value is None for value in column["values"]) for column in columns)
                imputer = SimpleImputer(
                    strategy=strategy,
                    add_indicator=indicator,
                    fill_value=arguments.get("fill_value"),
                    keep_empty_features=True,
                )
                data = imputer.fit_transform(matrix(columns))
                missing = [
                    f"missingindicator_{column['name']}"
                    for column in columns
                    if indicator and any(value is None for value in column["values"])
                ]
                case = {
                    "name": f"{strategy}, {name}" + (", indicators" if indicator else ""),
                    "kind": KINDS[name],
                    "with": arguments,
                    "columns": columns,
                    "expect": imputed(columns, data, missing),
                    "fitted": {"statistics_": [cell(value) for value in imputer.statistics_]},
                }
                if empty:
                    case["deviates"] = "keep-empty-columns"
                cases.append(case)
    cases += dropped_columns() + text_imputation() + unseen_gaps()
    for name, columns in tables.infinities().items():
        cases.append({"name": name, "kind": "inf", "with": {}, "columns": columns, "error": "badValue"})
    return cases


def dropped_columns() -> list:
    """What scikit-learn does by default with a column without a value."""
    columns = tables.numeric_tables()["all-missing column"]
    cases = []
    for strategy in ["mean", "median", "most_frequent", "constant"]:
        data = SimpleImputer(strategy=strategy, keep_empty_features=False).fit_transform(matrix(columns))
        cases.append(
            {
                "name": f"{strategy}, all-missing column dropped",
                "kind": "all_missing",
                "with": {"strategy": strategy, "keep_empty_features": False},
                "columns": columns,
                "expect": outputs(["x"], data),
            }
        )
    return cases


def text_imputation() -> list:
    values = ["b", None, "a", "b", "a", None, "é", "c", None]
    cases = []
    for type in ["string", "category"]:
        columns = [column("s", values, type)]
        for arguments in [{"strategy": "most_frequent"}, {"strategy": "constant"}, {"strategy": "constant", "fill_value": "zz"}]:
            imputer = SimpleImputer(missing_values=None, **arguments)
            data = imputer.fit_transform(np.array(values, dtype=object).reshape(-1, 1))
            cases.append(
                {
                    "name": f"{arguments}, {type}",
                    "kind": "missing",
                    "with": arguments,
                    "columns": columns,
                    "expect": [{"name": "s", "values": [str(value) for value in data[:, 0]]}],
                }
            )
    return cases


def unseen_gaps() -> list:
    """A gap in a column that had none when fitted: filled, but without an indicator."""
    fitted = [column("full", [1.0, 2.0, 6.0]), column("gaps", [1.0, math.nan, 2.0])]
    unseen = [column("full", [math.nan, 5.0]), column("gaps", [math.nan, 1.0])]
    imputer = SimpleImputer(strategy="median", add_indicator=True).fit(matrix(fitted))
    data = imputer.transform(matrix(unseen))
    return [
        {
            "name": "gaps that were not fitted",
            "kind": "unseen",
            "with": {"strategy": "median", "add_indicator": True},
            "columns": fitted,
            "apply": unseen,
            "expect": outputs(["full", "gaps", "missingindicator_gaps"], data),
        }
    ]


TRANSFORMERS = {
    "simple_imputer": simple_imputer,
    "standard_scaler": standard_scaler,
    "min_max_scaler": min_max_scaler,
    "robust_scaler": robust_scaler,
}
