# Genesys Cloud: transcripts of speech and text analytics.
#: version 1
#: has conversationId transcripts
#: example {"conversationId":"c","mediaType":"voice","startTime":1710000000000,"transcripts":[{"phrases":[{"text":"Hi","startTimeMs":500,"participantPurpose":"external"}]}]}
def role:
  { external: "customer", customer: "customer", internal: "agent",
    agent: "agent", user: "agent", acd: "system", ivr: "bot", bot: "bot",
    botflow: "bot", workflow: "system", voicemail: "system"
  }[. // "" | tostring] // "system";
.startTime as $start
| { conversation_id: .conversationId, channel: .mediaType,
    started_at: .startTime,
    turns: [ .transcripts[]? | (.analytics.sentiment // []) as $sentiment
      | (.phrases // []) | to_entries[] | .key as $i | .value
      | { at: (if ($start | type) == "number" and .startTimeMs
               then (if .startTimeMs > 1e11 then .startTimeMs
                     else $start + .startTimeMs end)
               elif (.startTimeMs // 0) > 1e11 then .startTimeMs
               else null end),
          offset_s: (if .startTimeMs and .startTimeMs <= 1e11
                     then .startTimeMs / 1000 else null end),
          role: (.participantPurpose | role),
          text: (.decoratedText // .text),
          sentiment: ([ $sentiment[] | select(.phraseIndex == $i)
            | .sentiment ] | first) } ],
    warnings: (if .startTime == null
      then [ "times are relative to a start that is not told" ] else [] end) }
