# A rule of our own core that asks for too much is given up, at the same place
# on every machine and by any number of threads.
load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# log N TURNS: so many conversations of so many customer turns.
log() {
	jq -nc --argjson n "$1" --argjson turns "$2" 'range($n) |
		{conversation_id: "c\(.)", turns: [range($turns) |
		{role: "customer", text: "my bill \(.)"}]}'
}

# rules WHEN...: a rule r0, r1, ... for each; all of them watch.
rules() {
	jq -n '{rules: [$ARGS.positional | to_entries[] |
		{id: "r\(.key)", when: .value, then: "watch"}]}' --args -- "$@"
}

@test "a loop without an end costs little at each conversation, not at each turn" {
	log 2000 20 >log.ndjson
	rules '[range(1e12) + .signals.turns] | length > 3' \
	    'any(range(1e12); . < 0)' '.signals.turns == 3' >rules.json
	[ "$(hoff-score --explain-rules -r rules.json | grep -c native)" -eq 3 ]
	timeout 20 hoff-score -r rules.json --summary log.ndjson >out 2>err
	[[ $(cat err) == *'in=2000 out=2000'*' rule_failed.r0=40000'* ]]
	[[ $(cat err) == *' rule_timeout.r0=2000 rule_timeout.r1=2000' ]]
	grep -q "^hoff-score: log.ndjson:[0-9]*: rule 'r0' takes too long: it does not fire$" err
	[ "$(grep -c 'takes too long' err)" -eq 2 ]
	[ "$(jq -r '.hoff.score.reasons[].rule' out | sort | uniq -c)" = \
		'   2000 r2' ]
}

@test "what a rule may take grows with the conversation, and is counted over it" {
	# 9 turns of 2000 steps each are too many for one millisecond
	log 1 40 >log.ndjson
	rules 'last(range(999)) >= 0' >rules.json
	hoff-score -r rules.json --turns --summary --rule-deadline 1 \
		log.ndjson >out 2>err
	[ "$(jq '[.hoff.score.trajectory[].fired | length] | add' out)" -eq 8 ]
	[[ $(cat err) == *' rule_failed.r0=32 rule_timeout.r0=1' ]]
	hoff-score -r rules.json --turns log.ndjson >out
	[ "$(jq '[.hoff.score.trajectory[].fired | length] | add' out)" -eq 40 ]
	# 60000 steps at once: too many for a short conversation only
	rules 'last(range(30000)) > 0' >rules.json
	log 1 2 | hoff-score -r rules.json | jq -r .hoff.score.decision >got
	log 1 100 | hoff-score -r rules.json | jq -r .hoff.score.decision >>got
	printf 'contain\nwatch\n' | diff -u - got
}

@test "a native rule that is given up is so by any threads, and the second time" {
	local j

	log 300 8 | jq -c '.turns[5].n = (.conversation_id[1:] | tonumber) %
		2 * 1e9' >log.ndjson
	rules 'last(range(1e9 - .turn.n; 1e9)) == 1' \
	    'any(.history[]; [range(1e9)])' >rules.json
	hoff-score -r rules.json --turns -j 1 log.ndjson >expected 2>err
	grep -q 'takes too long' err
	for j in 2 5; do
		hoff-score -r rules.json --turns -j $j log.ndjson 2>/dev/null |
			cmp expected -
	done
	hoff-score -r rules.json --turns expected 2>/dev/null | cmp expected -
}

@test "a native rule that wants memory is given up, and told so" {
	log 3 2 >log.ndjson
	rules '"x" * 1e9 | length > 3' >rules.json
	hoff-score -r rules.json --summary log.ndjson >/dev/null 2>err
	grep -q "rule 'r0' needs too much memory: it does not fire" err
	[[ $(cat err) == *' rule_memory.r0=3' ]]
}

@test "a hold whose end is never found is asked for it once a conversation" {
	log 2 3 >log.ndjson
	jq -n '{rules: [{id: "form", when: "true", then: "hold",
		until: "last(range(1e12)) == 0"}]}' >rules.json
	hoff-score -r rules.json --summary log.ndjson >/dev/null 2>err
	[[ $(cat err) == *' rule_failed.form=6 rule_timeout.form=2' ]]
	jq '.rules[0].until = "last(repeat(1))"' rules.json >jailed.json
	hoff-score -r jailed.json --summary log.ndjson >/dev/null 2>err
	[[ $(cat err) == *' rule_failed.form=6 rule_timeout.form=2' ]]
}

@test "--select that never ends selects nothing, and is counted" {
	log 300 2 >log.ndjson
	timeout 20 hoff-score --select 'last(range(1e12)) == 0' --summary \
		log.ndjson >out 2>err
	[[ $(cat err) == *' select_failed=300' ]]
	[ ! -s out ]
}
