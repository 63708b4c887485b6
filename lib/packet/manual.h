#ifndef PACKET_MANUAL_H
#define PACKET_MANUAL_H

/* What the manual says of audits and targets; of this room's header. */
#define CHANNEL_MANUAL \
	"By channel.  voice (phone, call): keys that were pressed stand as " \
	"\"[keyed in]\" wherever the turn is told, the transcript has the " \
	"asr_confidence of the log (in a text: \"not clearly heard\" below " \
	"0.6), and whisper is what the agent hears before the call is put " \
	"through: risk, request, reason, mood and next step, at 150 words a " \
	"minute as far as --whisper allows, with no number, address or link " \
	"in " \
	"it.  email: lines that quote, what stands behind \"... wrote:\" and " \
	"behind the signature's \"-- \" are no part of a turn, and thread " \
	"has " \
	"what the answer's headers carry, from message_id, references and " \
	"subject of the customer's last mail.  sms: the segments of a " \
	"message, 160 characters of GSM 03.38 or 70 of UCS-2 (153 and 67 " \
	"where " \
	"there are several).  social: public is what may stand where others " \
	"read it; text is for a private message.  app: card, with --link.  A " \
	"channel_changed event (from, to, and from_id and to_id where the " \
	"conversation has another id there) gives links both ways.\n\n"

#define AUDIT_MANUAL \
	"--audit-transfer looks at what was said after a human took over.  A " \
	"sentence of a human that asks for a thing (an order number, a name, " \
	"the problem, a slot by its name, what the bot had asked) counts as " \
	"asked again when a packet made right before that human's first turn " \
	"has it, unless it asks for another one, reads the value back, or " \
	"proves who is there (in the same turn or the one before).  The " \
	"problem counts in the first two turns of each human only, and only " \
	"where the customer had told one.  A customer's turn is said again " \
	"when it shares 0.6 of its words (Dice; without stopwords, three or " \
	"more) with one before.  field names the part of the packet that " \
	"would " \
	"have told.  --audit-report folds this over the log; its " \
	"identifier_given_again is the reask of hoff-kpi, which sees values " \
	"only: it misses a problem told twice, and counts an answer to a " \
	"check.  On the 24 conversations that were written to measure it, " \
	"and " \
	"that nothing was tuned on, 12 of 12 asks found are right, and 12 of " \
	"13 are found.\n\n"

#define TARGET_MANUAL \
	"With --target the packet has the shape that a platform takes, and " \
	"fits.  What is limited, and to how much (characters are counted " \
	"as UTF-16 does, which is never less than anybody else; * is our " \
	"own limit, for none is published or we found none, and --limit " \
	"may raise it):\n\n" \
	"    botframework   28672 bytes        the event (Omnichannel)\n" \
	"    copilot        28672 bytes        the event (Omnichannel)\n" \
	"    twilio          4096 bytes *      Attributes\n" \
	"    connect        32768 bytes        all attributes\n" \
	"    genesys        16384 bytes *      all attributes\n" \
	"    zendesk        65000 characters   the comment\n" \
	"    sunshine        4096 bytes        metadata\n" \
	"    salesforce       255 characters * each field\n" \
	"    dialogflow     16384 bytes *      the response\n" \
	"    intercom       65000 bytes *      attributes and note\n" \
	"    vcon, markdown, text              no limit\n\n" \
	"What does not fit is cut, in this order and no more than has to " \
	"be: turns of the transcript, the oldest first, but neither the " \
	"first request nor the last three; the texts of its turns, down to " \
	"80 characters each; two of those three turns; the other fields, " \
	"down to 60 characters each; whole fields, the last of the list " \
	"below first.  A cut falls behind a word, never inside a character " \
	"as people see it, and is listed in hoff.packet.cuts; the summary " \
	"counts them by field.  conversation_id and reason stay whole: " \
	"where these are too long the record is rejected (cannot-fit).\n\n" \
	"The fields, the most important first, for " \
	"--fields:" PACKET_FIELD_LIST ".\n\n" \
	"salesforce shows its fields to the customer's browser: it gets no " \
	"private note and no judgement, and --fields refuses them.  " \
	"Private " \
	"notes reach zendesk, intercom, markdown, text and the native " \
	"packet only.\n\n" \
	"copilot gets what is known as variables of the topics, by their " \
	"own names (but none that begins with va_ or hoff_).\n\n" \
	"intercom is two requests, of the members of API version 2.14: " \
	"{custom_attributes} of \"update a conversation\", and note, an " \
	"admin's of \"reply to a conversation\" (message_type, type, " \
	"admin_id, body).  The attributes have to be made in Intercom's " \
	"settings first.  An attribute holds 255 characters: a field that is " \
	"longer stands in the note only.\n\n" \
	"vcon is of draft 03 with the contact-centre extension.  It has no " \
	"updated_at, for no clock is read, no org of an agent and no uuid of " \
	"an unredacted vCon, for no record knows them.\n\n" \
	"--set takes serviceUrl and channelId (botframework), va_BotId " \
	"(copilot), WorkflowSid, TaskChannel and Timeout (twilio), " \
	"InstanceId (connect), switchboardIntegration (sunshine) and " \
	"admin_id (intercom).  WorkflowSid, InstanceId and admin_id are " \
	"required by the platform: without --set you have to add them.\n\n" \
	"--outdir names each file after the conversation: bytes other than " \
	"letters, digits, \"-\", \"_\" and \".\" are written as %XX.  How " \
	"such a file is sent, with DIR/c-1 for its name:\n\n" \
	"    botframework: curl -H \"Authorization: Bearer $TOKEN\" \\\n" \
	"      --json @DIR/c-1.json \\\n" \
	"      \"$SERVICE/v3/conversations/$ID/activities\"\n" \
	"    copilot: the same, to the conversation of the hub\n" \
	"    twilio: jq -r 'to_entries[] | @uri \"\\(.key)=\\(.value)\"' " \
	"DIR/c-1.json |\n" \
	"      paste -sd'&' | curl -u \"$SID:$TOKEN\" --data @- \\\n" \
	"      \"https://taskrouter.twilio.com/v1/Workspaces/$WS/Tasks\"\n" \
	"    connect: aws connect update-contact-attributes \\\n" \
	"      --cli-input-json file://DIR/c-1.json\n" \
	"    genesys: curl -X PATCH -H \"Authorization: Bearer $TOKEN\" " \
	"\\\n" \
	"      --json @DIR/c-1.json \"$API/api/v2/conversations/$ID/" \
	"participants/$PART\"\n" \
	"    zendesk: curl -u \"$USER/token:$TOKEN\" --json @DIR/c-1.json " \
	"\\\n" \
	"      \"https://$SUB.zendesk.com/api/v2/tickets.json\"\n" \
	"    sunshine: curl -u \"$KEY:$SECRET\" --json @DIR/c-1.json \\\n" \
	"      \"$API/v2/apps/$APP/conversations/$ID/passControl\"\n" \
	"    salesforce: in the page, " \
	"embeddedservice_bootstrap.prechatAPI\n" \
	"      .setHiddenPrechatFields(packet.fields)\n" \
	"    dialogflow: among the response messages of the flow's " \
	"webhook\n" \
	"    intercom: jq .note DIR/c-1.json | curl \\\n" \
	"      -H \"Authorization: Bearer $TOKEN\" --json @- \\\n" \
	"      \"https://api.intercom.io/conversations/$ID/reply\"\n" \
	"      and {custom_attributes} with -X PUT to " \
	".../conversations/$ID\n" \
	"    vcon: curl --data-binary @DIR/c-1.vcon \\\n" \
	"      -H \"Content-Type: application/vcon\" \"$STORE\""

#endif
