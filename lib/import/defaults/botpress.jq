# Botpress: messages of a conversation, one a line, and the history that
# startHitl hands over.
#: version 1
#: grouped
#: inside messages
#: has messageHistory
#: has conversationId payload direction
#: has conversationId payload source
#: example {"title":"Refund","messageHistory":[{"source":{"type":"user","userId":"u"},"type":"text","payload":{"text":"talk to a human"}}]}
def role:
  (.source.type // (if .direction == "incoming" then "user"
    elif .direction == "outgoing" then "bot" else "" end))
  | { user: "customer", bot: "bot", agent: "agent" }[.] // "system";
def turn:
  { at: .createdAt, role: role, text: .payload.text, id: .id };
if (.messageHistory | type) == "array" then
  { conversation_id: (.conversationId // null),
    customer: { id: .userId },
    turns: [ .messageHistory[] | turn ],
    events: [ { type: "handoff_requested", by: "bot", reason: .title,
      turn: (.messageHistory | length) } ] }
else
  { conversation_id: .conversationId, turns: [ turn ] } end
