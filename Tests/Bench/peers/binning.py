import numpy as np
from sklearn import preprocessing, tree

from . import data
from .peer import estimator


def peers(rows):
    floats = data.floats(rows)
    onehot = bins(encode="onehot-dense", strategy="uniform")
    return [
        estimator("kbins_discretizer ordinal", bins(encode="ordinal"), floats),
        estimator("kbins_discretizer onehot-dense uniform", onehot, floats),
        estimator("kbins_discretizer ordinal kmeans", bins(encode="ordinal", strategy="kmeans"), floats),
        estimator("binarizer", preprocessing.Binarizer(threshold=0.5), floats),
        estimator("decision_tree_discretizer bin_number", Trees(), floats, data.floats(rows)[:, 1], library="scikit-learn"),
    ]


def bins(**arguments):
    """Of all rows, as ours are."""
    return preprocessing.KBinsDiscretizer(**arguments, quantile_method="averaged_inverted_cdf", subsample=None)


class Trees:
    """A tree for each column; what feature_engine does after it has searched for the depth."""

    def fit(self, X, y):
        self.trees = [tree.DecisionTreeRegressor(max_depth=3).fit(X[:, [column]], y) for column in range(X.shape[1])]

    def transform(self, X):
        return np.column_stack([fitted.predict(X[:, [column]]) for column, fitted in enumerate(self.trees)])
