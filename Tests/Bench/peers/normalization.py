import numpy as np
from feature_engine.outliers import Winsorizer
from skrub import SquashingScaler
from sklearn import preprocessing

from . import data
from .peer import estimator


def peers(rows):
    gaps, floats = data.gaps(rows), data.floats(rows)
    normal = preprocessing.QuantileTransformer(output_distribution="normal", random_state=0)
    return [
        estimator("standard_scaler", preprocessing.StandardScaler(), gaps),
        estimator("min_max_scaler", preprocessing.MinMaxScaler(), gaps),
        estimator("robust_scaler", preprocessing.RobustScaler(), gaps),
        estimator("max_abs_scaler", preprocessing.MaxAbsScaler(), gaps),
        estimator("quantile_transformer", preprocessing.QuantileTransformer(random_state=0), gaps),
        estimator("quantile_transformer normal", normal, gaps),
        estimator("power_transformer", preprocessing.PowerTransformer(), gaps),
        estimator("power_transformer box-cox", preprocessing.PowerTransformer("box-cox"), gaps),
        estimator("log1p", preprocessing.FunctionTransformer(np.log1p), gaps),
        estimator("normalizer", preprocessing.Normalizer(), floats),
        estimator("l2_normalize", preprocessing.Normalizer(), floats),
        estimator("winsorizer", Winsorizer(), data.frame(floats)),
        estimator("winsorizer iqr", Winsorizer("iqr"), data.frame(floats)),
        estimator("winsorizer mad", Winsorizer("mad"), data.frame(floats)),
        estimator("squashing_scaler", SquashingScaler(), gaps),
    ]
