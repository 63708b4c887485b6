# Langfuse: traces of the API, of a session, or of the table's export, a trace
# being what a customer said and what was answered; those of a session are a
# conversation.  Shapes: langfuse.com, Public API (Trace) and its export.
#: version 3
#: grouped
#: inside data traces
#: has id timestamp input output
#: has sessionId input output
#: has data[].input data[].timestamp
#: has traces[].input traces[].timestamp
#: example {"id":"t1","timestamp":"2026-03-01T09:00:00.000Z","sessionId":"s1","userId":"u1","input":{"messages":[{"role":"user","content":"talk to a human"}]},"output":"One moment.","latency":1.2}
def value: if type == "string" then (. as $text
    | if test("^\\s*[\\[{]") then try fromjson catch $text else . end)
  else . end;
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase) as $words
  | (ascii_downcase
    | contains("handoff") or contains("handover") or contains("escalat"))
    or ($words | contains("live_agent")
      or test("(^|[^a-z])((a|actual|an|ask|call|connect|contact|for|get|live|me|need|reach|real|request|speak|talk|to|transfer|want|with)[^a-z]+humans?([^a-z]|$)|[a-z]*humans?[^a-z]*($|(adviser|advisor|agent|agents|assist|assistance|assistant|callback|chat|contact|escalation|expert|flow|handoff|handover|help|in|intent|intervention|now|operator|operators|person|please|queue|rep|representative|representatives|request|requested|required|service|specialist|support|takeover|team|transfer)([^a-z]|$)))"))
  | . and ($words
    | test("^(utter|action)_ask_|(^|[^a-z])(availability|available|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|inhuman|is|list|no|nonhuman|not|offer|propose|prove|reset|resources|status|stop|subhuman|suggest|superhuman|unavailable|validate|verification|verify)([^a-z]|$)") | not);
def words:
  if type == "string" then .
  elif type == "array" then
    [ .[] | if type == "string" then . else objects | .text | strings end ]
    | if length == 0 then null else join("\n") end
  else null end;
# Messages, where it is some, of whichever program.
def messages:
  if type == "array" then [ .[] | objects ]
  elif type != "object" then []
  elif (.messages | type) == "array" then [ .messages[] | objects ]
  elif (.choices | type) == "array" then [ .choices[] | objects | .message
    | objects ]
  elif (.message | type) == "object" then [ .message ]
  elif .role then [ . ] else [] end;
def of($roles): (.role // .type // "" | tostring) as $r
  | $roles | index([ $r ]) != null;
def customer: of([ "user", "human" ]);
def bot: of([ "assistant", "ai", "model" ]);
# Else a text, or the member of it that is one.
def plain($names):
  if type == "string" then .
  elif type == "object" then . as $o
    | first(($names[] | $o[.] | words | select(. != null and . != "")), null)
  else null end;
def asked: plain([ "input", "question", "query", "message", "text", "prompt",
  "user_input", "content" ]);
def answered: plain([ "output", "answer", "response", "text", "content",
  "result", "message", "completion" ]);
def calls: (.tool_calls | arrays | .[] | objects | .function.name? // .name?
  | strings);
(if (.data | type) == "array" then .data[]
 elif (.traces | type) == "array" then .traces[] else . end) | objects
| (.input | value) as $in | (.output | value) as $out
| ($in | messages) as $before | ($out | messages) as $after
| .sessionId as $session | .id as $id | .timestamp as $at
| (.latency | if type == "number" then . else null end) as $took
# Of a session, what was said before stands in the traces before.
| (if $session then [ $before[] | select(customer) ] | .[-1:]
   else [ $before[] | select(customer or bot) ] end) as $said
| ([ $after[] | select(bot and (.content | words) != null) ] | last) as $reply
| (if ($before | length) == 0 then $in | asked else null end) as $question
| (($reply.content | words) // (if ($after | length) == 0 then $out | answered
    else null end)) as $answer
| { conversation_id: ($session // $id),
    customer: { id: .userId }, bot: { version: (.version // .release) },
    turns: ((if $question then [ { text: $question, role: "customer" } ]
        else [ $said[] | { text: (.content | words),
          role: (if customer then "customer" else "bot" end) } ] end
      | to_entries | map({ at: $at, id: "\($id)/\(.key)" } + .value))
      + (if $answer then [ { at: $at, after_s: $took, role: "bot",
          text: $answer, id: "\($id)/output" } ] else [] end)),
    events: [ $after[] | calls | select(asks_for_human)
      | { at: $at, type: "handoff_requested", by: "bot", reason: .,
          once: "\($id)/handoff" } ],
    dropped: (if $question == null and ($said | length) == 0 then { input: 1 }
        else {} end
      + (if $answer == null then { output: 1 } else {} end)) }
