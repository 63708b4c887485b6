# Lex V2: conversation logs of CloudWatch, a line is one utterance, also behind
# a time, as they are exported to S3; and what "aws logs filter-log-events"
# prints or a subscription brings.  Confidences are strings there.  What the bot
# said is in "messages", where it is logged.  An intent keeps its state; that it
# is Failed is no event, for so it is when the customer said no, too.
#: version 4
#: grouped
#: inside events logEvents
#: has sessionId inputTranscript
#: has sessionId interpretations
#: has sessionId sessionState
#: has message logStreamName
#: has message eventId
#: has message ingestionTime
#: has logEvents[].message logGroup
#: also id timestamp message
#: example {"timestamp":"2022-03-25T02:06:07.382Z","sessionId":"s1","requestId":"r1","bot":{"name":"Trip","localeId":"en_US"},"interpretations":[{"nluConfidence":"0.92","intent":{"name":"Book"}}],"inputTranscript":"yes"}
def confidence: if type == "object" then .score else . end;
(if (.message | type) == "string" and (.sessionId == null)
  then .message
    | if startswith("CWL CONTROL MESSAGE") then empty else fromjson end
  else . end)
| ([ (.interpretations // [])[] | objects | { name: .intent.name,
      confidence: (.nluConfidence | confidence),
      state: .intent.state } | select(.name) ]) as $all
| (.requestId // .sessionState.originatingRequestId) as $request
| (.sessionState.intent // {}) as $current
| { conversation_id: .sessionId,
    channel: ({ Text: "webchat", Speech: "voice", DTMF: "voice" }[.inputMode // ""]),
    language: (.bot.localeId | if . then split("_") | join("-") else null end),
    bot: { name: (.bot.name // .bot.id), version: .bot.version },
    turns: ((if (.inputTranscript // "") == "" then [] else
      [ { at: .timestamp, role: "customer", text: .inputTranscript,
          id: $request,
          intent: (if $all[0] then
            $all[0] + { alternatives: $all[1:] }
            + (if $all[0].state == null and $all[0].name == $current.name
              then { state: $current.state } else {} end) else null end),
          sentiment: (.interpretations[0].sentimentResponse.sentiment?
            // null) } ] end)
      + ([ (.messages // [])[] | objects | .content // empty ] | to_entries
        | map({ role: "bot", text: .value,
            id: (if $request then "\($request)/\(.key)" else null end) }))),
    events: (if .missedUtterance == true then
        [ { at: .timestamp, type: "fallback", by: "bot" } ] else [] end) }
