"""How much memory scikit-learn's sparse one-hot takes."""

import gc
import pathlib

from sklearn import preprocessing

from . import data


def resident() -> tuple:
    """Bytes in memory now, and at the highest since `clear_refs` was last written."""
    status = dict(line.split(":") for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    return tuple(int(status[name].split()[0]) * 1024 for name in ["VmRSS", "VmHWM"])


def sparse(rows) -> tuple:
    """Bytes a row above the input for 1,000 categories: held, and at the peak."""
    X = data.categories(rows, 1000)
    encoder = preprocessing.OneHotEncoder().fit(X)
    gc.collect()
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    before = resident()[0]
    encoded = encoder.transform(X)
    now, peak = resident()
    assert encoded.shape == (rows, 1000)
    return (now - before) / rows, (peak - before) / rows
