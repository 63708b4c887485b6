# Twilio Conversations: messages, as pages of the API ({"messages": [...]}) or
# one a line.  Twilio tells who wrote a message but not what they are: name
# them with --role AUTHOR=ROLE.
#: version 1
#: grouped
#: inside messages
#: has conversation_sid body author
#: has conversation_sid participant_sid index
#: has messages[].conversation_sid
#: example {"sid":"IM1","conversation_sid":"CH1","index":0,"author":"+4915550101","body":"Where is my parcel?","date_created":"2016-03-24T20:37:57Z"}
(if (.messages | type) == "array" then .messages[] else . end)
| (.author // "" | tostring) as $author
| { conversation_id: .conversation_sid,
    channel: (if $author | startswith("whatsapp:") then "whatsapp"
              elif $author | startswith("messenger:") then "messenger"
              elif $author | startswith("+") then "sms" else null end),
    turns: [ { at: .date_created, author: $author,
      role: (if $author | startswith("+") or startswith("whatsapp:")
               or startswith("messenger:") then "customer"
             elif $author == "system" then "system" else null end),
      text: .body, id: (if .index == null then .sid
        else "\(.conversation_sid)/\(.index)" end),
      order: .index,
      attachments: (if .media then [ .media[] | .content_type ] else null end) } ] }
