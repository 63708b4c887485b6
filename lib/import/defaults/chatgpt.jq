# ChatGPT: the data export's conversations.json.  Of a conversation that was taken
# up again somewhere above, what leads to its end is read; messages of branches
# that were left, and what is hidden from who chats, are counted.  Shapes: no
# published schema; as exports are.
#: version 1
#: has mapping current_node
#: has mapping create_time
#: example {"title":"Card","create_time":1772352000.5,"mapping":{"a":{"id":"a","message":null,"parent":null,"children":["b"]},"b":{"id":"b","message":{"id":"b","author":{"role":"user"},"create_time":1772352001.5,"content":{"content_type":"text","parts":["My card was swallowed"]},"recipient":"all"},"parent":"a","children":[]}},"current_node":"b","conversation_id":"c1"}
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (ascii_downcase
    | contains("handoff") or contains("handover") or contains("human")
      or contains("live_agent") or contains("escalat"))
  and (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase
    | test("^(utter|action)_ask_|(^|[^a-z])(humani[a-z]*|humanl[a-z]*|available|availability|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|is|list|no|not|offer|propose|reset|resources|status|stop|suggest|unavailable|validate|verify)([^a-z]|$)") | not);
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
