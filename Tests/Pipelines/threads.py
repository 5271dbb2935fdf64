"""Whether a pipeline writes the same bytes on every machine: everything but the manifest and the ledger,
which tell of the run."""

import pathlib
import shutil
import tempfile

from frame import NEW_KEYS, ROOT, call

# Threads and memory; with the last one rows are read and computed anew instead of being kept.
MACHINES = [("1", "1G"), ("2", "1G"), ("3", "1G"), ("3", "1M")]


def written(folder, manifest):
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted((folder / "out").rglob("*"))
            if file.is_file() and str(file.relative_to(folder)) != manifest and ".ledger" not in file.name}


def differences(featurize, module):
    with tempfile.TemporaryDirectory(prefix="featurize-") as folder:
        folder = pathlib.Path(folder)
        for name in ["pipelines", "fixtures"]:
            shutil.copytree(ROOT / name, folder / name)
        call(featurize, NEW_KEYS, folder)
        first = None
        for threads, memory in MACHINES:
            shutil.rmtree(folder / "out", ignore_errors=True)
            for arguments in module.COMMANDS:
                call(featurize, [*arguments, "--threads", threads, "--memory", memory], folder)
            files = written(folder, module.MANIFEST)
            first = first or files
            if files.keys() != first.keys():
                yield f"{threads} threads, {memory}: other files"
            for name in files.keys() & first.keys():
                if files[name] != first[name]:
                    yield f"{threads} threads, {memory}: {name} differs"
