"""pipelines/bookings.yaml: what pandas and scikit-learn make of the bookings, whatever the keys.

Which rows were fitted on is read from the outputs, by `booked_at`, which no two bookings share. Which rows share a fold
of the target encoder is found out: a guest's rows do, and so do rows of one hotel with the same encoding. The encodings
are then recomputed from these folds.
"""

import functools
import itertools

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sklearn.feature_selection import RFE, SelectPercentile, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import PowerTransformer, StandardScaler

from frame import ROOT, compare_tables, compare_tokens, numbers

COMMANDS = [
    ["run", "pipelines/bookings.yaml"],
    ["apply", "pipelines/bookings.yaml", "--state", "out/bookings/state.json", "--source",
     "fixtures/bookings/bookings_new.csv", "--output", "out/bookings/new.csv"]]
OUTPUTS = {name: f"out/bookings/{name}.csv" for name in ["train", "test", "new", "candidates"]}
MANIFEST = "out/bookings/manifest.json"

K = 5
STATUSES = ["cancelled", "confirmed", "no_show"]
DEPOSITS = ["none", "part", "full"]
PRICES = ["price_total", "price_per_night"]
BENT = PRICES + ["arrival_sub_booked_at"]
SCALED = ["birth_date", "rooms", "adults", "children", "guests", "nights", "earlier_cancellations"]
# Brent's method finds the exponent of power_transformer, where the likelihood is flat, to some 1e-8.
COARSE = set(BENT)
TOKENS = {"booking_id": "booking", "guest_id": "guest", "email": "email"}
CARRIED = ["special_requests", "booked_at", "status"]


# --- The table -------------------------------------------------------------------------------------------------------

@functools.cache
def bookings(name):
    """The valid rows, in the order of the file."""
    table = pd.read_csv(ROOT / f"fixtures/bookings/{name}.csv", dtype=str, keep_default_na=False)
    is_valid = (table[["booking_id", "guest_id", "hotel_type"]] != "").all(axis=1)
    for column in ["arrival", "departure", "birth_date"]:
        texts = table[column]
        table[column] = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
        is_valid &= table[column].notna() | (texts == "") & (column == "birth_date")
    for column in ["rooms", "adults", "children", "earlier_cancellations", "price_total"]:
        texts = table[column]
        table[column] = pd.to_numeric(texts, errors="coerce")
        is_nullable = column in ["children", "price_total"]
        is_valid &= table[column].notna() | (texts == "") & is_nullable
        is_valid &= ~(table[column] < (1 if column in ["rooms", "adults"] else 0))
    moment = pd.to_datetime(table["booked_at"], format="%Y-%m-%dT%H:%M:%SZ", errors="coerce")
    is_valid &= moment.notna()
    if "status" in table:
        is_valid &= table["status"].isin(STATUSES)
    else:
        table["status"] = ""
    for column in ["market", "deposit", "extras"]:
        table[column] = table[column].where(table[column] != "", None)
    table = table[is_valid]
    return table[~table["booking_id"].duplicated()].reset_index(drop=True)


def redacted(text):
    for pattern, label in [
        (r"[a-z.]+[0-9]+@example\.(com|org|net)", "[EMAIL]"), (r"\+4477009[0-9]{5}", "[PHONE_E164]"),
        (r"4111 1111 1111 1111|5555555555554444|378282246310005", "[CREDIT_CARD]"),
    ]:
        text = text.str.replace(pattern, label, regex=True)
    return text


def easter(year):
    """Sunday, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * l) // 451
    return pd.Timestamp(year, (h + l - 7 * m + 114) // 31, (h + l - 7 * m + 114) % 31 + 1)


HOLIDAYS = {
    day for year in [2025, 2026] for day in
    [pd.Timestamp(year, *day) for day in [(1, 1), (5, 1), (8, 15), (11, 1), (12, 25), (12, 26)]]
    + [easter(year) + pd.Timedelta(days=days) for days in [-2, 1, 39, 50]]}


@functools.cache
def stays(name):
    """What each row says by itself."""
    table = bookings(name).copy()
    moment = pd.to_datetime(table["booked_at"], format="%Y-%m-%dT%H:%M:%SZ")
    table["asked"] = (table["special_requests"] != "").astype(int)
    table["special_requests"] = redacted(table["special_requests"])
    table["birth_date"] = table["birth_date"].dt.year // 5 * 5
    table["nights"] = (table["departure"] - table["arrival"]).dt.days
    table["guests"] = table["adults"] + table["children"].fillna(0)
    table["price_per_night"] = table["price_total"] / (table["rooms"] * table["nights"])
    table["arrival_sub_booked_at"] = (table["arrival"] - moment) / pd.Timedelta(days=1)
    arrival = table["arrival"]
    for part, values, period in [
        ("month", arrival.dt.month, 12), ("week", arrival.dt.isocalendar().week.astype(int), 53),
        ("day_of_week", arrival.dt.dayofweek, 7),
    ]:
        table[f"arrival_{part}"] = values
        table[f"arrival_{part}_sin"] = np.sin(2 * np.pi * values / period)
        table[f"arrival_{part}_cos"] = np.cos(2 * np.pi * values / period)
    table["arrival_weekend"] = (arrival.dt.dayofweek >= 5).astype(int)
    table["arrival_holiday"] = arrival.isin(HOLIDAYS).astype(int)
    table["departure_day_of_week"] = table["departure"].dt.dayofweek
    table["booked_hour_sin"] = np.sin(2 * np.pi * moment.dt.hour / 24)
    table["booked_hour_cos"] = np.cos(2 * np.pi * moment.dt.hour / 24)
    return table.drop(columns=["arrival", "departure", "guest_name"])


# --- What is learned, of at least K guests ---------------------------------------------------------------------------

def median(values, guests):
    """None for fewer than K guests; else no smaller than the value at which K guests have been seen from below."""
    rows = pd.DataFrame({"value": values, "guest": guests}).dropna().sort_values("value")
    firsts, lasts = rows.drop_duplicates("guest")["value"], rows[::-1].drop_duplicates("guest")["value"]
    if len(firsts) < K or firsts.iloc[K - 1] > lasts.iloc[K - 1]:
        return None
    return min(max(rows["value"].median(), firsts.iloc[K - 1]), lasts.iloc[K - 1])


def crowded(values, guests):
    """The values of at least K guests, in order, and whether there are others; a missing one is left out."""
    counts = guests.groupby(values).nunique()
    return sorted(counts.index[counts >= K]), bool((counts < K).any())


def fit(train):
    """Learns all but the encodings of the target from these rows; gives the function that makes candidates of a table by
    it, and the names of the columns that are kept."""
    guests = train["guest_id"]
    prices = {name: (median(train[name], guests), {
        kind: median(rows[name], rows["guest_id"]) for kind, rows in train.groupby("hotel_type")}) for name in PRICES}

    def priced(table):
        table = table.copy()
        for name, (overall, by_kind) in prices.items():
            fills = table["hotel_type"].map(lambda kind: by_kind.get(kind))
            table[name] = table[name].fillna(fills.astype(float).fillna(overall))
        return table

    fills = {name: median(train[name], guests) for name in ["children", "birth_date"]}
    first = priced(train)
    caps = {}
    for name in PRICES:
        low, high = np.percentile(first[name], [25, 75])
        caps[name] = high + 3 * (high - low)

    def filled(table):
        table = priced(table)
        for name, fill in fills.items():
            table[f"missingindicator_{name}"] = table[name].isna()
            table[name] = table[name].fillna(fill)
        for name, cap in caps.items():
            table[name] = table[name].clip(upper=cap)
        return table

    second = filled(train)
    bend = PowerTransformer().fit(second[BENT])
    scale = StandardScaler().fit(second[SCALED])

    markets, _ = crowded(train["market"], guests)
    shares = train["market"].value_counts(normalize=True)
    assert train["market"].nunique(dropna=False) > 5
    markets = [market for market in markets if shares[market] >= 0.03]

    def grouped(market):
        return market.where(market.isna() | market.isin(markets), "other")

    words = {
        "market": crowded(grouped(train["market"]), guests), "channel": crowded(train["channel"], guests),
        "deposit": (DEPOSITS, False)}
    labels = crowded(*(train["extras"].str.split(";").explode(), guests.repeat(
        train["extras"].str.split(";").str.len().fillna(1).astype(int))))[0]

    def candidates(table):
        table = filled(table)
        table[BENT] = bend.transform(table[BENT])
        table[SCALED] = scale.transform(table[SCALED])
        table["market"] = grouped(table["market"])
        for name, (kept, has_others) in words.items():
            for value in kept:
                table[f"{name}_{value}"] = (table[name] == value).astype(int)
            if has_others:
                table[f"{name}_infrequent_sklearn"] = (table[name].notna() & ~table[name].isin(kept)).astype(int)
            if train[name].isna().any():
                table[f"{name}_nan"] = table[name].isna().astype(int)
        listed = table["extras"].fillna("").str.split(";")
        for label in labels:
            table[f"extras_{label}"] = [int(label in row) for row in listed]
        return table.drop(columns=[*words, "extras"])

    third = candidates(train)
    names = [name for name in third if third[name].dtype.kind in "if"]
    likely = SelectPercentile(f_classif, percentile=60).fit(third[names], third["status"]).get_support()
    names = [name for name, is_kept in zip(names, likely) if is_kept]
    model = LogisticRegression(max_iter=10_000, tol=1e-8)
    picked = RFE(model, n_features_to_select=15, step=7).fit(third[names], third["status"]).get_support()
    names = [name for name, is_kept in zip(names, picked) if is_kept]
    indicators = [f"missingindicator_{name}" for name in fills]
    return candidates, [*TOKENS, *CARRIED, *indicators, *names, "hotel", "hotel_type"]


# --- The target, by hotel --------------------------------------------------------------------------------------------

def encodings(rows, column, status):
    """What scikit-learn's TargetEncoder learns of each hotel from these rows, and what it makes of any other."""
    y = (rows["status"] == status).astype(float)
    prior, variance = y.mean(), y.var(ddof=0)
    learned = {}
    for category, own in y.groupby(rows[column]):
        if rows.loc[own.index, "guest_id"].nunique() < K:
            continue
        between, within = variance * len(own), own.var(ddof=0)
        trust = between / (between + within) if between + within > 0 else 0
        learned[category] = trust * own.mean() + (1 - trust) * prior
    return learned, prior


def encoded(table, learned_from):
    made = {}
    for column in ["hotel", "hotel_type"]:
        for status in STATUSES:
            learned, prior = encodings(learned_from, column, status)
            made[f"{column}_{status}"] = table[column].map(learned).astype(float).fillna(prior)
    return pd.DataFrame(made, index=table.index)


def folds(train, found):
    """The fold of each row: of rows that are linked by their guest, or by their hotel and its encoding. What is linked to
    few others is of a hotel with too few guests to be learned from: its encoding, the mean of all, tells its fold."""
    links = [train["guest_id"]]
    for column in ["hotel", "hotel_type"]:
        encoding = [pd.Series(numbers(found[f"{column}_{status}"])).round(13).astype(str) for status in STATUSES]
        links.append(train[column] + " " + encoding[0] + " " + encoding[1] + " " + encoding[2])
    rows, groups, width = [], [], len(train)
    for link in links:
        codes, names = pd.factorize(link)
        rows += range(len(train))
        groups += list(codes + width)
        width += len(names)
    graph = coo_array((np.ones(len(rows)), (rows, groups)), shape=(width, width))
    part = pd.Series(connected_components(graph, directed=False)[1][:len(train)])
    sizes = part.value_counts()
    large = list(sizes.index[sizes >= len(train) / 100])
    alone = list(part.index[~part.isin(large)])
    # Few rows: all ways are tried.
    for choice in itertools.product(large, repeat=len(alone)):
        part.update(pd.Series(dict(zip(alone, choice)), dtype=part.dtype))
        means = {fold: (train["status"][part != fold] == "cancelled").mean() for fold in set(choice)}
        if all(np.isclose(means[part[row]], float(found["hotel_cancelled"][row]), rtol=1e-12) for row in alone):
            break
    return part.to_numpy()


# --- The check -------------------------------------------------------------------------------------------------------

@functools.cache
def features(of_train):
    """What each output should hold, but for the encodings of the target, if these rows of the file are fitted on."""
    table = stays("bookings")
    is_train = pd.Series(of_train)
    candidates, kept = fit(table[is_train])
    train = candidates(table[is_train]).reset_index(drop=True)
    return {
        "candidates": train, "train": train[kept],
        "test": candidates(table[~is_train])[kept].reset_index(drop=True),
        "new": candidates(stays("bookings_new"))[kept]}


@functools.cache
def targets(fitted_on, fold):
    """The encodings of the target in each output: out of fold where the rows were fitted on."""
    expected, fold = features(fitted_on), np.array(fold)
    train = expected["train"]
    parts = [encoded(train[fold == part], train[fold != part]) for part in sorted(set(fold))]
    made = {output: encoded(expected[output], train) for output in ["test", "new"]}
    return {**made, **dict.fromkeys(["train", "candidates"], pd.concat(parts).sort_index())}


@functools.cache
def identifiers():
    return {text for source in ["bookings", "bookings_new"] for name in [*TOKENS, "guest_name"]
            for text in bookings(source)[name]}


def check(results):
    table = bookings("bookings")
    is_train = table["booked_at"].isin(results["train"]["booked_at"])
    is_test = table["booked_at"].isin(results["test"]["booked_at"])
    if not (is_train ^ is_test).all() or len(table) != len(results["train"]) + len(results["test"]):
        yield "not every booking is in exactly one part"
        return
    if set(table.loc[is_train, "guest_id"]) & set(table.loc[is_test, "guest_id"]):
        yield "a guest is in both parts"
    if not 0.7 < is_train.mean() < 0.9:
        yield f"{is_train.mean():.0%} of the rows are in the part of 80 %"
    fitted_on = tuple(is_train)
    expected = features(fitted_on)
    fold = folds(expected["train"], results["train"])
    if len(set(fold)) != 5:
        yield f"the encodings are those of {len(set(fold))} folds"
        return
    made = targets(fitted_on, tuple(fold))
    for output, rows in expected.items():
        found = results[output]
        rows = pd.concat([rows.drop(columns=["hotel", "hotel_type"]), made[output]], axis=1)
        if set(found.columns) != set(rows.columns):
            yield f"{output}: missing {set(rows) - set(found)}, surplus {set(found) - set(rows)}"
            continue
        yield from compare_tables(output, found, rows[list(found.columns)], leaving={*TOKENS, *COARSE})
        for name in COARSE & set(rows.columns):
            if not np.allclose(numbers(found[name]), rows[name], rtol=1e-6, atol=1e-6):
                yield f"{output}.{name}: differs by more than 1e-6"
    yield from tokens(results, expected)


def tokens(results, expected):
    """One token for each id, the same in every file, and no id anywhere."""
    for name, domain in TOKENS.items():
        found = pd.concat([results[output][name] for output in OUTPUTS])
        ids = pd.concat([expected[output][name] for output in OUTPUTS])
        yield from compare_tokens(name, found, ids, domain)
    for output in OUTPUTS:
        if identifiers() & set(results[output].to_numpy().ravel()):
            yield f"{output}: an id, a name or an address"
