# The words of Zendesk.  Its automated resolution is verified by a language
# model; outcome.resolved stands in for that here.
{
  name: "zendesk",
  version: 1,
  source: "support.zendesk.com 8357756668186 (automated resolutions), 9570369117338 (tiers) (read 2026-11)",
  rates: [
    { id: "automated_resolution", label: "automated resolution", history: true,
      definition: "no live agent, 72 hours without another contact, and resolved (outcome.resolved stands in for Zendesk's verification); the last 72 hours of the log are left out",
      numerator: "(.human | not) and (.delivered | not) and .resolved == true and (.again_days == null or .again_days > 3)",
      denominator: ".customer_turns > 0 and .observed_days >= 3",
      of: "conversations with a customer turn, customer.id and times, ended 72 hours or more before the log does",
      nothing: "no such conversation ends 72 hours before the log does" },
    { id: "containment", label: "contained",
      definition: "no live agent took part; resolved or not",
      numerator: ".delivered | not", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "escalation", label: "escalated to an agent",
      definition: "a live agent took part",
      numerator: ".delivered", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "csat", label: "CSAT",
      definition: "good of good and bad: on 1 to 5, 4 and 5 are good and 1 to 3 are bad",
      numerator: ".satisfaction == \"high\"", denominator: ".customer_turns > 0 and .satisfaction != null",
      of: "ratings", nothing: "no outcome.csat from 1 to 5 in the input" }
  ]
}
