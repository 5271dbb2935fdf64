import category_encoders
import polars
from feature_engine import creation, encoding
from sklearn import feature_extraction, preprocessing

from . import data
from .peer import Peer, estimator, work


def peers(rows):
    five, few, many = (data.categories(rows, number) for number in [5, 105, 4000])
    frame, flag, number = data.frame(many), data.flags(rows), data.floats(rows)[:, 0]
    dicts = [{"c": text, "x": value} for text, value in zip(many[:, 0], number)]
    circle = creation.CyclicalFeatures(drop_original=True)
    leave_one_out = category_encoders.LeaveOneOutEncoder()
    return [
        estimator("one_hot_encoder", preprocessing.OneHotEncoder(), few),
        # Of five categories, whose indicators ours does not keep sparse.
        estimator("one_hot_encoder none", preprocessing.OneHotEncoder(sparse_output=False), five),
        estimator("one_hot_encoder ignore", preprocessing.OneHotEncoder(handle_unknown="ignore"), few),
        estimator("ordinal_encoder", preprocessing.OrdinalEncoder(), few),
        estimator("ordinal_encoder error", preprocessing.OrdinalEncoder(), many),
        crossfit("target_encoder", "binary", many, flag),
        crossfit("target_encoder continuous", "continuous", many, number),
        estimator("count_encoder", category_encoders.CountEncoder(), frame),
        estimator("frequency_encoder", encoding.CountFrequencyEncoder("frequency"), frame),
        estimator("rare_label_encoder", encoding.RareLabelEncoder(tol=0.0001), frame),
        estimator("binary_encoder", category_encoders.BinaryEncoder(cols=["c0"]), frame),
        estimator("base_n_encoder", category_encoders.BaseNEncoder(cols=["c0"], base=10), frame),
        estimator("hashing_encoder", category_encoders.HashingEncoder(cols=["c0"], max_process=1), frame),
        estimator("feature_hasher", feature_extraction.FeatureHasher(16), dicts),
        estimator("multi_label_binarizer", preprocessing.MultiLabelBinarizer(), data.labels(rows)),
        estimator("cyclical hour", circle, data.frame(data.counts(rows))),
        estimator("cyclical", circle, data.frame(data.floats(rows))),
        estimator("leave_one_out_encoder", leave_one_out, frame, flag)._replace(
            transform=lambda: leave_one_out.transform(frame, flag)),
        estimator("m_estimate_encoder", category_encoders.MEstimateEncoder(), frame, flag),
        estimator("james_stein_encoder", category_encoders.JamesSteinEncoder(), frame, flag),
        estimator("weight_of_evidence_encoder", category_encoders.WOEEncoder(), frame, flag),
        *polars_peers(five, few, many, flag, number),
    ]


def crossfit(name, kind, X, y) -> Peer:
    """fit_transform, by which scikit-learn's encodes the rows that it was fitted to, fits again."""
    tool = preprocessing.TargetEncoder(target_type=kind)
    return estimator(name, tool, X, y)._replace(transform=lambda: tool.fit_transform(X, y), refits=True)


def polars_peers(five, few, many, flag, number):
    """The equivalents in Polars: indicators, a cast, a group-by and a join."""
    strings = [polars.Series("c", column[:, 0]) for column in (few, many, five)]
    coded = [series.cast(polars.Categorical) for series in strings]
    table = polars.DataFrame({"c": coded[1], "y": flag.astype(float), "x": number})
    # As ours, which has read them as such.
    orders = [polars.Enum(series.unique().sort()) for series in strings]
    result = [
        work("one_hot_encoder", "Polars", len(few), lambda: coded[0].to_dummies()),
        work("one_hot_encoder none", "Polars", len(five), lambda: coded[2].to_dummies()),
        work("one_hot_encoder ignore", "Polars", len(few), lambda: strings[0].to_dummies()),
        ordinal("ordinal_encoder", coded[0], orders[0]),
        ordinal("ordinal_encoder error", strings[1], orders[1]),
    ]
    for name, target in [("target_encoder", "y"), ("target_encoder continuous", "x")]:
        result.append(grouped(name, table, target))
    return result


def ordinal(name, series, order) -> Peer:
    return work(name, "Polars", len(series), lambda: series.cast(order).to_physical(), lambda: series.unique().sort())


def grouped(name, table, target) -> Peer:
    group = lambda: table.group_by("c").agg(polars.col(target).mean().alias("mean"), polars.len())
    means = group()
    return work(name, "Polars", len(table), lambda: table.select("c").join(means, on="c", how="left"), group)
