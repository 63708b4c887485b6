# Lex V2: conversation logs of CloudWatch, a line is one utterance, also behind
# a time, as they are exported to S3; what "aws logs filter-log-events" prints or
# a subscription brings; and what Logs Insights finds, as JSON or CSV, as long as
# @message is among it.  Confidences are strings there.  What the bot said is in
# "messages", where it is logged.  An intent keeps its state; that it is Failed
# is no event, for so it is when the customer said no, too.
#: version 5
#: grouped
#: rows
#: inside events logEvents
#: has sessionId inputTranscript
#: has sessionId interpretations
#: has sessionId sessionState
#: has message logStreamName
#: has message eventId
#: has message ingestionTime
#: has logEvents[].message logGroup
#: has @timestamp @message
#: has results statistics status
#: also id timestamp message
#: example {"timestamp":"2022-03-25T02:06:07.382Z","sessionId":"s1","requestId":"r1","bot":{"name":"Trip","localeId":"en_US"},"interpretations":[{"nluConfidence":"0.92","intent":{"name":"Book"}}],"inputTranscript":"yes"}
def confidence: if type == "object" then .score else . end;
def entry:
  if startswith("CWL CONTROL MESSAGE") then empty else fromjson end;
# Of a card, what it says and offers.
def said:
  .content // (.imageResponseCard | objects
    | [ .title, .subtitle | strings ] | if length == 0 then null else join("\n") end)
    // empty
  | gsub("</?(speak|voice|prosody|break|emphasis|say-as|phoneme|sub|lang|amazon:[a-z]+|p|s|w|mark|audio)( [^<>]*)?/?>"; "");
def offered:
  [ .imageResponseCard | objects | (.buttons | arrays)[] | objects | .text
    | strings ] | if length == 0 then null else . end;
(if (.results | type) == "array" and .sessionId == null
  then .results[] | arrays
    | [ .[] | objects | select(.field == "@message") | .value ]
    | first | strings | entry
  elif (.["@message"] | type) == "string" then .["@message"] | entry
  elif (.message | type) == "string" and (.sessionId == null)
  then .message | entry
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
      + ([ (.messages // [])[] | objects
          | { text: first(said, null), options: offered }
          | select(.text != null or .options != null) ] | to_entries
        | map({ role: "bot",
            id: (if $request then "\($request)/\(.key)" else null end) }
          + .value))),
    events: (if .missedUtterance == true then
        [ { at: .timestamp, type: "fallback", by: "bot" } ] else [] end) }
