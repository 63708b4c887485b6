# WhatsApp Business Platform: webhooks of the Cloud API, and the messages that
# were sent by it (its requests, which have no time).  What is sent by a program
# is taken for the bot's, what was written in the app for an agent's: say
# --role business=agent where people write by a program.  Conversations are
# those of two numbers: see --session-gap.  Shapes: developers.facebook.com,
# WhatsApp webhooks reference (messages, interactive, smb_message_echoes).
#: version 1
#: grouped
#: has entry[].changes[].value.messaging_product
#: has entry[].changes object
#: has field value.messaging_product
#: has messaging_product to type
#: example {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001","phone_number_id":"9"},"contacts":[{"wa_id":"2547"}],"messages":[{"from":"2547","id":"wamid.1","timestamp":"1772355600","type":"text","text":{"body":"My card was swallowed"}}]}}]}]}
def words: map(strings | select(. != ""))
  | if length == 0 then null else join("\n") end;
def media: .image, .video, .audio, .document, .sticker | objects;
def said:
  [ .text.body?, .button.text?,
    (.interactive | objects
      | .button_reply.title?, .list_reply.title?,
        (.nfm_reply | objects | .body // empty),
        .header.text?, .body.text?),
    (media | .caption), .system.body?,
    (.location | objects
      | .name // .address // "\(.latitude), \(.longitude)"),
    (.contacts | arrays | .[] | objects | .name.formatted_name?),
    (.template | objects | .name) ] | words;
def offered:
  [ .interactive | objects | .action | objects
    | ((.buttons | arrays | .[] | objects | .reply.title?),
       (.sections | arrays | .[] | objects | .rows | arrays | .[] | objects
         | .title)) | strings ] | if length == 0 then null else . end;
def files: [ media | .filename // .mime_type // "file" ]
  | if length == 0 then null else . end;
def message($number; $who; $role; $author):
  { conversation_id: "\($number)/\($who)", channel: "whatsapp",
    customer: { id: $who } }
  + (said as $said | files as $files
    | if .type == "reaction" or ($said == null and $files == null) then
        { dropped: { (.type // "message" | tostring): 1 } }
      else
        { turns: [ { at: (.timestamp | tonumber? // .), id: .id,
          role: (if .type == "system" then "system" else $role end),
          author: $author, text: $said, options: offered,
          attachments: $files } ] } end);
def value:
  (.metadata | objects // {}) as $meta
  | ($meta.phone_number_id // $meta.display_phone_number) as $number
  | (.contacts | if type == "array" then .[0].wa_id? else null end) as $contact
  | ((.messages | arrays | .[] | objects
        | message($number; .from // $contact; "customer"; null)),
     (.message_echoes | arrays | .[] | objects
        | message($number; .to; "agent"; "app")),
     (.statuses | arrays | .[] | objects
        | { conversation_id: "\($number)/\(.recipient_id)",
            dropped: { "status \(.status // "" | tostring)": 1 } }));
if (.entry | type) == "array" then
  .entry[] | objects | .changes | arrays | .[] | objects | .value | objects
  | value
elif (.value | type) == "object" then .value | value
else
  (.phone_number_id // .from // "business") as $number
  | message($number; .to; "bot"; "business") end
