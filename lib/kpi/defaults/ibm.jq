# The words of IBM watsonx Assistant: two axes, not one.
{
  name: "ibm",
  version: 1,
  source: "ibm.com/products/watsonx-assistant/analytics (read 2026-11)",
  rates: [
    { id: "containment", label: "containment",
      definition: "the conversation never asked for a human",
      numerator: ".attempted | not", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "coverage", label: "coverage",
      definition: "the assistant was confident that it could address the request; here, no fallback",
      numerator: ".fallbacks == 0", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "escalation", label: "escalation",
      definition: "the conversation asked for a human, delivered or not",
      numerator: ".attempted", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "contained_and_covered", label: "contained and covered",
      definition: "both",
      numerator: "(.attempted | not) and .fallbacks == 0", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" }
  ]
}
