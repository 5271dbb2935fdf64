"""What other tools find in the same lines: peers.py OUT [CASES...] writes findings, versions and seconds as JSON.

Presidio: its pattern recognizers of every language, and the one for telephone numbers, each called directly; no model of
language is loaded, so there is no support by context, which would raise scores. scrubadub: its default detectors.
detect-secrets: its default plugins, line by line.
"""

import importlib.metadata
import inspect
import json
import logging
import sys
import time

import corpus

logging.disable(logging.CRITICAL)

PRESIDIO = {
    "EMAIL_ADDRESS": ["EMAIL"], "PHONE_NUMBER": ["PHONE_E164", "PHONE_NATIONAL"], "CREDIT_CARD": ["CREDIT_CARD"],
    "IBAN_CODE": ["IBAN"], "IP_ADDRESS": ["IPV4", "IPV6"], "MAC_ADDRESS": ["MAC"], "URL": ["URL"], "UUID": ["UUID"],
    "CRYPTO": ["CRYPTO_BTC"], "DATE_TIME": ["DATE_OF_BIRTH"], "US_SSN": ["US_SSN"], "US_ITIN": ["US_ITIN"],
    "US_MBI": ["US_MBI"], "US_NPI": ["US_NPI"], "ABA_ROUTING_NUMBER": ["US_ABA"], "US_PASSPORT": ["US_PASSPORT"],
    "UK_NHS": ["UK_NHS"], "UK_NINO": ["UK_NINO"], "UK_POSTCODE": ["POSTCODE_UK"], "DE_TAX_ID": ["DE_STEUER_ID"],
    "DE_SOCIAL_SECURITY": ["DE_RVNR"], "ES_NIF": ["ES_DNI"], "ES_NIE": ["ES_NIE"],
    "IT_FISCAL_CODE": ["IT_CODICE_FISCALE"], "PL_PESEL": ["PL_PESEL"], "SE_PERSONNUMMER": ["SE_PERSONNUMMER"],
    "FI_PERSONAL_IDENTITY_CODE": ["FI_HETU"], "TR_NATIONAL_ID": ["TR_TCKN"], "IN_AADHAAR": ["IN_AADHAAR"],
    "IN_PAN": ["IN_PAN"], "CA_SIN": ["CA_SIN"], "AU_TFN": ["AU_TFN"], "AU_MEDICARE": ["AU_MEDICARE"],
    "SG_NRIC_FIN": ["SG_NRIC"], "KR_RRN": ["KR_RRN"], "TH_TNIN": ["TH_PIN"], "ZA_ID_NUMBER": ["ZA_ID"],
}
SCRUBADUB = {
    "email": ["EMAIL"], "phone": ["PHONE_E164", "PHONE_NATIONAL"], "credit_card": ["CREDIT_CARD"],
    "social_security_number": ["US_SSN"], "url": ["URL"], "national_insurance_number": ["UK_NINO"],
    "postalcode": ["POSTCODE_UK"], "credential": ["KEYED_SECRET"],
}
SECRETS = [
    "JWT", "PEM_PRIVATE_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET", "GITHUB_TOKEN", "SLACK_TOKEN", "STRIPE_KEY",
    "GOOGLE_API_KEY", "OPENAI_ANTHROPIC_KEY", "AUTH_HEADER", "KEYED_SECRET", "URL_CREDENTIALS", "URL_QUERY_SECRET",
]


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


def detect_secrets():
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import default_settings

    def find(text):
        found = []
        with default_settings():
            for secret in scan_line(text):
                value = secret.secret_value or ""
                start = text.find(value)
                if value and start >= 0:
                    found.append(["secret", *in_bytes(text, start, start + len(value)), 1])
        return found
    return find


def main(arguments):
    texts = [line.text for line in corpus.read()]
    report = {}
    for name, make in (("presidio-analyzer", presidio), ("scrubadub", scrubadub), ("detect-secrets", detect_secrets)):
        find = make()
        for text in texts[:20]:
            find(text)
        start = time.process_time()
        findings = [find(text) for text in texts]
        report[name] = {
            "version": importlib.metadata.version(name), "seconds": time.process_time() - start,
            "bytes": sum(len(text.encode()) + 1 for text in texts), "findings": findings}
    with open(arguments[0], "w", encoding="utf-8") as file:
        json.dump(report, file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
