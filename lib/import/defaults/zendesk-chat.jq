# Zendesk Chat: chats of the Chat API or of its incremental export.
#: version 5
#: inside chats
#: has history[].type session.id
#: has history[].type visitor
#: has chats[].history
#: has visitor history
#: has visitor session message
#: has visitor webpath
#: example {"id":"1.a","type":"chat","visitor":{"id":"v"},"history":[{"type":"chat.msg","nick":"visitor","msg":"hello","timestamp":"2026-05-04T10:12:33Z"}]}
# By its name; Talbot is none.
def is_bot:
  ascii_downcase | test("(^|[^a-z])(ai|answer|auto|chat|faq|help|info|live|sales|service|support|voice|web|zendesk)?bots?([^a-z]|$)");
def role:
  (.nick // "" | tostring) as $nick
  | (.sender_type // "" | tostring | ascii_downcase) as $type
  | if ($nick | startswith("visitor")) or $type == "visitor" then "customer"
    elif $nick == "agent:trigger" or $type == "trigger"
      or ($type | contains("bot")) or ($nick | is_bot) then "bot"
    elif ($nick | startswith("agent")) or $type == "agent" then "agent"
    else "system" end;
def agent: if role == "agent" then .nick // "" | ltrimstr("agent:")
  | if . == "" then null else . end else null end;
def joins: .type == "chat.memberjoin" and role == "agent";
def leaves($missed):
  .type == "chat.memberleave" and role == "customer" and $missed != true;
(if (.chats | type) == "array" then .chats[] else . end)
| (if (.history | type) == "array" then .history else [] end | map(objects)) as $all
| { conversation_id: (.id // .chat_id), channel: "webchat",
    started_at: (.timestamp // .session.start_date),
    ended_at: (.end_timestamp // null),
    customer: { id: (.visitor.id) }, department: .department_name,
    tags: .tags, triggered: .triggered, response_time: .response_time,
    outcome: { csat: ({ good: 5, bad: 1 }[.rating // "" | tostring]),
      rating: .rating },
    turns: ([ $all[] | select(.type == "chat.msg" or .type == "chat.file")
      | { at: .timestamp, role: role, author: agent,
          text: (.msg // .message), id: .msg_id,
          attachments: (if .type == "chat.file"
            then [ .attachment.name // .file.name // "file" ] else null end) } ]
      + (if ($all | length) == 0 and (.message | type) == "string" then
          [ { at: .timestamp, role: "customer", text: .message } ]
        else [] end)),
    events: (.missed as $missed | .end_timestamp as $end_at | [ $all[]
      | if joins then
          { at: .timestamp, type: "agent_joined", by: "agent", agent_id: agent }
        elif leaves($missed) then
          { at: .timestamp, type: "closed", by: "customer" }
        else empty end ]
      + (if $missed == true then
          [ { at: $end_at, type: "abandoned", by: "customer" } ]
        else [] end)),
    derived: (if .rating == "good" or .rating == "bad"
      then [ "csat, 5 for good and 1 for bad" ] else [] end),
    dropped: (.missed as $missed | reduce ($all[]
        | select(.type != "chat.msg" and .type != "chat.file"
          and (joins or leaves($missed) | not))
        | .type | tostring) as $t
      ({}; . + { ($t): ((.[$t] // 0) + 1) })) }
