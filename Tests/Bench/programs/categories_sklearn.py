"""Encodes a column of very many categories: pandas and scikit-learn.
categories_sklearn.py target SOURCE DESTINATION, or categories_sklearn.py indicators SOURCE."""

import sys

import pandas as pd
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import OneHotEncoder, TargetEncoder

import clock

encoding, source, *destination = sys.argv[1:]
table = pd.read_csv(source)
if encoding == "target":
    encoder = TargetEncoder(cv=StratifiedKFold(5, shuffle=True, random_state=0))
    table["category"] = encoder.fit_transform(table[["category"]], table["bought"])[:, 0]
    table.to_csv(destination[0], index=False)
    clock.stop()
else:
    indicators = OneHotEncoder(max_categories=1000, dtype="float32").fit_transform(table[["category"]])
    # With the column that is there besides, whose zeros are no entries.
    amounts = int((table["amount"] != 0).sum())
    clock.stop(rows=indicators.shape[0], columns=indicators.shape[1] + 1, entries=indicators.nnz + amounts)
