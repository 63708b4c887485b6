load common
load packet

@test "each target gets its own shape" {
	packed connect --set InstanceId=i-1 | says '.payload | keys == ["Attributes",
		"InitialContactId", "InstanceId"] and .InitialContactId == "c"
		and all(.Attributes[]; type == "string")
		and .Attributes.hoff_reason == "wants-human"
		and .Attributes.hoff_skills == "billing,card"'
	packed genesys | says '.payload | keys == ["attributes"]
		and all(.attributes[]; type == "string")
		and .attributes["hoff.priority"] == "80"'
	packed salesforce | says '.payload | keys == ["fields"]
		and .fields.Hoff_Conversation_Id == "c"
		and .fields.Hoff_Intent == "late, parcel"'
	packed dialogflow | says '.payload.liveAgentHandoff.metadata
		| .queue == "general" and .sentiment == -0.5 and .wait_s == 90'
	packed sunshine | says '.payload | .switchboardIntegration == "zd:agentWorkspace"
		and .metadata.first_message_id == "m-0"
		and .metadata["dataCapture.systemField.tags"] == "hoff,wants-human"
		and all(.metadata[]; type == "string" or type == "number")'
	packed twilio --set WorkflowSid=WW1 --set Timeout=3600 | says '.payload
		| del(.Attributes) == {WorkflowSid: "WW1", TaskChannel: "chat",
			Priority: 80, Timeout: 3600,
			VirtualStartTime: "2026-03-01T09:00:05Z"}'
	packed twilio | says '.payload.Attributes | fromjson
		| .type == "chat" and .channelType == "webchat"
		and .skills == ["billing", "card"] and .customer_value == "gold"
		and .handoff_reason == "wants-human" and (.attempted | length) == 1
		and .conversations.conversation_id == "c"'
}

@test "events of the Bot Framework carry value and transcript" {
	packed botframework --set serviceUrl=https://x.example/ >packet
	says '.payload | .type == "event" and .name == "handoff.initiate"
		and .timestamp == "2026-03-01T09:00:04.000Z"
		and .channelId == "webchat" and .conversation == {id: "c"}
		and .from == {id: "u-7", name: "Ann", role: "user"}
		and .replyToId == "m-4" and .relatesTo.activityId == "m-4"
		and .relatesTo.bot == {id: "teller", name: "teller", role: "bot"}
		and .relatesTo.serviceUrl == "https://x.example/"
		and .relatesTo.locale == "en" and .entities == []
		and (.id | test("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"))' <packet
	says '.payload | .value.Skill == "billing,card" and .value.priority == 80
		and .value.sentiment == "-0.5"
		and (.attachments | length) == 1
		and (.attachments[0] | .name == "Transcript"
			and .contentType == "application/json"
			and [.content.activities[] | .from.role]
				== ["user", "bot", "user", "user"])' <packet
	packed copilot | says '.payload.value | .va_Scope == "bot"
		and .va_LastTopic == "late, parcel" and .va_Topics == ["late, parcel"]
		and .va_Phrases == ["my order 1042 has not arrived",
			"the order is 1043, not that one", "a person please, now"]
		and .va_LastPhrases == "a person please, now"
		and .va_ConversationId == "c" and .va_BotId == "teller"
		and .va_Language == "en" and (.va_AgentMessage | test("Problem: “my order"))'
}

@test "a ticket has a private comment, one-word tags and fields of one's own" {
	packed zendesk --fields reason=27642,request,intent,summary,transcript | says '.payload.ticket
		| .subject == "my order 1042 has not arrived (bot handoff)"
		and .comment.public == false and .priority == "high"
		and .tags == ["hoff", "reason_wants_human", "intent_late__parcel"]
		and .external_id == "c"
		and .custom_fields == [{id: 27642, value: "wants-human"}]
		and (has("requester") | not)'
	packed intercom --set admin_id=9 | says '.payload | .note.message_type == "note"
		and .note.type == "admin" and .note.admin_id == "9"
		and .custom_attributes.hoff_sentiment == -0.5'
	# what is too long for an attribute is in the note, and nothing is lost
	told '.turns[0].text = "is it" + " " * 10 + "x" * (240, 241)' |
		hoff-packet -T intercom | jq -es 'map(.hoff.packet) |
			(.[0].payload.custom_attributes.hoff_request | length == 255) and
			(.[1] | (.payload.custom_attributes | has("hoff_request") | not)
				and (.payload.note.body | contains("x" * 241)) and .cuts == [])'
	# what was said is no markup
	told '.turns[0].text = "<b>*x*</b> [l](u) & more"' >given
	hoff-packet -T intercom <given | says '.payload.note.body
		| test("&lt;b&gt;\\*x\\*&lt;/b&gt; \\[l\\]\\(u\\) &amp; more")'
	packet_of -T markdown <given | jq -r .payload |
		grep -F '\<b\>\*x\*\</b\> \[l\](u) \& more'
	packet_of -T text <given | jq -r .payload | grep -F '<b>*x*</b> [l](u) & more'
}

@test "a vCon names parties, texts, the transfer and what was made of them" {
	packed vcon >packet
	says '.payload | [.parties[].role] == ["customer", "agent", "agent"]
		and [.dialog[].type] == ["text", "text", "text", "text", "transfer", "incomplete"]
		and (.dialog[4] | .transferee == 0 and .transferor == 1
			and .transfer_target == 2 and .target_dialog == 5
			and .original == [0, 1, 2, 3] and .skill == ["billing", "card"])
		and .dialog[5].disposition == "no-answer"
		and [.analysis[].type] == ["summary", "report", "sentiment"]
		and .attachments[0].purpose == "handoff packet"
		and .redacted == {type: "PII masked: NAME"}' <packet
	told . >timeless
	run -3 --separate-stderr hoff-packet -T vcon timeless
	[[ $stderr == *': missing-field: a vCon needs times, and the record has none' ]]
}

@test "vCons are valid by the schemas of the drafts" {
	[ -n "$SHARED" ] || skip 'no public data beside the clone'
	hoff-score "$root"/testdata/logs/*.ndjson | hoff-route | hoff-redact |
		hoff-packet -T vcon --max-rejects 5% 2>/dev/null >packets || [ $? -eq 3 ]
	python3 - "$SHARED/formats/vcon" packets <<-'END'
	import json, sys
	import jsonschema
	n = 0
	schemas = [json.load(open("%s/%s_json_schema.json" % (sys.argv[1], s)))
	           for s in ("vcon", "cc")]
	known = [set(s["properties"]) for s in schemas]
	parts = {"parties": "Party", "dialog": "Dialog", "analysis": "Analysis",
	         "attachments": "Attachment"}
	for line in open(sys.argv[2]):
	    p = json.loads(line)["hoff"]["packet"]
	    if p["status"] != "ready":
	        continue
	    for s in schemas:
	        jsonschema.Draft7Validator(s, format_checker=
	            jsonschema.FormatChecker()).validate(p["payload"])
	    # strictly: no member that neither schema knows
	    assert set(p["payload"]) <= known[0] | known[1]
	    for part, name in parts.items():
	        allowed = set(schemas[0]["definitions"][name]["properties"])
	        allowed |= set(schemas[1]["definitions"].get(
	            name + "CcExtension", {}).get("properties", {}))
	        for item in p["payload"][part]:
	            assert set(item) <= allowed, set(item) - allowed
	    n += 1
	assert n > 20, n
	END
}

@test "every target has the members of its platform's example" {
	[ -n "$SHARED" ] || skip 'no public data beside the clone'
	like() {
		told '.turns |= [to_entries[] | .value += {at: (1772355600 + .key),
				message_id: "m-\(.key)"} | .value]
			| .turns[0].intent = {name: "late", confidence: 0.5}
			| .slots.StoreLocation = "Bellevue"
			| .customer = {id: "u-7", name: "Ann", tier: "gold", email: "ann@x.example"}
			| .bot = {name: "teller"} | .channel = "webchat"
			| .hoff.redact.counts = {NAME: 1}
			| .hoff.score.signals.fallbacks = 2
			| .hoff.score.reasons = [{rule: "wants-human", reason: "Asked."}]
			| .hoff.route = {outcome: "assigned", queue: "general",
				wait_s: 90, priority: 80, skills: ["billing"]}' |
			packet_of -T "$1" "${@:3}" | jq .payload >payload
		python3 "$root/tests/packet_fields.py" "$1" \
			"$SHARED/formats/packets/$2" payload
	}
	like botframework botframework_handoff_initiate.json --set serviceUrl=https://x.example/
	like copilot copilot_studio_handoff_value.json
	like twilio twilio_task_create.form.json --set WorkflowSid=W --set Timeout=60
	like connect amazon_connect_update_contact_attributes.json --set InstanceId=i
	like genesys genesys_participant_attributes.json
	like zendesk zendesk_ticket_create.json \
		--fields reason=27642,name,summary,request,intent,transcript
	like sunshine zendesk_sunshine_passcontrol.json \
		--fields reason=dataCapture.ticketField.27642
	like salesforce salesforce_hidden_prechat.json
	like dialogflow dialogflow_live_agent_handoff.json
	like vcon vcon_handoff.vcon.json
	# shellcheck disable=SC2046 # a target each
	python3 "$root/tests/packet_fields.py" --all $(hoff-packet --target=? 2>&1 |
		sed 's/.*one of//; s/[,;.)]/ /g; s/ or / /g')
}

@test "no payload exceeds the limit of its target, whatever was said" {
	local t

	python3 "$root/tests/packet_limits.py" make 24 >records
	for t in botframework copilot twilio connect genesys zendesk sunshine \
		salesforce dialogflow intercom vcon markdown text; do
		echo "target: $t"
		hoff-packet -T $t --last 0 --text 100000 records >packets
		python3 "$root/tests/packet_limits.py" check $t records packets \
			>cuts
		case $t in
		vcon | markdown | text) [ "$(cat cuts)" -eq 0 ] ;;
		*) [ "$(cat cuts)" -gt 0 ] ;;
		esac
	done
}

@test "what takes a limit to the last byte is whole, one more is cut" {
	python3 "$root/tests/packet_limits.py" edge
}

@test "the manual and the packets tell the same limits" {
	local t unit limit

	hoff-packet --emit=man | sed 's/\\//g' >manual
	for t in botframework copilot twilio connect genesys zendesk sunshine \
		salesforce dialogflow intercom; do
		read -r unit limit < <(packed $t | jq -r '.size | "\(.unit) \(.limit)"')
		echo "$t $limit $unit"
		grep -Eq "^ *$t +$limit $unit" manual
	done
}

@test "what is cut is listed, counted and can fail a build" {
	told '.turns[0].text = "word " * 2000' >long
	packet_of -T sunshine --text 100000 <long >packet
	says '.size.used <= 4096 and ([.cuts[] | select(.by == "limit") | .field]
		| index("request"))
		and all(.cuts[]; .before > .after)' <packet
	run -0 --separate-stderr hoff-packet -T sunshine --summary long
	[[ $stderr == *' cut.request=1 '* && $stderr == *' cut_bytes.request='* ]]
	run -1 hoff-packet -T sunshine --fail-on-cut long
	run -0 hoff-packet -T zendesk --fail-on-cut long
	# what the user's own options leave out is no failure
	hoff-packet -T text --text 50 <long | says '[.cuts[] | [.field, .by]]
		== [["transcript", "option"]]'
	run -0 hoff-packet -T text --text 50 --fail-on-cut long
	hoff-packet --last 1 <long | says '.cuts == [{field: "transcript",
		by: "option", before: 10111, after: 2019, turns_before: 5,
		turns_after: 2}]'
}

@test "the middle goes first, the first request and the last turns stay" {
	scored '.hoff.score.turn = 100 | .turns = [range(101) | {role: "user",
		text: "turn number \(.) says this"}]' >long
	packet_of -T text --last 0 --limit 2000 <long >packet
	says '.size.used <= 2000 and .cuts[0].field == "transcript"
		and .cuts[0].turns_after > 5' <packet
	jq -r .payload packet | grep -c 'Customer: turn number 0 says'
	jq -r .payload packet | grep -c 'Customer: turn number 100 says'
	jq -r .payload packet | grep -Ec '^\[[0-9]+ turns left out\]$'
	run -1 grep -c 'Customer: turn number 1 says' packet
}

@test "what cannot be made to fit is rejected with its reason" {
	scored '.conversation_id = "c" * 5000' >long
	run -3 --separate-stderr hoff-packet -T sunshine long
	[ -z "$output" ]
	[[ $stderr == 'hoff-packet: long:1:1: cannot-fit: the target takes less than what must be told'* ]]
	scored '.conversation_id = "c" * 256' >long
	run -3 hoff-packet -T salesforce long
	run -0 hoff-packet -T salesforce --limit 256 long
}

@test "options that do not go together are named" {
	no() {
		run -2 --separate-stderr hoff-packet "${@:2}" "$in"
		[ "$stderr" = "hoff-packet: $1" ]
	}
	no '--fields: no field is called sumary; the nearest is summary' --fields sumary
	no '--fields: salesforce shows its packet to the customer, who is not told risks' \
		-T salesforce --fields risks
	no '--fields: text has no keys to give' -T text --fields reason=x
	no '--fields: a.b is no key of connect: letters, digits and some marks only' \
		-T connect --fields reason=a.b
	no '--fields: abc is no key of zendesk: a number only' -T zendesk --fields reason=abc
	no '--fields: two fields are called x' -T connect --fields reason=x,why=x
	no '--set: nothing can be set in genesys' -T genesys --set a=b
	no '--set: Instance cannot be set in connect, only: InstanceId' -T connect --set Instance=b
	no '--set: InstanceId has no value: write InstanceId=VALUE' -T connect --set InstanceId
	no '--set: Timeout is a number of seconds from 1 to 1209600' -T twilio --set Timeout=1209601
	no '--limit: connect takes no more than 32768' -T connect --limit 40000
	no '--limit: the native packet has none' --limit 40000
}

@test "every conversation gets a file of its own, inside the folder" {
	for id in c-1 C-1 ../../x /etc/x . .. c/1 'c%2F1' 'ü' -rf 'a\u0000' 'a\n' \
		"$(printf 'a%.0s' {1..300})" "$(printf 'é%.0s' {1..300})"; do
		scored ".conversation_id = \"$id\""
	done >many
	hoff-packet -T zendesk --outdir out many >packets
	[ "$(ls -A out | wc -l)" -eq 14 ]
	ls out >names
	[ "$(grep -Evc '^[A-Za-z0-9_%][A-Za-z0-9_.%~-]{0,254}[.]json$' names)" -eq 0 ]
	grep -x 'c-1.json' names
	grep -x '%2E%2E.json' <(ls -A out) || grep -x '%2E..json' <(ls -A out)
	head -n 1 packets | jq -c .hoff.packet.payload | cmp - <(jq -c . out/c-1.json)
	# the native packet, and text as text
	scored . | hoff-packet --outdir native >packets
	jq -c .hoff.packet packets | cmp - <(jq -c . native/c.json)
	scored . | hoff-packet -T text --outdir text >packets
	jq -rj .hoff.packet.payload packets | cmp - text/c.txt
}

@test "a file of its own is whole or missing, also where it must have a name" {
	local named='inject=/^f?access(at2?)?$:error=ENOENT' fault

	sanitized && skip "sanitizers do not like company"
	scored . >one
	for fault in /^write:error=ENOSPC:when=1 /^fsync:error=EIO:when=1 \
	    '/^link(at)?$:error=EMLINK'; do
		run -2 --separate-stderr strace -f -o trace -e "$named" \
			-e inject="$fault" hoff-packet -T text --outdir out <one
		[[ $stderr == 'hoff-packet: out/c.txt: '* ]]
		[ -z "$(ls -A out)" ]
	done
	# some file systems have no links
	for fault in getppid:error=EIO '/^link(at)?$:error=EPERM'; do
		strace -f -o trace -e "$named" -e inject="$fault" \
			hoff-packet -T text --outdir out <one >packets
		jq -rj .hoff.packet.payload packets | cmp - out/c.txt
		[ "$(ls -A out)" = c.txt ]
		run -3 strace -f -o trace -e "$named" -e inject="$fault" \
			hoff-packet -T text --outdir out <one
		[ "$(ls -A out)" = c.txt ]
		rm out/c.txt
	done
}

@test "no file is ever replaced: the first of two conversations of one id has it" {
	{ scored '.turns[0].text = "first"'; scored .; } >two
	run -3 --separate-stderr hoff-packet -j 8 -T text --outdir out two
	[[ $stderr == *'two:2:1: bad-value: its file is in the folder of --outdir already' ]]
	grep -q 'Customer: first' out/c.txt
	scored '.hoff.score.decision = "contain"' | hoff-packet --outdir none >packets
	[ "$(ls none | wc -l)" -eq 0 ]
	run -2 --separate-stderr hoff-packet --outdir two two
	[ "$stderr" = 'hoff-packet: two: Not a directory' ]
}
