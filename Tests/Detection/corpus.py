"""The committed corpus as lines with what is to be found in them, and the counting that figures are made of."""

import pathlib
import re
from collections import defaultdict
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).parent
MARK = re.compile(r"⟦([A-Z0-9_]+):([^⟧]*)⟧")


@dataclass(frozen=True)
class Span:
    entity: str
    start: int
    end: int


@dataclass
class Line:
    country: str
    kind: str
    text: str
    spans: list = field(default_factory=list)


def read(path=HERE / "corpus.tsv"):
    lines = []
    for row in path.read_text(encoding="utf-8").splitlines():
        country, kind, marked = row.split("\t")
        line = Line(country, kind, "")
        position = 0
        for match in MARK.finditer(marked):
            line.text += marked[position:match.start()]
            start = len(line.text.encode())
            line.text += match.group(2)
            line.spans.append(Span(match.group(1), start, len(line.text.encode())))
            position = match.end()
        line.text += marked[position:]
        lines.append(line)
    return lines


@dataclass
class Count:
    """Of one entity: spans, those found as what they are, those covered by whatever finding; findings, right ones."""
    spans: int = 0
    found: int = 0
    covered: int = 0
    findings: int = 0
    right: int = 0

    @property
    def recall(self):
        return self.found / self.spans if self.spans else None

    @property
    def coverage(self):
        return self.covered / self.spans if self.spans else None

    @property
    def precision(self):
        return self.right / self.findings if self.findings else None


def count(lines, findings, same=lambda found, wanted: found == wanted):
    """`findings`: for each line (entity, start, end). A span is found if a finding of its entity covers every byte of it;
    a finding is right if it touches a span of its entity."""
    counts = defaultdict(Count)
    for line, found in zip(lines, findings):
        for span in line.spans:
            entry = counts[span.entity]
            entry.spans += 1
            covering = [name for name, start, end in found if start <= span.start and end >= span.end]
            entry.covered += bool(covering)
            entry.found += any(same(name, span.entity) for name in covering)
        for name, start, end in found:
            entry = counts[name]
            entry.findings += 1
            entry.right += any(same(name, s.entity) and start < s.end and end > s.start for s in line.spans)
    return counts


def flagged(lines, findings):
    """The share of lines without personal data in which anything was found."""
    clean = [bool(found) for line, found in zip(lines, findings) if line.kind == "clean"]
    return sum(clean) / len(clean)
