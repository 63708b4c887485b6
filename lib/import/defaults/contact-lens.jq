# Amazon Connect Contact Lens: the analysis of a chat or a call.
#: version 1
#: has Transcript CustomerMetadata
#: has Transcript Participants
#: example {"Channel":"CHAT","CustomerMetadata":{"ContactId":"c"},"Participants":[],"Transcript":[{"AbsoluteTime":"2022-10-27T03:31:55.131Z","Content":"Hello","Id":"1","ParticipantRole":"CUSTOMER","Type":"MESSAGE"}]}
def role:
  { CUSTOMER: "customer", AGENT: "agent", SUPERVISOR: "agent",
    CUSTOM_BOT: "bot", SYSTEM: "system" }[. // "" | tostring];
([ (.Participants // [])[] | { (.ParticipantId // "" | tostring): .ParticipantRole } ]
  | add // {}) as $roles
| def of: (.ParticipantRole // $roles[.ParticipantId // "" | tostring]) | role;
{ conversation_id: .CustomerMetadata.ContactId,
  channel: ({ CHAT: "webchat", VOICE: "voice", EMAIL: "email" }[.Channel // ""]),
  language: .LanguageCode,
  turns: [ .Transcript[]
    | select((.Type // "MESSAGE") == "MESSAGE" and .Content != null)
    | { at: .AbsoluteTime, role: of, author: (.DisplayName // .ParticipantId),
        text: .Content, id: .Id,
        agent_id: (if of == "agent" then .ParticipantId else null end),
        offset_s: (if .BeginOffsetMillis then .BeginOffsetMillis / 1000
                   else null end),
        sentiment: .Sentiment } ],
  events: [ .Transcript[] | select(.Type == "EVENT")
    | (.ContentType // "") as $what
    | if ($what | endswith("participant.joined")) and of == "agent" then
        { at: .AbsoluteTime, id: .Id, type: "agent_joined" }
      elif $what | endswith("chat.ended") then
        { at: .AbsoluteTime, id: .Id, type: "closed" }
      elif $what | endswith("transfer.failed") then
        { at: .AbsoluteTime, id: .Id, type: "handoff_failed" }
      elif $what | endswith("transfer.succeeded") then
        { at: .AbsoluteTime, id: .Id, type: "handoff_accepted" }
      else empty end ],
  dropped: (reduce (.Transcript[] | select(.Type == "EVENT")
      | (.ContentType // "") as $what
      | select((($what | endswith("participant.joined")) and of == "agent"
          or ($what | endswith("chat.ended") or endswith("transfer.failed")
            or endswith("transfer.succeeded"))) | not)
      | $what | split(".event.") | last) as $t ({}; .[$t] += 1)) }
