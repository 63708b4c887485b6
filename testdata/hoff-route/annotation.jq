# The queues of a small bank; the rest of a rules file is not hoff-route's.
{ name: "bank", version: 1,
  queues: [
    { name: "general", handle_s: 200 },
    { name: "card", skills: ["card:2", "kyc"], priority: 70, sla_s: 0.5,
      handle_s: 90.5, patience_s: 100.25 },
    { name: "fraud", skills: ["fraud"] } ],
  rules: [ { id: "one", when: ".signals.nothing_of_that_name", then: "escalate" } ] }
