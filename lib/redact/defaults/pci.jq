# PCI DSS 4.0.1: card numbers are truncated to the first six and last four
# digits (3.5.1), at least five fewer where they are short; security codes and
# PINs go (3.3.1).  Do not keep keyed pseudonyms of the same cards beside this
# (3.5.1): the two together can be undone.
{
  name: "pci",
  version: 1,
  kinds: ["CARD", "CVV", "EXPIRY", "PIN"],
  operators: { CARD: "truncate", CVV: "drop", PIN: "drop" },

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
