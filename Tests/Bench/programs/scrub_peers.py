"""A peer scrubs the lines of a file: scrub_peers.py presidio|scrubadub|detect_secrets FILE. Tells how many it changed."""

import sys

name, path = sys.argv[1:]


def presidio():
    """The pattern recognizers that the analyzer loads for English, by themselves: no model, no context."""
    import logging
    logging.disable(logging.WARNING)
    from presidio_analyzer import PatternRecognizer, RecognizerRegistry
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognizers = [found for found in registry.recognizers
                   if isinstance(found, PatternRecognizer) or type(found).__name__ == "PhoneRecognizer"]

    def scrub(lines):
        for line in lines:
            found = [(result.start, result.end) for recognizer in recognizers
                     for result in recognizer.analyze(line, recognizer.supported_entities, None) or []]
            for start, end in sorted(found, reverse=True):
                line = line[:start] + "*" * (end - start) + line[end:]
            yield line
    return scrub


def scrubadub():
    import scrubadub as package
    scrubber = package.Scrubber()
    return lambda lines: (scrubber.clean(line) for line in lines)


def detect_secrets():
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import default_settings

    def scrub(lines):
        with default_settings():
            for line in lines:
                for secret in scan_line(line):
                    if secret.secret_value:
                        line = line.replace(secret.secret_value, "*" * len(secret.secret_value))
                yield line
    return scrub


scrub = globals()[name]()
with open(path) as file:
    lines = file.read().splitlines()
import clock

scrubbed = list(scrub(lines))
clock.stop(changed=sum(line != after for line, after in zip(lines, scrubbed, strict=True)))
