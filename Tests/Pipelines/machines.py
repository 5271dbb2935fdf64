"""Whether a pipeline writes the same bytes on every machine, each time, and of standard input: outputs, states, and the
manifest but for what it tells of the run itself. The ledger, which tells of runs, is left out."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from frame import NEW_KEYS, ROOT, call

# Threads and memory; with little of it, rows are read and computed anew instead of being kept. The first comes twice.
MACHINES = [("1", "1G"), ("1", "1G"), ("2", "1G"), ("3", "1G"), ("8", "1G"), ("1", "1M"), ("8", "1M")]


def written(folder, manifest):
    """By name, the bytes of the files; of the manifest all but when and how long, and the ledger's place."""
    files = {str(file.relative_to(folder)): file.read_bytes() for file in sorted((folder / "out").rglob("*"))
             if file.is_file() and ".ledger" not in file.name}
    if manifest in files:
        account = json.loads(files[manifest])
        account["run"] = {name: value for name, value in account["run"].items() if name in ("command", "version")}
        account.pop("ledger", None)
        files[manifest] = json.dumps(account).encode()
    return files


def differences(featurize, commands, manifest):
    with tempfile.TemporaryDirectory(prefix="featurize-") as folder:
        folder = pathlib.Path(folder)
        for name in ["pipelines", "fixtures"]:
            shutil.copytree(ROOT / name, folder / name)
        call(featurize, NEW_KEYS, folder)
        first = None
        for threads, memory in MACHINES:
            shutil.rmtree(folder / "out", ignore_errors=True)
            for arguments in commands:
                call(featurize, [*arguments, "--threads", threads, "--memory", memory], folder)
            files = written(folder, manifest)
            first = first or files
            yield from compared(first, files, f"{threads} threads, {memory}")
        yield from of_standard_input(featurize, commands, folder, first)


def compared(expected, found, place):
    if found.keys() != expected.keys():
        yield f"{place}: other files"
    for name in found.keys() & expected.keys():
        if found[name] != expected[name]:
            yield f"{place}: {name} differs"


def of_standard_input(featurize, commands, folder, first):
    """What is fitted on, and applied to, comes through a pipe: the same state, and the same output of the state."""
    pipeline = commands[0][1]
    # Of several sources the first.
    source = re.search(r"uri: (fixtures/\S+)", (folder / pipeline).read_text())[1]
    state = folder / "piped.json"
    feed(featurize, ["fit", pipeline, "--source", "-", "--state", state], folder, source)
    if state.read_bytes() not in first.values():
        yield "standard input: another state"
    for arguments in commands:
        if arguments[0] == "apply":
            place = arguments.index("--source") + 1
            feed(featurize, [*arguments[:place], "-", *arguments[place + 1:]], folder, arguments[place])
            output = arguments[arguments.index("--output") + 1]
            if (folder / output).read_bytes() != first[output]:
                yield f"standard input: {output} differs"


def feed(featurize, arguments, folder, source):
    """Runs a command with a pipe as its standard input."""
    with subprocess.Popen(["cat", folder / source], stdout=subprocess.PIPE) as pipe:
        subprocess.run([featurize, *arguments, "--quiet"], cwd=folder, stdin=pipe.stdout, check=True)
