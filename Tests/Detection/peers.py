"""What other tools find in the same lines: peers.py OUT writes findings, versions and seconds as JSON.

Presidio: its pattern recognizers of every language, and the one for telephone numbers, each called directly; no model of
language is loaded, so there is no support by context, which would raise scores. scrubadub: its default detectors.
detect-secrets: its default plugins.
"""

import importlib.metadata
import inspect
import json
import logging
import sys
import tempfile
import time

import corpus

logging.disable(logging.CRITICAL)

def in_bytes(text, start, end):
    return len(text[:start].encode()), len(text[:end].encode())


def presidio():
    import presidio_analyzer.predefined_recognizers as predefined
    from presidio_analyzer import PatternRecognizer
    recognizers, seen = [], set()
    for _, kind in inspect.getmembers(predefined, inspect.isclass):
        if not (issubclass(kind, PatternRecognizer) or kind.__name__ == "PhoneRecognizer") or kind in seen:
            continue
        seen.add(kind)
        try:
            recognizers.append(kind())
        except Exception:  # one that needs a model or a server
            continue

    def find(text):
        found = []
        for recognizer in recognizers:
            for result in recognizer.analyze(text, recognizer.supported_entities, None) or []:
                if result.score > 0:
                    found.append([result.entity_type, *in_bytes(text, result.start, result.end), result.score])
        return found
    return find


def scrubadub():
    import scrubadub as package
    scrubber = package.Scrubber()

    def find(text):
        found = []
        for filth in scrubber.iter_filth(text):
            kinds = [filth.type] if filth.type != "unknown" else [part.type for part in getattr(filth, "filths", [])]
            found += [[kind, *in_bytes(text, filth.beg, filth.end), 1] for kind in kinds]
        return found
    return find


def detect_secrets(texts):
    """Of a file with a text on each line, as it is made to be used."""
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings
    findings = [[] for _ in texts]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file, default_settings():
        file.write("".join(text + "\n" for text in texts))
        file.flush()
        for secret in scan_file(file.name):
            # It reports lines; where in the line the secret stands is not always known.
            text = texts[secret.line_number - 1]
            findings[secret.line_number - 1].append(["secret", *in_bytes(text, 0, len(text)), 1])
    return findings


def each(find):
    return lambda texts: [find(text) for text in texts]


def main(arguments):
    texts = [line.text for line in corpus.read()]
    report = {}
    tools = (("presidio-analyzer", each(presidio())), ("scrubadub", each(scrubadub())), ("detect-secrets", detect_secrets))
    for name, find in tools:
        find(texts[:20])
        start = time.process_time()
        findings = find(texts)
        report[name] = {
            "version": importlib.metadata.version(name), "seconds": time.process_time() - start,
            "bytes": sum(len(text.encode()) + 1 for text in texts), "findings": findings}
    with open(arguments[0], "w", encoding="utf-8") as file:
        json.dump(report, file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
