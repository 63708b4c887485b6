# Twilio: messages, participants and conversations of Conversations, as pages of
# the API ({"messages": [...]}), of webhooks, or one a line; and events of
# TaskRouter, of its API or of Event Streams, which tell what became of a task
# (in Flex); of a call they are all there is.  What an author is, the
# participants tell where they have a telephone or a member_type; of others name
# them with --role AUTHOR=ROLE.  A task is a handoff; a worker who is offered it
# has not accepted it.  Attributes are JSON in a string; what is no JSON stays the
# string it is.  Members may be named as its own command line does
# (conversationSid).  Messages of Programmable Chat are read, too.
#: version 7
#: grouped
#: order order
#: inside messages participants conversations events
#: has conversation_sid body author
#: has conversation_sid participant_sid index
#: has conversation_sid author date_created
#: has messages[].conversation_sid
#: has conversation_sid role_sid
#: has chat_service_sid friendly_name state
#: has channel_sid from body
#: has conversationSid author body
#: has conversationSid roleSid
#: has chatServiceSid friendlyName state
#: has ConversationSid Author
#: has ConversationSid EventType
#: has event_type event_data event_date
#: has specversion data.payload.eventtype
#: example {"sid":"IM1","conversation_sid":"CH1","index":0,"author":"+4915550101","body":"Where is my parcel?","date_created":"2016-03-24T20:37:57Z"}
def channel:
  if startswith("whatsapp:") then "whatsapp"
  elif startswith("messenger:") then "messenger"
  elif startswith("+") then "sms" else null end;
def value: if type == "string" then (. as $text | try fromjson catch $text)
  else . end;
def attributes: value | if . == {} or . == "" then null else . end;

def gone_or_closed:
  { conversation_id: .ConversationSid }
  + (if .EventType == "onConversationStateUpdated" and .StateTo == "closed"
       or .EventType == "onConversationRemoved" then
       (.DateUpdated // .DateRemoved) as $at
       | { events: [ { at: $at, type: "closed", once: "closed/\($at)" } ] }
     else { dropped: { (.EventType): 1 } } end);

# Who is in a conversation, and what; an agent comes in.
def person:
  (.attributes | value | objects // {}) as $told
  | (.messaging_binding | value | objects // {}) as $bound
  | (.identity // $bound.address) as $author
  | (if .identity == null and $author then "customer"
     else $told.member_type // $told.role
       // (if $bound.projected_address then "agent" else null end)
     end) as $role
  | { conversation_id: .conversation_sid,
      people: [ { author: $author, role: $role } | select($author and $role) ],
      customer: { id: (if $role == "customer" or $role == "guest"
        then $author | ltrimstr("whatsapp:") else null end) },
      events: [ select($role == "agent")
        | { at: .date_created, id: .sid, type: "agent_joined", by: "agent",
            agent_id: $author } ],
      dropped: (if $role == null then { (.event // "participant"): 1 }
        else {} end) };

def conversation:
  { conversation_id: .sid, started_at: .date_created,
    events: [ select(.state == "closed")
      | { at: (.timers.date_closed? // .date_updated), type: "closed",
          once: "closed/\(.date_updated)" } ] };

# What became of a task; until a worker accepts, whoever left was waiting.
def task:
  (.event_data | value | objects // {}) as $data
  | ($data.task_attributes | value | objects // {}) as $told
  | (.event_type | tostring) as $what
  | .event_date as $at | .sid as $id
  | ($data.reason // $data.task_canceled_reason // null) as $why
  | { conversation_id: ($told.conversationSid // $told.conversation_sid
        // $told.conversations.conversation_id? // $told.channelSid
        // $told.call_sid // $data.task_sid // .resource_sid) }
  + (if $what == "task.created" then
       { channel: (if $told.call_sid then "voice" else null end),
         customer: { id: (if $told.call_sid then $told.from // $told.caller
           else null end) },
         turns: [ { at: $at, role: "customer", stands_in: true,
           once: "customer" } ] }
     else {} end)
  + (if $what == "task.created" then
       { type: "handoff_requested", by: "bot" }
     elif $what == "task.transfer-initiated" then
       { type: "handoff_requested", by: "agent" }
     elif $what == "reservation.accepted" then
       { type: "handoff_accepted", by: "agent",
         agent_id: ($data.worker_name // $data.worker_sid) }
     elif $what == "task.canceled" then
       (if $why // "" | tostring | test("ttl|timeout|time out"; "i")
        then { type: "handoff_failed" }
        else { type: "abandoned", by: "customer" } end) + { reason: $why }
     elif $what == "task.completed" then { type: "closed", by: "agent" }
     else null end
     | if . then { events: [ { at: $at, id: $id } + .
         + { queue: ($data.task_queue_name // null) } ] }
       else { dropped: { ($what): 1 } } end);

def message:
  (.author // "" | tostring) as $author
  | (.event == "onMessageRemoved") as $gone
  | ($author | channel) as $channel
  | { conversation_id: .conversation_sid, channel: $channel,
      customer: { id: (if $channel then $author | ltrimstr("whatsapp:")
        else null end) },
      turns: [ { at: .date_created, author: $author,
        role: (if $channel then "customer"
               elif $author == "system" then "system"
               elif $author | ascii_downcase | . == "bot" or . == "studio"
                 or . == "autopilot" then "bot"
               else null end),
        text: (if $gone then null else .body end),
        deleted: (if $gone then true else null end),
        replaces: ($gone or .event == "onMessageUpdated"),
        id: (if .index == null then .sid
          else "\(.conversation_sid)/\(.index)" end),
        order: (.index | tonumber? // null),
        attributes: (.attributes | attributes),
        attachments: ([ (.media // [])[] | objects | .content_type
            // .ContentType // .contentType // .filename // .Filename // empty ]
          | if length == 0 then null else . end) } ] };

def snake:
  if .conversationSid or .chatServiceSid then with_entries(.key |=
    gsub("(?<big>[A-Z])"; "_\(.big | ascii_downcase)")) else . end;
def one:
  if .event_type and .event_data then task
  elif .data.payload.eventtype? then
    .id as $id | .data.payload
    | { event_type: .eventtype, event_date: .timestamp,
        sid: (.sid // $id), event_data: . } | task
  elif .ConversationSid and (.EventType // "" | startswith("onParticipantAdded"))
    then { conversation_sid: .ConversationSid, sid: .ParticipantSid,
      identity: .Identity, attributes: .Attributes,
      date_created: .DateCreated, event: .EventType,
      messaging_binding: (.["MessagingBinding.Address"] // null
        | if . then { address: . } else null end) } | person
  elif .ConversationSid and .EventType
    and (.EventType | startswith("onMessage") | not) then gone_or_closed
  elif .ConversationSid then
    { conversation_sid: .ConversationSid, sid: .MessageSid, index: .Index,
      author: .Author, body: .Body, date_created: .DateCreated,
      attributes: .Attributes, event: .EventType,
      media: (.Media | if type == "string" then try fromjson catch null
        else . end) } | message
  elif .channel_sid and .from then
    . + { conversation_sid: .channel_sid, author: .from } | message
  elif .conversation_sid and .role_sid then person
  elif .chat_service_sid and .state then conversation
  else message end;
[ .messages, .participants, .conversations, .events | arrays ] as $lists
| if ($lists | length) > 0 then $lists[][] | objects else . end
| snake | one
