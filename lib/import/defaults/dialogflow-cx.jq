# Dialogflow CX: the interaction log in BigQuery, exported as NDJSON; a row is
# what the customer said and what the agent answered.
#: version 1
#: grouped
#: has conversation_name response.queryResult
#: has conversation_name turn_position
#: example {"conversation_name":"projects/p/sessions/s1","turn_position":1,"request_time":"2026-05-04 10:12:33.120 UTC","response":{"queryResult":{"text":"I want a person","match":{"matchType":"INTENT","confidence":0.62,"intent":{"displayName":"live.agent"}},"responseMessages":[{"text":{"text":["Connecting you."]}}]}}}
def object: if type == "string" then fromjson else . // {} end;
def probability:
  if type == "number" and . >= 0 and . <= 1 then . else null end;
(.response | object) as $response | (.request | object) as $request
| ($response.queryResult // {}) as $result
| ((.conversation_signals | object).turnSignals // {}) as $signals
| (.conversation_name | tostring) as $name
| .request_time as $at | .turn_position as $position
| ($result.text // $result.transcript
    // $request.queryInput.text.text // null) as $said
| { conversation_id: ($name | split("/") | last), language: .language_code,
    bot: { name: .agent_id },
    turns: ((if $said == null or $said == "" then [] else
        [ { at: $at, role: "customer", text: $said,
            id: "\($name)/\(.turn_position)/request",
            intent: (if ($result.match.matchType // "") == "NO_MATCH" then
                { name: "no_match",
                  confidence: ($result.match.confidence | probability) }
              elif $result.match.intent.displayName then
                { name: $result.match.intent.displayName,
                  confidence: ($result.match.confidence | probability) }
              else null end),
            sentiment: ($result.sentimentAnalysisResult.score) } ] end)
      + ([ ($result.responseMessages // [])[] | .text.text // empty
           | if type == "array" then .[] else . end ]
        | to_entries | map({ at: $at, role: "bot", text: .value,
            id: "\($name)/\($position)/\(.key)" }))),
    events: ([ ($result.responseMessages // [])[] | select(.liveAgentHandoff)
        | { at: $at, type: "handoff_requested",
            by: (if $signals.userEscalated == true then "customer"
                 else "bot" end) } ]
      + (if $signals.agentEscalated == true
           and ([ ($result.responseMessages // [])[]
             | select(.liveAgentHandoff) ] | length) == 0 then
          [ { at: $at, type: "handoff_requested", by: "bot" } ] else [] end)
      + (if $signals.triggeredAbandonmentEvent == true then
          [ { at: $at, type: "abandoned", by: "customer" } ] else [] end)
      + (if $signals.noMatch == true then
          [ { at: $at, type: "fallback", by: "bot" } ] else [] end)) }
