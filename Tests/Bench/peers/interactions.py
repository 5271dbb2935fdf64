from sklearn import decomposition, preprocessing

from . import data
from .peer import estimator


def peers(rows):
    floats = data.floats(rows)
    return [
        estimator("polynomial_features", preprocessing.PolynomialFeatures(), floats),
        estimator("pca", decomposition.PCA(), floats),
        estimator("spline_transformer", preprocessing.SplineTransformer(), floats),
    ]
