# Bot Framework: a .transcript, which is an array of activities or an object
# with the array "transcript"; the activities of a conversation go together.
#: version 1
#: grouped
#: inside transcript
#: has type conversation.id from
#: has type channelId from
#: has transcript[].type
#: example {"type":"message","timestamp":"2021-01-19T08:18:07.770Z","id":"a1","channelId":"webchat","conversation":{"id":"c1"},"from":{"id":"u","role":"user"},"text":"hello"}
def role:
  if .from.role == "user" or .from.role == 1 then "customer"
  elif .from.role == "bot" or .from.role == 0 or .from.role == "skill" then "bot"
  elif .recipient.role == "bot" then "customer"
  elif .recipient.role == "user" then "bot"
  else null end;
def state:
  { accepted: "handoff_accepted", failed: "handoff_failed",
    completed: "returned_to_bot" }[.value.state? // "" | tostring | ascii_downcase];
(if (.transcript | type) == "array" then .transcript[] else . end)
| { conversation_id: .conversation.id, channel: .channelId, language: .locale }
  + (if .type == "message" then
      { turns: [ { at: .timestamp, role: role, author: (.from.name // .from.id),
          text: .text, id: .id } ] }
    elif .type == "event" and .name == "handoff.initiate" then
      { events: [ { at: .timestamp, id: .id, type: "handoff_requested",
          by: role } ] }
    elif .type == "event" and .name == "handoff.status" and state then
      { events: [ { at: .timestamp, id: .id, type: state } ] }
    elif .type == "handoff" then
      { events: [ { at: .timestamp, id: .id, type: "handoff_requested",
          by: role } ] }
    elif .type == "endOfConversation" then
      { events: [ { at: .timestamp, id: .id, type: "closed", by: role } ] }
    else { dropped: { (.type | tostring): 1 } } end)
