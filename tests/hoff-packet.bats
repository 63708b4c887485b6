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
	[ "$stderr" = 'hoff-packet: own.jq: nobody: has {minutes}, but no wait is known then' ]
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
