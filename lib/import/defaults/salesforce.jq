# Salesforce: entries of Messaging conversations, as the API brings them and as
# they are queried or exported, and those of the older Chat (ConversationEntry).
# What an entry holds is JSON in a string.  Shapes: developer.salesforce.com,
# Messaging for In-App and Web API (conversation entries), Messaging Object
# Model (ConversationEntry) and Object Reference (ConversationEntry).
#: version 2
#: grouped
#: rows
#: inside records
#: has conversationEntries[].entryPayload
#: has conversationEntries[].sender.role
#: has entryPayload sender.role
#: has conversationEntry conversationId
#: has entry_payload entry_type
#: has ConversationId ActorType EntryTime
#: has ConversationId ActorType Message
#: has CONVERSATIONID ACTORTYPE ENTRYTIME
#: has CONVERSATIONID ACTORTYPE MESSAGE
#: example {"conversationId":"c1","entryType":"Message","entryPayload":"{\"entryType\":\"Message\",\"abstractMessage\":{\"messageType\":\"StaticContentMessage\",\"staticContent\":{\"formatType\":\"Text\",\"text\":\"My card was swallowed\"}}}","sender":{"role":"EndUser","subject":"v"},"identifier":"e1","transcriptedTimestamp":1772355600000}
def object: if type == "string" then try fromjson catch null else . end
  | objects // {};
def role:
  { enduser: "customer", agent: "agent", supervisor: "agent", bot: "bot",
    chatbot: "bot", aiagent: "bot", system: "system", router: "system"
  }[. // "" | tostring | ascii_downcase | gsub("_"; "")] // "system";
def time: if type == "string" then tonumber? // . else . end;
def words: if length == 0 then null else join("\n") end;
def title: .titleItem.title? // .title? // empty | strings;
# What a message says, in whichever of its many forms.
def said:
  [ (.staticContent | objects
      | .text, (.linkItem | objects | title),
        (.note | strings)),
    (.choices | objects | .text),
    (.choicesResponse | objects
      | (.selectedOptions | arrays | .[] | objects | title),
        (.selectedOption | objects | title)),
    (.form | objects | title),
    (.formResponse | objects | (.inputs | arrays | .[] | objects
      | .value | strings, numbers | tostring)) ]
  | map(strings | select(. != "")) | words;
def offered:
  [ .choices | objects | (.optionItems, .items, .options) | arrays | .[]
    | objects | title ] | if length == 0 then null else . end;
def files:
  [ .staticContent | objects | (.attachments | arrays | .[] | objects
      | .name // .mimeType // "file") ]
  | if length == 0 then null else . end;
def event($what; $payload; $by):
  if $what == "routingresult" then
    ($payload.failureType // "" | tostring | ascii_downcase | gsub("_"; ""))
      as $failed
    | if $failed != "" and $failed != "none" and $failed != "noerror"
      then { type: "handoff_failed", reason: ($payload.failureReason
        // $payload.failureType) }
      elif $payload.routingType // "" | tostring | ascii_downcase
        | . == "transfer" then { type: "handoff_requested" }
      else null end
  elif $what == "routingworkresult"
    and ($payload.workType // "" | tostring | ascii_downcase) == "accepted"
    then { type: "handoff_accepted", by: "agent" }
  elif $what == "participantchanged" then
    [ $payload.entries | arrays | .[] | objects
      | select((.operation // "" | tostring | ascii_downcase) == "add"
          and (.participant.role | role) == "agent") ]
    | first // null
    | if . then { type: "agent_joined", by: "agent",
        agent_id: .participant.subject } else null end
  elif $what == "sessionstatuschanged"
    and ($payload.sessionStatus // "" | tostring | ascii_downcase) == "ended"
    then { type: "closed", by: $by }
  elif $what == "botescalated" then { type: "handoff_requested", by: "bot" }
  elif $what == "chatbotendedtransfernotconfigured"
    then { type: "handoff_failed", by: "bot" }
  elif $what | test("^chatbot(ended|closed)") then { type: "closed", by: "bot" }
  else null end;
def entry($of):
  (.sender // {} | object) as $sender
  | (.entryPayload // .entry_payload // {} | object) as $payload
  | ($payload.abstractMessage // {} | object) as $message
  | (.entryType // .entry_type // .EntryType // $payload.entryType // ""
      | tostring) as $type
  | ($type | ascii_downcase | gsub("_"; "")) as $what
  | ($sender.role // .ActorType | role) as $role
  | (.transcriptedTimestamp // .transcripted_timestamp // .EntryTime
      // .serverReceivedTimestamp // .clientTimestamp // .client_timestamp
      // .ClientTimestamp | time) as $at
  | (.identifier // .MessageIdentifier // .Id // .id) as $id
  | ($message | said) as $said
  | (($message | files) // (if .HasAttachments == true
      or .HasAttachments == "true" then [ "file" ] else null end)) as $files
  | ($said // .messageText // .Message
      | if . == "" then null else . end) as $text
  | event($what; $payload; $role) as $event
  | { conversation_id: (.conversationId // .conversationIdentifier
        // .conversation_identifier // .conversation_identifer
        // .ConversationId // $of) }
    + (if $event then
        { events: [ { at: $at, id: $id } + $event ] }
      elif $what == "message" or $what == "text" or $what == "note"
        or $what == "" or ($text != null and .ActorType != null) then
        { channel: (if $sender.role then "webchat" else null end),
          customer: { id: (if $role == "customer" then $sender.subject
            // .ActorId else null end) },
          turns: [ { at: $at, id: $id, role: $role,
            author: (if $role == "agent" or $role == "bot"
              then $sender.subject // .ActorId // .senderDisplayName
                // .ActorName else null end),
            text: $text, options: ($message | offered),
            private: (if $what == "note" then true else null end),
            attachments: $files } ],
          dropped: (if $text == null and $files == null then
            { ($message.messageType // "message" | tostring): 1 }
            else null end) }
      else { dropped: { (if $type == "" then "entry" else $type end): 1 } }
      end);
# As Data Loader names columns.
(if .CONVERSATIONID then
   { Id: .ID, ConversationId: .CONVERSATIONID, ActorType: .ACTORTYPE,
     ActorId: .ACTORID, ActorName: .ACTORNAME, EntryType: .ENTRYTYPE,
     EntryTime: .ENTRYTIME, Message: .MESSAGE,
     HasAttachments: .HASATTACHMENTS } else . end)
| if (.conversationEntries | type) == "array" then
  (.conversationId // .conversationIdentifier // null) as $of
  | .conversationEntries[] | objects | entry($of)
elif (.conversationEntry | type) == "object" then
  .conversationId as $of | .conversationEntry | entry($of)
else entry(null) end
