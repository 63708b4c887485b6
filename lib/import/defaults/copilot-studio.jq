# Copilot Studio: the table conversationtranscript as CSV (its column content
# holds JSON), or the JSON of that column.  Chats of the test pane are dropped.
#: version 1
#: rows
#: has content conversationtranscriptid
#: has content schematype
#: has activities[].type
#: has activities[].valueType
#: example {"activities":[{"type":"message","timestamp":1710000001,"from":{"role":1},"text":"hello"},{"type":"message","timestamp":1710000002,"from":{"role":0},"text":"hi there"}]}
def role: if .from.role == 1 or .from.role == "user" then "customer" else "bot" end;
def traces($type): select(.type == "trace" and .valueType == $type) | .value;
def number: try tonumber catch null;
def intent_before($all; $i):
  ($all[$i + 1:] | (map(.type == "message") | index(true)) as $stop
    | if $stop == null then . else .[:$stop] end
    | map(traces("IntentRecognition")) | last) as $found
  | if $found == null then null else
    { name: $found.topicName,
      confidence: ($found.confidence | number
        | if . != null and . >= 0 and . <= 1 then . else null end) } end;
. as $row
| (if (.content | type) == "string" then .content | fromjson else . end)
| (if type == "array" then . else .activities // [] end) as $all
| ([ $all[] | traces("ConversationInfo") ] | last) as $info
| ([ $all[] | traces("SessionInfo") ] | last) as $session
| ([ $all[] | traces("CSATSurveyResponse") ] | last) as $survey
| { conversation_id: ($row.conversationtranscriptid // $row.id
      // $row.conversation_id),
    language: $info.locale,
    started_at: $session.startTimeUtc, ended_at: $session.endTimeUtc,
    bot: { name: ($row.bot_name // $row._bot_conversationtranscriptid_value) },
    outcome: {
      resolved: (if $session.outcome == "Resolved" then true
                 elif $session.outcome then false else null end),
      csat: ($survey.rating | number) },
    turns: [ $all | to_entries[] | .key as $i | .value
      | select(.type == "message")
      | { at: (.timestamp | number // $all[$i].timestamp), role: role,
          text: .text, id: .id,
          intent: (if role == "customer" then intent_before($all; $i)
                   else null end) } ],
    events: ([ $all[] | select(.type == "event" and .name == "handoff.initiate")
      | { at: .timestamp, type: "handoff_requested", by: "bot" } ]
      + [ $all[] | select(.type == "trace" and .valueType == "ErrorTraceData")
        | { at: .timestamp, type: "error", by: "bot",
            reason: .value.errorCode } ]
      + (if $session.outcome == "Abandoned" then
          [ { at: $session.endTimeUtc, type: "abandoned", by: "customer",
              reason: $session.outcomeReason } ] else [] end)),
    dropped: (reduce ($all[] | select(.type != "message"
        and (.valueType | . != "ConversationInfo" and . != "SessionInfo"
          and . != "IntentRecognition" and . != "CSATSurveyResponse"
          and . != "ErrorTraceData") and .name != "handoff.initiate")
        | .type | tostring) as $t ({}; .[$t] += 1)),
    drop: (if $info.isDesignMode == true then "design mode" else null end) }
