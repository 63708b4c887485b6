# Zendesk Sunshine Conversations: messages, as pages or one a line, and the
# events of webhooks.
#: version 3
#: grouped
#: inside messages events
#: has author.type content received
#: has messages[].received
#: has payload.message payload.conversation.id
#: has type payload.conversation createdAt
#: example {"id":"m1","conversationId":"c1","received":"2026-05-04T10:12:33.120Z","author":{"type":"user","userId":"u"},"content":{"type":"text","text":"hello"},"source":{"type":"web"}}
def role:
  (.author.subtypes // [] | tostring | ascii_upcase) as $subtypes
  | if .author.type == "user" then "customer"
    elif .source.type == "zd:answerBot" or ($subtypes | test("\"AI\""))
      then "bot"
    elif .source.type == "zd:agentWorkspace" then "agent"
    else null end;
def channel:
  { web: "webchat", ios: "app", android: "app", twilio: "sms",
    messagebird: "sms", mailgun: "email", messenger: "facebook" }[.] // .;
# What a form was filled in with, a place was called, or a card shows.
def said:
  .text // .altText // .textFallback
    // ([ (.fields | arrays | .[] | objects
          | (.label // .name) as $what
          | (.text // .email // ([ (.select | arrays)[] | .label ] | join(", ")))
          | select(. != "" and . != null)
          | if $what then "\($what): \(.)" else . end),
        (.items | arrays | .[] | objects | .title, .description | strings),
        (.location | objects | .name, .address | strings),
        (.coordinates | objects | "\(.lat), \(.long)") ]
      | if length == 0 then null else join("\n") end);
def offered:
  [ (.actions, (.items | arrays | .[] | objects | .actions)) | arrays | .[]
    | objects | .text | strings ]
  | if length == 0 then null else . end;
def message:
  { channel: (if .author.type == "user" and .source.type
      then .source.type | channel else null end),
    customer: { id: (if .author.type == "user"
      then .author.userId // .author.user.id else null end) },
    turns: [ { at: .received, role: role,
      author: (.author.displayName // .author.appId // .author.type),
      text: (if .deleted == true then null else .content // {} | said end),
      deleted: (if .deleted == true then true else null end),
      replaces: (.deleted == true),
      options: (.content // {} | offered),
      id: .id,
      attachments: (if .content.mediaUrl then [ .content.type ]
        else null end) } ] };
def event:
  (.type // "" | tostring) as $type
  | { "switchboard:passControl": "handoff_requested",
      "switchboard:offerControl": "handoff_offered",
      "switchboard:acceptControl": "handoff_accepted",
      "switchboard:releaseControl": "returned_to_bot",
      "conversation:remove": "closed" }[$type];
if .payload then
  { conversation_id: .payload.conversation.id }
  + (if .payload.message then .payload.message | message
     elif .type == "conversation:postback" then
       { turns: [ { at: .createdAt, id: .id, role: "customer",
           text: (.payload.postback | .text // .payload) } ] }
     elif event then
       { events: [ { at: .createdAt, id: .id, type: event } ] }
     else { dropped: { (.type | tostring): 1 } } end)
else
  { conversation_id: (.conversationId // .conversation.id) } + message
end
