# The rules before the change.
{
  name: "shop", version: 3,
  thresholds: { escalate: 0.85, watch: 0.6 },
  rules: [
    { id: "asked-for-a-person", when: ".signals.human_request >= 0.5",
      then: "escalate", priority: 80, reason: "The customer asked for a person." },
    { id: "crisis", when: ".signals.safety.self_harm >= 0.3",
      then: "escalate", priority: 100, hard: true, reason: "Possible danger to life." },
    { id: "fraud", when: ".signals.compliance.fraud >= 0.5",
      then: "escalate", priority: 90, reason: "Possible fraud." },
    { id: "complaint", when: ".signals.compliance.complaint >= 0.5",
      then: "watch", reason: "A complaint." },
    { id: "stuck", when: ".signals.fallback_streak >= 2",
      then: "escalate", reason: "The bot failed twice in a row." }
  ],
  tests: [
    { name: "who asks for a person gets one",
      turns: [ { role: "customer", text: "let me talk to an agent" } ],
      expect: { decision: "escalate", turn: 0, rule: "asked-for-a-person" } },
    { name: "a question about opening hours stays with the bot",
      turns: [ { role: "customer", text: "When do you open on Sunday?" } ],
      expect: { decision: "contain" } }
  ]
}
