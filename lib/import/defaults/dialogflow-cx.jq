# Dialogflow CX: the interaction log in BigQuery as NDJSON, webhook requests, the
# answers that Cloud Logging keeps (which say what was asked, too, so that the
# requests beside them are counted as dropped), or the conversation history.
#
# A row of the log is what the customer said and what the agent answered.
# Requests may be bare, {"request":...,"response":...,"timestamp":...} or
# entries of Cloud Logging.  One holds what the agent had answered so far; what
# the webhook answers is known from its response only.  All of a turn have one
# id, and bare ones no time.
#
# Conversations of the history have their interactions where they were got one
# by one; of those of a list it is known whether they were handed over, but not
# when, nor what was said, unless those that were got are beside it.  Shapes: conversation_history.proto, v3beta1.
#: version 8
#: grouped
#: inside conversations
#: has conversation_name response.queryResult
#: has conversation_name turn_position
#: has conversation_name request_time
#: has sessionInfo.session fulfillmentInfo
#: has request.sessionInfo.session request.fulfillmentInfo
#: has jsonPayload.sessionInfo.session jsonPayload.fulfillmentInfo
#: has jsonPayload.queryResult labels.session_id
#: has jsonPayload.queryInput labels.session_id
#: has name startTime interactions[].createTime
#: has name startTime metrics.interactionCount
#: also name startTime languageCode
#: example {"conversation_name":"projects/p/sessions/s1","turn_position":1,"request_time":"2026-05-04 10:12:33.120 UTC","response":{"queryResult":{"text":"I want a person","match":{"matchType":"INTENT","confidence":0.62,"intent":{"displayName":"live.agent"}},"responseMessages":[{"text":{"text":["Connecting you."]}}]}}}
def said: if type == "string" and . != "" then . else empty end;
def object:
  if type == "string" then (if . == "" then {} else fromjson end) else . end
  // {};
def agent_in: first(tostring | capture("/agents/(?<id>[^/]+)").id, null);
# As the row that the log would have.
def row_of($request; $response; $at):
  { conversation_name: $request.sessionInfo.session,
    turn_position: $request.detectIntentResponseId, webhook: true,
    request_time: $at,
    agent_id: ($request.sessionInfo.session | agent_in),
    language_code: ($request.languageCode
      // $request.languageInfo.resolvedLanguageCode),
    request: { queryInput: { dtmf: { digits: $request.dtmfDigits } } },
    response: { queryResult: {
      text: $request.text, transcript: $request.transcript,
      match: { intent: { displayName: $request.intentInfo.displayName },
        confidence: $request.intentInfo.confidence },
      sentimentAnalysisResult: $request.sentimentAnalysisResult,
      responseMessages: (($response.fulfillmentResponse // {})
        | (if .mergeBehavior == "REPLACE" then []
           else $request.messages // [] end) + (.messages // [])) } } };
# As the row that the log would have, of an answer by itself.
def row_of_answer:
  .labels.session_id as $session
  | { conversation_name: ($session | tostring),
    turn_position: (.jsonPayload.responseId // .insertId),
    request_time: .timestamp, agent_id: .labels.agent_id, webhook: true,
    response: .jsonPayload };
# As the rows that the log would have, and what is told of all of them.
def rows_of_history:
  . as $c
  | (.interactions | arrays | to_entries[]) | .key as $n | .value | objects
  | { conversation_name: $c.name, turn_position: (.response.responseId // $n),
      request_time: .createTime, agent_id: ($c.name | agent_in),
      webhook: true, request: .request, response: .response,
      partial_responses: .partialResponses, said: .requestUtterances,
      answered: .responseUtterances };
def history:
  ((.interactions | length) == 0) as $listed
  | .metrics as $told
  | { conversation_id: (.name | tostring | split("/") | last),
      started_at: .startTime, language: .languageCode,
      channel: (if .type == "AUDIO" then "voice" else null end),
      bot: { name: (.name | agent_in) } }
  + (if $listed then
      { turns: [ $told.queryInputCount | objects
          | select(.textCount or .audioCount or .dtmfCount or .intentCount)
          | { role: "customer", stands_in: true } ],
        events: [ if $told.hasLiveAgentHandoff then
            { type: "handoff_requested", by: "bot", stands_in: true }
          elif $told.hasEndInteraction then
            { type: "closed", by: "bot", stands_in: true }
          else empty end ],
        warnings: [ "of a list, which has no interactions: get each "
          + "conversation" ] }
    else {} end);
def is_request: type == "object" and (.sessionInfo | type) == "object";
def row:
(if is_request then row_of(.; null; null)
 elif .request | is_request then
   row_of(.request; .response | object; .timestamp // .time)
 elif .jsonPayload | is_request then row_of(.jsonPayload; null; .timestamp)
 elif .jsonPayload.queryResult? then row_of_answer
 else . end)
| if .jsonPayload.queryInput? then
  { conversation_id: (.labels.session_id | tostring), dropped: { request: 1 } }
  else .
| (.response | object) as $response | (.request | object) as $request
| ($response.queryResult // {}) as $result
| ((.conversation_signals | object).turnSignals // {}) as $signals
| (.conversation_name | tostring) as $name
| .request_time as $at | .turn_position as $position
| ($request.queryInput // {}) as $input
| first(($result.text, $result.transcript, $input.text.text,
    $result.dtmf.digits, $input.dtmf.digits, .said | said), null) as $said
| [ (.partial_responses | if type == "string" then object else . end
      | arrays | .[] | objects | .queryResult.responseMessages | arrays | .[]),
    ($result.responseMessages // [])[] ] as $messages
| ($result.match // {}) as $match
| [ $messages[] | select(.liveAgentHandoff or .telephonyTransferCall) ] as $handoffs
| [ $messages[]
    | (.text.text | if type == "array" then .[] else . end),
      (.outputAudioText | .text?, .ssml? | strings | gsub("<[^>]*>"; ""))
    | said ] as $answered
| { conversation_id: ($name | split("/") | last),
    channel: (if $result.transcript or $input.audio then "voice" else null end),
    language: (.language_code // $result.languageCode),
    bot: { name: .agent_id },
    warnings: (if (.webhook | not) and ($position | tonumber? // 0) >= 500
      then [ "turns may be missing: Dialogflow logs the first 500" ]
      else [] end),
    outcome: { resolved: (if any($messages[]; .conversationSuccess) then true
      else null end) },
    turns: ((if $said == null then [] else
        [ { at: $at, role: "customer", text: $said,
            id: "\($name)/\(.turn_position)/request",
            intent: (if ($match.matchType // "") == "NO_MATCH" then
                { name: "no_match",
                  confidence: $match.confidence }
              elif $match.intent.displayName // $result.intent.displayName then
                { name: ($match.intent.displayName
                    // $result.intent.displayName),
                  confidence: ($match.confidence
                    // $result.intentDetectionConfidence) }
              else null end),
            sentiment: ($result.sentimentAnalysisResult.score) } ] end)
      + ((if $answered == [] then [ .answered | said ] else $answered end)
        | to_entries | map({ at: $at, role: "bot", text: .value,
            id: "\($name)/\($position)/\(.key)" }))),
    # Of a row that comes twice they are the same.
    events: (([ $handoffs[]
        | { at: $at, type: "handoff_requested",
            by: (if $signals.userEscalated == true then "customer"
                 else "bot" end),
            metadata: .liveAgentHandoff.metadata } ]
      + (if ($handoffs | length) == 0
           and ($signals.agentEscalated == true
             or $signals.userEscalated == true) then
          [ { at: $at, type: "handoff_requested",
              by: (if $signals.userEscalated == true then "customer"
                   else "bot" end) } ] else [] end)
      + (if $signals.triggeredAbandonmentEvent == true then
          [ { at: $at, type: "abandoned", by: "customer" } ] else [] end)
      + (if $signals.noMatch == true or ($match.matchType // "") == "NO_MATCH"
         then [ { at: $at, type: "fallback", by: "bot" } ] else [] end)
      + (if ($handoffs | length) == 0
           and any($messages[]; .endInteraction) then
          [ { at: $at, type: "closed", by: "bot" } ] else [] end))
      | map(. + { once: (if $position == null then null
          else "\($name)/\($position)/\(.type)" end) })) } end;
if .startTime and .conversation_name == null then
  history, (rows_of_history | row)
else row end
