# What hoff-redact looks for, and what it leaves alone.  A jq program that
# evaluates to one object; start from it with: hoff-redact --show-defaults
# Others are built in: -p gdpr, hipaa, pci, strict, minimal.
{
  name: "default",
  version: 4,

  # Each becomes a placeholder such as <CARD_1>, unless `operators` has another
  # word for it: mask, truncate, pseudonym, surrogate, generalise, shift, drop,
  # keep.  CVV is always looked for.
  kinds: [
    "CARD", "EMAIL", "IBAN", "IP", "NAME", "PHONE", "URL",

    # What words alone tell: streets, towns, secrets.
    "ADDRESS", "PLACE", "USERNAME", "PASSWORD",

    # Identity numbers: the United States, the United Kingdom, Canada,
    "SSN", "ITIN", "NHS", "NINO", "SIN",
    # Australia, India, Brazil,
    "TFN", "ABN", "AADHAAR", "PAN", "CPF", "CNPJ",
    # France, the Netherlands, Spain (NIF, NIE, DNI), Italy, Poland, Sweden,
    # Germany
    "NIR", "BSN", "NIF", "CODICEFISCALE", "PESEL", "PERSONNUMMER", "STEUERID",

    # What is known by what it is called: "my PIN is", "passport no".
    "CVV", "EXPIRY", "PIN", "OTP", "DOB", "VIN", "IMEI", "PASSPORT",
    "LICENCE", "PLATE", "POSTCODE", "ROUTING", "ACCOUNT", "BIC", "AGE",
    "MEMBER",
    # API keys and tokens, crypto wallets, network hardware, places on Earth
    "KEY", "WALLET", "MAC", "GEO"
  ],

  operators: {},

  # Equal values get equal placeholders within a conversation; "corpus" makes
  # them equal everywhere, and takes a key.
  scope: "conversation",

  # Strings and numbers at these paths are not looked at: what joins records,
  # enumerations and times.  Objects and arrays below them are.
  keep: [
    ".conversation_id", ".channel", ".language", ".started_at", ".ended_at",
    ".customer.id", ".bot.version",
    ".turns[].role", ".turns[].at", ".turns[].agent_id",
    ".events[].at", ".events[].type",
    ".hoff.route.joins.conversation_id", ".hoff.route.goes_on_as"
  ],

  # Work that one pattern may do at one place before the whole string is
  # given up and becomes <REDACTED>.
  match_limit: 100000
}
