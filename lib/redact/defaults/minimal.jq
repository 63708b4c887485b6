# What does harm by itself: cards, accounts, secrets and the numbers that states
# give.  Names, addresses, telephones and e-mail stay.
{
  name: "minimal",
  version: 1,
  kinds: [
    "CARD", "CVV", "EXPIRY", "IBAN", "ACCOUNT", "ROUTING", "WALLET",
    "KEY", "PASSWORD", "PIN", "OTP", "PASSPORT", "LICENCE",
    "SSN", "ITIN", "NHS", "NINO", "SIN", "TFN", "ABN", "AADHAAR", "PAN",
    "CPF", "CNPJ", "NIR", "BSN", "NIF", "CODICEFISCALE", "PESEL",
    "PERSONNUMMER", "STEUERID"
  ],
  operators: { CVV: "drop" },

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
