# Kore.ai: the conversation history of a bot (getMessages, messages-lite), and its
# sessions (getSessions), as pages of the API or one a line; a session is a
# conversation.  What goes out is the bot's, but for what has an author: ask with
# getAgentsInfo=true, or agents seem to be the bot.  Sessions tell whether they
# were handed over, which no message does, but not when; who dropped off has
# left.  A developer's sessions are dropped.  Shapes: docs.kore.ai, Conversation
# History API and Sessions History API, and message templates of its SDK.
#: version 3
#: grouped
#: inside messages sessions
#: has components type createdOn sessionId
#: has components type timestampValue botId
#: has messages[].components messages[].createdOn
#: has sessionId botId containmentType
#: has sessionId botId start_time
#: also moreAvailable
#: example {"_id":"ms-1","type":"incoming","createdBy":"u-1","createdOn":"2026-03-01T09:00:00.000Z","channels":[{"type":"rtm"}],"botId":"st-1","components":[{"_id":"cp-1","cT":"text","data":{"text":"My card was swallowed"},"thumbnails":[]}],"lang":"en","sessionId":"s1"}
def words: map(strings | select(. != ""))
  | if length == 0 then null else join("\n") end;
def some: if length == 0 then null else . end;
def channel:
  { rtm: "webchat", sms: "sms", email: "email", facebook: "facebook",
    wfacebook: "facebook", twitter: "twitter", msteams: "teams",
    slack: "slack", telegram: "telegram", line: "line", ivr: "voice",
    ivrVoice: "voice", twiliovoice: "voice", korevg: "voice",
    whatsapp: "whatsapp"
  }[. // "" | tostring];
# A template stands as JSON in the text, or the text itself.
def parts:
  [ .components | arrays | .[] | objects | .data | objects | .text
    | if type == "string" and test("^\\s*[{]") then
        . as $text | try fromjson catch $text else . end ];
def payload: objects | if (.payload | type) == "object" then .payload
  else . end;
def said:
  [ parts[] | if type == "string" then .
    else payload | .text, .heading, .title, (.payload | strings),
      ((.elements, .items) | arrays | .[] | objects | .title, .subtitle)
    end ] | words;
def offered:
  [ parts[] | payload
    | (.buttons, .quick_replies, (.elements | arrays | .[] | objects
        | .buttons)) | arrays | .[] | objects | .title | strings ] | some;
def files:
  [ .components | arrays | .[] | objects | .cT // "" | tostring
    | select(. == "audio" or . == "video" or . == "image"
        or . == "attachment" or . == "filelink") ] | some;
def message:
  (.type // "" | tostring) as $type
  | ([ .author | objects ] | length > 0) as $person
  | (if $type == "incoming" then "customer"
     elif $type == "outgoing" then (if $person then "agent" else "bot" end)
     else null end) as $role
  | said as $text | offered as $offered | files as $files
  | { conversation_id: (.sessionId // null),
      channel: ((.chnl // .channel // .channels[0]?.type?) | channel),
      language: .lang, customer: { id: .createdBy },
      bot: { name: .botId },
      turns: (if $text == null and $offered == null and $files == null
        then [] else
        [ { at: (.createdOn // .timestampValue), id: ._id, role: $role,
          author: (if $person then .author.id? // .author._id?
            // .author.emailId? else null end),
          text: $text, options: $offered, attachments: $files } ] end),
      dropped: (if $text == null and $offered == null and $files == null
        then { ([ .components | arrays | .[] | objects | .cT | strings ]
          | first // "message"): 1 } else {} end),
      derived: (if $role == "bot"
        then [ "who is the bot, of what goes out without an author" ]
        else [] end) };
def session:
  { conversation_id: .sessionId, started_at: .start_time, ended_at: .end_time,
    channel: (.channel | channel), language: .session_lang[0]?,
    customer: { id: .userId }, bot: { name: .botId },
    turns: [ select(.sessionType == "interactive")
      | { at: .start_time, role: "customer", once: "customer",
          stands_in: true } ],
    events: [ if .containmentType == "agent" then
        { type: "handoff_requested", by: "bot", once: "agent" }
      elif .containmentType == "dropOff" then
        { at: .end_time, type: "abandoned", by: "customer", once: "left" }
      else empty end ],
    drop: (if .isDeveloper == true or .isDeveloper == 1
      then "a developer's session" else null end) };
if .components == null and .sessionId then session else message end
