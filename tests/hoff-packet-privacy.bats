load common
load packet

@test "a record that was not redacted is refused unless told" {
	jq -c 'del(.hoff.redact)' "$in" >raw
	run -3 --separate-stderr hoff-packet raw
	[ -z "$output" ]
	[ "$stderr" = "hoff-packet: raw:1:1: not-redacted: hoff-redact has not seen the record" ]
	hoff-packet --unredacted raw | jq -e '.hoff.packet.status == "ready"
		and .hoff.packet.redaction == { done: false, policy: null }'
	# nor is one that has a note which says nothing, or what hoff-redact does not
	for note in '{}' '{"status":"x"}' '{"status":["done"]}' '{"policy":{"name":"p"},"counts":{}}'; do
		jq -c --argjson note "$note" '.hoff.redact = $note' raw >noted
		run -3 --separate-stderr hoff-packet noted
		[[ -z $output && $stderr == *'not-redacted: hoff-redact has not seen the record' ]]
		hoff-packet --unredacted noted | jq -e '.hoff.packet.redaction == { done: false, policy: null }'
	done
	jq -c '.hoff.redact = {status: "field_withheld"}' raw | hoff-packet | jq -e .hoff.packet.redaction.done
}

@test "a private note is marked as one and stays out of what the customer reads" {
	packet_of <"$in" >packet
	[ "$(jq '.transcript.turns[] | select(.turn == 5) | .private' packet)" = true ]
	jq -c 'del(.transcript)' packet >rest
	run -1 grep 'be patient' rest
}

@test "only the fields that are asked for are told" {
	packed connect --fields reason,tier=rank | says '.payload.Attributes
		== {hoff_conversation_id: "c", hoff_reason: "wants-human", rank: "gold"}'
	packed text --fields reason | says '.payload | test("wants-human")
		and (test("order|gold|Ann") | not)'
}

@test "in a crisis the packet tells the danger and the next step, no more" {
	told '.hoff.score.signals.safety.self_harm = 0.3' >crisis
	packet_of <crisis >packet
	says '.risks == [{kind: "safety.self_harm", value: 0.3}]
		and (.next_step | test("crisis lead"))
		and (.brief | map(.label)) == ["why", "customer", "next"]
		and (.brief[0].text | test("^self-harm [(]possible[)]; words withheld; ask first, then open turn 4;"))
		and .transcript.turns == [] and .known == [] and .tried == []
		and .goal == {first: null, current: null} and .promises == []
		and .customer.tier == null and .mood.sentiment == null' <packet
	run -1 grep -E '1042|1043|Nairobi|person please' packet
	cp packet first
	for t in botframework copilot twilio connect genesys zendesk sunshine \
		salesforce dialogflow intercom markdown text; do
		packet_of -T $t <crisis >packet
		run -1 grep -E '1042|1043|Nairobi|person please' packet
	done
	# of what is said of things, too, more is needed
	told '.hoff.score.signals.safety.violence = 0.49' | hoff-packet | says '.known != []'
	told '.hoff.score.signals.safety.violence = 0.5' | hoff-packet | says '.known == []'
	# nor what an event calls a channel, unless it is a word
	jq -c '.events = [{type: "channel_changed", from: "sms", to: "I am at home 5"}, {type: "channel_changed", from: "help me"}]' crisis |
		hoff-packet | says '.customer.came_from == ["sms"] and (.links | map(.channel)) == ["sms"]'
	# below the threshold, and with a policy of one's own, more is told
	told '.hoff.score.signals.safety.self_harm = 0.29' | hoff-packet |
		says '.known != []'
	echo '{ crisis: { fields: ["known", "next_step"] } }' >own.jq
	hoff-packet -r own.jq <crisis | says '.known != [] and .brief == []'
	echo '{ crisis: { signals: "safety.child" } }' >own.jq
	hoff-packet -r own.jq <crisis | says '.known != [] and .brief != []'
	echo '{ crisis: { at_least: 0.31 } }' >own.jq
	hoff-packet -r own.jq <crisis | says '.known != []'
	echo '{ rules: [] }' >own.jq
	packet_of -r own.jq <crisis | cmp - first
	echo '{ crisis: { fields: ["knwon"] } }' >bad.jq
	run -2 --separate-stderr hoff-packet -r bad.jq crisis
	[ "$stderr" = 'hoff-packet: bad.jq: crisis: no field is called knwon' ]
}

@test "a danger is heard where nobody has judged the log" {
	# heard BEFORE AFTER [ARG]...: what hoff-redact leaves of a log with its own handoff
	heard() {
		local before=$1 after=$2

		shift 2
		jq -n -c --arg before "$before" --arg after "$after" '{conversation_id: "c", turns: [
			{role: "customer", text: "my parcel is late, order 1042"}, {role: "bot", text: "Sorry to hear that."},
			{role: "customer", text: $before}, {role: "bot", text: "One moment."}, {role: "customer", text: "agent"},
			{role: "agent", text: "Hello"}, {role: "customer", text: $after}]}' |
			hoff-redact | packet_of "$@" >packet
	}
	heard 'I want to kill myself' ''
	says '.risks == [{kind: "safety.self_harm", value: 1}] and .goal.first == null and .known == []
		and .transcript.turns == [] and .message.moment == "crisis"
		and (.next_step | test("crisis lead"))
		and (.brief[0].text | test("^self-harm [(]clear signs[)]; words withheld; ask first, then open turn 2;"))' <packet
	heard 'ich will mich umbringen' '' -T markdown
	run -1 grep -E 'umbringen|1042' packet
	# only up to the handoff, and no more than hoff-score hears
	heard 'where is it' 'I want to kill myself'
	says '.risks == [] and .goal.first.text != null and .message.moment != "crisis"' <packet
	# where hoff-score has judged, it is believed
	told '.turns[0].text = "I want to kill myself"' | hoff-packet | says '.risks == [] and .known != []'
}

@test "the allow list holds for the native packet, too" {
	told . | hoff-packet --fields known,next_step | says '.known != []
		and .next_step != null and .brief == [] and .intents == []
		and .transcript.turns == [] and .customer.id == null
		and .why.reason == null'
}
