import pandas as pd
from feature_engine.text import TextFeatures
from sklearn.feature_extraction import text

from . import data
from .peer import estimator, work


def peers(rows):
    words = data.texts(rows)
    table = pd.DataFrame({"c0": words})
    grams = {"analyzer": "char_wb", "ngram_range": (3, 3)}
    return [
        work("normalize_text", "pandas", rows, lambda: table["c0"].str.normalize("NFC").str.lower().str.strip()),
        estimator("text_stats", TextFeatures(variables=["c0"]), table),
        estimator("count_vectorizer", text.CountVectorizer(), words),
        estimator("tfidf_vectorizer", text.TfidfVectorizer(), words),
        estimator("tfidf_vectorizer char_wb", text.TfidfVectorizer(**grams), words),
        estimator("hashing_vectorizer", text.HashingVectorizer(n_features=1024), words),
    ]
