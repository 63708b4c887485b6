# Gorgias: messages of tickets, as pages of the API or one a line, and tickets
# with their messages.  What a rule sent is the bot's; a bot that writes by the
# API is an agent there: say --role ID=bot.  A message is read without what it
# quotes, where Gorgias tells (stripped_text).  Shapes: developers.gorgias.com,
# the Ticket and TicketMessage objects.
#: version 1
#: grouped
#: inside data
#: has ticket_id from_agent channel
#: has from_agent body_text
#: has from_agent body_html
#: has messages[].from_agent
#: has data[].from_agent data[].ticket_id
#: has data[].customer data[].assignee_user
#: also messages customer
#: example {"id":91,"ticket_id":35,"channel":"email","via":"email","from_agent":false,"public":true,"sender":{"id":7,"email":"ann@example.com"},"body_text":"My card was swallowed","created_datetime":"2026-03-01T09:00:00+00:00","intents":[{"name":"order/damaged","rejected":null}]}
def text_of: if . == null then null else tostring end;
def channel:
  (. // "" | tostring) as $c
  | { email: "email", chat: "webchat", sms: "sms", phone: "voice",
      aircall: "voice", whatsapp: "whatsapp", facebook: "facebook",
      "facebook-messenger": "facebook", instagram: "instagram",
      "instagram-direct-message": "instagram", twitter: "twitter",
      api: "api" }[$c];
def full: if . == null or . == "" then null else . end;
def note: .public == false or .channel == "internal-note"
  or .source.type? == "internal-note";
def role:
  if .from_agent == false then "customer"
  elif .from_agent != true then null
  elif .rule_id != null or .via == "rule" then "bot"
  else "agent" end;
# The classes of it that nobody has called wrong.
def intent:
  [ .intents | arrays | .[] | objects
    | select(.rejected != true and .name != null) | { name } ]
  | if length == 0 then null
    else .[0] + { alternatives: (if length > 1 then .[1:] else null end) } end;
def message($of):
  role as $role
  | ((.stripped_text | full) // (.body_text | full)) as $text
  | { conversation_id: (.ticket_id // $of),
      channel: (if note then null else .channel | channel end),
      customer: { id: (if $role == "customer" then .sender.id? | text_of
        else null end) },
      turns: [ { at: (.sent_datetime // .created_datetime),
        id: (.id | text_of), role: $role,
        author: (.sender.id? // .sender.email? | text_of),
        text: (if .deleted_datetime then null else $text end),
        html: (if .deleted_datetime then null
          else (.stripped_html | full) // .body_html end),
        deleted: (if .deleted_datetime then true else null end),
        private: (if note then true else null end),
        intent: (if $role == "customer" then intent else null end),
        attachments: ([ .attachments | arrays | .[] | objects
            | .name // .content_type // "file" ]
          | if length == 0 then null else . end) } ],
      warnings: (if .failed_datetime
        then [ "messages that could not be sent" ] else [] end) };
def head:
  { conversation_id: .id, started_at: .created_datetime,
    channel: (.channel | channel), language: .language, subject: .subject,
    ended_at: (if .status == "closed" then .closed_datetime else null end),
    customer: { id: (.customer.id? | text_of) },
    outcome: (.satisfaction_survey | objects // {}
      | { csat: ([ .score | numbers ] | first), comment: (.body_text | full) }),
    events: (if .status == "closed" and .closed_datetime then
      [ { at: .closed_datetime, type: "closed", once: "closed" } ]
      else [] end) };
def record:
  if .from_agent != null and (.messages | type) != "array"
    and (.ticket_id or .body_text or .body_html or .stripped_text) then
    message(null)
  else
    .id as $id | head, (.messages | arrays | .[] | objects | message($id)) end;
if (.data | type) == "array" then .data[] | objects | record
else record end
