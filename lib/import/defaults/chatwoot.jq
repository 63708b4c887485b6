# Chatwoot: messages of the API or of webhooks, one a line.
#: version 1
#: grouped
#: inside payload
#: has message_type content conversation_id
#: has message_type content conversation.id
#: example {"id":11,"conversation_id":503,"message_type":0,"created_at":1777889553,"content":"my bill is wrong","sender_type":"Contact"}
def kind:
  if type == "number" then [ "incoming", "outgoing", "activity", "template" ][.]
  else . end;
def role:
  (.message_type | kind) as $kind
  | (.sender_type // .sender.type // "" | tostring | ascii_downcase) as $who
  | if $kind == "incoming" then "customer"
    elif $kind == "activity" then "system"
    elif $kind == "template" or ($who | test("bot|captain")) then "bot"
    elif $who == "user" then "agent"
    else null end;
{ conversation_id: ((.conversation_id // .conversation.id) | tostring),
  turns: [ { at: .created_at, role: role, author: (.sender_type // "sender"),
    text: .content, id: (.id | tostring),
    agent_id: (if role == "agent" then (.sender_id // .sender.id | tostring)
               else null end),
    private: (if .private == true then true else null end) } ] }
