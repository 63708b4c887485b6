# Botpress: messages and events of a conversation, one a line, and the history
# that startHitl hands over.  What a person writes is relayed as the bot's, with
# their id in the payload: name them with --role ID=agent.
#: version 5
#: grouped
#: inside messages events
#: has messageHistory
#: has conversationId payload direction
#: has conversationId payload source
#: has conversationId payload userId
#: has payload.conversationId type createdAt
#: example {"title":"Refund","messageHistory":[{"source":{"type":"user","userId":"u"},"type":"text","payload":{"text":"talk to a human"}}]}
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
  | .text // .markdown // .title // .body // .address
    // (if .latitude != null then "\(.latitude), \(.longitude)" else null end)
    // ([ (.items | arrays)[] | objects | .payload // . | objects
        | .text, .markdown, .title, .subtitle | strings ]
      | if length == 0 then null else join("\n") end);
def files:
  [ .payload // {} | ., ((.items | arrays)[] | objects | .payload // .
      | objects)
    | .imageUrl, .audioUrl, .videoUrl, .fileUrl | strings ];
def offered:
  [ .payload // {} | ., ((.items | arrays)[] | objects | .payload // .
      | objects)
    | .options, .actions | arrays | .[] | objects | .label | strings ]
  | if length == 0 then null else . end;
def lost: select(said == null and files == []) | .payload.type // .type | tostring;
def turn:
  (.payload // {}) as $p
  | { at: .createdAt, role: role,
      author: (if relayed then $p.userId else .userId // .source.userId end),
      text: said,
      options: (if role == "customer" then null else offered end),
      id: .id,
      attachments: (files | if length == 0 then null else . end) };
if (.messageHistory | type) == "array" then
  { conversation_id: (.conversationId // null),
    customer: { id: .userId },
    turns: [ .messageHistory[] | turn ],
    dropped: (reduce (.messageHistory[] | lost) as $t ({}; .[$t] += 1)),
    events: [ { type: "handoff_requested", by: "bot",
      reason: (.title // .description),
      turn: (.messageHistory | length) } ] }
else
  { conversation_id: (.conversationId // .payload.conversationId) }
  + (if event then
      { events: [ { at: .createdAt, id: .id, type: event,
          by: (if event == "handoff_accepted" then "agent" else "bot" end) } ] }
    elif .direction or .source then
      { turns: [ turn ],
        dropped: (reduce lost as $t ({}; .[$t] += 1)),
        warnings: (if relayed then [ "messages relayed by the bot: "
          + "see --role for who wrote them" ] else [] end),
        customer: { id: (if role == "customer"
          then .userId // .source.userId else null end) } }
    else { dropped: { (.type | tostring): 1 } } end) end
