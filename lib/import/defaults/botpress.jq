# Botpress: messages and events of a conversation, one a line, and the history
# that startHitl hands over.  What a person writes is relayed as the bot's, with
# their id in the payload: that is an agent, unless --role ID=ROLE says another.
# Of version 12 the tables events, msg_messages and handoffs, as JSON or CSV, a
# thread being a conversation; who writes without an authorId is the bot there.
# The module hitlnext marks what an agent wrote (from, or agentId), tells in an
# event how a handoff was left (exitType), and copies all to the thread of the
# agent, which is dropped where the handoffs name it.
#: version 7
#: rows
#: grouped
#: inside messages events
#: has messageHistory
#: has conversationId authorId sentOn
#: has threadId direction event
#: has userThreadId agentThreadId status
#: has conversationId payload direction
#: has conversationId payload source
#: has conversationId payload userId
#: has payload.conversationId type createdAt
#: example {"title":"Refund","messageHistory":[{"source":{"type":"user","userId":"u"},"type":"text","payload":{"text":"talk to a human"}}]}
def value: if type == "string" then (. as $text | try fromjson catch $text)
  else . end;
def object: value | objects // {};
def role:
  (.source.type // (if .direction == "incoming" then "user"
    elif .direction == "outgoing" then "bot" else null end))
  | if . == null then null
    else { user: "customer", bot: "bot", agent: "agent", human: "agent" }[.]
      // "system" end;
def event:
  (.type // "" | tostring | split(":") | last // "") as $type
  | { hitlStarted: "handoff_requested", startHitl: "handoff_requested",
      hitlAssigned: "handoff_accepted", hitlStopped: "returned_to_bot",
      stopHitl: "returned_to_bot" }[$type];
def relayed: .direction == "outgoing" and .payload.userId != null;
# What is said, also on cards; null: nothing.
def said:
  (.payload // {})
  | .text // .markdown // ([ .title, .subtitle | strings | select(. != "") ]
      | if length == 0 then null else join("\n") end) // .body // .address
    // (if .latitude != null then "\(.latitude), \(.longitude)" else null end)
    // ([ (.items | arrays)[] | objects | .payload // . | objects
        | .text, .markdown, .title, .subtitle | strings ]
      | if length == 0 then null else join("\n") end);
def files:
  [ .payload // {} | ., ((.items | arrays)[] | objects | .payload // .
      | objects)
    | .imageUrl, .audioUrl, .videoUrl, .fileUrl, .image, .audio, .video, .file
    | strings ];
def offered:
  [ .payload // {} | ., ((.items | arrays)[] | objects | .payload // .
      | objects)
    | .options, .actions, .choices, .quick_replies | arrays | .[] | objects
    | .label // .title | strings ]
  | if length == 0 then null else . end;
def lost: select(said == null and files == []) | .payload.type // .type | tostring;
def turn:
  (.payload // {}) as $p
  | { at: .createdAt, role: (if relayed then null else role end),
      author: (if relayed then $p.userId else .userId // .source.userId end),
      text: said,
      options: (if role == "customer" then null else offered end),
      id: .id,
      attachments: (files | if length == 0 then null else . end) };
# Version 12.
def some: if . == "" then null else . end;
def lines($at; $id; $role; $author; $payload; $more):
  { payload: $payload } as $m | ($m | said) as $text | ($m | files) as $files
  | ($m | offered) as $options
  | if $text == null and $files == [] and $options == null
    then { dropped: { ($payload.type // "message" | tostring): 1 } }
    else { turns: [ { at: $at, id: $id, role: $role, author: $author,
      text: $text,
      options: (if $role == "customer" then null else $options end),
      attachments: (if $files == [] then null else $files end) } + $more ] }
    end;
def logged:
  (.event | object) as $event
  | ($event.payload | object) as $payload
  | (.type // $event.type // "" | tostring) as $type
  | (.direction == "incoming") as $in
  | ($event.nlu | object) as $nlu
  | ($nlu.intent | object) as $best
  | ($payload.agentId // $payload.metadata.agentId? // null) as $agent
  | { timedOutWaitingAgent: [ "handoff_failed", "expired" ],
      noAgent: [ "handoff_failed", "no_agent" ],
      handoffResolved: [ "returned_to_bot", null ]
    }[$payload.exitType // "" | tostring] as $exit
  | .id as $id | .createdOn as $at
  | { conversation_id: (.threadId // .sessionId | some),
      language: (if $in then $nlu.detectedLanguage // $nlu.language
        else null end),
      bot: { name: .botId },
      customer: { id: (if $in then .target | some else null end) } }
    + (if $type == "handoff" then
        { events: [ { at: $at, id: $id, type: "handoff_requested",
          by: "bot" } ] }
      elif $exit then
        { events: [ { at: $at, id: $id, type: $exit[0], reason: $exit[1] } ] }
      elif $in or .direction == "outgoing" then
        lines($at; $id; (if $in then "customer"
            elif $agent or $payload.from == "agent" then "agent"
            else "bot" end); $agent; $payload + { type: $type };
          if $in and $best.name and $best.name != "none" then
            { intent: { name: $best.name, confidence: $best.confidence,
              alternatives: [ ($nlu.intents | arrays)[] | objects
                | select(.name != $best.name and .name != "none")
                | { name: .name, confidence: .confidence } ] } }
          else {} end)
        + (if $in and $best.name == "none" then
            { events: [ { at: $at, once: "none/\($id)", type: "fallback",
              by: "bot" } ] } else {} end)
      else { dropped: { ($type): 1 } } end);
def table_message:
  (.payload | object) as $payload
  | (.authorId | some) as $who
  | { conversation_id: .conversationId, customer: { id: $who } }
    + lines(.sentOn; .id; (if $who then "customer" else "bot" end); null;
      $payload; {});
def table_handoff:
  .id as $id | (.agentId | some) as $agent | (.status | tostring) as $status
  | { conversation_id: .userThreadId, channel: (.userChannel | some
      | if . == "web" then "webchat" else . end),
      customer: { id: (.userId | some) },
      events: ([ { at: .createdAt, type: "handoff_requested", by: "bot" },
        ((.assignedAt | some | values) as $at | { at: $at,
          type: "handoff_accepted", by: "agent", agent_id: $agent }),
        (if $status == "expired" or $status == "rejected" then { at: .updatedAt,
          type: "handoff_failed", reason: $status } else empty end),
        ((.resolvedAt | some | values) as $at | { at: $at,
          type: "returned_to_bot", by: "agent" }) ]
        | map(. + { id: "\($id)/\(.type)" })) },
    (.agentThreadId | some | values
      | { conversation_id: ., drop: "an agent's thread" });
if .event and has("threadId") then logged
elif .sentOn and (has("authorId")) then table_message
elif .userThreadId then table_handoff
elif (.messageHistory | type) == "array" then
  { conversation_id: (.conversationId // null),
    customer: { id: .userId },
    turns: [ .messageHistory[] | turn ],
    dropped: (reduce (.messageHistory[] | lost) as $t ({}; .[$t] += 1)),
    events: [ { type: "handoff_requested", by: "bot",
      reason: (.title // .description),
      turn: (.messageHistory | length) } ] }
else .payload |= value |
  { conversation_id: (.conversationId // .payload.conversationId) }
  + (if event then
      { people: [ select(event == "handoff_accepted" and .payload.userId?)
          | { author: .payload.userId, role: "agent" } ],
        events: [ { at: .createdAt, id: .id, type: event,
          by: (if event == "handoff_accepted" then "agent" else "bot" end),
          agent_id: (if event == "handoff_accepted" then .payload.userId?
            else null end) } ] }
    elif .direction or .source then
      { turns: [ turn ],
        dropped: (reduce lost as $t ({}; .[$t] += 1)),
        warnings: (if relayed then [ "messages relayed by the bot: "
          + "see --role for who wrote them" ] else [] end),
        customer: { id: (if role == "customer"
          then .userId // .source.userId else null end) } }
    else { dropped: { (.type | tostring): 1 } } end) end
