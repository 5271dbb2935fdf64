"""The benchmark's work in pandas and scikit-learn: one process, as their documentation teaches it."""

import sys

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import VarianceThreshold
from sklearn.impute import SimpleImputer
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler, TargetEncoder

from columns import CONSTANT, ENCODED, FOLDS, NUMBERS, ONE_HOT, TARGET
import clock

source, destination = sys.argv[1:]
table = pd.read_csv(source, usecols=[CONSTANT] + NUMBERS + ONE_HOT + ENCODED + [TARGET])
work = ColumnTransformer(
    [
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [CONSTANT] + NUMBERS),
        ("words", OneHotEncoder(sparse_output=False), ONE_HOT),
        ("places", make_pipeline(
            SimpleImputer(strategy="most_frequent"),
            TargetEncoder(cv=StratifiedKFold(FOLDS, shuffle=True, random_state=0))), ENCODED),
    ],
    verbose_feature_names_out=False,
)
work = make_pipeline(work, VarianceThreshold()).set_output(transform="pandas")
features = work.fit_transform(table, table[TARGET])
features[TARGET] = table[TARGET]
features.to_csv(destination, index=False)
clock.stop()
