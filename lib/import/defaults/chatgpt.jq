# ChatGPT: the data export's conversations.json.  Of a conversation that was taken
# up again somewhere above, what leads to its end is read; messages of branches
# that were left, and what is hidden from who chats, are counted.  Shapes: no
# published schema; as exports are.
#: version 2
#: has mapping current_node
#: has mapping create_time
#: example {"title":"Card","create_time":1772352000.5,"mapping":{"a":{"id":"a","message":null,"parent":null,"children":["b"]},"b":{"id":"b","message":{"id":"b","author":{"role":"user"},"create_time":1772352001.5,"content":{"content_type":"text","parts":["My card was swallowed"]},"recipient":"all"},"parent":"a","children":[]}},"current_node":"b","conversation_id":"c1"}
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase) as $words
  | (ascii_downcase
    | contains("handoff") or contains("handover") or contains("escalat"))
    or ($words | contains("live_agent")
      or test("(^|[^a-z])((a|actual|an|ask|call|connect|contact|for|get|live|me|need|reach|real|request|speak|talk|to|transfer|want|with)[^a-z]+humans?([^a-z]|$)|[a-z]*humans?[^a-z]*($|(adviser|advisor|agent|agents|assist|assistance|assistant|callback|chat|contact|escalation|expert|flow|handoff|handover|help|in|intent|intervention|now|operator|operators|person|please|queue|rep|representative|representatives|request|requested|required|service|specialist|support|takeover|team|transfer)([^a-z]|$)))"))
  | . and ($words
    | test("^(utter|action)_ask_|(^|[^a-z])(availability|available|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|inhuman|is|list|no|nonhuman|not|offer|propose|prove|reset|resources|status|stop|subhuman|suggest|superhuman|unavailable|validate|verification|verify)([^a-z]|$)") | not);
def role: { user: "customer", assistant: "bot" }[.] // "system";
def some: if length == 0 then null else . end;
def said:
  [ .content | objects | (.parts | arrays | .[]), .text
    | if type == "string" then . else objects | .text | strings end
    | select(. != "") ] | if length == 0 then null else join("\n") end;
def files:
  [ (.content | objects | .parts | arrays | .[] | objects
      | select(.text == null) | .content_type | strings),
    (.metadata | objects | .attachments | arrays | .[] | objects
      | .name | strings) ] | some;
def calls: .author.role == "assistant" and (.recipient // "all") != "all";
def hidden: .metadata.is_visually_hidden_from_conversation? == true;
def kind: if hidden then "hidden" elif calls then "call"
  elif .author.role == "tool" then "tool"
  else .content.content_type? // "message" end;
def shown: (hidden or calls or .author.role == "tool" | not)
  and (.content.content_type? | . != "thoughts" and . != "reasoning_recap"
    and . != "user_editable_context" and . != "model_editable_context")
  and (said != null or files != null);
(.mapping | objects // {}) as $nodes
| (.current_node // ([ $nodes[] | objects | select(.children == [])
    | .id ] | last)) as $tip
| [ $tip | values | recurse($nodes[.].parent?; . != null) ] as $way
| [ $way | reverse | .[] | $nodes[.].message? | objects ] as $all
| (reduce $way[] as $id ({}; .[$id] = true)) as $on
| [ $nodes | to_entries[] | select($on[.key] | not) | .value.message?
    | objects ] as $left
| { conversation_id: (.conversation_id // .id), subject: .title,
    started_at: .create_time, bot: { version: .default_model_slug },
    turns: [ $all[] | select(shown)
      | { at: .create_time, id: .id, role: (.author.role | tostring | role),
          text: said, attachments: files } ],
    events: [ $all[] | select(calls and (.recipient | asks_for_human))
      | { at: .create_time, id: .id, type: "handoff_requested", by: "bot",
          reason: .recipient } ],
    dropped: ((reduce ($all[] | select(shown | not)
          | select(calls and (.recipient | asks_for_human) | not)
          | select(said != null or files != null or calls) | kind | tostring)
        as $t ({}; .[$t] += 1))
      + (if ($left | length) > 0 then { branch: ($left | length) } else {} end)) }
