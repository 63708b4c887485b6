# Genesys Cloud: transcripts of speech and text analytics.  All that is not the
# customer may be "internal" there, a flow as well as a person: it is the bot's
# until the first agent has joined, where the participants tell of both.
#: version 4
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
    | select(.participantPurpose | . == "agent" or . == "internal"
        or . == "user") ] as $agents
| any((.participants // [])[]; .participantPurpose | role == "bot") as $flows
| def since: .startTimeMs | number
    | if type != "number" then null
      elif absolute and ($start | type) == "number" then (. - $start)
      elif absolute then null else . end;
  ([ $agents[] | since | values ] | min) as $joined
| def speaker($ms):
    if (.participantPurpose // "" | tostring | ascii_downcase) == "internal"
      and $flows and (($agents | length) == 0
        or ($joined != null and $ms != null and $ms < $joined)) then "bot"
    else .participantPurpose | role end;
  # Who of several agents: the last who had joined.
  def agent($ms):
    if ($agents | length) == 1 then $agents[0].userId
    elif $ms == null then null
    else [ $agents[] | (since // null) as $s | select($s != null and $s <= $ms)
        | { s: $s, id: .userId } ] | sort_by(.s) | last | .id? end;
  .
| { conversation_id: .conversationId,
    channel: (.mediaType // "" | tostring | ascii_downcase
      | { call: "voice", voice: "voice", chat: "webchat", email: "email",
          webmessaging: "webchat", callback: "voice" }[.] // (if . == "" then null else . end)),
    language: ([ $transcripts[] | .language // empty ] | first),
    started_at: $start,
    customer: { id: ([ (.participants // [])[]
      | select(.participantPurpose | . == "external" or . == "customer")
      | .externalContactId // .ani // empty ] | first) },
    turns: [ $transcripts[] | (.analytics.sentiment // []) as $sentiment
      | (.phrases // []) | to_entries[] | .key as $i | .value | objects
      | (.startTimeMs | number) as $ms | ($ms | absolute) as $known
      | since as $since
      | { at: (if $known then $ms elif $ms != null then $start else null end),
          after_s: (if $known or ($ms | type) != "number" then null
                    else $ms / 1000 end),
          offset_s: (if $known or ($ms | type) != "number" then null
                     else $ms / 1000 end),
          role: speaker($since),
          author: (.userId // (if speaker($since) == "agent"
            then agent($since) else null end)),
          text: (.decoratedText // .text),
          sentiment: ([ $sentiment[] | select(.phraseIndex == $i)
            | .sentiment ] | first) } ],
    events: [ $agents[] | since as $since
      | select((.startTimeMs | absolute)
          or ($since != null and ($start | type) == "number"))
      | { at: (if .startTimeMs | absolute then .startTimeMs
            else $start + $since end),
          type: "agent_joined", by: "agent", agent_id: .userId } ],
    derived: (if $flows and any($transcripts[] | (.phrases // [])[] | objects;
        (.participantPurpose // "" | tostring | ascii_downcase) == "internal"
        and speaker(since) == "bot")
      then [ "a bot, by who had joined" ] else [] end),
    warnings: (if $start == null
        and any($times[]; . != null and (absolute | not))
      then [ "times are relative to a start that is not told" ] else [] end) }
