#!/usr/bin/env python3
"""Checks the committed JSON Schema of the pipeline language with an independent validator.

The schema itself is valid draft 2020-12; every pipeline of the repository and of `accepted/` passes; every pipeline of
`broken/` is refused, and at the place that its first line names: `# refused at: sources/customers/format`; every pipeline
broken by `mutations.py` is refused.

Usage: validate.py [SCHEMA]
"""

import json
import pathlib
import re
import sys

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode

import mutations

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# The core schema of YAML 1.2.2, section 10.3.2; ruamel.yaml's own resolver also knows time stamps and 1_000.
CORE = [
    (re.compile(r"(null|Null|NULL|~|)\Z"), lambda text: None),
    (re.compile(r"(true|True|TRUE|false|False|FALSE)\Z"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"0o[0-7]+\Z"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+\Z"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"), float),
]


def scalar(node):
    if node.style is None:
        for pattern, value in CORE:
            if pattern.match(node.value):
                return value(node.value)
    return node.value


def value(node):
    if isinstance(node, ScalarNode):
        return scalar(node)
    if isinstance(node, MappingNode):
        names = [key.value for key, _ in node.value]
        if len(set(names)) != len(names) or "<<" in names:
            raise ValueError(f"line {node.start_mark.line + 1}: a key occurs twice, or is a merge key")
        return {key.value: value(item) for key, item in node.value}
    return [value(item) for item in node.value]


def load(path):
    with open(path, encoding="utf-8") as file:
        return value(YAML(typ="base", pure=True).compose(file))


def place(error):
    return "/".join(str(step) for step in error.absolute_path)


def main():
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/schema/pipeline-v1.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []

    accepted = sorted(ROOT.glob("pipelines/*.yaml")) + sorted(ROOT.glob("Tests/Bench/*.yaml"))
    accepted += sorted(HERE.glob("accepted/*.yaml"))
    mutants = 0
    for file in accepted:
        document = load(file)
        for error in validator.iter_errors(document):
            failures.append(f"{file.relative_to(ROOT)}: refused at {place(error) or '(top)'}: {error.message[:200]}")
        for name, mutant in mutations.broken(document):
            mutants += 1
            if validator.is_valid(mutant):
                failures.append(f"{file.relative_to(ROOT)}: accepted though broken: {name}")

    broken = sorted(HERE.glob("broken/*.yaml"))
    for file in broken:
        expected = re.match(r"# refused at:(.*)", file.read_text(encoding="utf-8")).group(1).strip()
        places = [place(error) for error in validator.iter_errors(load(file))]
        if places != [expected]:
            failures.append(f"{file.relative_to(ROOT)}: expected one refusal at {expected!r}, got {places}")

    for failure in failures:
        print(failure, file=sys.stderr)
    if not accepted or not broken:
        sys.exit("no pipelines found")
    if failures:
        sys.exit(1)
    print(f"schema: {len(accepted)} pipelines accepted, {len(broken) + mutants} refused")


if __name__ == "__main__":
    main()
