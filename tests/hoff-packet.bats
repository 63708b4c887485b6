load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	in=$root/testdata/hoff-packet/asked-for-a-person.in.ndjson
}

# packet_of ARG...: the packet of the first record.
packet_of() {
	hoff-packet "$@" >"$BATS_TEST_TMPDIR/packets" || return
	head -n 1 "$BATS_TEST_TMPDIR/packets" | jq -ce .hoff.packet
}

# says EXPR: the one value on standard input makes the expression true.
says() {
	jq -e -s "length == 1 and (.[0] | $1)"
}

@test "a customer who asked for a person comes with request, answers and reason" {
	golden asked-for-a-person
}

@test "the agent reads nothing that was said after the decision" {
	packet_of <"$in" >packet
	run -1 grep 'I read everything' packet
	[ "$(jq '.transcript.turns[-1].turn' packet)" -eq 6 ]
	# more turns behind the decision change nothing
	jq -c '.turns += [{"role":"customer","text":"how late is it now?"}]' "$in" |
		packet_of | cmp packet -
}

@test "the message promises what the route computed, in the customer's language" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -r '[.conversation_id, .hoff.packet.message.moment,
			.hoff.packet.message.language] | join(" ")' >moments
	diff - moments <<-'END'
		c-0 offered en
		c-1 started de
		c-2 queued es
		c-3 nobody fr
		c-4 nobody pt
		c-5 queued en
		c-crisis crisis en
	END
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -r .hoff.packet.message.text >texts
	[[ $(sed -n 3p texts) == *' 2 min.'* ]]
	[[ $(sed -n 6p texts) == *' 2 min.'* ]]
	run -1 grep -E '[{}]' texts
}

@test "a risk comes first in the advice" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -c '.hoff.packet | [.next_step, .risks]' >advice
	[[ $(tail -n 1 advice) == '["Stay with the customer'*'[{"kind":"safety.self_harm","value":0.9},{"kind":"compliance.fraud","value":0.6}]]' ]]
	[[ $(head -n 1 advice) == '["Confirm the request'*',[]]' ]]
}

@test "a record that was not redacted is refused unless told" {
	jq -c 'del(.hoff.redact)' "$in" >raw
	run -3 --separate-stderr hoff-packet raw
	[ -z "$output" ]
	[ "$stderr" = "hoff-packet: raw:1:1: not-redacted: hoff-redact has not seen the record" ]
	hoff-packet --unredacted raw | jq -e '.hoff.packet.status == "ready"
		and .hoff.packet.redaction == { done: false, policy: null }'
}

@test "a contained conversation needs no packet" {
	jq -c '.hoff.score.decision = "contain" | .hoff.score.turn = null' "$in" |
		packet_of >packet
	[ "$(cat packet)" = '{"status":"not_needed"}' ]
}

@test "without a judgement the log's own handoff decides" {
	jq -c 'del(.hoff.score)' "$in" | packet_of >packet
	jq -e '.status == "ready" and .why.turn == 6 and .decided_by.hoff_score == false' packet
	jq -c 'del(.hoff.score) | .turns |= .[0:5]' "$in" | packet_of >packet
	[ "$(cat packet)" = '{"status":"not_needed"}' ]
}

@test "the transcript keeps the first request beside the last turns" {
	packet_of --last 2 <"$in" >packet
	[ "$(jq -c '[.transcript.turns[].turn]' packet)" = '[1,5,6]' ]
	[ "$(jq .transcript.left_out packet)" -eq 4 ]
	packet_of --last 0 <"$in" >packet
	[ "$(jq -c '[.transcript.turns[].turn]' packet)" = '[0,1,2,3,4,5,6]' ]
}

@test "a private note is marked as one and stays out of what the customer reads" {
	packet_of <"$in" >packet
	[ "$(jq '.transcript.turns[] | select(.turn == 5) | .private' packet)" = true ]
	jq -c 'del(.transcript)' packet >rest
	run -1 grep 'be patient' rest
}

@test "texts are cut behind a word, and never inside a character" {
	jq -c '.turns[1].text = "né " * 60' "$in" | packet_of --text 20 >packet
	[ "$(jq -r .goal.first.text packet)" = 'né né né né né né né…' ]
	jq -c '.turns[1].text = "日本" * 600' "$in" | packet_of --text 5 >packet
	[ "$(jq -r .goal.first.text packet)" != "" ]
	jq -r '.transcript.turns[] | select(.turn == 1).text' packet | grep -qx '日本日本日…'
}

@test "the brief has at most seven lines, and each names its turns" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -e '.hoff.packet.brief | length <= 7 and
			all(.[]; .text != "" and (.turns | type) == "array")'
	packet_of <"$in" | jq -r '.brief[] | .label' | paste -sd' ' >labels
	[ "$(cat labels)" = 'customer wants now tried why mood next' ]
}

@test "a templates file replaces the built-in words, and mistakes are named" {
	hoff-packet --show-defaults=templates.jq >t.jq
	packet_of <"$in" >built-in
	packet_of -t t.jq <"$in" | cmp - built-in
	sed 's/bring in a colleague/fetch somebody/' t.jq >own.jq
	packet_of -t own.jq <"$in" | jq -e '.message.text | test("fetch somebody")'

	echo '{ name: "x", mesages: {} }' >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: templates: unknown member '\''mesages'\'' (did you mean '\''messages'\''?)' ]
	sed '/  nobody:/d' t.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: nobody: missing' ]
	sed 's/default_language: "en"/default_language: "sw"/' t.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[ "$stderr" = 'hoff-packet: bad.jq: default_language: has no messages' ]
	echo '{ name: ' >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq "$in"
	[[ $stderr == 'hoff-packet: bad.jq:'*:*': '* ]]
}

@test "a handoff that was only offered does not hide the agent who came" {
	jq -nc '{conversation_id: "c", turns: [
		{role: "user", text: "where is my parcel now", at: "2026-03-01T09:00:00Z"},
		{role: "user", text: "hello?", at: "2026-03-01T09:02:00Z"},
		{role: "agent", text: "hi", at: "2026-03-01T09:05:00Z"}],
		events: [{type: "handoff_offered", at: "2026-03-01T09:01:00Z"}]}' |
		packet_of --unredacted >packet
	jq -e '.status == "ready" and .why.turn == 1' packet
}

# scored JQ: a small record that hoff-score escalated, changed by JQ
scored() {
	jq -nc '{conversation_id: "c", turns: [
		{role: "user", text: "where is my parcel now"}],
		hoff: {redact: {}, score: {decision: "escalate", turn: 0}}}' |
		jq -c "$1"
}

@test "whatever an earlier filter is said to have written, the packet is JSON" {
	scored '.hoff.score.signals.safety["a\"b\\\u0000\n"] = 0.5' | packet_of >packet
	[ "$(jq -c .risks packet)" = '[{"kind":"safety.a\"b\\\u0000\n","value":0.5}]' ]
	for wait in 1e300 1e999 -1e300 -5 null '"soon"' '[]'; do
		scored '.hoff.route = {outcome: "assigned", wait_s: 7}' |
			sed "s/\"wait_s\":7/\"wait_s\":$wait/" | packet_of >packet
		jq -e '.message.text | test("[{}]|inf|nan") | not' packet
	done
}

@test "a message promises no wait that is not known" {
	moment() {
		scored ".hoff.route = $1" | packet_of | jq -r .message.moment
	}
	[ "$(moment '{outcome: "assigned", wait_s: 90}')" = queued ]
	[ "$(moment '{outcome: "assigned", wait_s: 0}')" = started ]
	[ "$(moment '{outcome: "assigned"}')" = offered ]
	[ "$(moment '{outcome: "abandoned", wait_s: 90}')" = nobody ]
	[ "$(moment '{outcome: "unserved"}')" = nobody ]
	[ "$(moment '{outcome: "not_routed"}')" = offered ]
	[ "$(moment '{}')" = offered ]

	hoff-packet --show-defaults=templates.jq >t.jq
	sed 's/The wait is about {minutes} min/{minutes} min, no more than {minutes}/' t.jq >own.jq
	scored '.hoff.route = {outcome: "assigned", wait_s: 90}' |
		packet_of -t own.jq | jq -e '.message.text | test("2 min, no more than 2[.]")'
	sed 's/I cannot reach a colleague/Come in {minutes} minutes; I cannot reach one/' t.jq >own.jq
	run -2 --separate-stderr hoff-packet -t own.jq "$in"
	[ "$stderr" = 'hoff-packet: own.jq: nobody: has {minutes}, which is not known then' ]
	# no conversation would find these
	sed 's/^    pt:/    "pt-BR":/' t.jq >own.jq
	run -2 --separate-stderr hoff-packet -t own.jq "$in"
	[ "$stderr" = 'hoff-packet: own.jq: messages: pt-BR is not a language alone, such as de' ]
}

@test "each intent comes once, where it was surest, in the order it came up" {
	scored '.hoff.score.turn = 6 | .turns = [
		["b", null], ["a", 0.5], ["b", 0.25], ["a", 0.75], ["", 0.9],
		["b", 0.25], ["a", 0.75]] | .turns |= map({role: "user",
		text: "x", intent: {name: .[0], confidence: .[1]}})' |
		packet_of >packet
	[ "$(jq -c '[.intents[] | [.name, .turn, .confidence]]' packet)" = \
		'[["b",2,0.25],["a",3,0.75]]' ]
}

@test "a question is open until the bot answers it without friction" {
	scored '.hoff.score.turn = 7 | .hoff.score.friction = [
		{kind: "fallback", turn: 1}, {kind: "loop", turn: 4}] |
		.turns = [["user", "a?"], ["bot", "b"], ["user", "c?"],
		["user", "d?"], ["bot", "e"], ["user", "f?"], ["bot", "g"],
		["user", "h?"], ["bot", "i"]] |
		.turns |= map({role: .[0], text: .[1]})' | packet_of >packet
	[ "$(jq -c .open_questions packet)" = '[0,2,3,7]' ]
	[ "$(jq -c '[.tried[].kind]' packet)" = '["fallback","repeat","answer"]' ]
}

@test "a conversation of forty thousand turns takes no time" {
	sanitized && skip "sanitizers take time of their own"
	scored '.hoff.score += {turn: 39999, friction: [range(40000) |
		{kind: "fallback", turn: .}], reasons: [{evidence: [
		range(40000) | {turn: ., signal: "human_request"}]}]} |
		.turns = [range(40000) | {role: (if . < 20000 then "user"
		else "bot" end), text: "why?", intent: {name: "i\(.)"}}]' >long
	timeout 10 hoff-packet --max-record 32M long >/dev/null
}

@test "a record of hundreds of thousands of turns keeps to the bound on memory" {
	local bound

	sanitized && skip 'a sanitizer needs memory of its own'
	# 32 MiB and four times the longest line
	awk 'BEGIN {
		printf "{\"conversation_id\":\"x\",\"turns\":[{\"role\":\"bot\"}"
		for (i = 1; i < 340000; i++)
			printf ",{\"role\":\"bot\"}"
		print "]}" }' >long
	bound=$((32 * 1024 + 4 * $(wc -c <long) / 1024))
	for j in 1 2; do
		command time -f %M -o kib hoff-packet --unredacted -j "$j" long \
			>out
		echo "$(cat kib) KiB of $bound"
		[ "$(cat kib)" -lt "$bound" ]
	done
	[ "$(wc -l <out)" -eq 1 ]
}

# told JQ: a record whose bot was told things and promised some, changed by JQ
told() {
	jq -nc '{conversation_id: "c", language: "en", slots: {plan: "gold"},
		turns: [
		{role: "user", text: "my order 1042 never came", entities: [
			{entity: "order_id", value: "1042"}, {name: "", value: "x"}]},
		{role: "bot", text: "Sorry. You will receive it by tomorrow. Anything else?",
			articles: ["kb-7", {id: 9, title: "Late parcels"}]},
		{role: "user", text: "the order is 1043, not that one",
			slots: {order_id: {value: 1043}, city: "Nairobi", gone: null}},
		{role: "agent", private: true, text: "a note",
			slots: {secret: "of the note"}},
		{role: "user", text: "a person please, now"}],
		hoff: {redact: {}, score: {decision: "escalate", turn: 4,
			signals: {sentiment: -0.5, sentiment_trend: 0.1, anger: 0.5}}}}' |
		jq -c "$1"
}

@test "what the customer has told comes with its turn, corrections instead of slips" {
	told . | packet_of >packet
	[ "$(jq -c .known packet)" = '[{"turn":null,"name":"plan","value":"gold"},{"turn":2,"name":"order_id","value":"1043"},{"turn":2,"name":"city","value":"Nairobi"}]' ]
	[ "$(jq -c '.brief[] | select(.label == "known") | [.text, .turns]' packet)" = \
		'["plan gold, order_id 1043, city Nairobi",[2]]' ]
	[ "$(jq -c '.articles | map([.turn, .id, .title])' packet)" = \
		'[[1,"kb-7",null],[1,"9","Late parcels"]]' ]
	run -1 grep 'of the note' packet
}

@test "a promise of the bot is quoted, so that the agent can keep it" {
	told . | packet_of >packet
	[ "$(jq -c .promises packet)" = '[{"turn":1,"text":"You will receive it by tomorrow."}]' ]
	# the same words of the customer are none
	told '.turns[1].role = "user"' | packet_of | says '.promises == []'
	# a list of one's own
	printf 'term,language\nAnything else,\n' >own.csv
	told . | packet_of --promises own.csv |
		says '.promises == [{turn: 1, text: "Anything else?"}]'
	told '.turns[1].text = "Wir melden uns bis 10.30 Uhr! Gut?" | .language = "de-AT"' |
		packet_of | says '.promises[0].text == "Wir melden uns bis 10.30 Uhr!"'
	printf 'term,kind\n[0-9]+ days,regex\n' >own.csv
	run -2 --separate-stderr hoff-packet --promises own.csv "$in"
	[ "$stderr" = 'hoff-packet: own.csv:2: a promise is a phrase, not a regular expression' ]
}

@test "a brief of fewer lines keeps those that matter, in their order" {
	labels() {
		told . | packet_of --brief-lines "$1" |
			jq -r '.brief | map(.label) | join(" ")'
	}
	[ "$(labels 99)" = 'customer wants now known tried promised why mood next' ]
	[ "$(labels 7)" = 'wants now known tried promised why next' ]
	[ "$(labels 3)" = 'wants why next' ]
	[ "$(labels 0)" = '' ]
	told '.hoff.score.signals.safety.self_harm = 0.4
		| .hoff.score.signals.compliance.fraud = 0.3' |
		packet_of --brief-lines 1 |
		says '.brief == [{label: "risk", text: "safety.self_harm 0.4", turns: [4]}]'
}

@test "how the brief reads is counted by its own words" {
	# one sentence a line; long words, of more than six letters, are
	# readiness, Acknowledge and trouble
	told . | packet_of --brief-lines 3 >packet
	[ "$(jq -r '.brief[].text' packet)" = 'my order 1042 never came
The readiness for a person is high.
Acknowledge the trouble first, then solve it.' ]
	# 19 words: 19 x 60 / 238 s; 19 / 3 + 100 x 3 / 19
	[ "$(jq -c .brief_figures packet)" = \
		'{"words":19,"seconds":4.7899,"lix":22.1228,"coverage":0}' ]
	told . | packet_of | says '.brief_figures.coverage == 1'
	told '.slots.more = "x" * 150' | packet_of |
		says '.brief_figures.coverage == 0.25'
	packet_of "$in" | says '.brief_figures.coverage == null'
}

@test "mood and trend are named by what hoff-score measured" {
	told . | packet_of | says '.mood.word == "angry" and .mood.trend == "rising"'
	told '.hoff.score.signals = {sentiment: -0.3, sentiment_trend: -0.1}' |
		packet_of | says '.mood.word == "unhappy" and .mood.trend == "falling"'
	told '.hoff.score.signals = {}' |
		packet_of | says '.mood.word == null and .mood.trend == null'
}

@test "the channels a customer came from are told, those of later are not" {
	told '.turns[4].at = "2026-03-01T09:05:00Z" | .events = [
		{type: "channel_changed", at: "2026-03-01T09:01:00Z", from: "voice", to: "app"},
		{type: "channel_changed", at: "2026-03-01T09:06:00Z", from: "app", to: "sms"}]' |
		packet_of | says '.customer.came_from == ["voice"]'
}

# packed TARGET [ARG]...: the whole record of `told` as the target gets it
packed() {
	local target=$1

	shift
	told '.turns |= [to_entries[] | .value.at = 1772355600 + .key | .value]
		| .turns[4].message_id = "m-4"
		| .turns[0] += {message_id: "m-0", intent: {name: "late, parcel", confidence: 0.5}}
		| .customer = {id: "u-7", name: "Ann", tier: "gold"}
		| .bot = {name: "teller"} | .channel = "webchat"
		| .hoff.redact.counts = {NAME: 1}
		| .hoff.score.reasons = [{rule: "wants-human", reason: "Asked for a person."}]
		| .hoff.route = {outcome: "assigned", queue: "general", agent: "a-1",
			wait_s: 90, priority: 80, skills: ["billing", "card"],
			arrival: "2026-03-01T09:00:05.250Z"}' |
		packet_of --target "$target" "$@"
}

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
		and .va_Phrases == ["my order 1042 never came",
			"the order is 1043, not that one", "a person please, now"]
		and .va_LastPhrases == "a person please, now"
		and .va_ConversationId == "c" and .va_BotId == "teller"
		and .va_Language == "en" and (.va_AgentMessage | test("Wants: my order"))'
}

@test "a ticket has a private comment, one-word tags and fields of one's own" {
	packed zendesk --fields reason=27642,request,intent,summary,transcript | says '.payload.ticket
		| .subject == "my order 1042 never came (bot handoff)"
		and .comment.public == false and .priority == "high"
		and .tags == ["hoff", "reason_wants_human", "intent_late__parcel"]
		and .external_id == "c"
		and .custom_fields == [{id: 27642, value: "wants-human"}]
		and (has("requester") | not)'
	packed intercom --set admin_id=9 | says '.payload | .note.message_type == "note"
		and .note.type == "admin" and .note.admin_id == "9"
		and .custom_attributes.hoff_sentiment == -0.5'
	# what was said is no markup
	told '.turns[0].text = "<b>*x*</b> [l](u) & more"' >given
	packet_of -T intercom <given | says '.payload.note.body
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
	packet_of -T text --text 50 <long | says '[.cuts[] | [.field, .by]]
		== [["transcript", "option"]]'
	run -0 hoff-packet -T text --text 50 --fail-on-cut long
	packet_of --last 1 <long | says '.cuts == [{field: "transcript",
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

@test "only the fields that are asked for are told" {
	packed connect --fields reason,tier=rank | says '.payload.Attributes
		== {hoff_conversation_id: "c", hoff_reason: "wants-human", rank: "gold"}'
	packed text --fields reason | says '.payload | test("wants-human")
		and (test("order|gold|Ann") | not)'
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
	for id in c-1 ../../x /etc/x . .. c/1 'c%2F1' 'ü' "$(printf 'a%.0s' {1..300})"; do
		scored ".conversation_id = \"$id\""
	done >many
	hoff-packet -T zendesk --outdir out many >packets
	[ "$(ls -A out | wc -l)" -eq 9 ]
	ls out >names
	[ "$(grep -vc '^[A-Za-z0-9_%-][A-Za-z0-9_.%~-]*[.]json$' names)" -eq 0 ]
	grep -x 'c-1.json' names
	grep -x '%2E%2E.json' <(ls -A out) || grep -x '%2E..json' <(ls -A out)
	head -n 1 packets | jq -c .hoff.packet.payload | cmp - <(jq -c . out/c-1.json)
	# the native packet, and text as text
	scored . | hoff-packet --outdir native >packets
	jq -c .hoff.packet packets | cmp - <(jq -c . native/c.json)
	scored . | hoff-packet -T text --outdir text >packets
	jq -rj .hoff.packet.payload packets | cmp - text/c.txt
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

@test "in a crisis the packet tells the danger and the next step, no more" {
	told '.hoff.score.signals.safety.self_harm = 0.3' >crisis
	packet_of <crisis >packet
	says '.risks == [{kind: "safety.self_harm", value: 0.3}]
		and (.next_step | test("crisis procedure"))
		and [.brief[].label] == ["risk", "why", "next"]
		and .transcript.turns == [] and .known == [] and .tried == []
		and .goal == {first: null, current: null} and .promises == []
		and .customer.tier == null and .mood.sentiment == null' <packet
	run -1 grep -E '1042|1043|Nairobi|person please' packet
	for t in botframework copilot twilio connect genesys zendesk sunshine \
		salesforce dialogflow intercom markdown text; do
		packet_of -T $t <crisis >packet
		run -1 grep -E '1042|1043|Nairobi|person please' packet
	done
	# below the threshold, and with a policy of one's own, more is told
	told '.hoff.score.signals.safety.self_harm = 0.29' | packet_of |
		says '.known != []'
	hoff-packet --show-defaults=templates.jq |
		sed 's/fields: \["summary", /fields: ["known", /' >own.jq
	packet_of -t own.jq <crisis | says '.known != [] and .brief == []'
	sed 's/"known"/"knwon"/' own.jq >bad.jq
	run -2 --separate-stderr hoff-packet -t bad.jq crisis
	[ "$stderr" = 'hoff-packet: bad.jq: crisis: no field is called knwon' ]
}

@test "the allow list holds for the native packet, too" {
	told . | packet_of --fields known,next_step | says '.known != []
		and .next_step != null and .brief == [] and .intents == []
		and .transcript.turns == [] and .customer.id == null
		and .why.reason == null'
}

@test "all moments of a handoff come in the order of their times" {
	printf 'region,number\n*,112\n' >numbers.csv
	packed native >plain
	jq -e 'has("messages") | not' plain
	told '.turns[4].at = "2026-03-01T09:00:00Z" | .events = [
		{type: "closed", at: "2026-03-01T09:30:00Z"},
		{type: "returned_to_bot", at: "2026-03-01T08:59:00Z"},
		{type: "handoff_failed", at: "2026-03-01T09:20:00Z"}]
		| .hoff.route = {outcome: "assigned", wait_s: 300, position: 3,
			arrival: "2026-03-01T09:00:00Z",
			assigned_at: "2026-03-01T09:05:00Z"}' >given
	packet_of --messages --crisis-numbers numbers.csv <given >packet
	[ "$(jq -r '.messages[] | "\(.moment) \(.at)"' packet)" = 'queued 2026-03-01T09:00:00Z
waiting 2026-03-01T09:02:00Z
joined 2026-03-01T09:05:00Z
failed 2026-03-01T09:20:00Z
closed 2026-03-01T09:30:00Z' ]
	says '.message == .messages[0] and (.message.text | test(" 5 min[.]"))' <packet
	# it did not have to wait for long
	jq -c '.hoff.route.wait_s = 120' given |
		packet_of --messages --crisis-numbers numbers.csv |
		says '[.messages[].moment] == ["queued", "joined", "failed", "closed"]'
}

@test "in a crisis the customer reads the number of the region, from the user's table" {
	told '.hoff.score.signals.safety.self_harm = 0.9 | .events = [{type: "closed"}]' >crisis
	jq -c '.customer = {segment: {region: "KE"}}' crisis >kenya
	printf 'region,number,service\nke,1199,Red Cross\n*,112,\n' >numbers.csv
	packet_of --crisis-numbers numbers.csv <kenya |
		says '.message.moment == "crisis" and (.message.text | test("1199"))'
	packet_of --crisis-numbers numbers.csv <crisis |
		says '.message.text | test("112") and (test("1199") | not)'
	# a machine does not say goodbye then
	packet_of --messages --crisis-numbers numbers.csv <crisis |
		says '[.messages[].moment] == ["crisis"]'
	# none is made up
	packet_of <kenya | says '.message.moment == "crisis" and .message.text == null'
	run -2 --separate-stderr hoff-packet --messages kenya
	[ "$stderr" = 'hoff-packet: --messages: somebody may be in danger; give the numbers to call (--crisis-numbers)' ]
	printf 'region,number\nKE,1199\n' >numbers.csv
	run -2 --separate-stderr hoff-packet --crisis-numbers numbers.csv kenya
	[ "$stderr" = 'hoff-packet: numbers.csv: no number for all other regions (region *)' ]
	printf 'region,number\n*,\n' >numbers.csv
	run -2 --separate-stderr hoff-packet --crisis-numbers numbers.csv kenya
	[ "$stderr" = 'hoff-packet: numbers.csv:2: a region without a number' ]
}

# worded LIST: the built-in templates with LIST for the English "queued"
worded() {
	hoff-packet --show-defaults=templates.jq |
		sed "0,/^      queued: .*/s//      queued: $1,/" >own.jq
}

@test "a wording fits the channel, the tone, the rule and what is known" {
	worded '[{text: "spoken", channel: ["voice"]}, {text: "see https:\/\/x.example"}, {text: "casual", tone: "friendly"}, {text: "no"}]'
	packed native -t own.jq | says '.message.text | test("see https")'
	sed 's/{text: "no"}/"last"/; s/tone: "formal"/tone: "friendly"/' own.jq >friendly.jq
	packed native -t friendly.jq | says '.message.text | test("see https")'
	packed native | jq -c . >/dev/null
	worded '[{text: "{position} before you", channel: "webchat", buttons: ["Wait", "Call me"]}, {text: "for humans", reason: "wants-human"}, "last"]'
	packed native -t own.jq | says '.message.text == "I can see that this has been frustrating. for humans"'
	told '.channel = "webchat" | .hoff.route = {outcome: "assigned", wait_s: 5, position: 2}' >given
	packet_of -t own.jq <given | says '.message
		| (.text | test("2 before you$")) and .buttons == ["Wait", "Call me"]'
	jq -c '.channel = "sms"' given | packet_of -t own.jq |
		says '.message | (.text | test("last$")) and (has("buttons") | not)'
	worded '[{text: "see https:\/\/x.example"}, "a < b"]'
	jq -c '.channel = "voice"' given | packet_of -t own.jq | says '.message
		| .ssml == "<speak>I can see that this has been frustrating. a &lt; b</speak>"'
	sed 's/empathy: true/empathy: false/' own.jq >cold.jq
	packet_of -t cold.jq <given | says '.message.text == "see https://x.example"'
}

@test "templates that would promise too much, or leave somebody without words, are refused" {
	refused() {
		worded "$1"
		run -2 --separate-stderr hoff-packet -t own.jq "$in"
		[ "$stderr" = "hoff-packet: own.jq: queued: $2" ]
	}
	refused '"{agent} comes"' 'has {agent}, which is not known then'
	refused '"{position} before you"' 'has a last message with what is not always known'
	refused '[{text: "x", channel: "sms"}]' 'has no last message without conditions'
	refused '"see www.x.example"' 'has a last message with a link, which voice cannot read out'
	refused '[]' 'has no messages'
	refused '""' 'has an empty message'
	refused '7' 'has the wrong type'
	refused "\"$(printf 'word %.0s' {1..330})\"" 'is longer than 1600 characters, which no SMS takes'
}

@test "every language has words for every moment" {
	printf 'region,number\n*,112\n' >numbers.csv
	for l in en de fr es pt nl; do
		for o in assigned abandoned none crisis; do
			told ".language = \"$l\" | .hoff.route = {outcome: \"$o\",
				wait_s: 300, arrival: \"2026-03-01T09:00:00Z\"} |
				.events = [\"handoff_failed\", \"returned_to_bot\",
				\"closed\" | {type: .}] | if \"$o\" == \"crisis\"
				then .hoff.score.signals.safety.child = 1 else . end"
		done
	done | hoff-packet --messages --crisis-numbers numbers.csv |
		jq -r '.hoff.packet.messages[] | "\(.language) \(.moment) \(.text)"' >texts
	[ "$(cut -d' ' -f1,2 texts | sort -u | wc -l)" -eq 54 ] # all but started
	[ "$(cut -d' ' -f3- texts | sort -u | wc -l)" -eq 54 ]
	run -1 grep -E '[{}]|null' texts
}
