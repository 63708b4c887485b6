# Amazon Connect in real time: segments of Contact Lens, as a stream brings
# them or a contact's list shows them.  Where in a text is what Contact Lens
# redacts is counted as dropped: hoff-redact finds it by itself.
#: version 3
#: grouped
#: has Segments[].Transcript
#: has Segments[].Event
#: has Segments[].Utterance
#: has EventType ContactId LanguageCode
#: has Segments EventType
#: example {"Version":"1.0.0","Channel":"VOICE","ContactId":"c","LanguageCode":"en-US","EventType":"SEGMENTS","Segments":[{"Transcript":{"Id":"1","ParticipantRole":"CUSTOMER","Content":"My card was swallowed","BeginOffsetMillis":1500,"EndOffsetMillis":3200,"Sentiment":"NEGATIVE"}}]}
def seconds:
  (tonumber? // null) | if . == null then . else . / 1000 end;
def role:
  { CUSTOMER: "customer", AGENT: "agent", SUPERVISOR: "agent",
    CUSTOM_BOT: "bot", SYSTEM: "system" }[. // "" | tostring | ascii_upcase];
def of:
  if .ParticipantRole == "SYSTEM" and .DisplayName == "BOT" then "bot"
  else .ParticipantRole // .ParticipantId | role end;
def at: .Time.AbsoluteTime // .AbsoluteTime;
def event:
  (.EventType // "" | tostring) as $what
  | if ($what | endswith("participant.joined")) and of == "agent" then
      { type: "agent_joined", by: "agent", agent_id: .ParticipantId }
    elif $what | endswith("chat.ended") then { type: "closed" }
    elif $what | endswith("transfer.failed") then { type: "handoff_failed" }
    elif $what | endswith("transfer.succeeded") then
      { type: "handoff_accepted" }
    else null end;
[ (.Segments // [])[] | objects ] as $segments
| [ $segments[] | .Transcript | objects ] as $said
| [ $segments[] | .Event | objects ] as $events
| { conversation_id: .ContactId,
    channel: ({ CHAT: "webchat", VOICE: "voice", EMAIL: "email", SMS: "sms"
      }[.Channel // "" | tostring | ascii_upcase]),
    language: .LanguageCode,
    turns: [ $said[] | select(.Content != null)
      | { at: at, role: of, text: .Content, id: .Id,
          author: (if (.ParticipantId // "" | role) then .DisplayName
            else .ParticipantId // .DisplayName end),
          offset_s: (.BeginOffsetMillis | seconds),
          sentiment: .Sentiment } ],
    events: [ $events[] | event as $event
      | if $event then { at: at, id: .Id } + $event else empty end ],
    warnings: (if any($said[]; .BeginOffsetMillis and at == null)
      then [ "times are relative to a start that is not told" ] else [] end),
    # What is said again when it is done, and what Contact Lens thinks of it.
    dropped: (reduce ($segments[] | if .Utterance then "utterance"
        elif .Categories or .MatchedCategories then "categories"
        elif .Event then (.Event | if event then empty
          else .EventType // "event" | split(".event.") | last end)
        elif .Transcript.Content != null
          then .Transcript.Redaction.CharacterOffsets? | arrays | .[]
            | "redaction"
        else "segment" end) as $t
      ({}; . + { ($t): ((.[$t] // 0) + 1) })) }
