"""The committed fixture is what its generator writes."""

import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
sys.exit(subprocess.run([sys.executable, "-B", root / "fixtures/churn/generate.py", "--check"]).returncode)
