# Zendesk Chat: chats of the Chat API or of its incremental export.
#: version 1
#: inside chats
#: has history[].type session.id
#: has history[].type visitor
#: has chats[].history
#: example {"id":"1.a","type":"chat","visitor":{"id":"v"},"history":[{"type":"chat.msg","nick":"visitor","msg":"hello","timestamp":"2026-05-04T10:12:33Z"}]}
def role:
  (.nick // "") as $nick | (.sender_type // "" | ascii_downcase) as $type
  | if ($nick | startswith("visitor")) or $type == "visitor" then "customer"
    elif $nick == "agent:trigger" or $type == "trigger" or $type == "bot"
      then "bot"
    elif ($nick | startswith("agent")) or $type == "agent" then "agent"
    else "system" end;
(if (.chats | type) == "array" then .chats[] else . end)
| (if (.history | type) == "array" then .history else [] end) as $all
| { conversation_id: (.id // .chat_id), channel: "webchat",
    started_at: .timestamp, ended_at: .end_timestamp,
    customer: { id: (.visitor.id) }, department: .department_name,
    tags: .tags,
    outcome: { csat: ({ good: 5, bad: 1 }[.rating // ""]),
      rating: .rating },
    turns: [ $all[] | select(.type == "chat.msg")
      | { at: .timestamp, role: role, text: .msg, id: .msg_id,
          agent_id: (if role == "agent"
            then .nick | sub("^agent:"; "") else null end) } ],
    events: ([ $all[]
      | if .type == "chat.memberjoin" and role == "agent" then
          { at: .timestamp, type: "agent_joined" }
        elif .type == "chat.request.rating" then empty
        elif .type == "chat.memberleave" and role == "customer" then
          { at: .timestamp, type: "closed", by: "customer" }
        else empty end ]
      + (if .missed == true then
          [ { at: .end_timestamp, type: "abandoned", by: "customer" } ]
        else [] end)),
    derived: (if .rating then [ "csat, 5 for good and 1 for bad" ] else [] end),
    dropped: (reduce ($all[] | .type | tostring
        | select(. != "chat.msg" and . != "chat.memberjoin"
          and . != "chat.memberleave")) as $t ({}; .[$t] += 1)) }
