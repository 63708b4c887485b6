# Rasa: the event log (rasa_event.log, an event broker, rasa export), an event
# a line, and the tracker store, a conversation a record.  Not the events of
# Rasa Mantle ({"conversation_id":..., "sequence":..., "user": {...}}), whose
# members are not published in full: they want a mapping of their own.
#: version 4
#: grouped
#: has sender_id event timestamp
#: has sender_id events
#: example {"sender_id":"u1","event":"user","timestamp":1528402837.2,"text":"talk to a human","parse_data":{"intent":{"name":"handoff","confidence":0.7}}}
def intent:
  .intent.name as $best
  | if $best == null then null else
    { name: $best, confidence: .intent.confidence,
      alternatives: [ (.intent_ranking // [])[] | select(.name != $best)
        | { name: .name, confidence: .confidence } ] } end;
def asks_for_human:
  ascii_downcase
  | contains("handoff") or contains("handover") or contains("human")
    or contains("live_agent") or contains("escalat");
def part:
  if .event == "user" then
    { channel: .input_channel,
      turns: [ { at: .timestamp, role: "customer", text: .text,
        id: .message_id, intent: ((.parse_data // {}) | intent) } ] }
  elif .event == "bot" then
    { turns: [ { at: .timestamp, role: "bot", text: .text } ] }
  elif .event == "agent" then
    { turns: [ { at: .timestamp, role: "agent", text: .text } ] }
  elif .event == "pause" then
    { events: [ { at: .timestamp, type: "handoff_requested", by: "bot",
        reason: "pause" } ] }
  elif .event == "resume" then
    { events: [ { at: .timestamp, type: "returned_to_bot" } ] }
  elif .event == "action" and (.name | type) == "string"
      and (.name | asks_for_human) then
    { events: [ { at: .timestamp, type: "handoff_requested", by: "bot",
        reason: .name } ] }
  elif .event == "action" and .name == "action_default_fallback" then
    { events: [ { at: .timestamp, type: "fallback", by: "bot" } ] }
  elif .event == "flow_started" and (.flow_id | type) == "string"
      and (.flow_id | asks_for_human) then
    { events: [ { at: .timestamp, type: "handoff_requested", by: "bot",
        reason: .flow_id } ] }
  elif .event == "flow_started" and .flow_id == "pattern_cannot_handle" then
    { events: [ { at: .timestamp, type: "fallback", by: "bot" } ] }
  else { dropped: { (.event | tostring): 1 } } end;
def whole:
  ([ .events[] | .event ] | any(. == "bot") | not) as $silent
  | [ .events[]
      | if $silent and .event == "action" and (.name | type) == "string"
          and (.name | startswith("utter_")) then
          { turns: [ { at: .timestamp, role: "bot", action: .name } ],
            derived: [ "bot turns, from the names of actions" ] }
        else part end ];
.sender_id as $id
| if (.events | type) == "array" then whole[] else part end
| . + { conversation_id: $id }
