# OpenAI: chat completions and fine-tuning files, {"messages": [...]} a line.
#: version 4
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
  (ascii_downcase
    | contains("handoff") or contains("handover") or contains("human")
      or contains("live_agent") or contains("escalat"))
  and (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase
    | test("^(utter|action)_ask_|(^|[^a-z])(humani[a-z]*|humanl[a-z]*|available|availability|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|is|list|no|not|offer|propose|reset|resources|status|stop|suggest|unavailable|validate|verify)([^a-z]|$)") | not);
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
