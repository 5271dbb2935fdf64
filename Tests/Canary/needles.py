"""Planted values and the search for them: raw, percent-encoded, in base64 and JSON-escaped."""

import base64
import json
import re
from urllib.parse import quote

#: Bytes of a value that are enough to know it by.
GRAM = 10
#: Shorter values than this are not searched for: they would be found by chance.
LEAST = 6


def forms(value):
    """The ways in which the bytes of a value may stand in a file."""
    raw = value.encode()
    yield raw
    yield quote(value, safe="").encode()
    yield json.dumps(value)[1:-1].encode()
    yield re.sub(r"[^A-Za-z0-9]", lambda found: "".join(f"\\u{ord(c):04x}" for c in found.group()), value).encode()
    for skipped in range(3):
        # What does not depend on the bytes before and after it.
        text = base64.b64encode(bytes(skipped) + raw)
        yield text[-(-8 * skipped // 6):8 * (skipped + len(raw)) // 6]


def grams(text):
    text = text.lower()
    return {text[i:i + GRAM] for i in range(max(1, len(text) - GRAM + 1))} if len(text) >= LEAST else set()


class Needles:
    """What is searched for: every stretch of ten bytes of a form that belongs to one planted value alone, so that a
    value is also noticed when only a part of it comes out."""

    def __init__(self):
        self._values = []
        self._owners = {}

    def __len__(self):
        return len(self._values)

    def add(self, entity, value):
        number = len(self._values)
        self._values.append((entity, value))
        for gram in set().union(*(grams(form) for form in forms(value))):
            # Of several values: boilerplate, such as the first bytes of a private key.
            self._owners[gram] = number if gram not in self._owners else None

    def forget(self, blob):
        """Stretches that the program knows without having seen a value."""
        for gram in self._windows(blob):
            if gram in self._owners:
                self._owners[gram] = None

    def unsearchable(self):
        owned = {number for number in self._owners.values() if number is not None}
        return [value for number, value in enumerate(self._values) if number not in owned]

    def found(self, blob):
        """Entities and values of which a part stands in the bytes."""
        return list(self.stretches(blob))

    def stretches(self, blob):
        """The same, each with the first of its stretches that stands there and what stands around it."""
        found = {}
        for gram in self._windows(blob):
            number = self._owners.get(gram)
            if number is not None and number not in found:
                found[number] = gram
        places = {}
        for number, gram in sorted(found.items()):
            start = blob.lower().find(gram)
            places[self._values[number]] = gram, blob[max(0, start - 40):start + len(gram) + 40]
        return places

    @staticmethod
    def _windows(blob):
        blob = blob.lower()
        for size in range(LEAST, GRAM + 1):
            for start in range(len(blob) - size + 1):
                yield blob[start:start + size]
