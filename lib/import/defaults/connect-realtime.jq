# Amazon Connect in real time: segments of Contact Lens, as a stream brings
# them or a contact's list shows them.  Where in a text is what Contact Lens
# redacts is counted as dropped: hoff-redact finds it by itself.
#: version 4
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
def files: [ (.Attachments | arrays)[] | objects | .AttachmentName // "file" ]
  | if length == 0 then null else . end;
def at: .Time.AbsoluteTime // .AbsoluteTime;
def event($gone):
  (.EventType // "" | tostring) as $what
  | if ($what | endswith("participant.joined")) and of == "agent" then
      { type: "agent_joined", by: "agent", agent_id: .ParticipantId }
    elif $what | endswith("chat.ended") then { type: "closed", by: $gone }
    elif $what | endswith("transfer.failed") then { type: "handoff_failed" }
    elif $what | endswith("transfer.succeeded") then
      { type: "handoff_accepted" }
    else null end;
[ (.Segments // [])[] | objects ] as $segments
| [ $segments[] | (.Transcript, .Attachments) | objects ] as $said
| [ $segments[] | .Event | objects ] as $events
| (reduce $events[] as $e (null; ($e.EventType // "" | tostring) as $what
    | if $what | endswith("participant.joined") then null
      elif $what | endswith("participant.autodisconnection") then "timeout"
      elif $what | endswith("participant.left") then . // ($e | of)
      else . end)) as $gone
| { conversation_id: .ContactId,
    channel: ({ CHAT: "webchat", VOICE: "voice", EMAIL: "email", SMS: "sms"
      }[.Channel // "" | tostring | ascii_upcase]),
    language: .LanguageCode,
    turns: [ $said[] | select(.Content != null or files != null)
      | { at: at, role: of, text: .Content, id: .Id,
          author: (if (.ParticipantId // "" | role) then .DisplayName
            else .ParticipantId // .DisplayName end),
          offset_s: (.BeginOffsetMillis | seconds),
          sentiment: .Sentiment, attachments: files } ],
    events: [ $events[] | event($gone) as $event
      | if $event then { at: at, id: .Id } + $event else empty end ],
    warnings: (if any($said[]; .BeginOffsetMillis and at == null)
      then [ "times are relative to a start that is not told" ] else [] end),
    # What is said again when it is done, and what Contact Lens thinks of it.
    dropped: (reduce ($segments[] | if .Utterance then "utterance"
        elif .Categories or .MatchedCategories then "categories"
        elif .Event then (.Event | if event($gone) then empty
          else .EventType // "event" | split(".event.") | last end)
        elif .Attachments.Attachments? then empty
        elif .Transcript.Content != null
          then .Transcript.Redaction.CharacterOffsets? | arrays | .[]
            | "redaction"
        else "segment" end) as $t
      ({}; . + { ($t): ((.[$t] // 0) + 1) })) }
