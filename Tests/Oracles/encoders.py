"""Golden cases of the encoders."""

import math
import warnings

import category_encoders
import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, TargetEncoder

import tables
from tables import cell, column, outputs

warnings.simplefilter("ignore")


def objects(columns) -> np.ndarray:
    """Golden columns as scikit-learn takes categories: objects, missing ones as NaN."""
    return np.array(
        [[math.nan if value is None else value for value in column["values"]] for column in columns], dtype=object
    ).T


def category_tables() -> dict:
    rng = tables.random(3)
    plans = np.array(["free", "pro", "team"])[rng.integers(0, 3, 18)]
    gaps = [None if row % 5 == 2 else value for row, value in enumerate(np.array(["é", "e", "Z", "a"])[rng.integers(0, 4, 18)])]
    return {
        "plain": [column("plan", plans, "category"), column("n", rng.integers(-3, 12, 18), "int")],
        "missing values": [column("gaps", gaps, "string"), column("plan", plans, "string")],
        "missing whole numbers": [column("n", [None if row % 7 == 3 else row % 4 for row in range(18)], "int")],
        "floats": [column("f", [2.5, 10.0, 0.0, 1e16, None, 1e-05, 3.0, -7.25, 2.5, 0.0, 123456.789, 3.0])],
        "constant column": [column("same", ["x"] * 5, "category")],
        "all-missing column": [column("void", [None] * 4, "category"), column("plan", plans[:4], "category")],
        "one row": [column("plan", ["pro"], "category")],
        "ties": [column("t", list("ddccbbaaaee"), "string")],
        "huge offsets": [column("n", [10**8 + row % 4 for row in range(12)], "int"), column("f", [1e8 + row % 3 / 8 for row in range(12)])],
        "long tail": [column("tail", [value for value, count in zip("abcdefgh", [9, 1, 4, 2, 2, 7, 1, 4]) for _ in range(count)], "category")],
    }


KINDS = {
    "missing values": "missing",
    "missing whole numbers": "missing",
    "constant column": "constant",
    "all-missing column": "all_missing",
    "one row": "one_row",
    "ties": "ties",
    "huge offsets": "offset",
}


def kind(name) -> str:
    return KINDS.get(name, "plain")


def infinite(arguments) -> dict:
    """scikit-learn refuses infinite numbers, category_encoders takes them for a category."""
    columns = [column("f", [1.0, math.inf, 2.0])]
    return {"name": f"infinite {arguments}", "kind": "inf", "with": arguments, "columns": columns, "error": "badValue"}


def unseen(columns) -> list:
    """The first rows again, and one with a category that was not fitted."""
    new = {"int": -1000, "float": -1000.5}
    return [{**column, "values": column["values"][:3] + [new.get(column["type"], "unseen")]} for column in columns]


def encoder_cases(encode, variants, only=None) -> list:
    """`encode(columns, apply, arguments)` gives the expected columns and what was fitted."""
    cases = []
    for arguments in variants:
        suffix = f" {arguments}" if arguments else ""
        for name, columns in category_tables().items():
            if arguments != variants[0] and name not in ("plain", "missing values", "ties", "long tail"):
                continue
            expect, fitted = encode(columns, columns, arguments)
            cases.append({"name": name + suffix, "kind": kind(name), "with": arguments, "columns": columns, "expect": expect, "fitted": fitted})
        for name in ["plain", "missing values", "ties"]:
            columns = category_tables()[name]
            case = {"name": f"{name}, unseen categories{suffix}", "kind": "unseen", "with": arguments, "columns": columns, "apply": unseen(columns)}
            try:
                case["expect"], _ = encode(columns, case["apply"], arguments)
            except ValueError:
                case["error"] = "badValue"
            cases.append(case)
    cases.append({**infinite(variants[0]), "deviates": "infinite-categories"})
    return cases


def one_hot_encoder() -> list:
    def encode(columns, apply, arguments):
        arguments = {**arguments, "drop": None if arguments.get("drop") == "none" else arguments.get("drop")}
        encoder = OneHotEncoder(sparse_output=False, **arguments).fit(objects(columns))
        names = encoder.get_feature_names_out([column["name"] for column in columns])
        categories = [[cell(value, "string") for value in found] for found in encoder.categories_]
        return outputs(names, encoder.transform(objects(apply))), {"categories_": categories}

    return encoder_cases(
        encode,
        [
            {},
            {"handle_unknown": "ignore"},
            {"handle_unknown": "infrequent_if_exist", "min_frequency": 4},
            {"handle_unknown": "infrequent_if_exist", "max_categories": 3},
            {"min_frequency": 3, "max_categories": 3, "handle_unknown": "ignore"},
            {"drop": "first"},
            {"drop": "if_binary"},
        ],
    )


def ordinal_encoder() -> list:
    def encode(columns, apply, arguments):
        missing = arguments.get("encoded_missing_value", math.nan)
        unknown = {}
        if arguments.get("handle_unknown") == "use_encoded_value":
            unknown = {"unknown_value": arguments.get("unknown_value", math.nan)}
        encoder = OrdinalEncoder(**{**arguments, "encoded_missing_value": missing, **unknown}).fit(objects(columns))
        names = [column["name"] for column in columns]
        categories = [[cell(value, "string") for value in found] for found in encoder.categories_]
        return outputs(names, encoder.transform(objects(apply))), {"categories_": categories}

    return encoder_cases(
        encode,
        [
            {},
            {"handle_unknown": "use_encoded_value"},
            {"handle_unknown": "use_encoded_value", "unknown_value": -1, "encoded_missing_value": -2},
            {"min_frequency": 4},
            {"max_categories": 3},
        ],
    )


def count_encoder() -> list:
    def encode(columns, apply, arguments):
        names = [column["name"] for column in columns]
        encoder = category_encoders.CountEncoder(cols=names, **arguments)
        encoder.fit(pd.DataFrame(objects(columns), columns=names, dtype=object))
        result = encoder.transform(pd.DataFrame(objects(apply), columns=names, dtype=object)).to_numpy(dtype=float)
        return outputs(names, result), {}

    return encoder_cases(
        encode,
        [
            {},
            {"normalize": True},
            {"handle_unknown": "error"},
            {"handle_unknown": "return_nan", "handle_missing": "return_nan"},
        ],
    )


def target_encoder() -> list:
    rng = tables.random(4)
    broken = column("y", [1.0, math.inf, 2.0])
    plain = {"with": {"target_type": "continuous"}, "columns": [column("c", list("aab"), "category")]}
    cases = [
        {"name": "infinite target", "kind": "inf", **plain, "target": broken, "error": "badValue"},
        {**infinite({"target_type": "continuous"}), "target": column("y", [1.0, 3.0, 2.0])},
        {
            "name": "three classes that nobody named",
            "kind": "plain",
            "with": {},
            "columns": [column("c", list("aab"), "category")],
            "target": column("y", list("pqr"), "category"),
            "error": "unusableTarget",
            "deviates": "classes-by-plan",
        },
    ]
    for smooth in ["auto", 0.0, 12.5]:
        for name, columns in category_tables().items():
            if smooth != "auto" and name not in ("plain", "missing values"):
                continue
            n = len(columns[0]["values"])
            targets = {
                "binary": column("y", rng.random(n) < 0.4, "bool"),
                "continuous": column("y", 100 + 3 * rng.normal(size=n)),
                "multiclass": column("y", np.array(["low", "high", "é"])[rng.integers(0, 3, n)], "category"),
            }
            for target_type, target in targets.items():
                if n < 2 and target_type != "continuous":
                    continue  # one class
                if target_type == "multiclass" and smooth == 0.0:
                    continue
                if target_type == "binary":
                    target["values"][:2] = [True, False]
                if target_type == "multiclass":
                    target["values"][:3] = ["low", "high", "é"]
                cases.append(target_case(name, columns, target, target_type, smooth))
    return cases


def target_case(name, columns, target, target_type, smooth) -> dict:
    data, values = objects(columns), target["values"]
    y = np.array(values, dtype=object if target_type == "multiclass" else float)
    rng = tables.random(len(name) + len(target_type))
    hashes = [int(value) for value in rng.integers(0, 1000, len(y))]
    folds = np.array([fold(value, 5) for value in hashes])
    encoder = TargetEncoder(target_type=target_type, smooth=smooth).fit(data, y)
    names = encoder.get_feature_names_out([column["name"] for column in columns])
    is_unseen = name in ("floats", "plain")
    apply = [{**column, "values": column["values"] + unseen([column])[0]["values"]} for column in columns]
    case = {
        "name": f"{name}, {target_type}, smooth {smooth}",
        "kind": "unseen" if name == "floats" else kind(name),
        "with": {"target_type": target_type, "smooth": smooth, "cv": 5},
        "columns": columns,
        "target": target,
        "hashes": [str(value) for value in hashes],
    }
    if len(set(folds)) < 2:
        # scikit-learn finds that out only in fit_transform.
        return {**case, "error": "unfittable", "deviates": "one-fold"}
    if is_unseen:
        case["apply"] = apply
    case["expect"] = outputs(names, encoder.transform(objects(apply if is_unseen else columns)))
    # Each class is a number that is 1 or 0, also where the other folds do not show them all.
    classes = sorted(set(values)) if target_type == "multiclass" else [None]
    numbers = [y.astype(float) if label is None else (y == label).astype(float) for label in classes]
    expected = np.empty((len(y), len(names)))
    for index in range(5):
        held = folds == index
        for position, number in enumerate(numbers):
            if not held.any():
                continue
            trained = TargetEncoder(target_type="continuous", smooth=smooth).fit(data[~held], number[~held])
            expected[held, position :: len(numbers)] = trained.transform(data[held])
    case["out_of_fold"] = outputs(names, expected)
    return case


def fold(hash: int, count: int) -> int:
    """The fold of a row by the keyed hash of its key, as `Folds.fold` in Sources/Transforms has it."""
    mask = 2**64 - 1
    mixed = hash ^ 0x9E6C63D0876A46D1
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & mask
    return ((mixed ^ mixed >> 31) * count) >> 64


TRANSFORMERS = {
    "one_hot_encoder": one_hot_encoder,
    "ordinal_encoder": ordinal_encoder,
    "count_encoder": count_encoder,
    "target_encoder": target_encoder,
}
