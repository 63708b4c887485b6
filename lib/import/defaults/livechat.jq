# LiveChat: chats of its archives and chats as they are read one by one; each of
# their threads is a conversation.  People have the address of a mailbox there;
# an agent without one is a bot.  Shapes: platform.text.com, Agent Chat API
# (chats, threads, events, users) and System messages, which tell who ended a
# chat and who was given it.
#: version 2
#: inside chats
#: has users[].type thread.events
#: has users[].type threads[].events
#: has chats[].users chats[].thread
#: has chats[].users chats[].threads
#: has payload.chat.users
#: example {"id":"C1","users":[{"id":"u","type":"customer"},{"id":"jo@example.com","type":"agent"}],"thread":{"id":"T1","events":[{"id":"T1_1","created_at":"2026-03-01T09:00:00.000000Z","type":"message","author_id":"u","text":"My card was swallowed"}]}}
def kind: .type // "" | tostring;
def words: if length == 0 then null else join("\n") end;
def said:
  kind as $kind
  | if $kind == "filled_form" then
      [ (.fields | arrays | .[] | objects
          | (.label // .name // "" | tostring) as $what
          | (.answer // (.answers | arrays | map(objects | .label // empty)
              | join(", ")) // .value // empty)
          | if type == "object" then .label // empty else . end
          | tostring | select(. != "")
          | if $what == "" then . else "\($what) \(.)" end) ] | words
    elif $kind == "rich_message" then
      [ (.elements | arrays | .[] | objects | .title, .subtitle | strings) ]
      | words
    else .text end;
def offered:
  [ (.elements | arrays | .[] | objects | .buttons | arrays | .[] | objects
      | .text | strings) ] | if length == 0 then null else . end;
# Of a system message, what happened.
def told:
  .system_message_type // "" | tostring
  | if . == "manual_archived_customer" or . == "archived_customer_disconnected"
      then { type: "closed", by: "customer", reason: . }
    elif . == "manual_archived_agent" or . == "customer_banned"
      then { type: "closed", by: "agent", reason: . }
    elif test("^(system_|routing\\.)archived")
      then { type: "closed", by: "system", reason: . }
    elif . == "chat_transferred" then { type: "handoff_requested" }
    elif test("^routing\\.(un)?assigned")
      then { type: "handoff_requested", by: "system", reason: . }
    elif . == "agent_added" or . == "agent_joined"
      then { type: "agent_joined", by: "agent" }
    else empty end;
def many: [ .threads | arrays | .[] | objects ], [ .thread | objects ]
  | select(length > 0);
(if (.chats | type) == "array" then .chats[] | objects
 elif (.payload.chat | type) == "object" then .payload.chat else . end)
| . as $chat
| ([ (.users | arrays)[] | objects
    | { (.id // "" | tostring): (if .type == "customer" then "customer"
        elif .type == "bot" or (.type == "agent"
          and (.id // "" | tostring | contains("@") | not)) then "bot"
        else "agent" end) } ] | add // {}) as $who
| (first(many) // [])[]
| ([ (.events | arrays)[] | objects ]) as $all
| (.properties.rating | objects // {}) as $rating
| ([ $rating.score | if type == "object" then .value else . end ] | first)
    as $score
| { conversation_id: (.id // $chat.id), channel: "webchat", chat: $chat.id,
    started_at: .created_at,
    customer: { id: ([ ($chat.users | arrays)[] | objects
      | select(.type == "customer") | .id ] | first) },
    tags: .tags,
    outcome: { csat: (if $score == 1 then 5 elif $score == 0 then 1
        else null end),
      comment: ($rating.comment | if type == "object" then .value else . end) },
    turns: [ $all[] | kind as $kind
      | (.author_id // "" | tostring) as $author
      | said as $text
      | select($kind == "file" or $text != null)
      | { at: .created_at, id: .id,
          role: (if $kind == "system_message" then "system"
            elif $who[$author] then $who[$author]
            elif $author | contains("@") then "agent" else null end),
          author: (if $kind == "system_message" then null else $author end),
          text: $text, options: offered,
          private: (if .visibility == "agents" or .recipients == "agents"
            then true else null end),
          attachments: (if $kind == "file" then [ .name // "file" ]
            else null end) } ],
    events: [ $all[] | select(kind == "system_message")
      | { at: .created_at, id: .id } + told ],
    derived: ((if $score == 1 or $score == 0
        then [ "csat, 5 for good and 1 for bad" ] else [] end)
      + (if any($who[]; . == "bot")
        then [ "bots, by agents without an address" ] else [] end)),
    dropped: (reduce ($all[] | select(kind != "file" and said == null)
      | kind) as $t ({}; .[$t] += 1)) }
