# Freshchat: messages of the API, one a line.  It tells no bot from an agent.
#: version 1
#: grouped
#: inside messages
#: has message_parts actor_type
#: example {"id":"m","conversation_id":"c","message_type":"normal","actor_type":"user","message_parts":[{"text":{"content":"Hello"}}],"created_time":"2026-05-04T10:12:33.120Z"}
(if (.messages | type) == "array" then .messages[] else . end)
| (.actor_type // "" | ascii_downcase) as $who
| { conversation_id: .conversation_id,
    turns: [ { at: .created_time, role: ({ user: "customer", agent: "agent",
        system: "system", bot: "bot" }[$who] // "system"),
      text: ([ (.message_parts // [])[] | .text.content // empty ]
        | if length == 0 then null else join("\n") end),
      id: .id,
      agent_id: (if $who == "agent" then .actor_id else null end),
      private: (if .message_type == "private" then true else null end) } ] }
