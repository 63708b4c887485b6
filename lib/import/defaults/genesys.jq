# Genesys Cloud: transcripts of speech and text analytics.
#: version 3
#: has conversationId transcripts
#: example {"conversationId":"c","mediaType":"voice","startTime":1710000000000,"transcripts":[{"phrases":[{"text":"Hi","startTimeMs":500,"participantPurpose":"external"}]}]}
def role:
  { external: "customer", customer: "customer", internal: "agent",
    agent: "agent", user: "agent", acd: "system", ivr: "bot", bot: "bot",
    botflow: "bot", workflow: "system", voicemail: "system"
  }[. // "" | tostring | ascii_downcase] // "system";
def number: tonumber? // .;
def absolute: (type == "number" and . > 1e11) or type == "string";
(.startTime // .conversationStartTime) as $start
| [ (.transcripts // [])[] | objects ] as $transcripts
| [ $transcripts[] | (.phrases // [])[] | objects | .startTimeMs | number ] as $times
| [ (.participants // [])[]
    | select(.participantPurpose | . == "agent" or . == "internal") ] as $agents
| { conversation_id: .conversationId,
    channel: (.mediaType // "" | tostring | ascii_downcase
      | { call: "voice", voice: "voice", chat: "webchat", email: "email",
          webmessaging: "webchat" }[.] // (if . == "" then null else . end)),
    language: ([ $transcripts[] | .language // empty ] | first),
    started_at: $start,
    customer: { id: ([ (.participants // [])[]
      | select(.participantPurpose | . == "external" or . == "customer")
      | .externalContactId // .ani // empty ] | first) },
    turns: [ $transcripts[] | (.analytics.sentiment // []) as $sentiment
      | (.phrases // []) | to_entries[] | .key as $i | .value | objects
      | (.startTimeMs | number) as $ms | ($ms | absolute) as $known
      | { at: (if $known then $ms elif $ms != null then $start else null end),
          after_s: (if $known or ($ms | type) != "number" then null
                    else $ms / 1000 end),
          offset_s: (if $known or ($ms | type) != "number" then null
                     else $ms / 1000 end),
          role: (.participantPurpose | role),
          author: (.userId // (if ($agents | length) == 1
              and (.participantPurpose | role) == "agent"
            then $agents[0].userId else null end)),
          text: (.decoratedText // .text),
          sentiment: ([ $sentiment[] | select(.phraseIndex == $i)
            | .sentiment ] | first) } ],
    events: [ $agents[] | select(.startTimeMs | absolute)
      | { at: .startTimeMs, type: "agent_joined", by: "agent",
          agent_id: .userId } ],
    warnings: (if $start == null
        and any($times[]; . != null and (absolute | not))
      then [ "times are relative to a start that is not told" ] else [] end) }
