# Pseudonyms under a key, GDPR article 4(5): equal values of one domain can be
# joined by nobody who lacks the key, and the key is kept apart from the log.
# What comes out is still personal data (recital 26).  Codes and passwords are
# of no use to an analysis and go.
{
  name: "gdpr",
  version: 1,

  # The pseudonymisation domain (EDPB guidelines 01/2025): logs of two domains
  # cannot be joined, even under one key.
  domain: "support-analytics",
  scope: "corpus",

  kinds: [
    "URL", "EMAIL", "KEY", "WALLET", "IBAN", "CARD", "CVV", "EXPIRY",
    "SSN", "ITIN", "NHS", "NINO", "SIN", "TFN", "ABN", "AADHAAR", "PAN",
    "CPF", "CNPJ", "NIR", "BSN", "NIF", "CODICEFISCALE", "PESEL",
    "PERSONNUMMER", "STEUERID",
    "PIN", "OTP", "DOB", "VIN", "IMEI", "PASSPORT", "LICENCE", "PLATE",
    "POSTCODE", "ROUTING", "ACCOUNT", "BIC", "MEMBER", "AGE",
    "MAC", "GEO", "IP", "PHONE",
    "NAME", "ADDRESS", "PLACE", "USERNAME", "PASSWORD"
  ],
  operators: {
    EMAIL: "pseudonym", IBAN: "pseudonym", CARD: "pseudonym",
    PHONE: "pseudonym", ACCOUNT: "pseudonym", NAME: "pseudonym",
    DOB: "generalise", AGE: "generalise",
    CVV: "drop"
  },

  # Strings and numbers at these paths are not looked at: what joins records,
  # enumerations and times.  Objects and arrays below them are.
  keep: [
    ".conversation_id", ".channel", ".language", ".started_at", ".ended_at",
    ".customer.id", ".bot.version",
    ".turns[].role", ".turns[].at", ".turns[].agent_id",
    ".events[].at", ".events[].type",
    ".hoff.route.joins.conversation_id", ".hoff.route.goes_on_as"
  ]
}
