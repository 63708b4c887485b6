# Voiceflow: transcripts of the Transcripts API, and the turns of a dialog of
# the older one, which do not name their transcript: keep one a file.  What
# else a flow leaves there (blocks, paths, debugging) is counted.  A handoff is
# what a flow calls so: an action of one's own, by its name.  Shapes:
# docs.voiceflow.com, Transcripts API (get transcript; get transcript dialog),
# Trace types and actions of Interact.
#: version 3
#: grouped
#: inside transcripts
#: has transcript.logs
#: has logs[].data sessionID
#: has logs[].data projectID
#: has turnID format payload
#: has turnID startTime type
#: has transcripts[].logs
#: example {"transcript":{"id":"t1","sessionID":"s1","createdAt":"2026-03-01T09:00:00.000Z","logs":[{"type":"action","data":{"type":"text","payload":"My card was swallowed"},"createdAt":"2026-03-01T09:00:00.000Z"}]}}
def object: if type == "string" then try fromjson catch null else . end
  | objects // {};
def words: map(strings | select(. != ""))
  | if length == 0 then null else join("\n") end;
def some: if length == 0 then null else . end;
def slate: [ .slate? | objects | .content | arrays | .[]
    | [ .. | objects | .text | strings ] | join("") ] | words;
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
def handoff: . == "live-agent-handoff" or . == "call-forward"
  or . == "call_forward" or . == "callForward" or asks;
# What a user did: said something, or pressed a button or a key.
def asked:
  (.type // "" | tostring) as $type
  | .payload
  | if type == "string" then (if $type == "text" or $type == "dtmf" then . else null end)
    elif type == "object" then
      [ .query, .label, .message, .text, .digits | strings
        | select(. != "") ] | first
    else null end;
def named: if .type == "intent" then .payload.intent.name? | strings
  else empty end;
def intent:
  if [ named | select(. != "None") ] != [] then
    { name: .payload.intent.name, confidence: .payload.confidence }
  else null end;
def cards: if (.cards | type) == "array" then .cards[] | objects else . end;
# Of a trace, what is shown.
def said($type):
  [ .payload | objects
    | if $type == "text" then (.message | strings) // slate
      elif $type == "cardV2" or $type == "card" or $type == "carousel" then
        cards | .title, (.description | .text? // .)
      else null end ] | words;
def offered:
  [ .payload | objects | cards | .buttons | arrays | .[] | objects
    | .name // .request.payload.label? | strings ] | some;
def files($type):
  [ .payload | objects
    | if $type == "visual" then "image"
      elif $type == "audio" or ($type == "speak" and .type == "audio")
        then "audio"
      elif $type == "cardV2" or $type == "carousel" then
        cards | .imageUrl | strings | select(. != "") | "image"
      else empty end ] | some;
def action($at; $id):
  asked as $text
  | if $text then
      { turns: [ { at: $at, id: $id, role: "customer", text: $text,
        intent: intent } ],
        events: (if [ named ] == [ "None" ] then
          [ { at: $at, once: "\($id)/\($at)/none", type: "fallback",
              by: "bot" } ] else [] end) }
    else { dropped: { (.type // "action" | tostring): 1 } } end;
def trace($at; $id):
  (.type // "trace" | tostring) as $type
  | said($type) as $text
  | offered as $offered
  | files($type) as $files
  | if $type | handoff then
      { events: [ { at: $at, id: $id, type: "handoff_requested",
        by: "bot", reason: $type } ] }
    elif $type == "end" then
      { events: [ { at: $at, id: $id, type: "closed", by: "bot" } ] }
    elif $type == "speak" or $text or $offered or $files then
      { turns: [ { at: $at, id: $id, role: "bot", text: $text,
        html: (if $type == "speak" then .payload.message? else null end),
        options: $offered, attachments: $files } ] }
    else { dropped: { ($type): 1 } } end;
def log($at; $id):
  (.type // .format // "" | tostring) as $kind
  | .data | object
  | if $kind == "action" or $kind == "request" then action($at; $id)
    elif $kind == "trace" then trace($at; $id)
    else { dropped: { ($kind): 1 } } end;
def transcript:
  (.id // ._id // .sessionID) as $id
  | { conversation_id: $id, started_at: .createdAt, ended_at: .endedAt,
      session: .sessionID },
    ([ .logs | arrays | .[] | objects ] | to_entries[]
      | .key as $n | .value
      | { conversation_id: $id } + log(.createdAt; "\($id)/\($n)"));
if (.transcripts | type) == "array" then .transcripts[] | objects | transcript
elif (.transcript | type) == "object" then .transcript | transcript
elif .turnID then
  # Of one turn, all that came of it has its id.
  .startTime as $at | .format as $format
  | .payload | object
  | if $format == "trace" then trace($at; null) else action($at; null) end
else transcript end
