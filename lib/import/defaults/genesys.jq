# Genesys Cloud: transcripts of speech and text analytics, and the recordings of
# messages and chats (conversations/{id}/recordings), of which a conversation has
# several.  All that is not the customer may be "internal" in the former, a flow
# as well as a person: what is said before the first agent has joined is the
# bot's, where the participants tell.  A queue is a handoff; a customer who ends
# with it, and no agent behind, has left.
#: version 5
#: grouped
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
def absolute: (type == "number" and . > 1e11) or type == "string";
def channel:
  word | { call: "voice", voice: "voice", chat: "webchat", email: "email",
    webmessaging: "webchat", callback: "voice", audio: "voice" }[.]
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
  | [ $all[] | select(.participantPurpose | word
      | . == "agent" or . == "internal" or . == "user") ] as $agents
  | [ $all[] | select(.participantPurpose | word == "acd") ] as $queues
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
              queue: (.queueName // .queueId), once: "acd/\(at)" } ]
        + [ $agents[] | placed
          | { at: at, type: "agent_joined", by: "agent", agent_id: .userId,
              once: "agent/\(.userId)/\(at)" } ]
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

if (.transcripts | type) == "array" then transcript else recording end
