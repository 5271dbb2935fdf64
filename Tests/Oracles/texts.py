"""Golden cases of the transformers of texts."""

import warnings

import numpy as np
import pandas as pd
from feature_engine.text import TextFeatures
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer

from tables import column, outputs

warnings.simplefilter("ignore")

ENGLISH = [
    "The quick brown fox jumps over the lazy dog.",
    "the lazy dog sleeps; the fox does not sleep",
    "A quick, QUICK reply: no!",
    "dogs and foxes, foxes and dogs and dogs",
    "",
    "I",
    "over_and_over 42 times, or 4.2e1 times?!  ",
]
SCRIPTS = [
    "Straße und STRASSE, naïve CAFÉ cafe\u0301",
    "ΟΔΥΣΣΕΥΣ, ΣΑΣ. Σ ΑΣ'Β",
    "Ünïcödé\u00a0spaces\u2003and\tTABS \n\n lines",
    "İstanbul ısı ǅ ﬁne x² ٣٤ Ⅷ",
    "日本語 の テキスト 한국어 😀 👍🏽 e_1",
]


def kinds() -> dict:
    """Texts by what they are hard in: the rows fitted on, and those to be transformed where they are others."""
    return {
        "plain": (ENGLISH, None),
        "missing": ([None] + ENGLISH[:3] + [None], None),
        "constant": (["one and the same"] * 4, None),
        "all_missing": ([None, None], None),
        "one_row": (["a single text of a few words"], None),
        "unseen": (ENGLISH[:3], ["no word of this was there", "the fox", "Ω other", "", None]),
        # Numbers are words like others.
        "offset": (["100000001 100000002", "100000002 100000003.5", "1e8 100000000"], None),
        "ties": (["bb aa", "aa bb", "cc dd", "dd cc", "ee"], None),
        "inf": (["inf -inf nan", "infinity NaN", "none null inf"], None),
    }


def documents(texts) -> list:
    """A missing text has no words."""
    return ["" if text is None else text for text in texts]


def cases(encode, variants, fits_missing=False) -> list:
    """`encode(fitted, applied, arguments)` gives names and a matrix; it does not see missing texts when fitting."""
    made = []
    for arguments in variants:
        suffix = f" {arguments}" if arguments else ""
        tables = {**{kind: (kind, *pair) for kind, pair in kinds().items()}, "scripts": ("plain", SCRIPTS, None)}
        for name, (kind, texts, apply) in tables.items():
            case = {"name": name + suffix, "kind": kind, "with": arguments, "columns": [column("x", texts, "string")]}
            applied = texts if apply is None else apply
            if apply is not None:
                case["apply"] = [column("x", apply, "string")]
            if None in texts + applied and not fits_missing:
                case["deviates"] = "missing-texts"
            if "max_features" in arguments:
                case["deviates"] = "frequent-terms"
            try:
                fitted = documents(texts) if fits_missing else [text for text in texts if text is not None]
                case["expect"] = outputs(*encode(fitted, documents(applied), arguments))
            except ValueError:
                case["error"] = "unfittable"
            made.append(case)
    return made


COUNTING = ["analyzer", "ngram_range", "lowercase", "binary", "stop_words"]


def learned(estimator):
    def encode(fitted, applied, arguments):
        settings = dict(arguments)
        if "ngram_range" in settings:
            settings["ngram_range"] = tuple(settings["ngram_range"])
        limit = settings.pop("max_features", None)
        made = estimator(**settings)
        made.fit(fitted)
        terms = made.get_feature_names_out()
        if limit is not None and limit < len(terms):
            # As max_features, but of equally frequent terms the first: scikit-learn's sort is not stable.
            counting = CountVectorizer(**{name: value for name, value in settings.items() if name in COUNTING}, vocabulary=terms)
            frequencies = np.asarray(counting.transform(fitted).sum(axis=0)).ravel()
            kept = sorted(np.argsort(-frequencies, kind="stable")[:limit])
            made = estimator(**{**settings, "min_df": 1, "max_df": 1.0}, vocabulary=terms[kept]).fit(fitted)
        return [f"x_{term}" for term in made.get_feature_names_out()], made.transform(applied).toarray()

    return encode


def with_vocabulary(estimator, arguments) -> list:
    texts = ENGLISH[:4]
    expect = outputs(*learned(estimator)(texts, texts, arguments))
    return [{"name": f"plain {arguments}", "kind": "plain", "with": arguments, "columns": [column("x", texts, "string")], "expect": expect}]


def count_vectorizer() -> list:
    return cases(
        learned(CountVectorizer),
        [
            {},
            {"ngram_range": [1, 2], "stop_words": ["the", "and", "dog"], "min_df": 2, "max_df": 0.9},
            {"lowercase": False, "binary": True, "max_features": 5},
            {"analyzer": "char", "ngram_range": [2, 2], "max_df": 2},
            {"analyzer": "char_wb", "ngram_range": [4, 5], "max_features": 20},
        ],
    ) + with_vocabulary(CountVectorizer, {"vocabulary": ["fox", "absent", "dogs", "the lazy"], "ngram_range": [1, 2]})


def tfidf_vectorizer() -> list:
    return cases(
        learned(TfidfVectorizer),
        [
            {},
            {"norm": "l1", "sublinear_tf": True, "smooth_idf": False},
            {"norm": None, "ngram_range": [2, 3], "binary": True},
            {"use_idf": False, "analyzer": "char_wb", "ngram_range": [3, 3], "max_features": 12},
        ],
    ) + with_vocabulary(TfidfVectorizer, {"vocabulary": ["fox", "absent", "dogs"]})


def hashing_vectorizer() -> list:
    def encode(fitted, applied, arguments):
        settings = dict(arguments)
        if "ngram_range" in settings:
            settings["ngram_range"] = tuple(settings["ngram_range"])
        made = HashingVectorizer(**settings).transform(applied).toarray()
        return [f"x_{index}" for index in range(made.shape[1])], made

    return cases(
        encode,
        [
            {"n_features": 16},
            {"n_features": 7, "norm": "l1", "alternate_sign": False, "ngram_range": [1, 3]},
            {"n_features": 5, "norm": None, "binary": True},
            {"n_features": 11, "analyzer": "char", "ngram_range": [1, 2], "norm": None},
        ],
    )


def text_stats() -> list:
    def encode(fitted, applied, arguments):
        frame = pd.DataFrame({"x": pd.Series(applied, dtype=object)})
        made = TextFeatures(variables=["x"], features=arguments.get("features")).fit(frame).transform(frame)
        names = [name for name in made.columns if name != "x"]
        return names, made[names].to_numpy(dtype=float)

    hard = ["A.\nb.", "Hi!\n", "Hi!\n\n", " lead and trail \t", "...!? ok... Ok? OK", "\n.", "Aé À1 ٣", "x\x1cy\x85z"]
    made = cases(encode, [{}, {"features": ["lexical_diversity", "is_empty"]}], fits_missing=True)
    hard_case = {"name": "ends and breaks", "kind": "plain", "with": {}, "columns": [column("x", hard, "string")]}
    return made + [{**hard_case, "expect": outputs(*encode(hard, hard, {}))}]


TRANSFORMERS = {
    "count_vectorizer": count_vectorizer,
    "tfidf_vectorizer": tfidf_vectorizer,
    "hashing_vectorizer": hashing_vectorizer,
    "text_stats": text_stats,
}
