# Crisp: messages and conversations, as pages of the API or one a line, and the
# events of webhooks.  What is sent automatically is the bot's, what comes of a
# plugin that is named a bot, too; say --role NICKNAME=bot for others.  What was
# chosen of a picker or filled into a field stands in the message that asked:
# it is the customer's, at the time of the question, or of the webhook that tells
# it.  What was changed or removed later by a webhook is so here.  Who is given a
# conversation has not taken it yet.  Shapes: docs.crisp.chat, REST API (messages
# in a conversation) and RTM API (session events), and node-crisp-api.
#: version 3
#: grouped
#: inside data
#: has session_id fingerprint from
#: has session_id website_id from
#: has session_id website_id state
#: has data[].session_id data[].website_id
#: has data.session_id data.website_id
#: has data.session_id website_id event
#: example {"session_id":"session_1","website_id":"w","type":"text","from":"user","origin":"chat","content":"My card was swallowed","fingerprint":177,"timestamp":1772355600000,"user":{"nickname":"Ann","user_id":"session_1"}}
def text_of: if . == null then null else tostring end;
def words: map(strings | select(. != ""))
  | if length == 0 then null else join("\n") end;
def some: if length == 0 then null else . end;
def role:
  if .from == "user" then "customer"
  elif .from != "operator" then null
  elif .automated == true or .user.type? == "bot"
    or (.origin // "" | tostring | test("^urn:.*bot")) then "bot"
  else "agent" end;
def said:
  .content | if type == "string" then .
    elif type == "object" then
      [ .text, (.targets | arrays | .[] | objects | .title, .description) ]
      | words
    else null end;
def offered:
  [ .content | objects
    | (.choices | arrays | .[] | objects | .label),
      (.targets | arrays | .[] | objects | .actions | arrays | .[] | objects
        | .label) | strings ] | some;
def files:
  [ select(.type == "file" or .type == "audio" or .type == "animation")
    | .type as $type | .content | objects | .name // .type // $type ] | some;
# What the customer answered by it.
def answer:
  [ .content | objects | (.choices | arrays | .[] | objects
      | select(.selected == true) | .label // .value),
    (if (.choices | type) == "array" then empty else .value end) ] | words;
def message:
  role as $role
  | (.user | objects // {}) as $user
  | ([ .content | objects | .namespace | strings ] | first // "") as $event
  | if .type == "event" then
      { conversation_id: .session_id }
      + if $event == "state:resolved" then
          { events: [ { at: .timestamp, type: "closed",
            by: (if $role == "bot" or $role == "agent" then $role
              else null end), id: (.fingerprint | text_of) } ] }
        else { dropped: { "event \($event)": 1 } } end
    else
      (answer) as $answer
      | { conversation_id: .session_id,
          channel: (if $role == "customer" then
            { chat: "webchat", email: "email" }[.origin // "" | tostring]
            // (.origin // "" | tostring | split(":")
              | if .[1] == "crisp.im" then .[2] else null end)
            else null end),
          customer: { id: (if $role == "customer" then $user.user_id
            else null end) },
          turns: ([ { at: .timestamp, id: (.fingerprint | text_of),
              role: $role, author: ($user.nickname // $user.user_id),
              agent_id: (if $role == "agent" then $user.user_id
                else null end),
              text: said, options: offered,
              private: (if .type == "note" then true else null end),
              edited: (if .edited == true then true else null end),
              # who only says what was changed does not say by whom
              amends: (if .from == null then true else null end),
              attachments: files } ]
            + (if $answer and $role != "customer" then
              [ { at: .timestamp, id: "\(.fingerprint)/answer",
                  role: "customer", text: $answer } ] else [] end)),
          derived: (if $answer and $role != "customer"
            then [ if .from == null
              then "answers to pickers and fields, when they were told"
              else "answers to pickers and fields, at the time of these"
              end ]
            else [] end),
          dropped: (if said == null and offered == null and files == null
            then { (.type // "message" | tostring): 1 } else {} end) } end;
def conversation:
  { conversation_id: .session_id, started_at: .created_at,
    customer: { id: .people_id } };
# What a webhook is about; what it says that is no message is made here.
def told($event; $at):
  if $event == "" or $event == "message:send" or $event == "message:received"
    then .
  elif $event == "message:updated" then { timestamp: $at, edited: true } + .
  elif $event == "message:removed" then
    { made: { conversation_id: .session_id,
        turns: [ { id: (.fingerprint | text_of), amends: true, text: "",
          deleted: true } ] } }
  elif $event == "session:set_state" and .state == "resolved" then
    { made: { conversation_id: .session_id,
        events: [ { at: $at, type: "closed" } ] } }
  elif $event == "session:set_routing" and .routing_id then
    { made: { conversation_id: .session_id,
        events: [ { at: $at, type: "handoff_requested",
          agent_id: .routing_id } ] } }
  elif $event == "session:sync:rating" then
    { made: { conversation_id: .session_id,
        outcome: (.rating | objects
          | { csat: .stars, comment: .comment }) } }
  else { made: { conversation_id: .session_id, dropped: { ($event): 1 } } } end;
(if (.data | type) == "array" then .data[] | objects
  elif (.data | type) == "object" then
    (.event // "" | tostring) as $event | .timestamp as $at
    | .data | told($event; $at)
  else . end)
| if .made then .made
  elif .from == null and .content == null then conversation
  else message end
