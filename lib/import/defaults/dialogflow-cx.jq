# Dialogflow CX: the interaction log in BigQuery, exported as NDJSON; a row is
# what the customer said and what the agent answered.
#: version 4
#: grouped
#: has conversation_name response.queryResult
#: has conversation_name turn_position
#: has conversation_name request_time
#: example {"conversation_name":"projects/p/sessions/s1","turn_position":1,"request_time":"2026-05-04 10:12:33.120 UTC","response":{"queryResult":{"text":"I want a person","match":{"matchType":"INTENT","confidence":0.62,"intent":{"displayName":"live.agent"}},"responseMessages":[{"text":{"text":["Connecting you."]}}]}}}
def object:
  if type == "string" then (if . == "" then {} else fromjson end) else . end
  // {};
def said: if type == "string" and . != "" then . else empty end;
(.response | object) as $response | (.request | object) as $request
| ($response.queryResult // {}) as $result
| ((.conversation_signals | object).turnSignals // {}) as $signals
| (.conversation_name | tostring) as $name
| .request_time as $at | .turn_position as $position
| ($request.queryInput // {}) as $input
| first(($result.text, $result.transcript, $input.text.text,
    $result.dtmf.digits, $input.dtmf.digits | said), null) as $said
| ($result.responseMessages // []) as $messages
| ($result.match // {}) as $match
| [ $messages[] | select(.liveAgentHandoff or .telephonyTransferCall) ] as $handoffs
| { conversation_id: ($name | split("/") | last),
    channel: (if $result.transcript or $input.audio then "voice" else null end),
    language: (.language_code // $result.languageCode),
    bot: { name: .agent_id },
    warnings: (if ($position | tonumber? // 0) >= 500
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
      + ([ $messages[]
           | (.text.text | if type == "array" then .[] else . end),
             (.outputAudioText | .text?, .ssml?
               | strings | gsub("<[^>]*>"; ""))
           | said ]
        | to_entries | map({ at: $at, role: "bot", text: .value,
            id: "\($name)/\($position)/\(.key)" }))),
    events: ([ $handoffs[]
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
          [ { at: $at, type: "closed", by: "bot" } ] else [] end)) }
