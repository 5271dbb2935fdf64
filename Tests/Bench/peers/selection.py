from feature_engine import selection
from sklearn import feature_selection as select
from sklearn import linear_model

from . import data
from .peer import estimator


def peers(rows):
    gaps, floats, counts, flag = data.gaps(rows), data.floats(rows), data.counts(rows), data.flags(rows)
    frame, slope = data.frame(gaps), floats[:, 0] + floats[:, 1]
    near = select.SelectPercentile(select.mutual_info_classif, percentile=50)
    near_number = select.SelectPercentile(select.mutual_info_regression, percentile=50)
    return [
        estimator("variance_threshold", select.VarianceThreshold(), gaps),
        estimator("select_k_best f_classif", select.SelectKBest(select.f_classif, k=2), floats, flag),
        estimator("select_k_best f_regression", select.SelectKBest(select.f_regression, k=2), floats, slope),
        estimator("select_k_best chi2", select.SelectKBest(select.chi2, k=2), counts, flag),
        estimator("select_k_best mutual_info_classif", select.SelectKBest(discrete_information, k=2), counts, flag),
        estimator("select_percentile mutual_info_classif", near, floats, flag),
        estimator("select_percentile mutual_info_regression", near_number, floats, slope),
        estimator("select_fdr f_classif", select.SelectFdr(select.f_classif), floats, flag),
        estimator("drop_correlated", selection.DropCorrelatedFeatures(), frame),
        estimator("drop_duplicates", selection.DropDuplicateFeatures(), frame),
        estimator("population_stability ignore", selection.DropHighPSIFeatures(missing_values="ignore"), frame),
        estimator("select_from_model ridge", select.SelectFromModel(linear_model.Ridge()), floats, slope),
        estimator("select_from_model logistic_regression", select.SelectFromModel(linear_model.LogisticRegression()), floats, flag),
        estimator("rfe lasso", select.RFE(linear_model.Lasso(alpha=0.001)), floats, slope),
    ]


def discrete_information(X, y):
    return select.mutual_info_classif(X, y, discrete_features=True)
