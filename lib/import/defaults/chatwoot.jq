# Chatwoot: messages of the API or of webhooks, one a line or in pages, and
# whole conversations.  Activities are texts in the account's language: read
# are English, German, Spanish, Portuguese and Italian ones.  Who is given a
# conversation has not taken it yet: only who takes it himself has.
#: version 6
#: grouped
#: inside payload
#: has message_type content conversation_id
#: has message_type content conversation.id
#: has message_type conversation_id created_at
#: has message_type conversation.id created_at
#: has messages[].message_type
#: has event status inbox_id
#: has event conversation.id
#: has data.payload[].inbox_id
#: has data.payload[].message_type
#: example {"id":11,"conversation_id":503,"message_type":0,"created_at":1777889553,"content":"my bill is wrong","sender_type":"Contact"}
def kind:
  if . == 0 or . == "0" then "incoming"
  elif . == 1 or . == "1" then "outgoing"
  elif . == 2 or . == "2" then "activity"
  elif . == 3 or . == "3" then "template"
  else . end;
def text_of_id: if . == null then null else tostring end;
def sender:
  .sender_type // .sender.type // "" | tostring | ascii_downcase;
def role:
  (.message_type | kind) as $kind | sender as $who
  | if $kind == "incoming" then "customer"
    elif $kind == "activity" then "system"
    elif $kind == "template" or ($who | contains("bot") or contains("captain")) then "bot"
    elif $who == "user" then "agent"
    else null end;
# The texts of activities tell what became of a conversation.
def by_bot:
  test("\\b(agent ?bot|bot|chatbot|captain|capitão|assistant|assistente|asistente|assistent)\\b"; "i")
  or test("[a-z]Bot\\b");
def activity:
  if type != "string" then null
  elif test("self-assigned this conversation$|^Assigned to (.+) by \\1$|hat sich dieses Gespräch selbst zugewiesen$|auto-asignado a esta conversación$|atribuiu a si mesmo ess[ae] conversa$|si è assegnato a questa conversazione$")
    then { type: "handoff_accepted", by: "agent" }
  elif test("^(Assigned to .+ by|Zugewiesen an .+ von|Asignado a .+ por|Atribuído a .+ por|Assegnat[oa] a .+ da) .|^.+ von .+ zugewiesen$")
    then { type: "handoff_requested" }
  elif by_bot and test("marked (as )?open by |was reopened by |wieder eröffnet$|fue reabierta por |foi (reaberta|aberta|marcada como aberta) |è stata riaperta d")
    then { type: "handoff_requested", by: "bot" }
  elif test("marked (as )?pending by |als ausstehend markiert$|marcada como pendiente por |marcada como pendente por |contrassegnata come in attesa da ")
    then { type: "returned_to_bot" }
  elif test("^Conversation was resolved by |^Konversation wurde von .+ gelöst$|^Conversación fue resuelta por |^A conversa foi resolvida por |^La conversazione è stata risolta da ")
    then { type: "closed", by: "customer" }
  elif test("^Conversation was marked resolved by |^Das Gespräch wurde .+ gelöst$|^La conversación fue marcada por |onversa foi marcada como resolvida |conversazione è stata (contrassegnata come|segnata) risolta ")
    then { type: "closed", by: (if test("inactivity|Inaktivität|inactividad|inatividade|inattività")
        then "timeout" elif by_bot then "bot"
        elif test("\\b(automation|system|sistema|vom System)\\b"; "i")
        then "system" else "agent" end) }
  else null end;
def channel:
  (.conversation.channel // .inbox.channel_type // .channel // "" | tostring
    | split("::") | if length > 1 then .[1] | ascii_downcase else "" end)
  | { webwidget: "webchat", email: "email", whatsapp: "whatsapp", sms: "sms",
      twiliosms: "sms", telegram: "telegram", line: "line",
      facebookpage: "facebook", instagram: "instagram", api: "api" }[.];
def message:
  (if (.message_type | kind) == "activity" then .content | activity
   else null end) as $event
  | (.content_attributes.deleted == true) as $deleted
  | .content_attributes.submitted_values.csat_survey_response.rating as $csat
  | { conversation_id: (.conversation_id // .conversation.display_id
      // .conversation.id),
      channel: channel,
      customer: { id: (if role == "customer"
        then .sender_id // .sender.id | text_of_id else null end) },
      outcome: { csat: (if ($csat | type) == "number" then $csat else null end) },
      turns: [ { at: .created_at, role: role,
        author: (if role == "agent" then .sender_id // .sender.id
          else .sender_type // "sender" end),
        text: (if $deleted then null else .content end),
        deleted: (if $deleted then true else null end),
        replaces: (.event == "message_updated"),
        options: (role as $role
          | [ .content_attributes.items? | arrays | .[] | objects
            | .title | strings ]
          | if length == 0 or $role == "customer" then null else . end),
        id: (.id | text_of_id),
        private: (.private | if type == "number" then . != 0 else . end
          | if . == false then null else . end),
        attachments: ([ (.attachments // [])[] | .file_type // empty ]
          | if length == 0 then null else . end) } ],
      events: (if $event then [ { at: .created_at } + $event ] else [] end),
      derived: (if $event then [ "events, from the texts of activities" ]
        else [] end) };
def status:
  ([ (.changed_attributes // [])[]? | .status | objects ] | first) as $change
  | (.updated_at // .timestamp) as $at
  # What else changes of a conversation tells its status, too.
  | (.event != "conversation_updated" or $change != null) as $now
  | { conversation_id: (.id // .display_id), channel: channel,
      events: [
        if $change.previous_value == "pending" and .status == "open" then
          { at: $at, type: "handoff_requested", by: "bot" }
        elif .status == "resolved" and $now then { at: $at, type: "closed" }
        elif .status == "pending" and $change.previous_value == "open" then
          { at: $at, type: "returned_to_bot" }
        else empty end
        | . + { once: "\(.type)/\(.at)" } ] };
def record:
  if (.messages | type) == "array" then .messages[] | message
  elif .message_type != null then message
  elif .inbox_id == null and .conversation then
    { conversation_id: (.conversation.display_id // .conversation.id),
      dropped: { (.event | tostring): 1 } }
  else status end;
if (.data.payload? | type) == "array" then .data.payload[] | objects | record
else record end
