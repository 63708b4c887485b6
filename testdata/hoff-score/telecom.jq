# Rules of an invented phone company: holds, suppression, a term list, weights.
{
  name: "telecom", version: 3,
  thresholds: { escalate: 0.9, watch: 0.6 },
  weights: { human_request: 3.1, fallbacks: 0.8, "terms.churn": 0.5 },
  terms: { churn: "churn.csv" },
  queues: [ { name: "general" }, { name: "crisis", skills: ["crisis"] } ],
  rules: [
    { id: "crisis", when: ".signals.safety.self_harm >= 0.3", then: "escalate",
      priority: 100, hard: true, queue: "crisis",
      reason: "Somebody may be in danger." },
    { id: "asked-for-a-person", when: ".signals.human_request >= 0.5",
      then: "escalate", priority: 80, reason: "The customer asked for a person." },
    { id: "leaving", when: ".signals.terms.churn >= 1", then: "escalate",
      priority: 60 },
    { id: "let-the-form-finish", when: ".turn.intent.name == \"kyc_form\"",
      then: "hold", turns: 2 },
    { id: "not-on-voice", when: ".channel == \"voice\"", then: "suppress",
      suppress: "leaving" },
    { id: "never-in-a-crisis", when: ".channel == \"voice\"", then: "suppress",
      suppress: "crisis" },
    { id: "tier-as-a-number", when: ".customer.tier + 1 > 2", then: "watch" }
  ]
}
