# Rasa: the event log (rasa_event.log, an event broker, rasa export), an event
# a line, and the tracker store, a conversation a record; an event that is in
# several of them counts once, by its time.  Not the events of
# Rasa Mantle ({"conversation_id":..., "sequence":..., "user": {...}}), whose
# members are not published in full: they want a mapping of their own.
#: version 8
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
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase) as $words
  | (ascii_downcase
    | contains("handoff") or contains("handover") or contains("escalat"))
    or ($words | contains("live_agent")
      or test("(^|[^a-z])((a|actual|an|ask|call|connect|contact|for|get|live|me|need|reach|real|request|speak|talk|to|transfer|want|with)[^a-z]+humans?([^a-z]|$)|[a-z]*humans?[^a-z]*($|(adviser|advisor|agent|agents|assist|assistance|assistant|callback|chat|contact|escalation|expert|flow|handoff|handover|help|in|intent|intervention|now|operator|operators|person|please|queue|rep|representative|representatives|request|requested|required|service|specialist|support|takeover|team|transfer)([^a-z]|$)))"))
  | . and ($words
    | test("^(utter|action)_ask_|(^|[^a-z])(availability|available|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|inhuman|is|list|no|nonhuman|not|offer|propose|prove|reset|resources|status|stop|subhuman|suggest|superhuman|unavailable|validate|verification|verify)([^a-z]|$)") | not);
# A time of its own, and what there is of it: for none has an id but messages.
def once($what):
  if .timestamp then "\(.event)/\(.timestamp)/\($what | tojson)" else null end;
def objects_of: if type == "object" then . else {} end;
def offered:
  [ (.buttons, .quick_replies) | arrays | .[] | objects | .title | strings ]
  | if length == 0 then null else . end;
def shown:
  [ (.image | strings), (.attachment | strings),
    (.attachment | objects | "attachment") ]
  | if length == 0 then null else . end;
def event($type; $by; $reason):
  { events: [ { at: .timestamp, once: once($type), type: $type, by: $by,
      reason: $reason } ] };
def part:
  if .event == "user" then
    { channel: .input_channel,
      turns: [ { at: .timestamp, role: "customer", text: .text,
        id: .message_id, once: once(.text),
        intent: ((.parse_data // {}) | intent) } ] }
  elif .event == "bot" then
    (.data | objects_of) as $data
    | { turns: [ { at: .timestamp, role: "bot", text: .text,
          once: once(.text), options: ($data | offered),
          attachments: ($data | shown) } ],
        dropped: (if .text == null and ($data.custom | type) == "object"
          then { custom: 1 } else null end) }
  elif .event == "agent" then
    { turns: [ { at: .timestamp, role: "agent", text: .text,
        once: once(.text) } ] }
  elif .event == "pause" then event("handoff_requested"; "bot"; "pause")
  elif .event == "resume" then event("returned_to_bot"; null; null)
  elif .event == "action" and (.name | type) == "string"
      and (.name | asks_for_human) then
    event("handoff_requested"; "bot"; .name)
  elif .event == "action" and .name == "action_default_fallback" then
    event("fallback"; "bot"; null)
  elif .event == "flow_started" and (.flow_id | type) == "string"
      and (.flow_id | asks_for_human) then
    event("handoff_requested"; "bot"; .flow_id)
  elif .event == "flow_started" and .flow_id == "pattern_cannot_handle" then
    event("fallback"; "bot"; null)
  else { dropped: { (.event | tostring): 1 } } end;
def whole:
  ([ .events[] | .event ] | any(. == "bot") | not) as $silent
  | [ .events[]
      | if $silent and .event == "action" and (.name | type) == "string"
          and (.name | startswith("utter_")) then
          { turns: [ { at: .timestamp, role: "bot", action: .name,
              once: once(.name) } ],
            derived: [ "bot turns, from the names of actions" ] }
        else part end ];
.sender_id as $id
| if (.events | type) == "array" then whole[] else part end
| . + { conversation_id: $id }
