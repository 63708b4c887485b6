# OpenAI: chat completions and fine-tuning files, {"messages": [...]} a line.
#: version 5
#: has messages[].role
#: example {"messages":[{"role":"user","content":"talk to a human"},{"role":"assistant","content":"One moment."}]}
def role:
  { user: "customer", assistant: "bot", system: "system",
    developer: "system" }[.];
def text: first(.text, .refusal | strings);
def words:
  if type == "string" then .
  elif type == "array" then
    [ .[] | if type == "string" then . else objects | text end ]
    | if length == 0 then null else join("\n") end
  else null end;
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase) as $words
  | (ascii_downcase
    | contains("handoff") or contains("handover") or contains("escalat"))
    or ($words | contains("live_agent")
      or test("(^|[^a-z])((a|actual|an|ask|call|connect|contact|for|get|live|me|need|reach|real|request|speak|talk|to|transfer|want|with)[^a-z]+humans?([^a-z]|$)|[a-z]*humans?[^a-z]*($|(adviser|advisor|agent|agents|assist|assistance|assistant|callback|chat|contact|escalation|expert|flow|handoff|handover|help|in|intent|intervention|now|operator|operators|person|please|queue|rep|representative|representatives|request|requested|required|service|specialist|support|takeover|team|transfer)([^a-z]|$)))"))
  | . and ($words
    | test("^(utter|action)_ask_|(^|[^a-z])(availability|available|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|inhuman|is|list|no|nonhuman|not|offer|propose|prove|reset|resources|status|stop|subhuman|suggest|superhuman|unavailable|validate|verification|verify)([^a-z]|$)") | not);
# A refusal stands beside the content.
def said: (.content | words) // (.refusal | strings) // null;
def calls:
  [ (.tool_calls // [])[] | .function.name // "" ]
  + (if .function_call then [ .function_call.name // "" ] else [] end);
[ .messages[] | objects ] as $all
| [ $all | to_entries[] | select(.value.role | . != "tool" and . != "function")
    | select((.value | said) != null
        or (.value | calls | length) == 0) | .key ] as $spoken
| { conversation_id: (.conversation_id // .id),
    turns: [ $spoken[] as $i | $all[$i]
      | { at: (.timestamp // .created_at),
          role: (.role | if . == null then . else tostring | role // . end),
          text: said } ],
    events: [ $all | to_entries[] | .key as $i | .value
      | ([ $spoken[] | select(. <= $i) ] | length) as $turn
      | if .role == "tool" or .role == "function" then
          { type: "tool_result", by: "system", turn: $turn }
        else calls[]
          | { type: (if asks_for_human then "handoff_requested"
                     else "tool_call" end),
              by: "bot", reason: ., turn: $turn } end ],
    dropped: (reduce ($all[] | .content | arrays | .[] | objects
        | select([ text ] == []) | .type | tostring) as $t
      ({}; .[$t] += 1)) }
