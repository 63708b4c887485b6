# HIPAA Safe Harbor, 45 CFR 164.514(b)(2): the 18 identifiers.  Codes in their
# place are numbered and not derived from what they stand for (164.514(c)).
# What the rule also asks for, that nobody knows how to use what is left to
# find a person, no program can promise.
{
  name: "hipaa",
  version: 1,

  kinds: [
    "NAME",                             # (A)
    "ADDRESS", "PLACE", "POSTCODE", "GEO", # (B)
    "DATE", "DOB", "AGE", "EXPIRY",     # (C)
    "PHONE",                            # (D) telephone, (E) fax
    "EMAIL",                            # (F)
    # (G) Social Security numbers, and what stands for them elsewhere
    "SSN", "ITIN", "NHS", "NINO", "SIN", "TFN", "ABN", "AADHAAR", "PAN",
    "CPF", "CNPJ", "NIR", "BSN", "NIF", "CODICEFISCALE", "PESEL",
    "PERSONNUMMER", "STEUERID",
    # (H) medical records, (I) health plans: as they are called
    "MEMBER",
    "ACCOUNT", "ROUTING", "IBAN", "BIC", "CARD", "CVV", "WALLET", # (J)
    "LICENCE", "PASSPORT",              # (K)
    "VIN", "PLATE",                     # (L)
    "IMEI", "MAC",                      # (M)
    "URL",                              # (N)
    "IP",                               # (O)
    "KEY", "PIN", "OTP", "USERNAME", "PASSWORD", "ORDER"  # (R) any other
  ],
  operators: {
    DATE: "generalise", DOB: "generalise",      # to the year
    AGE: "generalise",                          # 90 and above is 90+
    POSTCODE: "generalise",                     # three digits, or 000
    CVV: "drop"
  },

  # Nothing is kept but what the record cannot do without.  Identifiers in
  # conversation_id, customer.id and the times must be replaced upstream.
  keep: [
    ".conversation_id", ".channel", ".language", ".started_at", ".ended_at",
    ".customer.id", ".bot.version",
    ".turns[].role", ".turns[].at", ".turns[].agent_id",
    ".events[].at", ".events[].type",
    ".hoff.route.joins.conversation_id", ".hoff.route.goes_on_as"
  ]
}
