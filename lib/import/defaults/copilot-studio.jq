# Copilot Studio: transcripts (the table conversationtranscript), and sessions.
# Of transcripts CSV, what the Web API gives (the column content holds JSON) and
# the JSON of that column; of sessions the CSV that analytics offer.  Chats of the
# test pane are dropped.
#
# Who asked for a person, and why, is told by how the session ended; that one came
# is not told.  A transcript of more than 1 MB stands in several rows: they are
# several conversations here, and say so.  A session of the analytics has no times
# but its first, and the first 512 characters of what the bot said.
#: version 7
#: rows
#: inside value
#: has content conversationtranscriptid
#: has content schematype
#: has content conversationstarttime
#: has Content ConversationStartTime
#: has ChatTranscript SessionOutcome
#: has activities[].type
#: has activities[].valueType
#: example {"activities":[{"type":"message","timestamp":1710000001,"from":{"role":1},"text":"hello"},{"type":"message","timestamp":1710000002,"from":{"role":0},"text":"hi there"}]}
def role:
  .from.role as $role
  | if $role == 1 or $role == "1" or $role == "user" then "customer"
    elif $role == 0 or $role == "0" or $role == "bot" then "bot"
    elif .recipient.role == 0 or .recipient.role == "bot" then "customer"
    else "bot" end;
def is_trace($types):
  .type == "trace" and (.valueType as $type | $types | index([ $type ]) != null);
def traces($type): select(is_trace([ $type ])) | .value | objects;
def number: try tonumber catch null;
def at: .timestampMs // .timestamp | number // .;
def some: if length == 0 then null else . end;
# What is said, also on cards, in whatever they hold; and what they offer.
def said:
  if (.text // "") != "" then .text
  else [ (.attachments // [])[]? | .content? | objects
      | [ .title, .text, ((.body // [])[]? | .. | objects | .text?) ]
      | map(select(type == "string" and . != ""))[] ]
    | if length == 0 then null else join("\n") end end;
def offered:
  [ (.suggestedActions.actions? // [])[]?,
    ((.attachments // [])[]? | .content? | objects
      | (.buttons // [])[]?, (.actions // [])[]?,
        ((.body // [])[]? | .. | objects | select(.type == "ActionSet")
          | (.actions // [])[]?))
    | objects | .title | strings | select(. != "") ]
  | some;
# The topic that was found, and those there were to choose from.
def topic:
  { name: (.topicName // .intentTitle // .intentName // .intentScore.Title?
      // .intentId),
    confidence: (.confidence // .intentScore // .score
      | if type == "object" then .score else . end) }
  | select(.name);
def intent_of($all; $i):
  ($all[$i + 1:] | (map(.type == "message") | index(true)) as $stop
    | if $stop == null then . else .[:$stop] end) as $after
  | [ $after[] | traces("IntentCandidates")
    | (.intentCandidates // .candidates)[]? | objects | topic ] as $choices
  | (([ $after[] | traces("IntentRecognition") | topic ] | last)
    // $choices[0]) as $found
  | if $found == null then null else $found
    + { alternatives: [ $choices[] | select(.name != $found.name) ] } end;
# An event of the author's is named after who takes over, as GenesysHandoff.
def is_handoff:
  .type == "handoff"
  or (.type == "event" and role == "bot" and (.name // "" | tostring
    | ascii_downcase | . == "handoff.initiate" or endswith("handoff")));
def asks: is_trace([ "EscalationRequested", "HandOff" ]);
def known: is_trace([ "ConversationInfo", "SessionInfo", "IntentRecognition",
  "IntentCandidates", "CSATSurveyResponse", "PRRSurveyResponse",
  "ErrorTraceData", "EscalationRequested", "HandOff", "UnknownIntent" ]);
def truth:
  { "true": true, "yes": true, "false": false, "no": false
  }[tostring | ascii_downcase];
def resolved: { Resolved: true, Abandoned: false }[. // ""];
def is_escalated: . == "Escalated" or . == "HandOff";
# How a session ended says who asked for a person, and why.
def requested($how; $by):
  ($how // "" | tostring | startswith("AgentTransfer")) as $told
  | { type: "handoff_requested",
      by: (if $how == "AgentTransferRequestedByUser" then "customer"
        elif $told then "bot" else $by end),
      reason: (if $told then $how else null end) };
# And whether the customer went, or something failed.
def ended($how):
  if $how == "SystemError" or $how == "UserError" then
    { type: "closed", by: "bot", reason: $how }
  else { type: "abandoned", by: "customer", reason: $how } end;
# "User says: ...; Bot says: ...;"
def told:
  def one($role): sub("^\\s+"; "") | sub(";?\\s*$"; "")
    | { role: $role, text: . };
  "; " + . | split("; User says:")
  | (.[0] | split("; Bot says:")[1:][] | one("bot")),
    (.[1:][] | split("; Bot says:")
      | (.[0] | one("customer")), (.[1:][] | one("bot")));
def session:
  .ChatTranscript as $text
  | [ $text | strings | told ] as $turns
  | { conversation_id: (.SessionId // .SessionID), started_at: .StartDateTime,
      topic: ({ id: .TopicId, name: .TopicName }
        | map_values(strings | select(. != "")) | some),
      outcome: { resolved: (.SessionOutcome | resolved) },
      turns: $turns,
      events: [ .SessionOutcome | if is_escalated then requested(null; null)
        elif . == "Abandoned" then ended(null) else empty end ],
      dropped: (if $turns == [] and ($text // "") != "" then { transcript: 1 }
        else {} end) };
def transcript:
  . as $row
  | (.content // .Content // .) as $content
  | (if ($content | type) == "string" then $content | fromjson else $content end)
  | (if type == "array" then . else .activities // [] end | map(objects)) as $all
  | ([ $all[] | traces("ConversationInfo") ] | last) as $info
  | [ $all[] | select(traces("SessionInfo")) ] as $sessions
  | ($sessions | last | .value) as $session
  | ([ $sessions[] | select(.value.outcome | is_escalated) ] | last) as $escalated
  | ($escalated.value // $session | .outcomeReason) as $how
  | ([ $all[] | traces("CSATSurveyResponse") ] | last) as $survey
  | ([ $all[] | traces("PRRSurveyResponse") ] | last) as $solved
  | any($all[]; is_handoff) as $initiated
  | ([ $all | to_entries[] | select(.value | asks) | .key ] | first) as $asked
  | ($row.metadata // $row.Metadata
    | if type == "string" then try fromjson catch null else . end
    | objects // {}) as $metadata
  | ([ $all[] | select(.type == "message" and role == "customer") | .from.id
      | strings ] | first) as $who
  | { conversation_id: ($row.conversationtranscriptid
        // $row.ConversationTranscript
        // ([ $all[] | .conversation.id? // empty ] | first)),
      channel: ([ $all[] | .channelId // empty ] | first
        | { conversationconductor: "voice", lcw: "webchat" }[. // ""] // .),
      language: ($info.locale // ([ $all[] | .locale // empty ] | first)),
      started_at: ($session.startTimeUtc // $row.conversationstarttime
        // $row.ConversationStartTime),
      ended_at: $session.endTimeUtc,
      bot: { name: ($row.bot_name // $metadata.BotName
        // $row._bot_conversationtranscriptid_value) },
      # In the test pane, and where nobody is known, it is the bot's, too.
      customer: { id: (if any($all[]; .type == "message" and role == "bot"
          and .from.id == $who) then null else $who end) },
      outcome: {
        resolved: ($session.outcome | resolved
          | if . == null then $solved.response | truth else . end),
        csat: ($survey.rating // $survey.score // $session.csatScore | number) },
      turns: [ $all | to_entries[] | .key as $i | .value
        | select(.type == "message")
        | said as $said
        | { at: at, role: role, text: $said, id: .id, options: offered,
            html: (if $said == null then .speak else null end),
            intent: (if role == "customer" then intent_of($all; $i)
                     else null end),
            attachments: ([ (.attachments // [])[]?
              | .name // .contentType // empty ] | some) } ],
      events: ([ $all | to_entries[] | .key as $i | .value
        | { at: at }
          + (if is_handoff then requested($how; "bot")
            elif ($initiated | not) and $i == $asked then
              requested($how; null)
            elif .type == "event" and .name == "handoff.status" then
              { type: ({ accepted: "handoff_accepted",
                  failed: "handoff_failed", completed: "returned_to_bot"
                }[.value.state? // "" | tostring | ascii_downcase]),
                reason: .value.message? }
              | select(.type)
            elif .type == "endOfConversation" then { type: "closed", by: role }
            elif is_trace([ "UnknownIntent" ]) then
              { type: "fallback", by: "bot" }
            elif is_trace([ "ErrorTraceData" ]) then
              { type: "error", by: "bot", reason: .value.errorCode }
            else empty end) ]
        + (if $escalated and ($initiated or $asked != null | not) then
            [ $escalated | { at: at } + requested($how; null) ]
          elif $session.outcome == "Abandoned" then
            [ { at: $session.endTimeUtc } + ended($how) ] else [] end)),
      dropped: (reduce ($all[] | select(.type != "message"
          and (known | not) and (is_handoff | not)
          and .type != "endOfConversation" and .name != "handoff.status")
          | .type | tostring) as $t ({}; .[$t] += 1)),
      warnings: ($metadata.BatchId | number
        | if (. // 0) > 0
          then [ "the rest of a transcript that is split into rows" ]
          else [] end),
      drop: (if $info.isDesignMode == true then "design mode" else null end) };
if .SessionOutcome then session else transcript end
