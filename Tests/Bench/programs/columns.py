"""The columns of the benchmark, shared by the hand-written programs."""

NUMBERS = [
    "month", "day", "dep_time", "sched_dep_time", "dep_delay", "arr_time", "sched_arr_time", "air_time", "distance",
    "hour", "minute",
]
#: The same in every row: scaled with the others, and left out by the selection.
CONSTANT = "year"
ONE_HOT = ["carrier", "origin"]
ENCODED = ["tailnum", "dest"]
TARGET = "late"
FOLDS = 5
