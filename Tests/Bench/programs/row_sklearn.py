"""One row at a time through forty fitted steps: scikit-learn. row_sklearn.py TABLE COUNT."""

import sys
import time

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectKBest, VarianceThreshold, f_classif
from sklearn.impute import SimpleImputer
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler, TargetEncoder

from columns import ENCODED, NUMBERS, ONE_HOT, TARGET
import clock

path, count = sys.argv[1], int(sys.argv[2])
table = pd.read_csv(path, usecols=NUMBERS + ONE_HOT + ENCODED + [TARGET])
numbers = [(name, make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), MinMaxScaler()), [name])
           for name in NUMBERS]
words = [(name, OneHotEncoder(sparse_output=False), [name]) for name in ONE_HOT]
folds = StratifiedKFold(5, shuffle=True, random_state=0)
places = [("tailnum", make_pipeline(SimpleImputer(strategy="most_frequent"), TargetEncoder(cv=folds)), ["tailnum"]),
          ("dest", TargetEncoder(cv=folds), ["dest"])]
work = make_pipeline(ColumnTransformer(numbers + words + places), VarianceThreshold(), SelectKBest(f_classif, k=20))
work.fit(table, table[TARGET])

rows = [table.iloc[[row]] for row in range(1000)]
total = sum(work.transform(row).sum() for row in rows)
times = []
for turn in range(count):
    start = time.perf_counter()
    work.transform(rows[turn % len(rows)])
    times.append(time.perf_counter() - start)
times.sort()
clock.stop(total=total, p50=times[count // 2] * 1e6, p99=times[count * 99 // 100] * 1e6)
