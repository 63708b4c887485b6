# Cognigy: the chat history of the OData endpoint (ChatHistory, or Conversations
# of its version 1), as it answers, one record a line, or as a table; with the
# records of its Inputs beside, which tell intents.  What is suggested to an
# agent is private.  A handover is asked for, taken and over with the first
# record that is flagged so, or no longer.  Shapes:
# docs.cognigy.com, OData Analytics Endpoint (Inputs, ChatHistory) and output of
# Say nodes.
#: version 2
#: grouped
#: rows
#: inside value
#: has sessionId inputText source inputId
#: has sessionId inputText inHandoverRequest
#: has sessionId inputText intentScore
#: has value[].sessionId value[].inputText
#: also @odata.context value
#: example {"_id":"1","inputId":"i1","sessionId":"s1","contactId":"c1","inputText":"My card was swallowed","inputData":"{}","type":"input","source":"user","timestamp":"2026-03-01T09:00:00.000Z","flowName":"Main","channel":"webchat2","inHandoverRequest":false,"inHandoverConversation":false}
def object: if type == "string" then try fromjson catch null else . end
  | objects // {};
def words: map(strings | select(. != ""))
  | if length == 0 then null else join("\n") end;
def some: if length == 0 then null else . end;
def full: if . == null or . == "" then null else . end;
def flag: tostring | ascii_downcase | . == "true" or . == "1";
def unflagged:
  (.inHandoverRequest | full) != null
  and (.inHandoverConversation | full) != null
  and (.inHandoverRequest | flag | not)
  and (.inHandoverConversation | flag | not);
def channel:
  (. // "" | tostring | ascii_downcase) as $c
  | if $c | startswith("webchat") then "webchat"
    elif $c | test("^voice|phone") then "voice"
    else { facebook: "facebook", whatsapp: "whatsapp", sms: "sms",
      twilio: "voice", "twilio-sms": "sms", line: "line",
      telegram: "telegram", rest: "api" }[$c] end;
# Of an output in its general form, what it says, shows and offers.
def shown: .inputData | object | ._cognigy | objects | ._default | objects
  | .[] | objects;
def items: ., (.items | arrays | .[] | objects);
def said:
  (.inputText | full)
  // ([ shown | items | .text, .title, .subtitle ] | words);
def offered:
  [ shown | items | .quickReplies, .buttons | arrays | .[] | objects | .title
    | strings | select(. != "") ] | some;
def files:
  [ .inputData | object | ._cognigy | objects | ._default | objects
    | keys[] | { _image: "image", _video: "video", _audio: "audio" }[.]
    | values ] | some;
def is_number: if type == "string" then tonumber? // null else . end;
def record:
  (.source // (if .intentScore != null or .intent != null
      or .understood != null then "user" else "" end)
    | tostring | ascii_downcase) as $source
  | ({ user: "customer", bot: "bot", agent: "agent", suggestion: "bot"
    }[$source]) as $role
  | (.intent | full) as $intent | .timestamp as $at
  | said as $text | offered as $offered | files as $files
  | { conversation_id: .sessionId, channel: (.channel | channel),
      language: (.flowLanguage | full), customer: { id: .contactId },
      turns: (if $text == null and $offered == null and $files == null
        then [] else
        [ { at: .timestamp, role: $role,
          author: (if $role == null then .source | full else null end),
          id: (if $role == "customer" then "input/\(.inputId // ._id)"
            else (.outputId | full) // ._id end),
          replaces: ($intent != null), text: $text,
          intent: (if $intent then { name: $intent,
            confidence: (.intentScore | is_number) } else null end),
          options: $offered,
          private: (if $source == "suggestion" then true else null end),
          attachments: $files } ] end),
      dropped: (if $text == null and $offered == null and $files == null
        then { "\($source) without text": 1 } else {} end),
      events: [ (if .inHandoverRequest | flag then
            { at: $at, type: "handoff_requested", standing: 1 }
          else empty end),
        (if .inHandoverConversation | flag then
            { at: $at, type: "handoff_accepted", standing: 2 }
          else empty end),
        (if unflagged then
            { at: $at, type: "returned_to_bot", standing: 0 }
          else empty end) ],
      derived: (if (.inHandoverRequest | flag)
          or (.inHandoverConversation | flag)
        then [ "handoffs, from the messages with which their flags change" ]
        else [] end) };
if (.value | type) == "array" then .value[] | objects | record
else record end
