# What hoff-kpi means by its words.  A copy of this file, edited, is your own
# set of definitions: hoff-kpi --definitions mine.jq
#
# A conversation has the first outcome whose `when` holds, so outcomes exclude
# each other and add up to all.  A rate counts the conversations for which its
# `numerator` holds among those for which its `denominator` does.  All of these
# are conditions in jq (its native core) over the facts of one conversation.
# Notes (private turns) and system turns are no part of it, and events are read
# in the order of their times.
#
#   .customer_turns  turns of the customer; 7 stands for more
#   .attempted       a handoff_requested, _accepted or _failed or an agent_joined
#                    event, or a human turn
#   .delivered       a human turn, or a handoff_accepted or agent_joined event
#   .human           a human turn
#   .answered_human  a customer turn after the first human turn
#   .returned        returned_to_bot after a handoff
#   .handoff         where the last handoff stands: "waiting", "failed", or
#                    "left" by the customer before it failed; null: none,
#                    answered by a human, or given back to the bot
#   .failure         why it failed, by the reason of handoff_failed:
#                    "out_of_hours" (also after_hours, outside_hours, off_hours,
#                    closed), "no_agent" (also no_agents, no_agent_available,
#                    no_agents_available, agents_busy), "other"; null: it did not
#   .asked_by        by whom the first handoff_requested is: "customer", "bot",
#                    "other"; null: there is none
#   .left            an abandoned event while no handoff was open, and no human
#                    there (also after a human gave it back)
#   .closed_by       outcome.closed_by, else `by` of the last closed event:
#                    "customer", "bot", "agent", "timeout" (also timer,
#                    inactivity, idle), "other"; null: not said
#   .resolved        outcome.resolved: true, false, null
#   .last            whose turn is the last: "customer", "bot", "bot_question"
#                    (the bot's, and it ends with a question mark), "agent"; null
#   .satisfaction    outcome.csat from 1 to 5: "low" is below 3, "middle" below
#                    4, "high" is the rest; null: none
#   .fallbacks       turns with an intent such as fallback or no_match, or as
#                    many of the kind fallback in hoff.score.friction; 7: or more
#   .again_days      with --history, the shortest of 1, 3, 7 and 30 days after
#                    the end within which the customer came back; null: none
#   .observed_days   with --history, the longest of 1, 3, 7 and 30 days after
#                    the end that the log still covers, else 0; null: without
#                    --history, customer.id or times
#   .matter          with --history, whether it is known what the conversation
#                    is about: --matter, or intents of the customer's turns but
#                    those of --no-matter and fallbacks
#   .matter_again_days, .matter_before_days
#                    as .again_days, of the customer's next contact on the same
#                    matter, and of the last one on it before; a contact of
#                    which it is not known what it is about may be on any
#   .outcome         in rates only: the id of the outcome
#
# null is less than every number: ask .again_days != null first.
{
  name: "hoff",
  version: 3,
  source: "hoff: nobody who gave up counts as resolved, an attempt is not a delivery, what the log does not say is unknown",
  outcomes: [
    { id: "not_engaged", family: "not_engaged", label: "not engaged",
      definition: "no customer turn",
      when: ".customer_turns == 0" },
    { id: "escalated_delivered", family: "escalated", label: "escalated, delivered",
      definition: "a human turn, or a handoff_accepted or agent_joined event, and no handoff in vain after it",
      when: ".delivered and .handoff == null" },
    { id: "out_of_hours", family: "out_of_hours", label: "out of hours",
      definition: "the last handoff failed for the reason out_of_hours, before the customer left",
      when: ".handoff == \"failed\" and .failure == \"out_of_hours\"" },
    { id: "escalated_failed", family: "escalated", label: "escalated, failed",
      definition: "the last handoff failed before any human came to it and before the customer left",
      when: ".handoff == \"failed\"" },
    { id: "abandoned_queue", family: "abandoned", label: "abandoned in the queue",
      definition: "the customer left (abandoned, or closed by the customer) while waiting for a human",
      when: ".handoff == \"left\" or (.handoff == \"waiting\" and .closed_by == \"customer\")" },
    { id: "escalated_attempted", family: "escalated", label: "escalated, attempted",
      definition: "the last handoff was requested; the log shows neither a human nor a failure",
      when: ".handoff == \"waiting\"" },
    { id: "contained_resolved", family: "contained_resolved", label: "contained, resolved",
      definition: "no human; resolved, and nothing says that only a bot, a timer or an agent closed it",
      when: ".resolved == true and (.left | not) and (.closed_by == null or .closed_by == \"customer\")" },
    { id: "contained_assumed", family: "contained_resolved", label: "contained, assumed resolved",
      definition: "no human; resolved, but not closed by the customer",
      when: ".resolved == true" },
    { id: "abandoned_bot", family: "abandoned", label: "abandoned with the bot",
      definition: "abandoned with no handoff open, and not said to be resolved",
      when: ".left" },
    { id: "contained_unresolved", family: "contained_unresolved", label: "contained, unresolved",
      definition: "no human; said to be not resolved",
      when: ".resolved == false" },
    { id: "abandoned_silent", family: "abandoned", label: "abandoned in silence",
      definition: "no resolution known, and the last word is a question of the bot",
      when: ".closed_by != \"customer\" and .last == \"bot_question\"" },
    { id: "contained_unknown", family: "unknown", label: "contained, unknown",
      definition: "no human, no question open, and nothing says how it ended",
      when: "true" }
  ],
  rates: [
    { id: "escalation_attempted", label: "escalation, attempted",
      definition: "a handoff_requested, _accepted or _failed or an agent_joined event, or a human turn",
      numerator: ".attempted", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "escalation_delivered", label: "escalation, delivered",
      definition: "a human turn, or a handoff_accepted or agent_joined event",
      numerator: ".delivered", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "handoff_delivery", label: "handoffs that reach a human",
      definition: "delivered, of those attempted",
      numerator: ".delivered", denominator: ".customer_turns > 0 and .attempted",
      of: "attempted escalations", nothing: "no handoff was attempted" },
    { id: "handoff_by_customer", label: "handoffs the customer asked for",
      definition: "the first handoff_requested is by the customer, of those attempted",
      numerator: ".asked_by == \"customer\"", denominator: ".customer_turns > 0 and .attempted",
      of: "attempted escalations", nothing: "no handoff was attempted" },
    { id: "handoff_returned", label: "handoffs given back",
      definition: "returned_to_bot after a handoff, of those attempted",
      numerator: ".returned", denominator: ".customer_turns > 0 and .attempted",
      of: "attempted escalations", nothing: "no handoff was attempted" },
    { id: "handoff_out_of_hours", label: "handoffs out of hours",
      definition: "outcome out_of_hours, of those attempted: a matter of staffing, not of the bot",
      numerator: ".outcome == \"out_of_hours\"", denominator: ".customer_turns > 0 and .attempted",
      of: "attempted escalations", nothing: "no handoff was attempted" },
    { id: "handoff_unanswered", label: "human writes, customer is gone",
      definition: "no customer turn after the first human turn",
      numerator: ".answered_human | not", denominator: ".customer_turns > 0 and .human",
      of: "conversations with a human turn", nothing: "no human turn" },
    { id: "containment_loose", label: "containment, loose",
      definition: "no handoff attempted; counts those who gave up, and those not helped: an upper bound",
      numerator: ".attempted | not", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "containment_resolved", label: "containment, resolved",
      definition: "outcome contained_resolved: no human, and the problem solved",
      numerator: ".outcome == \"contained_resolved\"", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "containment_assumed", label: "containment, also assumed",
      definition: "outcomes contained_resolved and contained_assumed",
      numerator: ".outcome == \"contained_resolved\" or .outcome == \"contained_assumed\"", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "containment_strict", label: "containment, no callback", history: true,
      definition: "strict in the sense of Google's no callback rate: no handoff attempted, and the customer did not come back within 24 hours; counts those who gave up, and those not helped, when they stayed away: no measure of resolution; conversations that end in the last 24 hours of the log are left out",
      numerator: "(.attempted | not) and (.again_days == null or .again_days > 1)",
      denominator: ".customer_turns > 0 and .observed_days >= 1",
      of: "conversations with a customer turn, customer.id and times, ended 24 hours or more before the log does",
      nothing: "no such conversation ends 24 hours before the log does" },
    { id: "containment_strict_resolved", label: "containment, resolved, no callback", history: true,
      definition: "outcomes contained_resolved and contained_assumed, and the customer did not come back within 24 hours; nobody who gave up; conversations that end in the last 24 hours of the log are left out",
      numerator: "(.outcome == \"contained_resolved\" or .outcome == \"contained_assumed\") and (.again_days == null or .again_days > 1)",
      denominator: ".customer_turns > 0 and .observed_days >= 1",
      of: "conversations with a customer turn, customer.id and times, ended 24 hours or more before the log does",
      nothing: "no such conversation ends 24 hours before the log does" },
    { id: "containment_durable", label: "containment, durable", history: true,
      definition: "outcomes contained_resolved and contained_assumed, and the customer did not come back within 7 days, of those resolved; the last 7 days of the log are left out",
      numerator: ".again_days == null or .again_days > 7",
      denominator: "(.outcome == \"contained_resolved\" or .outcome == \"contained_assumed\") and .observed_days >= 7",
      of: "contained and resolved conversations with customer.id and times, ended 7 days or more before the log does",
      nothing: "no such conversation ends 7 days before the log does" },
    { id: "fcr", label: "FCR, 7 days", history: true,
      definition: "first contact resolution: the customer did not come back within 7 days, on any channel, and the log does not deny that it was resolved (resolved is true; or not said, and nobody gave up, was refused or left with a question); where nothing is said of an attempted handoff, and in the last 7 days of the log, it is not known and left out",
      numerator: "(.again_days == null or .again_days > 7) and (.resolved == true or (.resolved == null and (.outcome == \"escalated_delivered\" or .outcome == \"contained_unknown\")))",
      denominator: ".customer_turns > 0 and .observed_days >= 7 and (.resolved != null or .outcome != \"escalated_attempted\")",
      of: "conversations with a customer turn, customer.id and times, ended 7 days or more before the log does, but handoffs of which it does not say what became",
      nothing: "no such conversation ends 7 days before the log does" },
    { id: "fcr_human", label: "FCR of humans, 7 days", history: true,
      definition: "the same, of the escalations delivered",
      numerator: "(.again_days == null or .again_days > 7) and (.resolved == true or (.resolved == null and (.outcome == \"escalated_delivered\" or .outcome == \"contained_unknown\")))",
      denominator: ".customer_turns > 0 and .delivered and .observed_days >= 7 and (.resolved != null or .outcome != \"escalated_attempted\")",
      of: "delivered escalations with customer.id and times, ended 7 days or more before the log does, but those with a later handoff of which it does not say what became",
      nothing: "no such conversation ends 7 days before the log does" },
    { id: "fcr_matter", label: "FCR by matter, 7 days", history: true,
      definition: "FCR of matters, not of customers: of the contacts that are the first on theirs (no other on it in the 7 days before, as far as the log shows), those after which the customer did not come back with it within 7 days, and the log does not deny that it was resolved; who comes back with what the log does not say counts as back with it",
      numerator: "(.matter_again_days == null or .matter_again_days > 7) and (.resolved == true or (.resolved == null and (.outcome == \"escalated_delivered\" or .outcome == \"contained_unknown\")))",
      denominator: ".customer_turns > 0 and .matter and (.matter_before_days == null or .matter_before_days > 7) and .observed_days >= 7 and (.resolved != null or .outcome != \"escalated_attempted\")",
      of: "first contacts on a matter that is known, with customer.id and times, ended 7 days or more before the log does, but handoffs of which it does not say what became",
      nothing: "no first contact on a matter that is known ends 7 days before the log does" },
    { id: "fcr_matter_human", label: "FCR by matter of humans, 7 days", history: true,
      definition: "the same, of the escalations delivered",
      numerator: "(.matter_again_days == null or .matter_again_days > 7) and (.resolved == true or (.resolved == null and (.outcome == \"escalated_delivered\" or .outcome == \"contained_unknown\")))",
      denominator: ".customer_turns > 0 and .delivered and .matter and (.matter_before_days == null or .matter_before_days > 7) and .observed_days >= 7 and (.resolved != null or .outcome != \"escalated_attempted\")",
      of: "delivered escalations that are the first contact on a matter that is known, with customer.id and times, ended 7 days or more before the log does, but those with a later handoff of which it does not say what became",
      nothing: "no such first contact on a matter that is known ends 7 days before the log does" },
    { id: "repeat_matter", label: "repeat contact on a matter, 7 days", history: true,
      definition: "the customer came back within 7 days with the same matter, or the log does not say with what; the last 7 days of the log are left out",
      numerator: ".matter_again_days != null and .matter_again_days <= 7",
      denominator: ".customer_turns > 0 and .matter and .observed_days >= 7",
      of: "conversations with a customer turn, a matter that is known, customer.id and times, ended 7 days or more before the log does",
      nothing: "no conversation on a matter that is known ends 7 days before the log does" },
    { id: "repeat_contact", label: "repeat contact, 24 hours", history: true,
      definition: "the customer came back within 24 hours; the last 24 hours of the log are left out",
      numerator: ".again_days != null and .again_days <= 1",
      denominator: ".customer_turns > 0 and .observed_days >= 1",
      of: "conversations with a customer turn, customer.id and times, ended 24 hours or more before the log does",
      nothing: "no such conversation ends 24 hours before the log does" },
    { id: "abandonment", label: "abandonment",
      definition: "outcomes abandoned_bot, abandoned_silent and abandoned_queue",
      numerator: ".outcome == \"abandoned_bot\" or .outcome == \"abandoned_silent\" or .outcome == \"abandoned_queue\"", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "abandonment_queue", label: "abandonment in the queue",
      definition: "outcome abandoned_queue, of the escalations attempted",
      numerator: ".outcome == \"abandoned_queue\"", denominator: ".customer_turns > 0 and .attempted",
      of: "attempted escalations", nothing: "no handoff was attempted" },
    { id: "automation", label: "automation",
      definition: "no human turn, engaged or not",
      numerator: ".human | not", denominator: "true",
      of: "all conversations", nothing: "no conversation in the input" },
    { id: "coverage", label: "coverage",
      definition: "no turn with a fallback intent and no fallback in the friction of hoff.score: the bot took itself to understand",
      numerator: ".fallbacks == 0", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "outcome_unknown", label: "outcome unknown",
      definition: "outcomes contained_unknown and escalated_attempted: what the log does not say",
      numerator: ".outcome == \"contained_unknown\" or .outcome == \"escalated_attempted\"", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "resolution_said", label: "resolution recorded",
      definition: "outcome.resolved is there, true or false",
      numerator: ".resolved != null", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "resolution", label: "resolution",
      definition: "outcome.resolved is true, of those where it is recorded",
      numerator: ".resolved == true", denominator: ".customer_turns > 0 and .resolved != null",
      of: "conversations with outcome.resolved", nothing: "no outcome.resolved in the input" },
    { id: "resolution_human", label: "resolution after a human",
      definition: "the same, of the escalations delivered",
      numerator: ".resolved == true", denominator: ".customer_turns > 0 and .delivered and .resolved != null",
      of: "delivered escalations with outcome.resolved", nothing: "no delivered escalation has outcome.resolved" },
    { id: "csat_response", label: "CSAT response",
      definition: "outcome.csat is 1 to 5; non-response is not random",
      numerator: ".satisfaction != null", denominator: ".customer_turns > 0",
      of: "conversations with a customer turn", nothing: "no conversation with a customer turn" },
    { id: "csat_top2", label: "CSAT, top two boxes",
      definition: "outcome.csat is 4 or more, of those who answered",
      numerator: ".satisfaction == \"high\"", denominator: ".customer_turns > 0 and .satisfaction != null",
      of: "answers", nothing: "no outcome.csat from 1 to 5 in the input" }
  ]
}
