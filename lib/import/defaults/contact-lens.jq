# Amazon Connect Contact Lens: the analysis of a chat or a call; also the
# transcript of a chat as Connect stores it, and as GetTranscript gives it, in
# pages.  Who left first, of those who were there, ended the chat.  Where in a text is what Contact Lens
# redacts is counted as dropped: hoff-redact finds it by itself.
#: version 7
#: grouped
#: has Transcript CustomerMetadata
#: has Transcript Participants
#: has Transcript ContactId
#: has Transcript InitialContactId
#: example {"Channel":"CHAT","CustomerMetadata":{"ContactId":"c"},"Participants":[],"Transcript":[{"AbsoluteTime":"2022-10-27T03:31:55.131Z","Content":"Hello","Id":"1","ParticipantRole":"CUSTOMER","Type":"MESSAGE"}]}
def seconds:
  (tonumber? // null) | if . == null then . else . / 1000 end;
def role:
  { CUSTOMER: "customer", AGENT: "agent", SUPERVISOR: "agent",
    CUSTOM_BOT: "bot", SYSTEM: "system" }[. // "" | tostring | ascii_upcase];
([ (.Participants // [])[] | { (.ParticipantId // "" | tostring): .ParticipantRole } ]
  | add // {}) as $roles
| [ (.Transcript // [])[] | objects ] as $all
| ([ $all[] | .Redaction.CharacterOffsets? | arrays | length ] | add // 0)
    as $redactions
| def of:
    if .ParticipantRole == "SYSTEM" and .DisplayName == "BOT" then "bot"
    else .ParticipantRole // $roles[.ParticipantId // "" | tostring]
      // .ParticipantId | role end;
  def is_message: (.Type // "MESSAGE") != "EVENT";
  def what: .ContentType // "" | tostring;
  (reduce $all[] as $e (null; ($e | what) as $what
    | if $what | endswith("participant.joined") then null
      elif $what | endswith("participant.autodisconnection") then "timeout"
      elif $what | endswith("participant.left") then . // ($e | of)
      else . end)) as $gone
  | # What an interactive message shows, and what was chosen of it.
  def said:
    .Content as $text | what as $what
    | if $what | test("message\\.interactive") then
        (try ($text | fromjson) catch null)
        | [ (.data.content.title?, .data.content.subtitle?,
              .selectedAction?, .action? | strings) ]
        | if length == 0 then $text
          elif $what | test("response$") then .[-1] else join("\n") end
      else $text end;
  def offered:
    if what | test("message\\.interactive$") then
      (try (.Content | fromjson) catch null)
      | [ .data.content.elements? | arrays | .[] | objects | .title | strings ]
      | if length == 0 then null else . end
    else null end;
  def event:
    what as $what
    | if ($what | endswith("participant.joined")) and of == "agent" then
        { type: "agent_joined", by: "agent", agent_id: .ParticipantId }
      elif $what | endswith("chat.ended") then { type: "closed", by: $gone }
      elif $what | endswith("transfer.failed") then { type: "handoff_failed" }
      elif $what | endswith("transfer.succeeded") then
        { type: "handoff_accepted" }
      else null end;
{ conversation_id: (.CustomerMetadata.ContactId // .ContactId
    // .InitialContactId),
  channel: ({ CHAT: "webchat", VOICE: "voice", EMAIL: "email", SMS: "sms"
    }[.Channel // "" | tostring | ascii_upcase]
    // (if any($all[]; .BeginOffsetMillis) then "voice"
        elif any($all[]; what | startswith("application/vnd.amazonaws.connect."))
        then "webchat" else null end)),
  language: .LanguageCode,
  turns: [ $all[] | select(is_message and (.Content != null or .Attachments))
    | { at: .AbsoluteTime, role: of,
        author: (if (.ParticipantId // "" | role) then .DisplayName
          else .ParticipantId // .DisplayName end),
        text: said, options: offered, id: .Id,
        offset_s: (.BeginOffsetMillis | seconds),
        sentiment: .Sentiment,
        attachments: ([ (.Attachments // [])[] | .AttachmentName // empty ]
          | if length == 0 then null else . end) } ],
  events: [ $all[] | select(.Type == "EVENT") | event as $event
    | if $event then { at: .AbsoluteTime, id: .Id } + $event else empty end ],
  warnings: ((if any($all[]; .BeginOffsetMillis and .AbsoluteTime == null)
      then [ "times are relative to a start that is not told" ] else [] end)
    + (if .ContentMetadata.Output == "Redacted" and $redactions > 0
      then [ "Contact Lens has redacted texts of it" ] else [] end)),
  dropped: (reduce ($all[] | select(.Type == "EVENT" and event == null)
      | what | split(".event.") | last // "event") as $t
    (if $redactions > 0 then { redaction: $redactions } else {} end;
      .[$t] += 1)) }
