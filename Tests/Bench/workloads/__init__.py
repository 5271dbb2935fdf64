"""The workloads of docs/performance.md; workload.py says what a module holds."""

#: In the order of the page. The tenth, two cores beside one, is measured in the first five.
NAMES = [
    "typed-columns", "features", "clicks", "tokenizing", "scrubbing", "one-row", "larger-than-memory", "wide", "start",
    "erasing",
]
