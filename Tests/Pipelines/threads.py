"""Whether a pipeline writes the same bytes on every machine: everything but the manifest, which tells of the run."""

import pathlib
import shutil
import subprocess
import tempfile

from frame import ROOT

# Threads and memory; the last one must spill.
MACHINES = [("1", "1G"), ("2", "1G"), ("3", "1G"), ("3", "1M")]


def written(folder, manifest):
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted((folder / "out").rglob("*"))
            if file.is_file() and str(file.relative_to(folder)) != manifest}


def differences(featurize, module):
    with tempfile.TemporaryDirectory(prefix="featurize-") as folder:
        folder = pathlib.Path(folder)
        for name in ["pipelines", "fixtures"]:
            shutil.copytree(ROOT / name, folder / name)
        subprocess.run(
            [featurize, "keys", "new", "keys/dev.keyring", "--unprotected"], cwd=folder, check=True, capture_output=True)
        first = None
        for threads, memory in MACHINES:
            shutil.rmtree(folder / "out", ignore_errors=True)
            for arguments in module.COMMANDS:
                process = subprocess.run(
                    [featurize, *arguments, "--threads", threads, "--memory", memory], cwd=folder, capture_output=True,
                    text=True)
                if process.returncode != 0:
                    yield f"{threads} threads, {memory}: exit {process.returncode}\n{process.stderr}"
            files = written(folder, module.MANIFEST)
            first = first or files
            if files.keys() != first.keys():
                yield f"{threads} threads, {memory}: other files"
            for name in files.keys() & first.keys():
                if files[name] != first[name]:
                    yield f"{threads} threads, {memory}: {name} differs"
