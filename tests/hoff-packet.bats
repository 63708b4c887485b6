load common
load packet

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

@test "a risk comes first in the advice" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -c '.hoff.packet | [.next_step, .risks]' | by_matter >advice
	[[ $(tail -n 1 advice) == '["Alert the crisis lead.'*'[{"kind":"safety.self_harm","value":0.9},{"kind":"compliance.fraud","value":0.6}]]' ]]
	[[ $(head -n 1 advice) == '["<card_kept> Then answer: “the machine kept my card, when do I get it back?”",[]]' ]]
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

@test "texts are cut behind a word, and never inside a character" {
	jq -c '.turns[1].text = "né " * 60' "$in" | packet_of --text 20 >packet
	[ "$(jq -r .goal.first.text packet)" = 'né né né né né né né…' ]
	jq -c '.turns[1].text = "日本" * 600' "$in" | packet_of --text 5 >packet
	[ "$(jq -r .goal.first.text packet)" != "" ]
	jq -r '.transcript.turns[] | select(.turn == 1).text' packet | grep -qx '日本日本日…'
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

@test "each intent comes once, where it was surest, in the order it came up" {
	scored '.hoff.score.turn = 6 | .turns = [
		["b", null], ["a", 0.5], ["b", 0.25], ["a", 0.75], ["", 0.9],
		["b", 0.25], ["a", 0.75]] | .turns |= map({role: "user",
		text: "x", intent: {name: .[0], confidence: .[1]}})' |
		packet_of >packet
	[ "$(jq -c '[.intents[] | [.name, .turn, .confidence]]' packet)" = \
		'[["b",2,0.25],["a",3,0.75]]' ]
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
