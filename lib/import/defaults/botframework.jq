# Bot Framework: a .transcript, which is an array of activities or an object
# with the array "transcript"; the activities of a conversation go together.
#: version 5
#: grouped
#: inside transcript activities
#: has type conversation.id from
#: has type channelId from
#: has type conversation.id recipient
#: has transcript[].type
#: example {"type":"message","timestamp":"2021-01-19T08:18:07.770Z","id":"a1","channelId":"webchat","conversation":{"id":"c1"},"from":{"id":"u","role":"user"},"text":"hello"}
def word: if type == "string" then ascii_downcase else . end;
def role:
  (.from.role | word) as $from | (.recipient.role | word) as $to
  | if $from == "user" or $from == 1 then "customer"
    elif $from == "bot" or $from == 0 or $from == "skill" then "bot"
    elif $from == "agent" or $from == "human" then "agent"
    elif $to == "bot" or $to == 0 or $to == "skill" then "customer"
    elif $to == "user" or $to == 1 then "bot"
    else null end;
def state:
  { accepted: "handoff_accepted", failed: "handoff_failed",
    completed: "returned_to_bot" }[.value.state? // "" | tostring | ascii_downcase];
def at: .timestamp // .localTimestamp;
# What is said, also on cards, in whatever they hold; and what they offer.
def said:
  if (.text // "") != "" then .text
  else [ (.attachments // [])[]? | .content? | objects
      | [ .title, .text, ((.body // [])[]? | .. | objects | .text?) ]
      | map(select(type == "string" and . != ""))[] ]
    | if length == 0 then null else join("\n") end end;
def offered:
  [ (.suggestedActions.actions? // [])[]?,
    ((.attachments // [])[]? | .content? | objects
      | (.buttons // [])[]?, (.actions // [])[]?,
        ((.body // [])[]? | .. | objects | select(.type == "ActionSet")
          | (.actions // [])[]?))
    | objects | .title | strings | select(. != "") ]
  | if length == 0 then null else . end;
(if (.transcript | type) == "array" then .transcript[] else . end)
| { conversation_id: .conversation.id, channel: .channelId, language: .locale }
  + (if .type == "message" then
      { turns: [ said as $said
        | { at: at, role: role, author: (.from.name // .from.id),
          text: $said, html: (if $said == null then .speak else null end),
          id: .id, options: offered,
          attachments: ([ (.attachments // [])[]? | .name // .contentType // empty ]
            | if length == 0 then null else . end) } ] }
    elif .type == "event" and .name == "handoff.initiate" then
      { events: [ { at: at, id: .id, type: "handoff_requested", by: role } ] }
    elif .type == "event" and .name == "handoff.status" and state then
      { events: [ { at: at, id: .id, type: state,
          reason: (if state == "handoff_failed" then .value.message
                   else null end) } ] }
    elif .type == "handoff" then
      { events: [ { at: at, id: .id, type: "handoff_requested", by: role } ] }
    elif .type == "endOfConversation" then
      { events: [ { at: at, id: .id, type: "closed", by: role } ] }
    else { dropped: { (.type | tostring): 1 } } end)
