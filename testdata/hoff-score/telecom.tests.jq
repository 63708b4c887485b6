# The tests of telecom.jq: hoff-score --test telecom.jq reads them.
def says($text): { role: "customer", text: $text };
[
  { name: "a form is finished before a person is called",
    turns: [ says("here is my passport, agent please") + { intent: { name: "kyc_form" } },
             { role: "bot", text: "Now a photo of the back, please." },
             says("human please"),
             { role: "bot", text: "Thank you. Your name?" },
             says("human please") ],
    expect: { decision: "escalate", turn: 4, rule: "asked-for-a-person", queue: "general" } },
  { name: "no form holds back a crisis",
    turns: [ says("here is my passport") + { intent: { name: "kyc_form" } },
             { role: "bot", text: "Now the back." },
             says("i want to kill myself") ],
    expect: { decision: "escalate", turn: 2, rule: "crisis", queue: "crisis" } },
  { name: "nobody is kept on the phone for leaving",
    conversation: { channel: "voice", turns: [ says("i will cancel my contract") ] },
    expect: { decision: "contain", no_rule: "leaving", readiness: [0, 0.4] } },
  { name: "in a chat somebody is",
    conversation: { channel: "webchat", turns: [ says("i will cancel my contract") ] },
    expect: { decision: "escalate", rule: ["leaving"], no_rule: ["crisis", "not-on-voice"] } }
]
