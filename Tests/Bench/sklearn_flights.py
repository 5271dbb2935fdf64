"""The benchmark's work in pandas and scikit-learn: one process, as their documentation teaches it."""

import sys

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler, TargetEncoder

from columns import ENCODED, FOLDS, NUMBERS, ONE_HOT, TARGET

source, destination = sys.argv[1:]
table = pd.read_csv(source, usecols=NUMBERS + ONE_HOT + ENCODED + [TARGET])
work = ColumnTransformer(
    [
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
        ("words", OneHotEncoder(sparse_output=False), ONE_HOT),
        ("places", make_pipeline(
            SimpleImputer(strategy="most_frequent"),
            TargetEncoder(cv=StratifiedKFold(FOLDS, shuffle=True, random_state=0))), ENCODED),
    ],
    verbose_feature_names_out=False,
).set_output(transform="pandas")
features = work.fit_transform(table, table[TARGET])
features[TARGET] = table[TARGET]
features.to_csv(destination, index=False)
