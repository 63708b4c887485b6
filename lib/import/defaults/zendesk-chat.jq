# Zendesk Chat: chats of the Chat API or of its incremental export.  A chat that
# was missed waited for a human, from its first message where no bot wrote.
#: version 7
#: inside chats docs
#: has history[].type session.id
#: has history[].type visitor
#: has chats[].history
#: has chats.*.history
#: has docs.*.history
#: has docs.*.visitor
#: has visitor history
#: has visitor session message
#: has visitor webpath
#: example {"id":"1.a","type":"chat","visitor":{"id":"v"},"history":[{"type":"chat.msg","nick":"visitor","msg":"hello","timestamp":"2026-05-04T10:12:33Z"}]}
# By its name; Talbot is none.
def is_bot:
  ascii_downcase | test("(^|[^a-z])(ai|answer|auto|chat|faq|help|info|live|sales|service|support|voice|web|zendesk)?bots?([^a-z]|$)");
# AnswerBot, too; what has a small "bot" may be a name.
def called_bot:
  .name // "" | tostring | is_bot or test("[a-z ]Bot([^a-z]|$)");
def role:
  (.nick // "" | tostring) as $nick
  | (.sender_type // "" | tostring | ascii_downcase) as $type
  | if ($nick | startswith("visitor")) or $type == "visitor" then "customer"
    elif $nick == "agent:trigger" or $type == "trigger"
      or ($type | contains("bot")) or ($nick | is_bot) or called_bot
      # people have a number; what has none is a program
      or ($nick | startswith("agent") | not) and ($nick | test("bot$"; "i"))
      then "bot"
    elif ($nick | startswith("agent")) or $type == "agent" then "agent"
    elif $nick == "" or $nick == "system" then "system"
    else null end;
def author: .nick // "" | tostring
  | if . == "" then null else . end;
def agent: if role == "agent" then .nick // "" | ltrimstr("agent:")
  | if . == "" then null else . end else null end;
def joins: .type == "chat.memberjoin" and role == "agent";
def leaves($missed):
  .type == "chat.memberleave" and role == "customer" and $missed != true;
def waits_from($all):
  [ $all[] | select(.type == "chat.msg" or .type == "chat.file")
    | { at: .timestamp, role: role } ]
  | if any(.[]; .role == "bot") then null
    else first(.[] | select(.role == "customer") | .at) // null end;
(.chats // .docs // null
  | if type == "array" then . elif type == "object" then [ .[] ] else null end)
    as $many
| (if $many then $many[] | objects else . end)
| (if (.history | type) == "array" then .history else [] end | map(objects)) as $all
| { conversation_id: (.id // .chat_id), channel: "webchat",
    started_at: (.timestamp // .session.start_date),
    ended_at: (.end_timestamp // null),
    customer: { id: (.visitor.id) }, department: .department_name,
    tags: .tags, triggered: .triggered, response_time: .response_time,
    outcome: { csat: ({ good: 5, bad: 1 }[.rating // "" | tostring]),
      rating: .rating, comment: .comment },
    turns: ([ $all[] | select(.type == "chat.msg" or .type == "chat.file")
      | { at: .timestamp, role: role,
          author: (role as $role | if $role == null then author
            elif $role == "agent" then agent else null end),
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
          [ { at: waits_from($all), type: "handoff_requested" },
            { at: $end_at, type: "abandoned", by: "customer" } ]
        else [] end)),
    derived: ((if .rating == "good" or .rating == "bad"
        then [ "csat, 5 for good and 1 for bad" ] else [] end)
      + (if .missed == true
        then [ "the handoff that nobody answered, of a missed chat" ]
        else [] end)),
    dropped: (.missed as $missed | reduce ($all[]
        | select(.type != "chat.msg" and .type != "chat.file"
          and (joins or leaves($missed) | not))
        | .type | tostring) as $t
      ({}; . + { ($t): ((.[$t] // 0) + 1) })) }
