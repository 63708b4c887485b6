# What stands right before trouble, over a whole log.

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	# Ten conversations: a form that fails in four of five, an opening hour
	# that never does, an abandoned one, and two handed over.
	jq -nc 'def c($id; $turns; $more): { conversation_id: $id, language:
			"en", turns: $turns } + $more;
		def u($t; $i): { role: "customer", text: $t, intent: { name: $i } };
		def b($t): { role: "bot", text: $t };
		(range(5) as $i | c("form-\($i)"; [ u("a claim"; "claim"),
			b("Please enter policy number \(1000 + $i), Ms Holt."),
			u("here it is"; "give") ] + if $i < 4 then
			[ b("Sorry, I did not understand that.") ] else
			[ b("Thank you, Ms \("AB"[0:1])rown.") ] end; {})),
		(range(3) as $i | c("open-\($i)"; [ u("when are you open";
			"hours"), b("We are open until \($i) o'"'"'clock.") ]; {})),
		c("left"; [ u("a refund"; "refund"), b("That takes 30 days.") ];
			{ events: [ { type: "abandoned" } ] }),
		c("asked"; [ u("a refund"; "refund"), b("That takes 10 days."),
			u("let me talk to an agent"; "human") ]; {})' >in
}

@test "an utterance is ranked by what comes right behind it, numbers folded" {
	hoff-score --friction --format csv in | tr -d '\r' >got
	# fallbacks: 4 of 10 conversations; the form's question is in 5 of them
	# and before all 4: lift 0.8 / 0.4, Wilson's interval of 4 of 5
	grep -qx "fallback,utterance,form-0#1,5,4,0.8000,2.0000,0.9388,2.4094" got
	grep -qx "fallback,intent,give,5,4,0.8000,2.0000,0.9388,2.4094" got
	[ "$(grep -c ^fallback got)" -eq 2 ]
	# the refund's time is in 2, before the one exit and the one escalation
	grep -qx "exit,utterance,asked#1,2,1,0.5000,5.0000,0.9453,9.0547" got
	grep -q "^escalation,utterance,asked#1,2,1,0.5000,5.0000," got
	grep -q "^escalation,intent,human,1,1,1.0000," got
	run ! grep -q open- got
}

@test "what the bot says again is its own trouble" {
	jq -nc '{ conversation_id: "loop", language: "en", turns: [range(4)
		| { role: "customer", text: "router \(["dead","off","gone","red"][.])" },
		{ role: "bot", text: "Please switch the router off and on." }] }' |
		hoff-score --friction --format json >got
	[ "$(jq -c '[.loop[] | [.conversation_id, .turn, .seen, .count]]' got)" = \
		'[["loop",1,1,1]]' ]
}

@test "no text is printed unless it is asked for" {
	for format in table markdown csv json; do
		hoff-score --friction --format $format in >got
		run ! grep -qi "policy\|refund takes\|takes 10" got
		hoff-score --friction --evidence-text --format $format in >got
		grep -q "Please enter policy number 1000, Ms Holt" got
	done
}

@test "on a terminal the tables are as wide as that" {
	hoff-score --friction --evidence-text in >file
	[ "$(wc -L <file)" -gt 80 ]
	script -qec "NO_COLOR=1 hoff-score --friction --evidence-text in" \
		/dev/null </dev/null | tr -d '\r' >shown
	[ "$(wc -L <shown)" -le 80 ]
	# the same words
	diff <(tr -s ' ' '\n' <file | sort) <(tr -s ' ' '\n' <shown | sort)
}

@test "the map is the same for any number of threads and order of the log" {
	awk '{ for (i = 1; i <= 300; i++) {
		line = $0
		sub(/"conversation_id":"/, "&" i "-", line)
		print line
	} }' in >many
	hoff-score -j 1 --friction --format json many >one
	hoff-score -j 4 --friction --format json many >four
	sort -R --random-source=many many | hoff-score --friction --format json >shuffled
	cmp one four
	cmp one shuffled
	[ "$(jq .conversations one)" -eq 3000 ]
}

@test "a log of endless different utterances does not fill the memory" {
	jq -nc 'range(90000) | { conversation_id: "c\(.)", language: "en", turns: [
		{ role: "customer", text: "x" }, { role: "bot", text: "answer
		\(tostring | explode | map([97 + . - 48] | implode) | join(""))" } ],
		outcome: { resolved: false } }' >many
	command time -f %M -o kib hoff-score -j 2 --friction --format json many >two
	sanitized || [ "$(<kib)" -lt 32768 ]
	hoff-score -j 1 --friction --format json many >one
	cmp one two
	[ "$(jq '.exit | length' one)" -eq 32768 ]
	[ "$(jq '.conversations' one)" -eq 90000 ]
	# and what is printed is not held
	sed 's/"answer/& of many words that are the same in each and all of them, which makes it a long one/' many >long
	for format in table json; do
		command time -f %M -o "$format.kib" hoff-score -j 1 --friction \
			--format "$format" --evidence-text long >/dev/null
	done
	sanitized || [ "$(<json.kib)" -lt $(($(<table.kib) + 4096)) ]
}

@test "an intent that is what was said is shown only with --evidence-text" {
	jq -n -c 'range(6) | {conversation_id: "c\(.)", turns: [
		{role: "customer", text: "x", intent: {name: "my card was stolen by Jane Doe"}}, {role: "bot", text: "Sorry, I did not get that."},
		{role: "customer", text: "x", intent: {name: "ask 4111111111111111"}}, {role: "bot", text: "Sorry, I did not get that."},
		{role: "customer", text: "a human please", intent: {name: "Default Fallback Intent"}}]}' >said
	hoff-score --friction --format json said | jq -c '[.fallback[].intent | values] | unique' >got
	[ "$(cat got)" = '["Default Fallback Intent","a text, at c0#0","a text, at c0#2"]' ]
	run -0 hoff-score --explain c0 said
	[[ $output == *'intent null -> a text, '* && $output != *Jane* && $output != *4111* ]]
	hoff-score --friction --evidence-text said | grep -q 'stolen by Jane Doe'
	hoff-score --explain c0 --evidence-text said | grep -q 'stolen by Jane Doe'
}

@test "evidence shows its words only with --evidence-text" {
	echo '{"conversation_id":"x","turns":[{"role":"customer","text":"Äh, let me talk to an agent 🙏 now"}]}' >one
	[ "$(hoff-score one | jq '.hoff.score.reasons[0].evidence[0] | has("text")')" = false ]
	hoff-score --evidence-text one >got
	[ "$(jq -r '.hoff.score.reasons[0].evidence[0].text' got)" = "talk to an agent" ]
	hoff-score --evidence-text got | cmp - got
	hoff-score --show-defaults=score.schema.json >schema
	python3 -c 'import json, jsonschema; jsonschema.validate(
		json.load(open("got"))["hoff"]["score"], json.load(open("schema")))'
}

@test "formats of the map are not for other reports" {
	run -2 hoff-score --rule-stats --format csv in
	[ "$output" = "hoff-score: --format: csv is for --friction" ]
	run -2 hoff-score --rule-stats --friction in
	[[ $output == "hoff-score: only one of "* ]]
}
