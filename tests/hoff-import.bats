# Other systems' logs become conversations.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load import

# Every case is converted.
setup_file() {
	local cases

	cases=("$data"/*.expect)
	cases=("${cases[@]##*/}")
	cases=("${cases[@]%.expect}")
	convert "${cases[@]}"
	cat "${cases[@]/#/$made/}" >"$made/all"
}

@test "events of Rasa become conversations, in order and without doubles" {
	imports rasa rasa rasa-twice
}

@test "Rasa pauses for a person and resumes; what is missing is null there" {
	imports rasa rasa-paused
}

@test "flows of Rasa that fetch a person, or did not understand" {
	imports rasa rasa-calm
}

@test "a tracker of Rasa is a conversation, its bot turns known by action" {
	imports rasa rasa-tracker
}

@test "chat completions: parts of a message are joined, tool calls are events" {
	imports openai openai openai-refusal
}

@test "ChatGPT: what leads to a conversation's end, a tool that hands over" {
	imports chatgpt chatgpt chatgpt-more
}

@test "OpenAI: messages and steps of threads, responses, items without a time" {
	imports openai-threads openai-threads openai-threads-responses \
		openai-threads-items
}

@test "our own record keeps its bytes, and what it came from before" {
	golden canonical
}

@test "a Bot Framework transcript, in both shapes" {
	imports botframework botframework
	cmp "$made/botframework" \
		<(hoff-import "$data/botframework-object.in.json" 2>/dev/null)
}

@test "Bot Framework: a handoff that failed, cards, roles on one side only" {
	imports botframework botframework-failed
}

@test "Bot Framework: what a turn offers, and all that cards hold" {
	imports botframework botframework-offers
}

@test "Copilot Studio: JSON in a column, and chats of the author are dropped" {
	imports copilot-studio copilot-studio
	run -0 --separate-stderr hoff-import --from copilot-studio --summary \
		"$data/copilot-studio.in.csv"
	[[ $stderr == *' filtered=1 '*'conversations_dropped=1'* ]]
}

@test "Copilot Studio: how a session ended tells who asked for a person" {
	imports copilot-studio copilot-studio-api copilot-studio-sessions \
		copilot-studio-traces
}

@test "a row of Dialogflow CX is what was asked and what was answered" {
	imports dialogflow-cx dialogflow-cx
}

@test "Dialogflow CX by voice: silence, a customer who asks, an agent that ends" {
	imports dialogflow-cx dialogflow-cx-voice
}

@test "what a webhook of Dialogflow CX was asked, bare, paired or logged" {
	imports dialogflow-cx dialogflow-cx-webhook dialogflow-cx-logged
}

@test "Dialogflow CX: conversations of the history, and what a list of them tells" {
	imports dialogflow-cx dialogflow-cx-history dialogflow-cx-list \
		dialogflow-cx-more
}

@test "confidences of Lex are strings, and become numbers" {
	imports lex-v2 lex-v2
}

@test "logs of Lex as the command line of CloudWatch prints them" {
	imports lex-v2 lex-v2-events lex-v2-spoken
}

@test "what Logs Insights finds of Lex, from the API and as CSV" {
	imports lex-v2 lex-v2-insights lex-v2-insights-table
}

@test "Lex: payloads of one's own, SSML, keys, an intent that is for a human" {
	imports lex-v2 lex-v2-asked lex-v2-console lex-v2-more
}

@test "authors of Twilio are known by --role, telephones are customers" {
	imports twilio twilio twilio-webhook
}

@test "Twilio: messages edited and removed, other events of its webhooks" {
	imports twilio twilio-events
	run ! grep -q siri "$made/twilio-events"
}

@test "Twilio: who takes part, and what TaskRouter tells of a task" {
	imports twilio twilio-flex twilio-cli twilio-streams twilio-more
	# calls, of which only tasks are told, count
	hoff-kpi --format json "$made/twilio-flex" |
		jq -c '[ .outcomes[] | select(.numerator > 0)
			| { (.id): .numerator } ] | add' >outcomes
	[ "$(<outcomes)" = "$(jq -nc '{ escalated_delivered: 3,
		escalated_failed: 1, abandoned_queue: 1, contained_unknown: 1 }')" ]
}

@test "Connect in real time: what a stream says twice is said once" {
	imports connect-realtime connect-realtime connect-realtime-chat
}

@test "Connect: a chat, a chat as it is stored, and a call without a clock" {
	imports contact-lens contact-lens contact-lens-chat \
		contact-lens-stored \
		contact-lens-voice contact-lens-interactive \
		contact-lens-pages
}

@test "Zendesk: a chat, one that nobody took, a message that was left" {
	imports zendesk-chat zendesk-chat zendesk-chat-missed \
		zendesk-chat-docs zendesk-chat-nick
	imports sunshine sunshine sunshine-webhook sunshine-rich
}

@test "Intercom: every kind of note is private, Fin is a bot among the admins" {
	imports intercom intercom intercom-notes intercom-page \
		intercom-assigned
}

@test "who was given a conversation and never wrote has not answered it" {
	hoff-kpi --format json "$made/intercom-assigned" |
		jq -c '[ .outcomes[] | select(.numerator > 0)
			| { (.id): .numerator } ] | add' >outcomes
	[ "$(<outcomes)" = \
		'{"escalated_delivered":2,"escalated_attempted":2}' ]
}

@test "Intercom: webhooks bring a conversation part by part" {
	imports intercom intercom-webhook
}

@test "LivePerson: words for what is missing, and lines customers never saw" {
	imports liveperson liveperson liveperson-private liveperson-rich \
		liveperson-manager
}

@test "Genesys: times from the start of a call, and times of their own" {
	imports genesys genesys genesys-absolute genesys-flow
}

@test "Genesys: a queue is a handoff, answered or left; recordings of messages" {
	imports genesys genesys-queue genesys-recording
	hoff-kpi --format json "$made/genesys-queue" |
		jq -c '[ .outcomes[] | select(.numerator > 0)
			| { (.id): .numerator } ] | add' >outcomes
	[ "$(<outcomes)" = \
		'{"escalated_delivered":1,"abandoned_queue":1}' ]
}

@test "Genesys details: who waited, answered, left and ended it, without words" {
	imports genesys genesys-details genesys-conversations
	hoff-kpi --format json "$made"/genesys-{details,conversations} |
		jq -c '[ .outcomes[] | select(.numerator > 0)
			| { (.id): .numerator } ] | add' >outcomes
	[ "$(<outcomes)" = "$(jq -nc '{ not_engaged: 1, escalated_delivered: 5,
		escalated_failed: 2, abandoned_queue: 2, escalated_attempted: 1,
		contained_assumed: 1, contained_unresolved: 1,
		contained_unknown: 2 }')" ]
}

@test "Genesys: details, transcripts and turns of bot flows are one conversation" {
	imports genesys genesys-joined genesys-botflow genesys-more
}

@test "Chatwoot: what activities tell, and messages without an id" {
	imports chatwoot chatwoot chatwoot-list chatwoot-webhook \
		chatwoot-activities chatwoot-deleted chatwoot-edited
}

@test "Botpress: what startHitl hands over, messages, events" {
	imports botpress botpress botpress-messages botpress-rich
}

@test "Botpress: tables of version 12, and an agent who is relayed" {
	imports botpress botpress-12 botpress-12-table botpress-relayed \
		botpress-12-more
	run ! grep 'no role that is known' "$made/botpress-relayed.why"
}

@test "Freshchat: messages and webhooks, a bot that calls itself an agent" {
	imports freshchat freshchat freshchat-webhook \
		freshchat-page freshchat-events
}

@test "Google CX Insights, with times and without" {
	imports google-insights google-insights google-insights-bare \
		google-insights-api google-insights-rows
}

@test "vCon: dialogs, transcripts, e-mail, signed ones, encrypted ones" {
	imports vcon vcon vcon-shapes vcon-more
}

@test "calls as vCon: who speaks in a transcript, who came, who hung up" {
	imports vcon vcon-calls
}

@test "Salesforce: entries of the API, of a query, and as tables" {
	imports salesforce salesforce salesforce-query salesforce-table \
		salesforce-loader
}

@test "LiveChat: forms, cards, whispers, a bot among the agents" {
	imports livechat livechat
}

@test "Langfuse: traces of a session are one conversation" {
	imports langfuse langfuse
}

@test "WhatsApp Business: webhooks, what was sent, what was written by hand" {
	imports whatsapp-cloud whatsapp-cloud
}

@test "Zendesk Support: notes, triggers, calls, updates, one comment a line" {
	imports zendesk-support zendesk-support zendesk-support-audits \
		zendesk-support-lines zendesk-support-updates
}

@test "HubSpot: newest first, comments, quick replies, threads beside" {
	imports hubspot hubspot hubspot-threads
}

@test "Crisp: notes, pickers and fields that are answered, webhooks" {
	imports crisp crisp crisp-webhook
}

@test "Gorgias: what a rule sent, notes, quoted replies, classes of intents" {
	imports gorgias gorgias gorgias-ticket
}

@test "Voiceflow: a transcript, and the turns of a dialog" {
	imports voiceflow voiceflow voiceflow-dialog
}

@test "Voiceflow: handoffs are actions of one's own, by name; keys are said" {
	imports voiceflow voiceflow-handoffs voiceflow-more
}

@test "Cognigy: the chat history, intents beside it, and as a table" {
	imports cognigy cognigy cognigy-inputs cognigy-table
}

@test "Cognigy: handed over twice, from an export that is newest first" {
	imports cognigy cognigy-twice
}

@test "Kore.ai: templates, newest first, a person among what goes out" {
	imports kore kore
}

@test "Kore.ai: sessions tell who was handed over and who left, also of messages" {
	imports kore kore-sessions kore-joined
	hoff-kpi --format json "$made/kore-joined" |
		jq -c '[ .outcomes[] | select(.numerator > 0)
			| { (.id): .numerator } ] | add' >outcomes
	[ "$(<outcomes)" = \
		'{"escalated_delivered":2,"abandoned_bot":1}' ]
}

@test "chats of WhatsApp, from both kinds of telephone and several countries" {
	imports whatsapp whatsapp-android whatsapp-ios whatsapp-german \
		whatsapp-marks whatsapp-spanish
	# words in front of the clock, and the digits of other scripts
	cat >clocks <<-'END'
	13.3.2026 klo 9.05 - Ann: moi
	13/03/2026 à 10:05 - Bob: salut
	13/03/2026 às 11:05 - Bob: oi
	[13.03.2026 kl. 12.05.07] Ann: hej
	١٣\xe2\x80\x8f/٣\xe2\x80\x8f/٢٠٢٦، ١:٠٥ م - أحمد: مرحبا
	[١٣\xe2\x80\x8f/٣\xe2\x80\x8f/٢٠٢٦، ٢:٠٥:٠٩ م] أحمد: مرحبا
	۱۳/۳/۲۰۲۶،\xe2\x80\x8f ۱۵:۰۵ - علی: سلام
	१३/०३/२६, ४:०५ pm - Asha: नमस्ते
	১৩/০৩/২৬, ৫:০৫ PM - Rina: হ্যালো
	14.3.2026 kaksi - Ann
	١٤\xe2\x80\x8f/٣\xe2\x80\x8f/٢٠٢٦، ١٢:٠٥ ص - أحمد: مرحبا
	END
	printf '%b' "$(<clocks)" >clocks
	hoff-import clocks 2>/dev/null >told
	jq -r '.turns[].at' told | diff - <(for at in 13T09:05:00 13T10:05:00 13T11:05:00 \
		13T12:05:07 13T13:05:00 13T14:05:09 13T15:05:00 13T16:05:00 13T17:05:00 \
		14T00:05:00; do echo "2026-03-${at}Z"; done)
	holds '.turns[-2].text | endswith("\n14.3.2026 kaksi - Ann")' told
}

@test "what comes out is a record, with an annotation of the schema" {
	hoff-score --show-defaults=record.schema.json >record.json
	hoff-import --show-defaults=import.schema.json >import.json
	cp "$made/all" .
	python3 - <<-'PYTHON'
	import json
	from jsonschema import Draft7Validator
	record = Draft7Validator(json.load(open("record.json")))
	annotation = Draft7Validator(json.load(open("import.json")))
	n = 0
	for line in open("all"):
	    one = json.loads(line)
	    record.validate(one)
	    annotation.validate(one["hoff"]["import"])
	    n += 1
	assert n > 45, n
	PYTHON
}

@test "every log goes through to the report" {
	hoff-score "$made/all" >scored
	[ "$(wc -l <scored)" -eq "$(wc -l <"$made/all")" ]
	hoff-kpi scored >report
	[ -s report ]
}

@test "an action that asks first, or looks who is there, is no handoff" {
	local name at=0

	for name in action_human_handoff utter_human_handoff transferToHuman \
		ask_human startHandOver escalate_to_agent liveAgent \
		human_agents gethuman human_please want_human_es; do
		echo '{"sender_id":"yes","event":"action","timestamp":'$((++at))',"name":"'$name'"}'
	done >yes.ndjson
	for name in utter_ask_human action_ask_handoff isHumanAvailable \
		check_live_agent cancel_handoff utter_humanize human_hours \
		human_resources escalator_is_broken human_size_chart \
		HumanRights superhuman inhumane_treatment prove_human \
		humans_of_today; do
		echo '{"sender_id":"no","event":"action","timestamp":1,"name":"'$name'"}'
	done >no.ndjson
	for name in '' --by-mapping; do
		# shellcheck disable=SC2086 # an option, or none
		hoff-import $name --from rasa yes.ndjson 2>/dev/null |
			holds '.events | map(.type == "handoff_requested")
				== [ range(11) | true ]'
		# shellcheck disable=SC2086
		hoff-import $name --from rasa no.ndjson 2>/dev/null |
			holds '.events == null'
	done
}

@test "an intent of Lex that is for a human is so by all of its name" {
	local name

	for name in TalkToAgent speak_to_a_real_person ConnectMeToAnAdvisor \
		TransferCallToOperator TalkToARealPerson EscalateToSupervisor \
		FindInsuranceAgent TransferMoneyToPerson ChatHistory \
		TalkToAgentDeclined SpeakToAgentHours AddPerson \
		SpeakToCustomerService CallOurSupportTeam AskForSomebody \
		ConnectService TransferToSavings ManagerLogin; do
		printf '{"sessionId":"%s","inputTranscript":"x","sessionState":{"intent":{"name":"%s","state":"Fulfilled"}}}\n' \
			"$name" "$name"
	done >named.ndjson
	hoff-import named.ndjson 2>/dev/null | jq -r '.events != null' >asked
	[ "$(tr '\n' ' ' <asked)" = \
		'true true true true true true false false false false false false true true true false false false ' ]
}

@test "mappings know the same words for a handoff and for none, those of the lists" {
	local file list found=0

	for list in human_behind human_before no_handoff; do
		sed -n "s/^$list,\([^,]*\),.*/\1/p" \
			"$root/lib/import/defaults/words.csv" | paste -sd'|'
	done >listed
	[ "$(tr '|' '\n' <listed | wc -l)" -gt 80 ]
	grep -l '^def asks_for_human:$' "$root"/lib/import/defaults/*.jq >files
	while read -r file; do
		sed -n '/^def asks_for_human:$/,/;$/p' "$file" >asks
		((++found))
		[ -f first ] || cp asks first
		diff first asks
		grep -oE '[(][a-z]+([|][a-z]+){9,}[)]' asks | tr -d '()' |
			diff listed -
	done <files
	[ "$found" -ge 5 ]
}

@test "the native ways and their mappings say the same" {
	for name in rasa.in.ndjson rasa-twice.in.ndjson \
		rasa-calm.in.ndjson rasa-tracker.in.json \
		openai.in.ndjson openai-refusal.in.ndjson csv.in.csv \
		csv-local.in.csv; do
		hoff-import "$data/$name" 2>/dev/null >native
		hoff-import --by-mapping "$data/$name" 2>/dev/null >mapped
		[ -s native ]
		diff native mapped
	done
	python3 "$root/tests/import_differential.py" 400
}

@test "what a preset makes of a value of another type, every filter takes" {
	python3 "$root/tests/import_types.py"
}

@test "a mapping that --describe prints is one to start from" {
	hoff-import --describe chatwoot >own.jq
	hoff-import --mapping own.jq "$data/chatwoot.in.ndjson" |
		jq -c 'del(.hoff)' >own
	jq -c 'del(.hoff)' "$made/chatwoot" | cmp own -
	echo '#: groupd' >>own.jq
	run -2 --separate-stderr hoff-import --mapping own.jq /dev/null
	[[ $stderr == "hoff-import: own.jq:$(wc -l <own.jq): "* ]]
	echo '{' >own.jq
	run -2 --separate-stderr hoff-import --mapping own.jq /dev/null
	[[ $stderr == 'hoff-import: own.jq:'* ]]
}

# misled NAME OTHER: who reads as NAME what is OTHER's is told so, once; what is
# NAME's comes out as it did, and needs no word.
misled() {
	local status=0 first

	hoff-import --from "$1" "example-$2" "example-$1" >got 2>why || status=$?
	[ "$status" -eq 3 ]
	read -r first <why
	[[ $first == "hoff-import: the log looks like $2, not like $1 ("*"): try --from $2" ]]
	[ "$(grep -vcE ': wrong-format: |no role that is known' why)" -eq 1 ]
	diff "seen-$1" got
}

@test "--list names every preset, and each has an example that it reads" {
	local name first='' before=''

	run -0 hoff-import --list
	[ "${#lines[@]}" -eq 36 ]
	for name in "${lines[@]%% *}"; do
		[[ $name != whatsapp && $name != canonical ]] || continue
		hoff-import --describe "$name" |
			sed -n 's/^#: example //p' >"example-$name"
		[ -s "example-$name" ]
		run -0 --separate-stderr hoff-import "example-$name"
		[[ $output == '{"conversation_id":'* ]]
		echo "$output" >"seen-$name"
		[[ $stderr == "hoff-import: read as $name: "* ]]
		[ -z "$before" ] || misled "$before" "$name"
		first=${first:-$name} before=$name
	done
	misled "$before" "$first"
	holds '.turns != []' seen-*
	run -3 --separate-stderr hoff-import --from whatsapp "example-$before"
	[[ ${stderr_lines[0]} == "hoff-import: the log looks like $before, not like whatsapp ("* ]]
	run -2 --separate-stderr hoff-import --describe chatwood
	[[ $stderr == *"did you mean 'chatwoot'"* ]]
}

# FILE ROLES/EVENTS;...: each conversation's turns (c, b, a, s) and types of
# events, read off the exports by eye.
@test "the vendors' own examples say what they say, and go on to the report" {
	local file files=() names=()

	[ -n "$SHARED" ] || skip "no public data beside the clone"
	cat >expected <<-'EXAMPLES'
	import/botframework.transcript b/
	import/botpress_startHitl.json cb/handoff_requested
	import/chatwoot_messages.ndjson cbsa/handoff_requested
	import/contact_lens_chat.json sc/agent_joined
	import/dialogflow_cx_bigquery_row.ndjson cb/handoff_requested
	import/freshchat_message.json a/
	import/genesys_transcript.json cac/
	import/google_cx_insights.json cba/
	import/intercom_conversation.openapi_2.14.json aa/
	import/lex_v2_cloudwatch.json c/
	import/liveperson_conversation.json c/agent_joined,handoff_requested
	import/openai_messages.jsonl sc/handoff_requested,tool_result;cb/
	import/rasa_event_log.ndjson cb/fallback
	import/rasa_tracker.json cbb/
	import/twilio_conversations_messages.json caa/
	import/whatsapp_android.txt scc/
	import/whatsapp_ios.txt sca/
	import/zendesk_chat.ndjson ca/
	vcon/fake-vcons/02105744-f8f8-4eb3-882b-d78eced80c78.vcon.json acacacacaca/
	vcon/fake-vcons/02139909-bfac-4d52-9291-cc71b4c34acb.vcon.json acacacacacaca/
	vcon/fake-vcons/02f5cd24-e7b6-42ad-bae2-91468ff713c9.vcon.json acacacacaca/
	vcon/fake-vcons/0370604b-3af8-4baf-ad2c-55110764a382.vcon.json acacacacaca/
	vcon/fake-vcons/0374d13c-529d-4f7c-9ab5-f02cac9e96cf.vcon.json acacacacacaca/
	vcon/fake-vcons/645bb6b6-3c36-4653-a337-3e74d5a284ce.vcon.json acacacacaa/
	vcon/core-examples/ab_email_acct_prob_thread.vcon ca/
	vcon/core-examples/ab_call_ext_rec_signed.vcon /
	EXAMPLES
	while read -r file _; do
		hoff-import "$SHARED/formats/$file" 2>/dev/null >"${file##*/}"
		files+=("${file##*/}") names+=("$file")
	done <expected
	jq -r 'input_filename + " " + ([.turns[].role[:1]] | join("")) + "/" +
		([(.events // [])[].type] | join(","))' "${files[@]}" |
		awk '{ told[$1] = told[$1] (told[$1] ? ";" : "") $2 }
			END { for (file in told) print file, told[file] }' |
		sort >got
	diff -u <(sed 's:^[^ ]*/\([^/ ]* \):\1:' expected | sort) got
	cat "${files[@]}" >all
	hoff-score all >scored
	[ "$(wc -l <scored)" -eq "$(wc -l <all)" ]
	hoff-kpi scored >report
	[ -s report ]
	# all there are, but an example of Copilot Studio: a try of its author
	(cd "$SHARED/formats" && printf '%s\n' import/* | grep -v copilot) |
		diff - <(printf '%s\n' "${names[@]}" | grep ^import/)
}
