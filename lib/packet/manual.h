#ifndef PACKET_MANUAL_H
#define PACKET_MANUAL_H

/*
 * What the manual says of hoff.packet, member by member, and of what is behind
 * it.
 */
#define PACKET_MEMBERS(X) \
	X("hoff.packet.status", \
	    "ready, or not_needed where no person takes over") \
	X("hoff.packet.target", "whose packet it is") \
	X("hoff.packet.payload", \
	    "what the target gets; the native packet has its members " \
	    "here instead, as follows") \
	X("hoff.packet.size", "how much of the target's limit is used") \
	X("hoff.packet.cuts", \
	    "what was left out: field, bytes before and after, turns " \
	    "of the transcript, and whether by the limit of the " \
	    "target or by an option") \
	X("hoff.packet.brief", \
	    "seven labelled lines at most (--brief-lines), each with " \
	    "the turns it is drawn from: why, customer, problem, " \
	    "wants, known, so_far, next; a line says so where the " \
	    "log tells nothing.  Of fewer lines those stay that come " \
	    "first of next, problem, why, wants, so_far, known, " \
	    "customer.  A risk is possible from 0.3 of the signal, " \
	    "likely from 0.6, and has clear signs from 0.9; one that " \
	    "is not the reason is told from 0.6.  Identity is " \
	    "checked where a slot or member of the customer is named " \
	    "after a check, asked for where the bot has a phrase for " \
	    "one (identity of matters.csv), and else not checked") \
	X("hoff.packet.brief_figures", \
	    "words; seconds of reading the words of the record in it " \
	    "at 300 a minute, the upper end of what is usual in " \
	    "silent reading (Brysbaert 2019): labels, turns, known " \
	    "values and the words of ours, which are the same in " \
	    "each brief, are seen at a glance and not counted; lix: " \
	    "words a sentence plus the per cent of words over six " \
	    "letters; coverage: share of the known values that stand " \
	    "in the brief") \
	X("hoff.packet.known", \
	    "what the customer has told: slots and entities of the " \
	    "log, each with its turn") \
	X("hoff.packet.promises", "sentences of the bot that promise") \
	X("hoff.packet.goal", \
	    "the first request, and the last one when it is another") \
	X("hoff.packet.tried", \
	    "what the bot answered, and whether it understood") \
	X("hoff.packet.knowledge", \
	    "with --kb: the articles that fit best, with score and " \
	    "snippet") \
	X("hoff.packet.why", "rule, reason and readiness of the decision") \
	X("hoff.packet.risks", "safety and compliance signals of 0.3 or more") \
	X("hoff.packet.transcript", \
	    "first request and last turns up to the decision") \
	X("hoff.packet.imported", \
	    "of a record hoff-import made: its format, and what may " \
	    "be missing or wrong in it") \
	X("hoff.packet.audit", \
	    "with --audit-transfer: the first turn of a human, what " \
	    "was asked again and what the customer said again, " \
	    "where, and the field that tells it; null where no human " \
	    "took over") \
	X("hoff.packet.whisper", "in a call: what the agent hears first") \
	X("hoff.packet.thread", \
	    "of an e-mail with a message_id: what the answer's " \
	    "headers carry") \
	X("hoff.packet.links", "where the channel changed: both ends") \
	X("hoff.packet.card", "in the app: an Adaptive Card") \
	X("hoff.packet.message", \
	    "what the customer reads at this moment: text, ssml in a " \
	    "voice channel, buttons where the channel shows them") \
	X("hoff.packet.messages", \
	    "with --messages: those of all moments, in the order of " \
	    "their times")

#define MATTER_MANUAL \
	"What the customer is here for (the matter) is told by a " \
	"small linear model, which learned it from sentences " \
	"written for each: half by the first request that it is " \
	"sure of, half by all that was said.  Phrases of " \
	"matters.csv, in the text or the log's intents, add to " \
	"that; those of gas, leaks, medicine and other harm go " \
	"before all else, a leak not where a claim or a thing " \
	"that was bought is likelier.  What to do in it " \
	"(matter_steps), and what is wanted where nobody says so " \
	"(matter_wants), is of the templates.  Which sentences " \
	"the brief quotes was learned from conversations in " \
	"which they were marked.  Where the model is not sure, " \
	"the step says where to read.\n\n"

#define DANGER_MANUAL \
	"Where the customer may be in danger (safety.self_harm " \
	"of 0.3 or more; medical, violence or child of 0.5 or " \
	"more), the packet tells the kind of danger, whom it may " \
	"be about (\"my son\"), the reason, the customer's id, " \
	"the queue and the next step, and nothing else of what " \
	"was said.  The rules file (-r) may say otherwise: " \
	"crisis: { signals: [\"safety.self_harm\"], at_least: " \
	"0.5, fields: [\"summary\", \"next_step\"] } replaces " \
	"the signals, what one of them has to reach, or the " \
	"fields that may be told; conversation_id and reason " \
	"always are.  Without hoff.score these signals are heard " \
	"here, as hoff-score hears them by what is built into " \
	"it, at each of the customer's turns up to the handoff; " \
	"a term list of yours (terms.NAME) is known to " \
	"hoff-score alone. Where a thing endangers life " \
	"(safety.hazard of 0.5 or more: gas, fire) nothing is " \
	"withheld, and the customer reads the crisis message all " \
	"the same.\n\n"

#define MESSAGE_MANUAL \
	"The message promises no more than hoff-route computed: " \
	"without a route, or where the log tells no times to " \
	"route by, it says that a colleague is wanted, not that " \
	"one comes; where nobody was there, it says until when " \
	"(opens_at of the route).  Its wording is a template, by " \
	"language, channel, tone and rule " \
	"(--show-defaults=templates.jq says how).  --messages " \
	"adds those of all moments: offered, started, queued, " \
	"waiting, joined, nobody, failed, returned, crisis, " \
	"closed; where the route, or the log's events behind the " \
	"decision, come to them.\n\nThe crisis message carries " \
	"the number of the customer's region " \
	"(customer.segment.region) from your own table: " \
	"--crisis-numbers, CSV with the columns region and " \
	"number, and a row for region * (all others).  No number " \
	"is built in: without the table the message's text is " \
	"null, and --messages refuses to run.\n\n"

#define KB_MANUAL \
	"\n--kb takes articles, a JSON object a line or rows of " \
	"CSV: id, title, text (or content, body), url, " \
	"language.  What is looked for are the words of the " \
	"first request, of the current one and of the customer's " \
	"last three turns (48 at most, without stopwords), of " \
	"which any may be found: BM25 of SQLite's FTS5, a title " \
	"counting twice, words by Porter's stems; articles in " \
	"another language than the conversation's are left out.  " \
	"--kb-index alone uses an index that is there.  " \
	"--kb-eval reports recall at 1, 3 and 10 with Wilson's " \
	"intervals, and MRR at 10; an article that the base has " \
	"not counts as not found.\n\n"

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
