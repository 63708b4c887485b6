# vCon (IETF): conversations with parties and dialog, of all drafts since
# 0.0.1, signed ones too.  Of a dialog without text the transcript is taken; of
# one without either it is told which agents had a part in it.  A caller who
# hangs up before anybody answers has left.
#: version 3
#: has uuid parties dialog
#: has vcon parties
#: has vcon dialog
#: has uuid dialog
#: has parties dialog analysis
#: has payload signatures
#: has ciphertext recipients
#: example {"uuid":"u","vcon":"0.4.0","created_at":"2026-03-01T09:00:00Z","parties":[{"type":"person","name":"A"},{"type":"bot"}],"dialog":[{"type":"text","start":"2026-03-01T09:00:00Z","originator":0,"mediatype":"text/plain","encoding":"none","body":"hello"}]}
def words: if type == "string" then ascii_downcase else "" end;
def role:
  ((.role // .meta.role) | words) as $role
  | if .type == "bot" or ($role | test("bot|virtual|automated")) then "bot"
    elif $role == "agent" or $role == "supervisor" or $role == "sme"
      or $role == "operator" or $role == "representative" then "agent"
    elif $role == "customer" or $role == "contact" or $role == "caller"
      or $role == "client" or $role == "consumer" then "customer"
    else null end;
def unbase64:
  gsub("-"; "+") | gsub("_"; "/") | gsub("[\r\n]"; "")
  | . + "=="[:(4 - length % 4) % 4] | @base64d;
# What a body says, whatever it is wrapped in; null: it cannot be read.
def content:
  (.encoding | words) as $how
  | if (.body | type) == "string" and ($how == "base64url" or $how == "base64")
      then .body | try unbase64 catch null
    elif (.body | type) == "string" and $how == "json"
      then .body as $text | try ($text | fromjson) catch $text
    else .body end;
def media: .mediatype // .mimetype // "" | if type == "string" then . else "" end;
def strip: gsub("^[ \t\r\n]+|[ \t\r\n]+$"; "");
def hex:
  ascii_downcase | explode | map(if . > 96 then . - 87 else . - 48 end)
  | .[0] * 16 + .[1];
def utf8:
  reduce .[] as $b ({ out: [], more: 0 };
    if $b < 128 then .out += [ $b ] | .more = 0
    elif $b < 192 then
      if .more > 0 then .out[-1] = .out[-1] * 64 + $b - 128 | .more -= 1
      else . end
    elif $b < 224 then .out += [ $b - 192 ] | .more = 1
    elif $b < 240 then .out += [ $b - 224 ] | .more = 2
    else .out += [ $b - 240 ] | .more = 3 end) | .out | implode;
def unquote:
  gsub("=\r?\n"; "")
  | gsub("(?<b>(=[0-9A-Fa-f]{2})+)"; .b | [ scan("=(..)")[0] | hex ] | utf8);
# Of an e-mail the part to be read: {text} or {html}.
def mime($type):
  if $type | test("^multipart/[^;]*;\\s*.*boundary="; "i")
  then
    ($type | capture("boundary=\"?(?<b>[^\";]+)"; "i").b | strip) as $b
    | [ split("--" + $b)[1:][] | select(startswith("--") | not)
        | sub("^\r?\n"; "") | . as $part
        | ([ index("\r\n\r\n"), index("\n\n") ] | map(values) | min) as $stop
        | select($stop != null)
        | ($part[:$stop] | gsub("\r?\n[ \t]+"; " ")) as $head
        | ([ $head | capture("(^|\n)content-type: *(?<t>[^\n]*)"; "i").t ]
            | first // "text/plain") as $kind
        | ([ $head | capture("(^|\n)content-transfer-encoding: *(?<e>[^\r\n]*)";
              "i").e ] | first // "" | words) as $coded
        | $part[$stop:] | strip
        | if $coded == "base64" and ($kind | test("^text/"; "i"))
            then try unbase64 catch ""
          elif $coded == "quoted-printable" then unquote else . end
        | mime($kind | strip) ]
    | (map(select(.text)) | first) // (map(select(.html)) | first) // {}
  elif $type | test("^text/html"; "i") then { html: . }
  elif $type | test("^(text/|$)"; "i") then { text: . }
  else {} end;

# Utterances of a transcript: { who: a party's number or a name, text, start
# (a time) or after_s (seconds from the dialog's start) }.
def speaker: (.parties // .party // .speaker // .speaker_id // .channel)
  | if type == "array" then .[0] else . end;
def spoken:
  { text: ([ .text, .transcript, .message, .content, .body | strings ]
      + [ [ .sentences | arrays | .[] | objects | .text | strings ]
        | select(length > 0) | join(" ") ] | first),
    start: (if (.start | type) == "string" then .start else null end),
    after_s: (if (.start | type) == "number" then .start
      elif (.offset | type) == "number" then .offset else null end),
    who: (if (.parties // .party) != null then speaker
      elif (speaker | type) == "number" then "speaker \(speaker)"
      else speaker end) };
def paragraphs($names):
  [ split("\n\n")[] | strip | select(length > 0) ] as $all
  | [ $all[] | split("\n")[] | strip | select(length > 0) ] as $lines
  | def labelled: (capture("^(?<who>[^:]{1,60}): *(?<text>.*)$") // null)
      | select(. != null)
      | select((.who | words) as $who
          | ($names | any(words == $who))
            or ($who | test("^(speaker [0-9]+|agent|customer|caller|bot|client|representative|operator)$")));
  ([ $lines[] | labelled ]) as $said
  | if ($said | length) > 1 and ($lines[0] | [ labelled ] | length) == 1
    then
      reduce $lines[] as $line ([];
        ([ $line | labelled ] | first) as $new
        | if $new then . + [ $new ] else .[-1].text += "\n" + $line end)
    elif ($all | length) > 1 then [ $all[] | { text: ., alternates: true } ]
    else [ $all[] | { text: . } ] end;
def utterances($names):
  if type == "string" then paragraphs($names)
  elif type == "array" then [ .[] | objects | spoken ]
  elif (.paragraphs.paragraphs? | type) == "array"
    then [ .paragraphs.paragraphs[] | objects | spoken ]
  elif type != "object" then []
  elif (.segments | type) == "array" then [ .segments[] | spoken ]
  elif (.utterances | type) == "array" then [ .utterances[] | spoken ]
  elif (.results.utterances | type) == "array"
    then [ .results.utterances[] | spoken ]
  elif .results.channels then
    [ .results.channels | to_entries[] | .key as $channel
      | .value.alternatives[0]
      | if .paragraphs.paragraphs then
          .paragraphs.paragraphs[] | spoken
        else { text: .transcript, who: "speaker \($channel)" } end ]
  elif (.transcript | type) == "string"
    then .transcript | paragraphs($names)
  elif (.transcript.text | type) == "string"
    then .transcript.text | paragraphs($names)
  elif (.text | type) == "string" then .text | paragraphs($names)
  else [] end;

(if .payload and .signatures then .payload | unbase64 | fromjson
   | . + { signed: true } else . end)
| (.parties // []) as $parties
| (.dialog // [] | if type == "array" then . else [ . ] end
   | map(objects)) as $dialog
| (.analysis // [] | if type == "array" then . else [ . ] end
   | map(objects)) as $analysis
| [ $parties[] | .name // empty ] as $names
| def first_party:
    if (.originator | type) == "number" then .originator
    elif (.parties | type) == "array" then .parties[0] else .parties end;
  def party_of: if type == "number" then $parties[.] else null end;
  def name_of($who):
    if ($who | type) == "string" then $who else
    (($who | party_of) | if . == null then null else
      (.name | select(. != "" and . != null)) // .mailto // .tel // .sip
      // .id // null end)
    // (if $who == null then null else "party \($who)" end) end;
  def role_of($who):
    if ($who | type) == "number" then $who | party_of // {} | role
    elif ($who | type) == "string" then
      ([ $parties[] | select(.name == $who) ] | first // { role: $who })
      | role
    else null end;
  def own_text: .type == "text" and (content | type) == "string";
  def channel_of:
    (.interaction_type // .application // "" | words) as $how
    | if .type == "recording" or (media | test("^(audio|video)/"; "i")) then "voice"
      elif media | test("^(multipart|message)/"; "i") then "email"
      elif $how | test("sms") then "sms"
      elif $how | test("whatsapp") then "whatsapp"
      elif $how | test("e?mail") then "email"
      elif $how | test("chat") then "webchat"
      elif $how | test("call|voice|phone") then "voice"
      elif .type == "text" then "text" else null end;
  ([ $dialog | to_entries[] | select(.value | own_text | not) | .key as $i
     | [ $analysis[]
         | select((.type | words | test("^(transcript|diarized|wtf_transcription)"))
             and ([ .dialog ] | flatten | index($i) != null
               or ($dialog | length) == 1))
         | { type, all: [ content | utterances($names)[] ] }
         | .utterances = [ .all[] | select(.text != null and .text != "") ]
         | .lost = (.all | length) - (.utterances | length)
         | select(.utterances | length > 0) ]
     | sort_by({ transcript: 0, wtf_transcription: 0 }[.type | words] // 1)
     | first // empty | { i: $i, utterances, lost } ]) as $transcripts
  | def is_agent: type == "number" and role_of(.) == "agent";
    # Who came in, by what is told of it; else, where nothing is heard, who had
    # a part.
    def joined($i):
      . as $d
      | ([ .party_history | arrays | .[] | objects
          | select((.event | words) == "join" and (.party | is_agent))
          | { party, at: .time } ]) as $told
      | $told[],
        (select(.type == "recording" and ($transcripts | any(.i == $i) | not))
          | [ .parties ] | flatten | unique[] | select(is_agent)
          | select(. as $who | any($told[]; .party == $who)
            or any($dialog[]; own_text and first_party == $who) | not)
          | { party: ., at: $d.start });
    ([ $dialog | to_entries[] | .key as $i | .value | joined($i) ]) as $joined
| # Of two voices, with a bot on the line, the first is the bot's: it picks up.
  def voices:
      ([ $dialog[.i].parties ] | flatten
        | map({ (role_of(.) // ""): . }) | add // {}) as $of
      | reduce (.utterances[].who | strings
          | select(test("^speaker [0-9]+$"))) as $who
          ([]; if index([ $who ]) then . else . + [ $who ] end)
      | if length == 2 and ($of | keys) == [ "bot", "customer" ]
        then { (.[0]): $of.bot, (.[1]): $of.customer } else {} end;
  (.payload == null and .ciphertext != null) as $sealed
| { conversation_id: .uuid,
    started_at: (first($dialog[] | .start | values) // null),
    channel: ([ $dialog[] | channel_of | values ] | unique
      | if length == 1 and .[0] != "text" then .[0] else null end),
    subject: .subject,
    customer: { id: ([ $parties[] | objects | select(role == "customer")
      | .uuid // .id // .tel // .mailto // empty | select(. != "") ]
      | first) },
    turns: ([ $dialog[] | select(own_text) | first_party as $who
        | { at: .start, role: role_of($who), author: name_of($who),
            id: (.message_id // null) }
          + (. as $d | content | mime($d | media)) ]
      + [ $transcripts[] | $dialog[.i] as $d | voices as $voices | .utterances
          | to_entries[]
          | .key as $n | .value
          | ((if .alternates and ($d.parties | type) == "array"
               and ($d.parties | length) == 2 then
               ($d | first_party) as $one
               | (if $n % 2 == 0 then $one
                  else $d.parties | map(select(. != $one)) | .[0] end)
             else .who end)
            | (strings | $voices[.]) // .) as $who
          | { at: (.start // (if .after_s != null then $d.start else null end)),
              after_s: (if .start then null else .after_s end),
              role: role_of($who), author: name_of($who), text: .text } ]),
    events: ([ $dialog[] | if .type == "transfer" then
          { at: .start, type: "handoff_requested",
            by: ((.transferor | if . == null then null
              else role_of(.) end)) }
        elif .type == "incomplete" then
          if (.disposition | words) == "hung-up"
            and role_of(first_party) == "customer"
          then { at: .start, type: "abandoned", by: "customer",
            reason: .disposition }
          else { at: .start, type: "handoff_failed", reason: .disposition } end
        else empty end ]
      + [ $joined[] | { at, type: "agent_joined", by: "agent",
          agent_id: name_of(.party) } ]),
    derived: ((if ($dialog | length) > 0
        then [ "started_at, from the first dialog" ] else [] end)
      + (if any($transcripts[].utterances[]; .alternates) then
          [ "roles, by taking turns in a transcript that names no speaker" ]
        else [] end)
      + (if any($transcripts[]; voices != {}) then
          [ "the bot, of two voices the first" ] else [] end)
      + (if ($transcripts | length) > 0 then
          [ "turns, from a transcript" ] else [] end)),
    warnings: ((if .signed then [ "signed: the signature was not checked" ]
        else [] end)
      + (if ([ .critical | arrays | .[] | select(. != "CC") ] | length) > 0
        then [ "critical: of extensions that are not known here" ] else [] end)
      + (if (.redacted | objects // {} | length) > 0
        then [ "redacted: not all that was said may be here" ] else [] end)),
    drop: (if $sealed then "encrypted" else null end),
    dropped: (reduce ($dialog | to_entries[]
        | select((.value | own_text | not) and .value.type != "transfer"
          and .value.type != "incomplete")
        | select(.key as $i | $transcripts | any(.i == $i) | not)
        | .value.type | tostring) as $t
      ({}; .[$t] += 1)
      | ([ $transcripts[].lost ] | add // 0) as $lost
      | if $lost > 0 then .utterance = $lost else . end) }
