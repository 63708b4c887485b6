# Freshchat: messages of the API or of webhooks, one a line or in pages.  It
# may call a bot an agent: say --role ID=bot.  Who is given a conversation has
# not taken it yet: only who takes it himself has.
#: version 6
#: grouped
#: inside messages
#: has message_parts actor_type
#: has message_parts conversation_id
#: has data.message.conversation_id
#: has action actor data.assignment
#: has action actor data.resolve
#: has action actor action_time
#: has messages[].message_parts messages[].actor_type
#: example {"id":"m","conversation_id":"c","message_type":"normal","actor_type":"user","message_parts":[{"text":{"content":"Hello"}}],"created_time":"2026-05-04T10:12:33.120Z"}
# Of a part, what is said in it, and what it has beside.
def said: .text.content, .email.subject, .email.content | strings;
def files: .image.url, .file.name, .video.url, .audio.url | strings;
# Of buttons and quick replies, wherever they stand, what they say.
def offered: .. | objects | .label | strings;
def channel:
  { whatsapp: "whatsapp", sms: "sms", email: "email", web: "webchat",
    facebook: "facebook", instagram: "instagram", line: "line",
    apple_business_chat: "apple_business_chat", ios: "app", android: "app"
  }[. // "" | tostring | ascii_downcase];
def message:
  (.actor_type // "" | tostring | ascii_downcase) as $who
  | { conversation_id: .conversation_id,
      channel: (.message_source | channel),
      customer: { id: (if $who == "user" then .actor_id // .user_id
        else .user_id end) },
      turns: [ { at: .created_time,
        role: ({ user: "customer", agent: "agent", system: "system",
          bot: "bot" }[$who] // "system"),
        author: .actor_id,
        text: ([ (.message_parts // [])[] | said ]
          | if length == 0 then null else join("\n") end),
        id: .id,
        options: ([ (.message_parts // [])[], (.reply_parts // [])[] | offered ]
          | if length == 0 then null else . end),
        private: (if .message_type // "" | tostring | ascii_downcase
          == "private" then true else null end),
        attachments: ([ (.message_parts // [])[] | files ]
          | if length == 0 then null else . end) } ],
      dropped: (reduce ((.message_parts // [])[]
        | select([ said, files, offered ] == []) | keys[]) as $t ({}; .[$t] += 1)) };
if (.messages | type) == "array" then .messages[] | message
elif .data.message then .data.message | message
elif .data.assignment then
  .action_time as $at | .actor.actor_id? as $actor | .data.assignment
  | { conversation_id: (.conversation.conversation_id // .conversation_id),
      events: [ { at: $at,
        type: (if .to_agent_id != null and (.assignor_id // $actor) == .to_agent_id
               then "handoff_accepted"
               else "handoff_requested" end),
        by: (.assignor | { agent: "agent", bot: "bot" }[. // ""] // "system"),
        agent_id: .to_agent_id, queue: .to_group_id } ] }
elif .data.resolve then
  .action_time as $at | .data.resolve
  | { conversation_id: (.conversation.conversation_id // .conversation_id),
      events: [ { at: $at, type: "closed", by: (.resolver
        | { agent: "agent", bot: "bot", user: "customer" }[. // ""]
          // "system") } ] }
elif .data.message == null and .message_parts == null then
  { conversation_id: (.data | objects | [ .[] | objects
      | .conversation.conversation_id // .conversation_id | values ] | first),
    dropped: { (.action | tostring): 1 } }
else message end
