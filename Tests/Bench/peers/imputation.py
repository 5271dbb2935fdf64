import numpy as np
import pandas as pd
from feature_engine.imputation import RandomSampleImputer
from sklearn import impute
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

from . import data
from .peer import Peer, estimator


def peers(rows):
    gaps = data.gaps(rows)
    sample = data.frame(np.where(data.floats(rows)[:, :1] < 0.05, np.nan, data.counts(rows)[:, :1]))
    return [
        estimator("simple_imputer mean", impute.SimpleImputer(strategy="mean"), gaps),
        estimator("simple_imputer median", impute.SimpleImputer(strategy="median"), gaps),
        estimator("simple_imputer most_frequent", impute.SimpleImputer(strategy="most_frequent", missing_values=-1), data.counts(rows)),
        estimator("missing_indicator", impute.MissingIndicator(), gaps),
        grouped("group_imputer mean", "mean", gaps),
        grouped("group_imputer median", "median", gaps),
        estimator("random_sample_imputer", RandomSampleImputer(random_state=0), sample),
        # Their time grows faster than the rows; ours takes as few.
        estimator("knn_imputer", impute.KNNImputer(), gaps[:10_000]),
        estimator("iterative_imputer", impute.IterativeImputer(), gaps[:200_000]),
    ]


def grouped(name, strategy, gaps) -> Peer:
    table = pd.DataFrame(gaps).assign(group=pd.Categorical(data.categories(len(gaps), 105)[:, 0]))
    columns = [0, 1, 2, 3]
    fit = lambda: table.groupby("group", observed=True)[columns].agg(strategy)
    fills = fit()
    fill = lambda: table[columns].fillna(fills.reindex(table["group"]).set_index(table.index))
    return Peer(name, "pandas", len(gaps), fit, fill)
