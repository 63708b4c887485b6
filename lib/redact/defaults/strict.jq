# Every kind there is, and nothing kept but what the record cannot do without.
{
  name: "strict",
  version: 1,
  kinds: [
    "URL", "EMAIL", "KEY", "WALLET", "IBAN", "CARD", "CVV", "EXPIRY",
    "SSN", "ITIN", "NHS", "NINO", "SIN", "TFN", "ABN", "AADHAAR", "PAN",
    "CPF", "CNPJ", "NIR", "BSN", "NIF", "CODICEFISCALE", "PESEL",
    "PERSONNUMMER", "STEUERID",
    "PIN", "OTP", "DOB", "VIN", "IMEI", "PASSPORT", "LICENCE", "PLATE",
    "POSTCODE", "ROUTING", "ACCOUNT", "BIC", "MEMBER", "ORDER",
    "AGE", "DATE", "MAC", "GEO", "IP",
    "PHONE", "NAME", "ADDRESS", "PLACE", "USERNAME", "PASSWORD"
  ],
  operators: { CVV: "drop" },

  keep: [
    ".conversation_id", ".customer.id", ".channel", ".language",
    ".started_at", ".ended_at", ".turns[].role", ".turns[].at",
    ".events[].at", ".events[].type",
    ".hoff.route.joins.conversation_id", ".hoff.route.goes_on_as"
  ]
}
