# Twilio Conversations: messages, as pages of the API ({"messages": [...]}), of
# webhooks, or one a line.  Twilio tells who wrote a message but not what they
# are: name them with --role AUTHOR=ROLE.  A message's attributes are JSON in a
# string; what is no JSON stays the string it is.
#: version 5
#: grouped
#: order order
#: inside messages
#: has conversation_sid body author
#: has conversation_sid participant_sid index
#: has conversation_sid author date_created
#: has messages[].conversation_sid
#: has ConversationSid Author
#: has ConversationSid EventType
#: example {"sid":"IM1","conversation_sid":"CH1","index":0,"author":"+4915550101","body":"Where is my parcel?","date_created":"2016-03-24T20:37:57Z"}
def channel:
  if startswith("whatsapp:") then "whatsapp"
  elif startswith("messenger:") then "messenger"
  elif startswith("+") then "sms" else null end;
def attributes:
  (if type == "string" then (. as $text | try fromjson catch $text) else . end)
  | if . == {} or . == "" then null else . end;
(if (.messages | type) == "array" then .messages[] else . end)
| (if .ConversationSid then
     { conversation_sid: .ConversationSid, sid: .MessageSid, index: .Index,
       author: .Author, body: .Body, date_created: .DateCreated,
       attributes: .Attributes, event: .EventType, state: .StateTo,
       changed: (.DateUpdated // .DateRemoved),
       media: (.Media | if type == "string" then try fromjson catch null
         else . end) }
   else . end)
| (.author // "" | tostring) as $author
| if .event and (.event | startswith("onMessage") | not) then
    { conversation_id: .conversation_sid }
    + (if .event == "onConversationStateUpdated" and .state == "closed"
         or .event == "onConversationRemoved" then
         { events: [ { at: .changed, type: "closed",
             once: "closed/\(.changed)" } ] }
       else { dropped: { (.event): 1 } } end)
  else
  (.event == "onMessageRemoved") as $gone
| { conversation_id: .conversation_sid, channel: ($author | channel),
    turns: [ { at: .date_created, author: $author,
      role: (if $author | channel then "customer"
             elif $author == "system" then "system"
             elif $author | ascii_downcase | . == "bot" or . == "studio"
               or . == "autopilot" then "bot"
             else null end),
      text: (if $gone then null else .body end),
      deleted: (if $gone then true else null end),
      replaces: ($gone or .event == "onMessageUpdated"), id: (if .index == null then .sid
        else "\(.conversation_sid)/\(.index)" end),
      order: (.index | tonumber? // null),
      attributes: (.attributes | attributes),
      attachments: ([ (.media // [])[] | objects | .content_type
          // .ContentType // .filename // .Filename // empty ]
        | if length == 0 then null else . end) } ] } end
