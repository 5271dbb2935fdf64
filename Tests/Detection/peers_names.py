"""What other tools call the entities; `SECRETS` are those that detect-secrets looks for."""

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
