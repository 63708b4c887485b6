# Copilot Studio: the table conversationtranscript as CSV (its column content
# holds JSON), or the JSON of that column.  Chats of the test pane are dropped.
#: version 6
#: rows
#: has content conversationtranscriptid
#: has content schematype
#: has content conversationstarttime
#: has Content ConversationStartTime
#: has activities[].type
#: has activities[].valueType
#: example {"activities":[{"type":"message","timestamp":1710000001,"from":{"role":1},"text":"hello"},{"type":"message","timestamp":1710000002,"from":{"role":0},"text":"hi there"}]}
def role:
  .from.role as $role
  | if $role == 1 or $role == "1" or $role == "user" then "customer"
    elif $role == 0 or $role == "0" or $role == "bot" then "bot"
    elif .recipient.role == 0 or .recipient.role == "bot" then "customer"
    else "bot" end;
def traces($type):
  select(.type == "trace" and .valueType == $type) | .value | objects;
def number: try tonumber catch null;
def at: .timestamp | number // .;
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
  | if length == 0 then null else . end;
def intent_before($all; $i):
  ($all[$i + 1:] | (map(.type == "message") | index(true)) as $stop
    | if $stop == null then . else .[:$stop] end
    | map(traces("IntentRecognition")) | last) as $found
  | if $found == null then null else
    { name: ($found.topicName // $found.intentTitle // $found.intentId),
      confidence: ($found.confidence // $found.intentScore // $found.score) }
    | if .name == null then null else . end end;
def is_handoff:
  (.type == "event" and .name == "handoff.initiate") or .type == "handoff";
def is_trace($types):
  .type == "trace" and (.valueType as $type | $types | index([ $type ]) != null);
def asks: is_trace([ "EscalationRequested", "HandOff" ]);
def known: is_trace([ "ConversationInfo", "SessionInfo", "IntentRecognition",
  "CSATSurveyResponse", "PRRSurveyResponse", "ErrorTraceData",
  "EscalationRequested", "HandOff", "UnknownIntent" ]);
def truth:
  { "true": true, "yes": true, "false": false, "no": false
  }[. // "" | tostring | ascii_downcase];
# How the session ended says who asked for a person.
def asked_by:
  if . // "" | tostring | test("RequestedByUser") then "customer" else "bot" end;
. as $row
| (.content // .Content // .) as $content
| (if ($content | type) == "string" then $content | fromjson else $content end)
| (if type == "array" then . else .activities // [] end | map(objects)) as $all
| ([ $all[] | traces("ConversationInfo") ] | last) as $info
| ([ $all[] | traces("SessionInfo") ] | last) as $session
| ([ $all[] | traces("CSATSurveyResponse") ] | last) as $survey
| ([ $all[] | traces("PRRSurveyResponse") ] | last) as $solved
| ([ $all[] | select(is_handoff) ] | length > 0) as $initiated
| ($initiated or any($all[]; asks)) as $handed
| ([ $all | to_entries[] | select(.value | asks) | .key ] | first) as $asked
| ($row.metadata // null | if type == "string" then try fromjson catch null
    else . end | objects // {}) as $metadata
| { conversation_id: ($row.conversationtranscriptid // $row.id
      // $row.conversation_id
      // ([ $all[] | .conversation.id? // empty ] | first)),
    channel: ([ $all[] | .channelId // empty ] | first),
    language: ($info.locale // ([ $all[] | .locale // empty ] | first)),
    started_at: ($session.startTimeUtc // $row.conversationstarttime
      // $row.ConversationStartTime),
    ended_at: $session.endTimeUtc,
    bot: { name: ($row.bot_name // $metadata.BotName
      // $row._bot_conversationtranscriptid_value) },
    outcome: {
      resolved: ({ Resolved: true, Abandoned: false }[$session.outcome // ""]
        | if . == null then $solved.response | truth else . end),
      csat: ($survey.rating | number) },
    turns: [ $all | to_entries[] | .key as $i | .value
      | select(.type == "message")
      | { at: at, role: role, text: said, id: .id, options: offered,
          intent: (if role == "customer" then intent_before($all; $i)
                   else null end),
          attachments: ([ (.attachments // [])[]? | .name // .contentType // empty ]
            | if length == 0 then null else . end) } ],
    events: ([ $all | to_entries[] | .key as $i | .value
      | if is_handoff or ($initiated | not) and $i == $asked then
          { at: at, type: "handoff_requested",
            by: ($session.outcomeReason | asked_by) }
        elif .type == "event" and .name == "handoff.status" then
          { at: at, type: ({ accepted: "handoff_accepted",
              failed: "handoff_failed", completed: "returned_to_bot"
            }[.value.state? // "" | tostring | ascii_downcase]) }
          | select(.type)
        elif .type == "endOfConversation" then { at: at, type: "closed" }
        elif is_trace([ "UnknownIntent" ]) then
          { at: at, type: "fallback", by: "bot" }
        elif .type == "trace" and .valueType == "ErrorTraceData" then
          { at: at, type: "error", by: "bot", reason: .value.errorCode }
        else empty end ]
      + (if ($session.outcome == "Escalated" or $session.outcome == "HandOff")
           and ($handed | not) then
          [ $all[] | select(.type == "trace" and .valueType == "SessionInfo") ]
          | last | [ { at: at, type: "handoff_requested",
              by: ($session.outcomeReason | asked_by),
              reason: $session.outcomeReason } ]
        elif $session.outcome == "Abandoned" then
          [ { at: $session.endTimeUtc, type: "abandoned", by: "customer",
              reason: $session.outcomeReason } ] else [] end)),
    dropped: (reduce ($all[] | select(.type != "message"
        and (known | not) and (is_handoff | not)
        and .type != "endOfConversation" and .name != "handoff.status")
        | .type | tostring) as $t ({}; .[$t] += 1)),
    drop: (if $info.isDesignMode == true then "design mode" else null end) }
