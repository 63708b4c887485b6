# The rules hoff-score runs on when it is given none.  Copy them and change
# them: hoff-score --show-defaults prints this file and the term lists.
#
# A rule looks at one customer turn at a time, and at nothing that comes later.
#   when      what must be true: .signals (numbers, see the manual), .turn,
#             .customer, .channel, .language, .bot, .history, .thresholds,
#             .local_time (date, clock, weekday, hour, minute, open)
#   then      escalate: a human takes over
#             watch:    a supervisor should have an eye on it
#             clarify:  the bot asks first (question: "..."); a human takes over
#                       when it fires again within so many turns (turns: 3)
#             hold:     no escalation for so many customer turns (turns: N), or
#                       until something is so (until: "...")
#             suppress: the rule named does not count at this turn
#   hard      true: no hold, suppress or threshold stands in its way
#   cooldown  quiet for so many customer turns after it took effect
#   priority  the higher goes first; of equals, the one written first
#   queue     who takes over; the first queue where nothing is said
#
# At each turn suppress rules go first, then holds, then the first rule that
# escalates decides, then readiness, then the first that watches or asks.
#
# A file may also have overrides of thresholds, and opening hours:
#   overrides: [{ channel: "voice", tier: ["gold"], thresholds: { ... } }]
#   time_zone: "Europe/Berlin", hours: { mon: ["09:00-17:30"] },
#   holidays: ["2026-12-25"]
{
  name: "default",
  version: 5,

  # Readiness is the model's own opinion, 0..1.  It steps in where no rule
  # fits but several small things came together.
  thresholds: { escalate: 0.7, watch: 0.45 },

  # How much of it a bot can do: the first row that fits.  Put rows of your own
  # intents in front: { intent: ["close_account", "dispute_*"], risk: "low",
  # tier: "human-first" }.  risk is at least so much: low (the bot could go on),
  # medium (watched), high (escalated), critical (by a hard rule); or a number,
  # of readiness.
  tiers: [
    { risk: "critical", tier: "human-only" },
    { risk: "high",     tier: "human-first" },
    { risk: "medium",   tier: "assisted" },
    { risk: "low",      tier: "self-serve" }
  ],

  queues: [
    { name: "general",    priority: 50,  sla_s: 60,  patience_s: 300 },
    { name: "crisis",     priority: 100, sla_s: 15,  skills: ["crisis"] },
    { name: "safety",     priority: 95,  sla_s: 20,  skills: ["safety"] },
    { name: "fraud",      priority: 90,  sla_s: 30,  skills: ["fraud"], patience_s: 600 },
    { name: "complaints", priority: 70,  sla_s: 120, skills: ["complaints"], patience_s: 600 },
    { name: "care",       priority: 65,  sla_s: 60,  skills: ["care"], patience_s: 600 },
    { name: "retention",  priority: 60,  sla_s: 60,  skills: ["retention"], patience_s: 240 }
  ],

  rules: [

    # Life and limb.  Recall before precision: better one look too many.
    { id: "crisis", then: "escalate", hard: true, priority: 100, queue: "crisis",
      when: ".signals.safety.self_harm >= 0.5",
      reason: "The customer may be about to harm themselves." },
    { id: "medical-emergency", then: "escalate", hard: true, priority: 98, queue: "safety",
      when: ".signals.safety.medical >= 0.8",
      reason: "The customer describes a medical emergency." },
    { id: "child-in-danger", then: "escalate", hard: true, priority: 97, queue: "safety",
      when: ".signals.safety.child >= 0.8",
      reason: "A child may be in danger, or a child is writing." },
    { id: "violence", then: "escalate", hard: true, priority: 96, queue: "safety",
      when: ".signals.safety.violence >= 0.8",
      reason: "The customer speaks of violence, as a threat or as its victim." },
    { id: "hazard", then: "escalate", hard: true, priority: 99, queue: "safety",
      when: ".signals.safety.hazard >= 0.8",
      reason: "Gas, fire, live wires or chemicals may endanger life." },
    { id: "safety-watch", then: "watch", priority: 90,
      when: ".signals.safety.self_harm >= 0.3 or .signals.safety.violence >= 0.4 or .signals.safety.medical >= 0.6 or .signals.safety.hazard >= 0.5",
      reason: "Something in it may be a matter of safety." },

    # Money and accounts under attack: minutes count.
    { id: "fraud", then: "escalate", priority: 85, queue: "fraud",
      when: ".signals.compliance.fraud >= 0.7",
      reason: "The customer reports a fraud." },
    { id: "account-under-attack", then: "escalate", priority: 84, queue: "fraud",
      when: ".signals.compliance.security >= 0.7",
      reason: "Somebody else may be in the customer's account, card or device." },

    # The customer said so.
    { id: "asked-for-a-person", then: "escalate", priority: 80,
      when: ".signals.human_request >= 0.5",
      reason: "The customer asked for a person." },

    # What a bot must not settle.
    { id: "legal", then: "escalate", priority: 75, queue: "complaints",
      when: ".signals.compliance.legal >= 0.7",
      reason: "The customer speaks of lawyers, courts, the police or a regulator." },
    { id: "complaint", then: "escalate", priority: 70, queue: "complaints",
      when: ".signals.compliance.complaint >= 0.7",
      reason: "The customer wants to complain." },
    { id: "cannot-pay", then: "escalate", priority: 65, queue: "care",
      when: ".signals.compliance.payment >= 0.7",
      reason: "The customer cannot pay." },
    { id: "vulnerable", then: "escalate", priority: 64, queue: "care",
      when: ".signals.compliance.vulnerable >= 0.7",
      reason: "The customer, or somebody near, needs special care." },
    { id: "privacy-request", then: "watch", priority: 60,
      when: ".signals.compliance.privacy >= 0.7",
      reason: "The customer asks about personal data." },

    # The bot has failed.
    { id: "bot-keeps-failing", then: "escalate", priority: 60,
      when: ".signals.fallback_streak >= 2 or .signals.fallbacks >= 3",
      reason: "The bot did not understand, again and again." },
    { id: "going-in-circles", then: "escalate", priority: 58,
      when: ".signals.loops >= 1 and (.signals.rephrases >= 1 or .signals.negative_feedback >= 0.5 or .signals.fallbacks >= 1)",
      reason: "The bot goes in circles and the customer tries in vain." },
    { id: "said-it-twice", then: "escalate", priority: 56,
      when: ".signals.rephrases >= 2 and .signals.bot_repeats >= 1",
      reason: "The customer put it in other words twice and got the same answers." },
    { id: "answer-did-not-help", then: "escalate", priority: 55,
      when: ".signals.turns >= 2 and .signals.negative_feedback >= 0.8 and (.signals.fallbacks + .signals.bot_repeats + .signals.rephrases >= 1 or .signals.unhelpful >= 2 or .signals.sentiment_trend <= -0.25)",
      reason: "The customer says that the answer did not help, and it is not the only sign of trouble." },
    { id: "not-sure-twice", then: "escalate", priority: 54,
      when: ".signals.confidence != null and .signals.confidence < 0.4 and any(.history[-2:][]; .role == \"customer\" and .intent.confidence != null and .intent.confidence < 0.4)",
      reason: "The bot was not sure what the customer wants, twice running." },

    # Feelings.
    { id: "very-angry", then: "escalate", priority: 52, queue: "retention",
      when: ".signals.anger >= 0.85 and .signals.sentiment < 0",
      reason: "The customer is very angry." },
    { id: "angry-for-a-while", then: "escalate", priority: 51, queue: "retention",
      when: ".signals.anger >= 0.5 and .signals.sentiment_trend <= -0.4",
      reason: "The customer has been getting angrier." },
    { id: "abusive", then: "watch", priority: 45,
      when: ".signals.safety.abuse >= 0.8",
      reason: "The customer insults the bot." },
    { id: "valued-and-unhappy", then: "escalate", priority: 50, queue: "retention",
      when: ".signals.sentiment <= -0.4 and (.customer.tier // \"\" | tostring | ascii_downcase | . == \"gold\" or . == \"platinum\" or . == \"vip\" or . == \"premium\" or . == \"business\")",
      reason: "A valued customer is unhappy." },
    { id: "unhappy", then: "watch", priority: 30,
      when: ".signals.sentiment_trend <= -0.4 or .signals.anger >= 0.5",
      reason: "The customer is unhappy." },
    { id: "about-to-leave", then: "watch", priority: 20,
      when: ".signals.dropoff_risk >= 0.5",
      reason: "The customer may be about to give up." }
  ],

  tests: [
    { name: "a customer who asks for a person gets one",
      turns: [ { role: "customer", text: "let me talk to an agent" } ],
      expect: { decision: "escalate", turn: 0, rule: "asked-for-a-person" } },
    { name: "a yes to the bot's offer is a request",
      turns: [ { role: "customer", text: "my router is broken" },
               { role: "bot", text: "Shall I connect you to an agent?" },
               { role: "customer", text: "yes please" } ],
      expect: { decision: "escalate", turn: 2, rule: "asked-for-a-person" } },
    { name: "a no to the bot's offer is none",
      turns: [ { role: "customer", text: "my router light is red" },
               { role: "bot", text: "Shall I connect you to an agent?" },
               { role: "customer", text: "no, tell me what red means" } ],
      expect: { decision: "contain" } },
    { name: "an insurance agent is not a request",
      turns: [ { role: "customer", text: "how do I find my insurance agent's address" } ],
      expect: { decision: "contain" } },
    { name: "self-harm goes to the crisis queue whatever else is said",
      turns: [ { role: "customer", text: "thanks, all good. i took all my pills" } ],
      expect: { decision: "escalate", turn: 0, rule: "crisis" } },
    { name: "an app that kills me does not",
      turns: [ { role: "customer", text: "this app is killing me lol" } ],
      expect: { decision: "contain" } },
    { name: "chest pain is an emergency",
      turns: [ { role: "customer", text: "i have chest pain and cant breathe" } ],
      expect: { decision: "escalate", turn: 0, rule: "medical-emergency" } },
    { name: "a smell of gas goes to the safety queue",
      turns: [ { role: "customer", text: "i smell gas in my kitchen" } ],
      expect: { decision: "escalate", turn: 0, rule: "hazard" } },
    { name: "a gas bill does not",
      turns: [ { role: "customer", text: "my gas bill is on fire today lol" } ],
      expect: { decision: "contain" } },
    { name: "two failures running are enough",
      turns: [ { role: "customer", text: "porting date" },
               { role: "bot", text: "Sorry, I didn't get that." },
               { role: "customer", text: "when is my number ported" },
               { role: "bot", text: "Could you rephrase that?" },
               { role: "customer", text: "number transfer date" } ],
      expect: { decision: "escalate", turn: 4, rule: "bot-keeps-failing" } },
    { name: "one failure is not",
      turns: [ { role: "customer", text: "porting date" },
               { role: "bot", text: "Sorry, I didn't get that." },
               { role: "customer", text: "when is my number ported" },
               { role: "bot", text: "Your number is ported on Friday." },
               { role: "customer", text: "great, thanks" } ],
      expect: { decision: "contain" } },
    { name: "a stolen card is a matter for the fraud desk",
      turns: [ { role: "customer", text: "someone used my card for things i did not buy" } ],
      expect: { decision: "escalate", turn: 0, rule: "fraud" } },
    { name: "a lawyer is a matter for people",
      turns: [ { role: "customer", text: "you will hear from my lawyer" } ],
      expect: { decision: "escalate", turn: 0, rule: "legal" } },
    { name: "a data request is watched, not escalated",
      turns: [ { role: "customer", text: "please delete my personal data" } ],
      expect: { decision: "watch", turn: 0, rule: "privacy-request" } },
    { name: "an order that goes well is left alone",
      turns: [ { role: "customer", text: "a large latte with oat milk please" },
               { role: "bot", text: "A large latte with oat milk. Is that right?" },
               { role: "customer", text: "yes, thank you" } ],
      expect: { decision: "contain" } }
  ]
}
