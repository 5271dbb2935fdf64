"""What is timed on the other side: one line for each in the modules beside this one."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Peer(NamedTuple):
    """`name` is that of a row of the Swift benchmarks; several peers may stand beside one row."""

    name: str
    library: str
    rows: int
    fit: Callable[[], Any] | None
    transform: Callable[[], Any] | None
    #: `transform` fits anew, so that the time of `fit` is to be taken off.
    refits: bool = False


LIBRARIES = {"sklearn": "scikit-learn"}


def estimator(name, tool, X, *y, library=None) -> Peer:
    """An estimator that fits and transforms X."""
    module = type(tool).__module__.split(".")[0]
    return Peer(name, library or LIBRARIES.get(module, module), len(X), lambda: tool.fit(X, *y), lambda: tool.transform(X))


def work(name, library, rows, transform, fit=None) -> Peer:
    """Work written by hand, as there is no estimator."""
    return Peer(name, library, rows, fit, transform)


def seconds(call) -> float:
    """The least CPU time of three calls and of as many more as 50 ms hold; of fewer if they take ten seconds."""
    times = []
    while len(times) < 3 and sum(times) < 10 or sum(times) < 0.05:
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def measure(peer: Peer) -> tuple:
    """Nanoseconds a row to fit and to transform; None for what the peer has not."""
    fit = seconds(peer.fit) if peer.fit else None
    transform = seconds(peer.transform) if peer.transform else None
    if peer.refits:
        transform = max(transform - fit, 0)
    return tuple(None if time is None else time / peer.rows * 1e9 for time in (fit, transform))
