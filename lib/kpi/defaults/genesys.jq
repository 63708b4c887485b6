# The words of Genesys Cloud: offered = answered + abandoned + flow-outs.
{
  name: "genesys",
  version: 2,
  source: "help.mypurecloud.com, queue metric definitions and configure the service level calculation (read 2026-11)",
  rates: [
    { id: "offered", label: "offered",
      definition: "interactions that entered a queue",
      numerator: ".attempted", denominator: "true",
      of: "all interactions", nothing: "no interaction in the input" },
    { id: "answered", label: "answered",
      definition: "an agent took it (if only once), of those offered",
      numerator: ".delivered", denominator: ".attempted",
      of: "interactions offered", nothing: "no interaction was offered" },
    { id: "abandonment", label: "abandon rate",
      definition: "the customer left the queue and was never answered, of those offered (answered, abandoned and flow-outs)",
      numerator: "(.delivered | not) and (.handoff == \"left\" or (.handoff == \"waiting\" and .closed_by == \"customer\"))", denominator: ".attempted",
      of: "interactions offered", nothing: "no interaction was offered" },
    { id: "flow_out", label: "flow-outs",
      definition: "left the queue otherwise: failed, or neither answered nor abandoned",
      numerator: "(.delivered | not) and .handoff != \"left\" and (.handoff != \"waiting\" or .closed_by != \"customer\")", denominator: ".attempted",
      of: "interactions offered", nothing: "no interaction was offered" },
    { id: "containment", label: "self-service",
      definition: "no queue was entered, of the interactions with a customer turn",
      numerator: ".attempted | not", denominator: ".customer_turns > 0",
      of: "interactions with a customer turn", nothing: "no interaction with a customer turn" }
  ]
}
