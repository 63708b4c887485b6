# The words of Amazon Connect: contacts that were queued for an agent.
{
  name: "connect",
  version: 2,
  source: "docs.aws.amazon.com, Amazon Connect historical metrics definitions (read 2026-11)",
  rates: [
    { id: "queued", label: "contacts queued",
      definition: "a handoff was attempted",
      numerator: ".attempted", denominator: "true",
      of: "all contacts", nothing: "no contact in the input" },
    { id: "abandonment", label: "abandonment rate",
      definition: "the customer disconnected in the queue, at last, of the contacts queued (who was handled before that is handled, too)",
      numerator: ".handoff == \"left\" or (.handoff == \"waiting\" and .closed_by == \"customer\")", denominator: ".attempted",
      of: "contacts queued", nothing: "no contact was queued" },
    { id: "handled", label: "contacts handled",
      definition: "an agent took it, of the contacts queued",
      numerator: ".delivered", denominator: ".attempted",
      of: "contacts queued", nothing: "no contact was queued" },
    { id: "containment", label: "not queued",
      definition: "no handoff was attempted, of the contacts with a customer turn",
      numerator: ".attempted | not", denominator: ".customer_turns > 0",
      of: "contacts with a customer turn", nothing: "no contact with a customer turn" }
  ]
}
