"""Breaks a pipeline in every place: every mapping gets a key that nobody knows, every word is replaced by a mapping,
every required key is taken away, one at a time. The schema must refuse each.
"""

import copy

# Mappings whose keys are the author's own: a new key there is no mistake.
OWN_NAMES = {"params", "secrets", "sources", "columns", "fractions", "outputs", "max_values", "groups"}
REQUIRED = [
    ("featurize",), ("name",), ("sources",), ("outputs",), ("sources", 0, "format"), ("sources", 0, "uri"),
    ("sources", 0, "contract"), ("sources", 0, "contract", "columns"), ("steps", 0, "id"), ("steps", 0, "use"),
    ("outputs", 0, "uri"),
]


def places(value, path=()):
    """Every place of a document, as a path of keys and positions."""
    yield path
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, path + (key,))


def at(document, path):
    """The value at a path; a position in a mapping counts its keys."""
    for step in path:
        document = list(document.values())[step] if isinstance(document, dict) and step == 0 else document[step]
    return document


def broken(document):
    """Name and document of each mutation."""
    for path in places(document):
        value = at(document, path)
        # `columns` of a step or a rule is a selector, that of a contract or of `derive` a mapping of own names.
        is_own = bool(path) and path[-1] in OWN_NAMES and not (path[0] == "steps" and path[-2] != "with")
        if isinstance(value, dict) and not is_own:
            mutant = copy.deepcopy(document)
            at(mutant, path)["nobody_knows"] = 1
            yield f"unknown key in {'/'.join(map(str, path)) or 'the file'}", mutant
        if path and path[-1] in ("use", "format", "type", "role", "action") and isinstance(value, str):
            mutant = copy.deepcopy(document)
            at(mutant, path[:-1])[path[-1]] = {"a": []}
            yield f"a mapping for {'/'.join(map(str, path))}", mutant
    for path in REQUIRED:
        mutant = copy.deepcopy(document)
        if path[0] in mutant:
            del at(mutant, path[:-1])[path[-1]]
            yield f"without {'/'.join(map(str, path))}", mutant
