# Genesys Cloud: transcripts of speech and text analytics, recordings of messages
# and chats (conversations/{id}/recordings), conversation details of analytics
# (of a query, of a job, or one by one), conversations as they are
# (conversations/{id}) and the turns of bot flows
# (botflows/{id}/divisions/reportingturns).  All of a conversation, in whichever
# of these files, is put together.
#
# All that is not the customer may be "internal" in a transcript, a flow as well
# as a person: what is said before the first agent has joined is the bot's,
# where the participants tell.  A queue is a handoff; a customer who ends with
# it, and no agent behind, has left.  Details say that better, but no word of
# what was said: a queue that is left (tAbandon) was left by the customer unless
# the system ended it, an agent who was only alerted has not answered, and who
# ended it is who was disconnected by himself.  A conversation as it is has no
# measures: a queue behind which nobody was connected is one that was left.
# Shapes: AnalyticsConversation, Conversation and ReportingTurn of the platform's
# SDKs.
#: version 7
#: grouped
#: inside conversations entities
#: has conversationId conversationStart participants[].purpose
#: has conversationId participants[].purpose participants[].sessions[].segments
#: has id startTime participants[].purpose
#: has conversation.id botPrompts dateCreated
#: has conversation.id userInput dateCreated
#: has conversation.id askAction dateCreated
#: also conversationId conversationStart
#: has conversationId transcripts
#: has conversationId messagingTranscript
#: has conversationId transcript[].chat
#: example {"conversationId":"c","mediaType":"voice","startTime":1710000000000,"transcripts":[{"phrases":[{"text":"Hi","startTimeMs":500,"participantPurpose":"external"}]}]}
def word: . // "" | tostring | ascii_downcase;
def role:
  { external: "customer", customer: "customer", internal: "agent",
    agent: "agent", user: "agent", acd: "system", ivr: "bot", bot: "bot",
    botflow: "bot", workflow: "bot", inboundflow: "bot", voicemail: "system"
  }[word] // "system";
def some: if length == 0 then null else . end;
def number: tonumber? // .;
# What is told of one several times, in files that differ by milliseconds.
def numbered(key): reduce .[] as $one ({ met: {}, all: [] };
    ($one | key | tostring) as $key
    | .met[$key] += 1
    | .all += [ $one + { nth: "\($key)/\(.met[$key])" } ])
  | .all;
def absolute: (type == "number" and . > 1e11) or type == "string";
def channel:
  word | { call: "voice", voice: "voice", chat: "webchat", email: "email",
    webmessaging: "webchat", callback: "voice", audio: "voice",
    open: "app" }[.]
    // (if . == "" then null else . end);

# Of recordings, what is told of each message.
def recorded:
  (.purpose // .participantPurpose // null) as $purpose
  | ($purpose | role) as $role
  | { at: (.timestamp // .utc), id: .id,
      role: (if $purpose == null then null else $role end),
      author: (if $role == "agent" or $purpose == null
        then .fromUser.id? // .user.id? // .user.name? // .from
        else null end),
      text: (.messageText // .body // .buttonResponse.text?
        // ([ (.cards | arrays)[] | objects | .title, .description | strings ]
          | if length == 0 then null else join("\n") end)),
      options: ([ (.quickReplies | arrays)[] | objects | .text | strings ]
        + [ (.cards | arrays)[] | objects | (.actions | arrays)[] | objects
          | .text | strings ] | some),
      attachments: ([ (.messageMediaAttachments | arrays)[] | objects
          | .name // .mediaType // "file" ]
        + [ (.messageStickerAttachments | arrays)[] | "sticker" ] | some) };
def recording:
  [ (.messagingTranscript, .transcript) | arrays | .[] | objects ] as $all
  | { conversation_id: .conversationId, started_at: .startTime,
      channel: (.media | channel),
      turns: [ $all[] | recorded
        | select(.text != null or .options or .attachments) ],
      events: [ $all[] | (.type | word) as $what
        | select((.purpose // .participantPurpose) == "agent"
          and ($what | test("join")))
        | { at: (.timestamp // .utc), id: .id, type: "agent_joined",
            by: "agent", agent_id: (.fromUser.id? // .user.id?) } ],
      dropped: (reduce ($all[] | select(recorded
          | .text == null and .options == null and .attachments == null)
          | (.type | select(. != null and . != ""))
            // ([ (.events | arrays)[] | objects | .eventType ] | first)
            // "message" | tostring) as $t
        ({}; .[$t] += 1)) };

def transcript:
  (.startTime // .conversationStartTime) as $start
  | [ (.transcripts // [])[] | objects ] as $transcripts
  | [ $transcripts[] | (.phrases // [])[] | objects | .startTimeMs | number ]
    as $times
  | [ (.participants // [])[] | objects ] as $all
  | ([ $all[] | select(.participantPurpose | word
      | . == "agent" or . == "internal" or . == "user") ]
    | numbered(.userId)) as $agents
  | ([ $all[] | select(.participantPurpose | word == "acd") ]
    | numbered(.queueId)) as $queues
  | any($all[]; .participantPurpose | word == "acd" or role == "bot") as $flows
  | def since_start($ms): $ms | number
      | if type != "number" then null
        elif absolute and ($start | type) == "number" then (. - $start)
        elif absolute then null else . end;
    def since: since_start(.startTimeMs);
    def until: since_start(.endTimeMs);
    def placed: select((.startTimeMs | absolute)
      or (since != null and ($start | type) == "number"));
    def at: if .startTimeMs | absolute then .startTimeMs
      else $start + since end;
    ([ $agents[] | since | values ] | min) as $joined
  | def speaker($ms):
      if (.participantPurpose | word) == "internal"
        and (if $joined != null and $ms != null then $ms < $joined
          else $flows and ($agents | length) == 0 end) then "bot"
      else .participantPurpose | role end;
    # Who of several agents: the last who had joined.
    def agent($ms):
      if ($agents | length) == 1 then $agents[0].userId
      elif $ms == null then null
      else [ $agents[] | (since // null) as $s | select($s != null and $s <= $ms)
          | { s: $s, id: .userId } ] | sort_by(.s) | last | .id? end;
    ([ $queues[] | until ] | max) as $queued
  | ([ $all[] | select(.participantPurpose | role == "customer") | until
      | values ] | max) as $left
  # A second is what the log may be out by.
  | (($queues | length) > 0 and ($agents | length) == 0 and $queued != null
      and $left != null and $left <= $queued + 1000
      and ($start | type) == "number") as $abandoned
  | { conversation_id: .conversationId, channel: (.mediaType | channel),
      language: ([ $transcripts[] | .language // empty ] | first),
      started_at: $start,
      customer: { id: ([ (.participants // [])[]
        | select(.participantPurpose | . == "external" or . == "customer")
        | .externalContactId // .ani // empty ] | first) },
      turns: [ $transcripts[] | (.analytics.sentiment // []) as $sentiment
        | (.phrases // []) | to_entries[] | .key as $i | .value | objects
        | (.startTimeMs | number) as $ms | ($ms | absolute) as $known
        | since as $since
        | { at: (if $known then $ms elif $ms != null then $start
              else null end),
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
      events: ([ $queues[] | placed
          | { at: at, type: "handoff_requested", by: "bot",
              queue: (.queueName // .queueId), once: "acd/\(.nth)" } ]
        + [ $agents[] | placed
          | { at: at, type: "agent_joined", by: "agent", agent_id: .userId,
              once: "agent/\(.nth)" } ]
        + (if $abandoned then
            [ { at: ($start + $left), type: "abandoned", by: "customer",
                once: "abandoned" } ] else [] end)),
      derived: ((if any($transcripts[] | (.phrases // [])[] | objects;
          (.participantPurpose | word) == "internal"
          and speaker(since) == "bot")
        then [ "a bot, by who had joined" ] else [] end)
        + (if $abandoned then [ "abandoned, from a queue the customer ended with" ]
          else [] end)),
      warnings: (if $start == null
          and any($times[]; . != null and (absolute | not))
        then [ "times are relative to a start that is not told" ] else [] end) };

# Of details, every session of a participant.
def legs:
  [ (.participants | arrays)[] | objects | . as $who
    | (.sessions | arrays)[] | objects
    | [ (.segments | arrays)[] | objects ] as $segments
    | [ $segments[] | select(.segmentType != "wrapup") ] as $live
    | { purpose: ($who.purpose | word), who: $who, session: .,
        from: ([ $live[].segmentStart | strings ] | min),
        until: ([ $live[].segmentEnd | strings ] | max),
        talked: ([ $live[] | select(.segmentType == "interact"
            or .segmentType == "ivr") | .segmentStart | strings ] | min),
        cut: ([ $live[].disconnectType | strings ] | last),
        queue: ([ $segments[].queueId | strings ] | first),
        took: (reduce ((.metrics | arrays)[] | objects) as $m
          ({}; .[$m.name | tostring] += ($m.value | numbers))) } ]
  | sort_by(.from);
def seconds($metric): [ .[] | .took[$metric] | values ]
  | if length == 0 then null else add / 1000 end;
def is_person: .purpose == "agent" or .purpose == "user";
# A screen that is recorded, and who listens in, are no contacts.
def is_contact:
  (.session.mediaType | word | test("^screen|^cobrowse") | not)
  and .session.monitoredParticipantId == null
  and .session.coachedParticipantId == null;
def is_survey: .session.flow.flowType // "" | tostring | test("SURVEY");
def by_itself: . == "client" or . == "endpoint";
def ended_by($customers; $others):
  ([ $customers[] | .cut | values ] | last) as $cut
  | ($others | max_by(.until)) as $other
  | if $cut == null then null
    elif $cut | by_itself then "customer"
    elif $cut != "peer" then $cut
    elif $other.cut // "" | by_itself | not then null
    elif $other | is_person then "agent"
    else "bot" end;
def details:
  legs as $all
  | [ $all[] | select(is_contact) ] as $contacts
  | [ $contacts[] | select(.purpose == "customer" or .purpose == "external") ]
    as $customers
  | ([ $contacts[] | select(is_person and .talked) ]
    | numbered(.who.userId)) as $agents
  | ([ $contacts[] | select(.purpose == "acd") ]
    | numbered(.queue)) as $queues
  | [ $contacts[] | select(.purpose | role == "bot") | select(is_survey | not) ]
    as $flows
  | [ ($flows[] | select(.purpose == "botflow")), $flows[]
      | .session.flow | objects ] as $run
  | ([ $agents[].talked ] | min) as $joined
  | { conversation_id: .conversationId, started_at: .conversationStart,
      ended_at: .conversationEnd, direction: .originatingDirection,
      channel: ([ ($customers + $all)[] | .session
        | (.messageType | channel) // (.mediaType | channel) | values ]
        | first),
      language: ([ $run[] | .endingLanguage // .startingLanguage | strings ]
        | first),
      bot: ([ $run[] | { name: .flowName, version: .flowVersion } ] | first),
      customer: { id: ([ $customers[] | .who.externalContactId // .session.ani
        // .session.addressFrom | strings | sub("^(tel|sip):"; "") ]
        | first) },
      turns: ([ select(.customerParticipation != false)
          | first($customers[] | select(.talked))
          | { at: .talked, role: "customer", once: "customer",
              stands_in: true } ]
        + [ $agents[] | . as $agent | .session.segments[]
          | select(.wrapUpNote | type == "string" and . != "")
          | { at: .segmentEnd, role: "agent", agent_id: $agent.who.userId,
              text: .wrapUpNote, private: true, once: "note/\(.segmentEnd)" } ]),
      events: ([ $queues[] | .from as $from
          | { at: $from, type: "handoff_requested",
              by: (if any($agents[]; .talked < $from) then "agent"
                elif any($flows[]; .from <= $from) then "bot"
                else null end),
              queue: (.who.participantName // .queue), once: "acd/\(.nth)" } ]
        + [ $queues[] | .until as $until | .cut as $cut
          | { at: $until, once: "abandoned" }
            + (if .took.tAbandon == null then
                (if .took.tFlowOut and all($queues[]; .from <= $until)
                    and all($agents[]; .talked < $until) then
                  { type: "handoff_failed", once: "failed/\(.nth)",
                    reason: (.session.flowOutType // "flow out") }
                else empty end)
              elif $cut == null or $cut == "peer" or ($cut | by_itself) then
                { type: "abandoned", by: "customer" }
              else { type: "handoff_failed", reason: $cut,
                once: "failed/\(.nth)" } end) ]
        + [ $agents[]
          | { at: .talked, type: "agent_joined", by: "agent",
              agent_id: .who.userId, once: "agent/\(.nth)" } ]
        + [ $contacts[] | select(.took.tNotResponding)
          | { at: .until, type: "not_responding", by: "agent",
              agent_id: .who.userId, once: "missed/\(.session.sessionId)" } ]
        + [ $flows[] | select($joined and .from > $joined)
          | { at: .from, type: "returned_to_bot", by: "agent",
              once: "flow/\(.session.sessionId)" } ]
        + [ .conversationEnd | values
          | { at: ., type: "closed", once: "closed",
              by: ended_by($customers; $contacts - $customers) } ]),
      outcome: {
        resolved: (if $queues != [] or $agents != [] then null
          else [ $run[] | .outcomes | arrays | .[] | objects
              | .flowOutcomeValue // "" | tostring ]
            | if index("FAILURE") then false
              elif index("SUCCESS") then true else null end end),
        wrap_up_s: ($agents | seconds("tAcw")),
        hold_s: ($agents | seconds("tHeld")),
        wrap_up_codes: ([ $all[] | .session.segments[]? | objects
          | .wrapUpCode | strings ] | some) } };
# A conversation as it is, in the words of details.
def media:
  [ { calls: "voice", callbacks: "callback", chats: "chat", emails: "email",
      messages: "message", socialExpressions: "social", videos: "video"
    } as $kinds
    | to_entries[] | $kinds[.key] as $kind | select($kind)
    | .value | arrays | .[] | objects | . + { kind: $kind } ];
def live:
  [ (.participants | arrays)[] | objects ] as $all
  | ([ $all[] | select(.purpose | word == "agent" or . == "user")
      | (media[], .).connectedTime | strings ] | max) as $answered
  | ([ $all[] | select(.purpose | word == "acd") ] | max_by(.startTime) | .id)
    as $last
  | { conversationId: .id, conversationStart: .startTime,
      conversationEnd: .endTime,
      participants: [ $all[] | . as $who | (.purpose | word) as $purpose
        | (.wrapup | objects // {}) as $wrapup
        | { purpose: $purpose, userId: .userId, participantName: .queueName,
            externalContactId: .externalContactId,
            sessions: [ media[]
              | (.disconnectedTime // $who.endTime) as $until
              | { sessionId: .id, mediaType: .kind,
                  messageType: (if .kind == "message" then .type else null end),
                  ani: ($who.ani // $who.address),
                  monitoredParticipantId: $who.monitoredParticipantId,
                  coachedParticipantId: $who.coachedParticipantId,
                  segments: [
                    { segmentEnd: $until, disconnectType: .disconnectType,
                      queueId: $who.queueId }
                    + (if .connectedTime == null or $purpose == "acd" then
                        { segmentType: "alert", segmentStart: $who.startTime }
                      else { segmentType: "interact",
                        segmentStart: .connectedTime } end),
                    { segmentType: "wrapup", segmentEnd: $wrapup.endTime,
                      wrapUpCode: ($wrapup.name // $wrapup.code),
                      wrapUpNote: $wrapup.notes } ],
                  metrics: [
                    { name: "tAcw", value: ($wrapup.durationSeconds | numbers
                        | . * 1000) },
                    ({ name: "tAbandon", value: 0 }
                      | select($who.id == $last and $until
                        and ($answered // "" | . < $who.startTime))),
                    ({ name: "tNotResponding", value: 0 } as $missed
                      | select($purpose == "agent" and .connectedTime == null
                        and .disconnectType == "system") | $missed) ] } ] } ] }
  | details
  | .derived = [ select(any(.events[];
      .type == "abandoned" or .type == "handoff_failed"))
    | "that a queue was left, from who was connected" ];
# Of a bot flow: what the customer said, and what the bot made of it.
def bot_turn:
  .dateCreated as $at | "\(.sessionId)/\($at)" as $id
  | (.askActionResult // "" | tostring) as $result
  | .intent as $intent
  | { conversation_id: .conversation.id,
      turns: ([ .userInput | strings | select(. != "")
          | { at: $at, role: "customer", text: ., once: "\($id)/in",
              intent: { name: $intent.name?,
                confidence: $intent.confidence? } } ]
        + [ (.botPrompts | arrays) | to_entries[] | select(.value | strings != "")
          | { at: $at, role: "bot", text: .value, once: "\($id)/\(.key)" } ]),
      events: [ (if $result | startswith("NoMatch") then
            { type: "fallback", by: "bot" }
          elif $result | startswith("NoInput") then
            { type: "no_input", by: "customer" }
          elif $result == "AgentRequestedByUser" then
            { type: "handoff_requested", by: "customer" }
          else empty end)
        | . + { at: $at, once: "\($id)/\(.type)" } ] };

if .conversation.id? then bot_turn
elif (.transcripts | type) == "array" then transcript
elif .messagingTranscript or .transcript then recording
elif .conversationId == null and .id then live
else details end
