# Zendesk Sunshine Conversations: messages, as pages or one a line.
#: version 1
#: grouped
#: inside messages
#: has author.type content received
#: has messages[].received
#: example {"id":"m1","conversationId":"c1","received":"2026-05-04T10:12:33.120Z","author":{"type":"user","userId":"u"},"content":{"type":"text","text":"hello"},"source":{"type":"web"}}
def role:
  if .author.type == "user" then "customer"
  elif .source.type == "zd:answerBot" then "bot"
  elif .source.type == "zd:agentWorkspace" then "agent"
  else null end;
(if (.messages | type) == "array" then .messages[] else . end)
| { conversation_id: (.conversationId // .conversation.id),
    channel: (if .author.type == "user" then .source.type else null end),
    customer: { id: .author.userId },
    turns: [ { at: .received, role: role,
      author: (.author.displayName // .author.appId // .author.type),
      text: (.content.text // .content.altText), id: .id } ] }
