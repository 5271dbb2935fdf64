"""`pipelines/churn.yaml`, computed with pandas and scikit-learn from the raw customers and events.

Who is in which part of the split a keyed hash decides, so it is read from the files: a customer is found again by
columns that pass through unchanged. Everything that is learned is learned here from the rows of the training file.
"""

import functools
import itertools
import re

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from sklearn.feature_selection import mutual_info_classif
from sklearn.metrics import mutual_info_score

import frame

COMMANDS = [
    ["run", "pipelines/churn.yaml"],
    ["apply", "pipelines/churn.yaml", "--source", "fixtures/churn/customers_new.csv", "--output", "out/churn/new.csv"],
]
OUTPUTS = {"train": "out/churn/train.csv", "test": "out/churn/test.csv", "new": "out/churn/new.csv"}
MANIFEST = "out/churn/manifest.json"

FOLDER = frame.ROOT / "fixtures/churn"
AS_OF = pd.Timestamp("2026-01-31", tz="UTC")
K = 5
PLANS = ["free", "pro", "team"]
# What tells customers apart in the outputs.
SIGNATURE = ["signup_date", "last_login", "last_seen", "phone"]
MONEY = ["spend_30d", "paid", "paid_7d", "paid_30d"]
COUNTS = ["visits_30d", "tickets_90d"]
# Of the columns chosen by mutual information; what is estimated from neighbours depends on how ties fall.
CHOSEN, UNCERTAINTY = 20, 0.02
FOLDS, UNTOLD = 5, -1


# --- The raw rows ----------------------------------------------------------------------------------------------------

def number(texts, pattern):
    """Texts as numbers, and whether each is one or missing."""
    matches = texts.fillna("0").str.fullmatch(pattern)
    return pd.to_numeric(texts.where(matches)), matches


def moment(texts, form):
    moments = pd.to_datetime(texts, format=form, utc=True, errors="coerce")
    return moments, moments.notna() | texts.isna()


@functools.cache
def customers(file):
    """The rows that keep the contract."""
    table = frame.read_dirty(FOLDER / file)
    valid = table["customer_id"].notna() & table["plan"].isin(PLANS) & table["churned"].isin(["true", "false"])
    for name in ["age", "visits_30d", "tickets_90d"]:
        table[name], matches = number(table[name], r"-?\d+")
        valid &= matches & ~(table[name] < (18 if name == "age" else 0)) & ~(table[name] > 120 if name == "age" else False)
    table["spend_30d"], matches = number(table["spend_30d"], r"-?\d+(\.\d+)?")
    valid &= matches & ~(table["spend_30d"] < 0)
    for name, form in [("birth_date", "%Y-%m-%d"), ("signup_date", "%Y-%m-%d"), ("last_login", "%Y-%m-%dT%H:%M:%SZ")]:
        table[name], matches = moment(table[name], form)
        valid &= matches
    return table[valid].drop_duplicates("customer_id").reset_index(drop=True)


@functools.cache
def events():
    table = frame.read_dirty_lines(FOLDER / "events.jsonl")
    table["at"], valid = moment(table["at"], "%Y-%m-%dT%H:%M:%SZ")
    table["amount"], matches = number(table["amount"], r"-?\d+(\.\d+)?")
    valid &= table["at"].notna() & matches & ~(table["amount"] < 0) & table["customer_id"].notna()
    valid &= table["kind"].isin(["view", "search", "purchase", "support"])
    return table[valid].reset_index(drop=True)


# --- Treatments ------------------------------------------------------------------------------------------------------

def masked(phone):
    return "" if pd.isna(phone) else "*" * (len(phone) - 2) + phone[-2:]


REDACTIONS = [
    (r"[\w.+-]+@example\.(com|org|net)", "[EMAIL]"),
    (r"DE89370400440532013000|GB82 WEST 1234 5698 7654 32|FR1420041010050500013M02606|SE4550000000058398257466", "[IBAN]"),
    (r"4111 1111 1111 1111|5555555555554444|378282246310005|6011-1111-1111-1117", "[CREDIT_CARD]"),
    (r"\+\d{9,13}", "[PHONE_E164]"),
]


def redacted(note):
    if pd.isna(note):
        return ""
    for pattern, label in REDACTIONS:
        note = re.sub(pattern, label, note)
    return note


# --- Features of one customer ----------------------------------------------------------------------------------------

def activity():
    """What each customer has done before the day of reference."""
    past = events()
    past = past[past["at"] < AS_OF]
    spans = {"": past, **{f"_{days}d": past[past["at"] >= AS_OF - pd.Timedelta(days=days)] for days in [7, 30]}}
    spans = {span: rows.groupby("customer_id") for span, rows in spans.items()}
    features = {f"actions{span}": rows.size() for span, rows in spans.items()}
    features.update({f"purchases{span}": rows["amount"].count() for span, rows in spans.items()})
    features.update({f"paid{span}": rows["amount"].sum() for span, rows in spans.items()})
    features["last_seen"] = spans[""]["at"].max()
    features["kinds"] = spans[""]["kind"].nunique()
    return pd.DataFrame(features)


def days_before(moments):
    """Complete days up to the day of reference, and from it, negative, to what comes after it."""
    return np.trunc((AS_OF - moments) / pd.Timedelta(days=1))


@functools.cache
def joined():
    """A row per customer, first those of the split and then the new ones, before anything is learned."""
    table = pd.concat([customers("customers.csv"), customers("customers_new.csv")], ignore_index=True)
    table = table.drop(columns=["first_name", "last_name"])
    table["phone"] = table["phone"].map(masked)
    table["notes"] = table["notes"].map(redacted)
    table["birth_date"] = table["birth_date"].dt.year // 5 * 5
    table["age"] = table["age"] // 5 * 5
    table["signup_date"] = table["signup_date"].dt.tz_localize(None)
    done = activity()
    table = table.join(done, on="customer_id")
    silent = [name for name in done if name != "last_seen"]
    table[silent] = table[silent].fillna(0)
    table["tenure_days"] = days_before(table["signup_date"].dt.tz_localize("UTC"))
    table["idle_days"] = days_before(table["last_login"])
    table["days_since_action"] = days_before(table["last_seen"])
    ratio = (table["spend_30d"] / table["visits_30d"]).where(table["visits_30d"] > 0, 0)
    table["spend_per_visit"] = ratio.where(table["visits_30d"].notna())
    table["log_spend"] = np.log(1 + table["spend_30d"])
    table["is_active"] = table["actions_7d"] > 0
    return table


# --- What is learned -------------------------------------------------------------------------------------------------

def encoded(target, trained, countries):
    """Each country by the mean of the target, drawn to the mean of all by empirical Bayes."""
    prior = target[trained].mean()
    encodings = {}
    for country, own in target[trained].groupby(countries[trained]):
        if len(own) >= K:
            encodings[country] = smoothed(own, prior)
    return countries.map(encodings).fillna(prior)


def smoothed(own, prior):
    """With the prior's variance, that of a target of 0 and 1."""
    variance = prior * (1 - prior)
    trust = variance * len(own) / (variance * len(own) + own.var(ddof=0))
    return trust * own.mean() + (1 - trust) * prior


def candidates(trained):
    """All columns before the selections, in order; those of type number and bool are to be chosen from."""
    table = joined().copy()
    indicators = {}
    for name in table.select_dtypes("number"):
        gaps = table[name].isna()
        if gaps[trained].sum() >= K:
            indicators[f"missingindicator_{name}"] = gaps
        table[name] = table[name].astype(float).fillna(table.loc[trained, name].median())
    for name in ["country", "payment_method"]:
        table[name] = table[name].fillna(table.loc[trained, name].mode().iloc[0])

    for name in table.select_dtypes("number"):
        known = table.loc[trained, name]
        if name in MONEY:
            low, middle, high = np.percentile(known, [25, 50, 75])
            table[name] = (table[name] - middle) / ((high - low) or 1)
        elif name in COUNTS:
            ordered = np.sort(known)
            table[name] = (table[name] - ordered[K - 1]) / (ordered[-K] - ordered[K - 1])
        else:
            table[name] = (table[name] - known.mean()) / known.std(ddof=0)

    used = table.loc[trained, "payment_method"].value_counts()
    rare = used.index[used < K]
    together = used[rare].sum()
    counts = {**used, **{name: together if together >= K else 0 for name in rare}}
    target = (table["churned"] == "true").astype(float)
    columns = {}
    for name in table:
        if name == "plan":
            columns.update({f"plan_{plan}": (table["plan"] == plan).astype(int) for plan in PLANS})
        elif name == "payment_method":
            kept = sorted(used.index[used >= K])
            columns.update({f"payment_method_{one}": (table[name] == one).astype(int) for one in kept})
            if len(rare):
                columns["payment_method_infrequent_sklearn"] = table[name].isin(rare).astype(int)
        elif name == "country":
            columns[name] = encoded(target, trained, table["country"])
        else:
            columns[name] = table[name]
    columns.update(indicators)
    columns["payment_method_count"] = table["payment_method"].map(counts).fillna(0).astype(int)
    return pd.DataFrame(columns), table["country"], target


@functools.lru_cache(maxsize=8)
def informed(trained):
    """The candidates, and the least and most mutual information that each may have with the target."""
    table, countries, target = candidates(list(trained))
    known, truth = table.loc[list(trained)], target[list(trained)]
    scored = [name for name in table.select_dtypes(["number", "bool"]) if known[name].nunique() > 1]
    bounds = {}
    continuous = [name for name in scored if table[name].dtype == float]
    draws = np.array([
        mutual_info_classif(known[continuous], truth, discrete_features=False, random_state=seed) for seed in range(4)])
    for position, name in enumerate(continuous):
        bounds[name] = (draws[:, position].min() - UNCERTAINTY, draws[:, position].max() + UNCERTAINTY)
    for name in scored:
        if name not in bounds:
            score = mutual_info_score(known[name], truth)
            bounds[name] = (score - 1e-12, score + 1e-12)
    return table, countries, target, bounds


# --- Comparing -------------------------------------------------------------------------------------------------------

def check(results):
    table = joined()
    signatures = list(zip(*(frame.texts_of(table[name]) for name in SIGNATURE)))
    assert len(set(signatures)) == len(table), "customers cannot be told apart"
    place = {signature: row for row, signature in enumerate(signatures)}
    rows = {}
    for output in OUTPUTS:
        if not set(SIGNATURE) <= set(results[output].columns):
            yield f"{output}: other columns"
            return
        found = [place.get(one) for one in zip(*(results[output][name] for name in SIGNATURE))]
        if None in found or found != sorted(set(found)):
            yield f"{output}: row {found.index(None) + 1 if None in found else '?'} is nobody's, or rows are out of order"
            return
        rows[output] = found
    count = len(customers("customers.csv"))
    if sorted(rows["train"] + rows["test"]) != list(range(count)) or rows["new"] != list(range(count, len(table))):
        yield "not every customer is in one part of the split, or one of the new ones is missing"
        return
    if not 0.75 < len(rows["train"]) / count < 0.85:
        yield f"{len(rows['train'])} of {count} are no four fifths"

    features, countries, target, bounds = informed(tuple(rows["train"]))
    yield from check_selection(list(results["train"].columns), features, bounds)
    kept = [name for name in features if name in results["train"].columns]
    for output in OUTPUTS:
        expected = features.loc[rows[output], kept].reset_index(drop=True)
        for name in expected.select_dtypes("bool"):
            expected[name] = expected[name].map({True: "true", False: "false"})
        leaving = {"customer_id", "email"} | ({"country"} if output == "train" else set())
        yield from frame.compare_tables(output, results[output], expected, leaving)
        for name, domain in [("customer_id", "customer"), ("email", "email")]:
            yield from frame.compare_tokens(f"{output}.{name}", results[output][name], table.loc[rows[output], name], domain)
    if "country" in kept:
        yield from check_out_of_fold(results["train"]["country"], countries[rows["train"]], target[rows["train"]])
    for file, manifest in zip(["customers.csv", "customers_new.csv"], results.manifests):
        counts = {table["name"]: table["rows"] for table in manifest["tables"]}
        yield from frame.compare_counts(counts["customers"], frame.row_count(FOLDER / file), len(customers(file)))
        yield from frame.compare_counts(counts["events"], frame.row_count(FOLDER / "events.jsonl"), len(events()))


def check_selection(kept, features, bounds):
    """None that was dropped may tell more of the target than one that was kept."""
    chosen = [name for name in bounds if name in kept]
    if len(chosen) != CHOSEN:
        yield f"{len(chosen)} columns were chosen, not {CHOSEN}"
    worst = min(chosen, key=lambda name: bounds[name][1])
    for name in bounds:
        if name not in chosen and bounds[name][0] > bounds[worst][1]:
            yield f"{name} was dropped, which tells more than {worst}"
    for name in features:
        if name not in bounds and features[name].dtype != object and name in kept and is_scored(features[name]):
            yield f"{name} is constant and was kept"


def is_scored(values):
    return values.dtype == bool or pd.api.types.is_numeric_dtype(values)


def check_out_of_fold(found, countries, target):
    """A row of the training part has the encoding that the rows of the other four folds give. The key alone knows the
    folds, but they can be told: rows of a country with one value are of one fold; from the encodings of the largest
    country follow the means over the other folds; these tell the folds of the other rows, but of countries where
    everybody or nobody else churned; and the folds must have these means."""
    found = pd.Series(frame.numbers(found), index=target.index)
    largest = countries.value_counts().index[0]
    own, values = target[countries == largest], found[countries == largest]
    means = []
    for value in values.unique():
        others = own[values != value]
        try:
            means.append(brentq(lambda mean: smoothed(others, mean) - value, 0.01, 0.99, xtol=1e-15))
        except ValueError:
            yield "train.country: a value that no mean of the target gives"
    if len(means) != FOLDS:
        yield f"train.country: {len(means)} values for the largest country, of {FOLDS} folds"
        return
    folds = pd.Series(UNTOLD, index=target.index)
    for country, values in found.groupby(countries):
        own = target[values.index]
        for value in values.unique():
            others = own[values != value]
            if own.nunique() == 1:
                possible = np.array([own.iloc[0], *means])  # whatever the fold, and so many others
            else:
                possible = np.array([smoothed(others, mean) if len(others) >= K else mean for mean in means])
            matches = np.flatnonzero(np.isclose(possible, value, rtol=frame.RELATIVE, atol=1e-15))
            if len(matches) == 0:
                yield f"train.country: {value} for a row, which no fold gives; they give {possible}"
            elif len(matches) == 1 and own.nunique() > 1:
                folds[values.index[values == value]] = matches[0]
    untold = target[folds == UNTOLD]
    counts, churned = len(untold), int(untold.sum())
    options = [list(possible_rest(target, folds, fold, mean, counts, churned)) for fold, mean in enumerate(means)]
    if not any(sum(one[0] for one in rest) == counts and sum(one[1] for one in rest) == churned
               for rest in itertools.product(*options)):
        yield f"train.country: the folds do not have the means that were learned from: {means}"


def possible_rest(target, folds, fold, mean, counts, churned):
    """How many of the rows whose fold cannot be told, and of those that churned, may belong to a fold outside of which
    the target has this mean."""
    outside = target[folds != fold]
    for rows in range(counts + 1):
        for ones in range(min(rows, churned) + 1):
            if np.isclose((outside.sum() - ones) / (len(outside) - rows), mean, rtol=frame.RELATIVE, atol=0):
                yield rows, ones
