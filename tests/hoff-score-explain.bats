# hoff-score --explain: why a conversation was decided as it was, and what
# would have changed it.  What it proposes is done to the rules, and judged.
load common

stories=$root/testdata/hoff-score/stories.in.ndjson

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# decide [ARG]...: "escalate 4"
decide() {
	hoff-score "$@" | jq -r '.hoff.score | "\(.decision) \(.turn)"'
}

one() {
	jq -c --arg id "$1" 'select(.conversation_id == $id)' "$stories" >log
}

@test "an escalation: what, when, by which rule, and each turn before" {
	run -0 hoff-score --explain asks-at-once --evidence-text "$stories"
	[[ $output == *': human_request "'[a-zA-Z]*'"'* ]]
	run -0 hoff-score --explain going-in-circles "$stories"
	[ "${lines[0]}" = 'Conversation going-in-circles: escalated at turn 4.' ]
	[[ ${lines[1]} == *'queue   general' ]]
	[[ ${lines[2]} == *'tier    human-first' ]]
	[[ ${lines[3]} == *'rule    said-it-twice: The customer put it'* ]]
	[[ $output == *$'\nTurn 0 (customer): readiness 0.05\n'* ]]
	[[ $output == *$'\nTurn 4 (customer): readiness 0.'*$', decided here\n    moved   sentiment -0.'*' bot_repeats 0 -> 1,'*'1 -> 2, breakdown '* ]]
	[[ $output == *$'\n    fired   said-it-twice unhappy\n    nearly  going-in-circles: .signals.loops is 0, the rule asks for >= 1 (1 away)'* ]]
}

@test "what moved, fired and made up readiness is what --turns writes" {
	local turn

	hoff-score --turns "$stories" |
		jq -c 'select(.conversation_id == "german-anger").hoff.score' >score
	hoff-score --explain german-anger "$stories" >told
	for turn in $(jq '.trajectory[].turn' score); do
		grep -q "^Turn $turn (customer): readiness $(jq --argjson t "$turn" \
			'.trajectory[] | select(.turn == $t).readiness' score)\b" told
	done
	sed -n 's/^    fired   //p' told | tr ' ' '\n' | sort >got
	jq -r '.trajectory[].fired[]' score | sort | diff - got
	sed -n '/^Readiness/,/^$/s/^    \([a-z_.]*\)  *\([-0-9.]*\) .*/\1 \2/p' told |
		awk '{ printf "%s %.4f\n", $1, $2 }' >got
	jq -r '.contributions[] | "\(.signal) \(.contribution)"' score |
		awk '{ printf "%s %.4f\n", $1, $2 }' | diff - got
	[ "$(wc -l <got)" -gt 4 ]
}

@test "the rule's number it proposes changes the decision, one step less does not" {
	local from to less

	read -r from to < <(hoff-score --explain german-anger "$stories" |
		sed -nE 's/.*very-angry: .signals.anger >= ([0-9.]+) instead of ([0-9.]+).*/\2 \1/p')
	[ "$from" = 0.85 ]
	less=$(jq -n "$to - 0.0001 | . * 10000 | round / 10000")
	one german-anger
	hoff-score --show-defaults=rules.jq >rules.jq
	[ "$(decide -r rules.jq log)" = 'escalate 0' ]
	sed "s/anger >= $from/anger >= $to/" rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'watch 0' ]
	sed "s/anger >= $from/anger >= $less/" rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'escalate 0' ]
}

@test "the same where nothing was escalated: a number that would have done it" {
	cat >rules.jq <<-'END'
		{ rules: [ { id: "cross", when: ".signals.sentiment <= -0.95 and .channel == \"voice\"",
		             then: "escalate" },
		           { id: "worn", when: ".signals.anger >= 0.9951", then: "escalate" } ],
		  thresholds: { escalate: 0.9 } }
	END
	one german-anger
	[ "$(decide -r rules.jq log)" = 'contain null' ]
	hoff-score -r rules.jq --explain german-anger "$stories" >told
	grep -F 'Conversation german-anger: contained' told
	grep -F 'nearly  worn: .signals.anger is 0.99, the rule asks for >= 0.9951 (0.0051 away)' told
	run ! grep -F 'nearly  cross' told
	grep -F 'worn: .signals.anger >= 0.99 instead of 0.9951: it would be escalated at turn 0' told
	grep -F 'anger at turn 0: 0.9951 instead of 0.99 (0.0051 of its range)' told
	sed 's/0.9951/0.99/' rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'escalate 0' ]
	sed 's/0.9951/0.9901/' rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'contain null' ]
}

@test "the threshold of readiness it proposes is the exact one" {
	local to

	echo '{ rules: [], thresholds: { escalate: 0.9, watch: 0.1 } }' >rules.jq
	one german-anger
	[ "$(decide -r rules.jq log)" = 'watch 0' ]
	to=$(hoff-score -r rules.jq --explain german-anger "$stories" |
		sed -nE 's/.*thresholds.escalate: ([0-9.]+) instead of 0.9: it would be escalated.*/\1/p')
	sed "s/0.9/$to/" rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'escalate 0' ]
	sed "s/0.9/$(printf %.4f "$(jq -n "$to + 0.0001")")/" rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'watch 0' ]
	echo '{ rules: [], thresholds: { escalate: 0.3, watch: 0.1 } }' >rules.jq
	to=$(hoff-score -r rules.jq --explain german-anger "$stories" |
		sed -nE 's/.*thresholds.escalate: ([0-9.]+) instead of 0.3: it would be watched.*/\1/p')
	sed "s/0.3/$to/" rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'watch 0' ]
	sed "s/0.3/$(printf %.4f "$(jq -n "$to - 0.0001")")/" rules.jq >edited.jq
	[ "$(decide -r edited.jq log)" = 'escalate 0' ]
}

@test "the signal's value it proposes is one that readiness itself turns on" {
	local value

	echo '{ rules: [], thresholds: { escalate: 0.9, watch: 0.1 },
		weights: { human_request: 6 } }' >rules.jq
	value=$(hoff-score -r rules.jq --explain german-anger "$stories" | tr '\n' ' ' |
		tr -s ' ' | grep -oE 'human_request at turn 0: [0-9.]+' | grep -oE '[0-9.]+$')
	[ -n "$value" ]
	hoff-score --turns "$stories" |
		jq -c 'select(.conversation_id == "german-anger").hoff.score' >score
	# readiness again, by the formula in the manual, with that value
	python3 - "$value" <<-'END'
		import json, math, sys
		score = json.load(open("score"))
		value = float(sys.argv[1])
		x = sum(c["contribution"] for c in score["contributions"]
		        if c["signal"] != "human_request")
		def readiness(v):
		    return round(1 / (1 + math.exp(-(x + round(6 * v, 4)))), 4)
		assert readiness(value) >= 0.9 > readiness(value - 0.0001), (value, readiness(value))
	END
}

@test "among several ways the smallest comes first, also where two rules fit" {
	cat >rules.jq <<-'END'
		{ rules: [
		    { id: "between", when: ".signals.anger >= 0.2 and .signals.anger <= 0.3", then: "escalate" },
		    { id: "far", when: ".signals.human_request >= 0.1", then: "escalate" } ],
		  thresholds: { escalate: 1 } }
	END
	hoff-score -r rules.jq --explain all-well "$stories" >told
	grep -A1 '^    signals human_request at turn 0: 0.1 instead of 0 (0.1 of its range)' told
	grep -F 'anger at turn 0: 0.2 instead of 0' told
}

@test "a rule kept back by another is named as such" {
	hoff-score -r "$root/testdata/hoff-score/telecom.jq" \
		--explain suppressed-on-voice "$root/testdata/hoff-score/telecom.in.ndjson" >told
	grep -E '^    kept back leaving$' told
	# a hold, at the turn it began and at the next one
	cat >rules.jq <<-'END'
		{ rules: [ { id: "early", when: ".signals.turns == 1", then: "hold", turns: 2 },
		    { id: "always", when: ".signals.turns >= 1", then: "escalate" },
		    { id: "hard", when: ".signals.turns >= 2", then: "escalate", hard: true },
		    { id: "long", when: ".signals.turns == 3", then: "hold",
		      until: ".signals.turns > 9" } ] }
	END
	hoff-score -r rules.jq --explain going-in-circles "$stories" |
		grep -E '^(Turn| *held)' | sed -E 's/:.*ness.*//; s/ +/ /g' >told
	diff told - <<-'END'
		Turn 0 (customer)
		 held by early (in vain: always)
		Turn 2 (customer)
		 held by early (in vain: always)
		Turn 4 (customer)
		 held by long (in vain: always)
		Turn 6 (customer)
		 held by long (in vain: always)
	END
}

@test "a conversation in which nobody speaks is explained too" {
	run -0 hoff-score --explain nobody-speaks "$stories"
	[ "${lines[1]}" = '    No customer turn was judged.' ]
}

@test "what was said is not shown, and no line is longer than 100 columns" {
	local id

	for id in $(jq -r .conversation_id "$stories"); do
		hoff-score --explain "$id" "$stories"
	done >told
	[ "$(wc -l <told)" -gt 100 ]
	run ! grep -nE '.{101}' told
	run ! grep -qP '\x1b' told
	run ! grep -qiF 'Mensch' told
	jq -r '.turns[].text // empty | select(length > 12)' "$stories" |
		while read -r text; do
			run ! grep -qF -- "$text" told || return
		done
}

@test "an id that is not there: one line, status 1, nothing on standard output" {
	run -1 --separate-stderr hoff-score --explain nobody "$stories"
	[ -z "$output" ]
	[ "$stderr" = 'hoff-score: there is no conversation nobody' ]
}

@test "reading stops where the conversation is found" {
	one asks-at-once
	{ cat log; yes "$(cat log)"; } |
		timeout 10 hoff-score --explain asks-at-once >told
	grep -q '^Conversation asks-at-once: escalated at turn 0.$' told
	[ "$(grep -c '^Conversation' told)" -eq 1 ]
}

@test "a threshold with a name is a number that could have been another" {
	cat >own.jq <<-'END'
	{ thresholds: { wait: 300 }, weights: { bias: -20 },
	  rules: [
	    { id: "slow", when: ".signals.elapsed_s >= .thresholds.wait",
	      then: "escalate" },
	    { id: "other", when: ".thresholds.wait + 0 < .signals.elapsed_s",
	      then: "watch" } ] }
	END
	echo '{"conversation_id":"a","turns":[{"role":"customer","text":"x","at":"2026-01-01T00:00:00Z"},{"role":"customer","text":"x","at":"2026-01-01T00:04:50Z"}]}' >log
	hoff-score -r own.jq --explain a log >out
	grep -q '^    nearly  slow: .signals.elapsed_s is 290, the rule asks for >= 300, .thresholds.wait (10 away)$' out
	grep -q '^    rules   thresholds.wait: 290 instead of 300: it would be escalated at turn 1$' out
	[ "$(grep -c nearly out)" -eq 1 ]
	sed -i 's/wait: 300/wait: 100/' own.jq
	hoff-score -r own.jq --explain a log >out
	grep -q 'thresholds.wait: 290.0001 instead of 100: it would be contained' out
}

@test "of rules for libjq it says that nothing is computed" {
	cat >own.jq <<-'END'
	{ weights: { bias: -20 }, rules: [
	    { id: "far", when: "label $out | .signals.loops > 2",
	      then: "escalate" } ] }
	END
	echo '{"conversation_id":"a","turns":[{"role":"customer","text":"x"}]}' >log
	hoff-score -r own.jq --explain a log >out
	grep -q '^    nearly? far: runs in libjq, no distance is computed$' out
	grep -q '(far runs in libjq: no change of its numbers is tried)' out
	# though signals are, by asking it again
	grep -q 'loops at turn 0: 3 instead of 0' out
}

@test "what would be true of every conversation is no way out" {
	cat >own.jq <<-'END'
	{ weights: { bias: -20 }, rules: [
	    { id: "crisis", when: ".signals.safety.self_harm >= 0.5", then: "escalate" },
	    { id: "long", when: ".signals.turns >= 3", then: "escalate" },
	    { id: "cross", when: ".signals.sentiment < -0.4", then: "escalate" },
	    { id: "slow", when: ".signals.elapsed_s >= 300", then: "escalate" } ] }
	END
	echo '{"conversation_id":"a","turns":[{"role":"customer","text":"x","at":"2026-01-01T00:00:00Z"},{"role":"customer","text":"x","at":"2026-01-01T00:04:50Z"}]}' >log
	# self_harm >= 0, turns >= 1 and sentiment < 0.0001 are; how many turns
	# came before a turn is no signal that could have been another
	hoff-score -r own.jq --no-model --explain a log | sed -n '/^What/,$p' >out
	[ "$(grep -o '[a-z]*: [.].*:' out | paste -sd' ')" = \
		'slow: .signals.elapsed_s >= 290 instead of 300: long: .signals.turns >= 2 instead of 3:' ]
	run ! grep -q 'turns at turn' out
}
