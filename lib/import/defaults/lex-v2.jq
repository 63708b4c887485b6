# Lex V2: conversation logs of CloudWatch, a line is one utterance, also behind
# a time, as they are exported to S3; what "aws logs filter-log-events" prints or
# a subscription brings; and what Logs Insights finds, as JSON or CSV, as long as
# @message is among it.  Confidences are strings there.  What the bot said is in
# "messages", where it is logged.  An intent keeps its state; that it is Failed
# is no event, for so it is when the customer said no, too.  What became of who
# asked for a human is not in there: an intent that is for that by its name, and
# was served, is a handoff the customer asked for.
#: version 8
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
  if type != "string" then objects
  elif startswith("CWL CONTROL MESSAGE") then empty else fromjson end;
def words: map(strings | select(. != ""))
  | if length == 0 then null else join("\n") end;
# Of a payload of one's own, as Connect shows it, what it says and offers; of
# others the words in it, wherever they are, and the buttons.
def custom: if .contentType == "CustomPayload" and (.content | type) == "string"
  then .content | try fromjson catch null | objects, arrays else empty end;
def is_choice: . == "buttons" or . == "quick_replies" or . == "quickReplies"
  or . == "suggestions" or . == "actions" or . == "options";
def inside:
  if type == "object" then
    (.title, .subtitle, .text, .message | strings),
    (to_entries[]
      | select(.key | is_choice or . == "replyMessage" | not) | .value | inside)
  elif type == "array" then .[] | inside else empty end;
def choices:
  .. | objects | to_entries[] | select(.key | is_choice) | .value | arrays | .[]
  | if type == "object" then .title // .text // .label else . end;
def elements: objects | .data?.content?.elements? | arrays | .[];
def card: .imageResponseCard | objects;
def said:
  (([ custom | [ inside ] | words ] | first)
    // (if [ custom ] == [] then .content else null end)
    // (card | [ .title, .subtitle ] | words) // empty)
  | gsub("</?(speak|voice|prosody|break|emphasis|say-as|phoneme|sub|lang|amazon:[a-z]+|p|s|w|mark|audio)( [^<>]*)?/?>"; "");
def offered:
  [ (card | (.buttons | arrays)[] | objects | .text),
    (custom | (elements | if type == "object" then .title else . end), choices)
    | strings ] | if length == 0 then null else . end;
# By its name; but who asks first, or looks whether anybody is there, does not.
def asks_for_human:
  (gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)") | ascii_downcase) as $words
  | (ascii_downcase
    | contains("handoff") or contains("handover") or contains("escalat"))
    or ($words | contains("live_agent")
      or test("(^|[^a-z])((a|actual|an|ask|call|connect|contact|for|get|live|me|need|reach|real|request|speak|talk|to|transfer|want|with)[^a-z]+humans?([^a-z]|$)|[a-z]*humans?[^a-z]*($|(adviser|advisor|agent|agents|assist|assistance|assistant|callback|chat|contact|escalation|expert|flow|handoff|handover|help|in|intent|intervention|now|operator|operators|person|please|queue|rep|representative|representatives|request|requested|required|service|specialist|support|takeover|team|transfer)([^a-z]|$)))"))
  | . and ($words
    | test("^(utter|action)_ask_|(^|[^a-z])(availability|available|can|cancel|cancelled|check|deactivate|decline|declined|denied|deny|escalator|failed|has|hours|inhuman|is|list|no|nonhuman|not|offer|propose|prove|reset|resources|status|stop|subhuman|suggest|superhuman|unavailable|validate|verification|verify)([^a-z]|$)") | not);
def asks:
  gsub("(?<a>[a-z])(?<b>[A-Z])"; "\(.a)_\(.b)")
  | gsub("(?<a>[A-Z])(?<b>[A-Z][a-z])"; "\(.a)_\(.b)") | ascii_downcase
  | sub("(^|[^a-z])(ask|call|chat|connect|contact|need|reach|request|speak|talk|transfer|want)([^a-z]+(a|an|call|chat|customer|for|human|live|me|our|real|sales|service|support|the|to|us|with|your))*[^a-z]+(advis[eo]r|agents?|consultant|customer[^a-z]+(care|services?)|expert|manager|operator|person|rep|representative|some(body|one)|specialist|staff|supervisor|support|team)$"; "_human")
  | asks_for_human;
(if (.results | type) == "array" and .sessionId == null
  then .results[] | arrays
    | [ .[] | objects | select(.field == "@message") | .value ]
    | first | values | entry
  elif .sessionId == null and .["@message"] then .["@message"] | entry
  elif .sessionId == null and .message then .message | entry
  else . end)
| ([ (.interpretations // [])[] | objects | { name: .intent.name,
      confidence: (.nluConfidence | confidence),
      state: .intent.state } | select(.name) ]) as $all
| (.requestId // .sessionState.originatingRequestId) as $request
| (.sessionState.intent // {}) as $current
| ((.missedUtterance | . == true or . == "true" | not)
    and ($current.state | . == "Fulfilled" or . == "ReadyForFulfillment")
    and ($current.name // "" | tostring | asks)) as $served
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
          | (.contentType == "SSML") as $ssml | first(said, null) as $said
          | { text: (if $ssml then null else $said end),
              html: (if $ssml then $said else null end), options: offered }
          | select(.text != null or .html != null or .options != null) ]
        | to_entries
        | map({ role: "bot",
            id: (if $request then "\($request)/\(.key)" else null end) }
          + .value))),
    events: ((if .missedUtterance == true or .missedUtterance == "true" then
        [ { at: .timestamp, type: "fallback", by: "bot" } ] else [] end)
      + (if $served then [ { at: .timestamp, type: "handoff_requested",
          by: "customer", reason: $current.name,
          once: "\($request)/handoff" } ] else [] end)),
    dropped: ([ (.messages // [])[] | objects
        | select([ custom ] != [] and [ said, offered | values ] == []) ]
      | if . == [] then {} else { payload: length } end),
    derived: (if $served then [ "handoff_requested, from an intent's name" ]
      else [] end) }
