# Rules files: what lib/rules makes of them, through tests/unit/rules.
load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# understood TEXT [FILTER]: read it as a rules file, show it through jq.
understood() {
	printf '%s\n' "$1" >rules.jq
	"$BUILD/unit/rules" rules.jq | jq -c "${2-.}"
}

# refused TEXT MESSAGE: it cannot be read, for this reason, in one line.  A
# MESSAGE that begins with ": " leaves the place open.
refused() {
	printf '%s\n' "$1" >rules.jq
	run "$BUILD/unit/rules" rules.jq
	case $2 in
	': '*) output=$(sed -E '1s/^(hoff: rules.jq):[0-9]+:[0-9]+:/\1:/' \
		<<<"$output") ;;
	esac
	if [ "$status" -ne 2 ] || [ "$output" != "hoff: rules.jq$2" ]; then
		printf '%s\nstatus %s: %s\n' "$1" "$status" "$output"
		return 1
	fi
}

# A rule like any other, with these members added or replaced.
rule() {
	echo '{rules: [{id: "r", when: "true", then: "watch"} + {'"$1"'}]}'
}

@test "a rules file is JSON with comments, bare keys, defs and arithmetic" {
	cat >rules.jq <<-'END'
	# telecom.jq
	def minutes: . * 60;
	{ name: "telecom", version: 3,
	  thresholds: { escalate: 0.7, watch: 0.45 },   # of .readiness
	  weights: { human_request: 3.1, fallbacks: (4 / 5) },
	  terms: { churn: "churn.csv" },
	  queues: [ { name: "general" },
	    { name: "crisis", priority: 90, sla_s: (2 | minutes),
	      skills: ["crisis", "calm"], handle_s: 600, patience_s: 30 } ],
	  rules: [
	    { id: "asked", when: ".signals.human_request >= 0.5",
	      then: "escalate", priority: 80, queue: "general",
	      reason: "The customer asked for a person." },
	    { id: "form", when: ".turn.intent.name == \"form\"",
	      then: "hold", turns: 2 },
	    { id: "crisis", when: ".signals.sentiment < -0.9",
	      then: "escalate", priority: 100, hard: true, queue: "crisis" },
	    { id: "calm", when: ".customer.tier == \"gold\"",
	      then: "suppress", suppress: "form" } ],
	  tests: [ { name: "asks", turns: [{role: "customer", text: "agent"}],
	             expect: { decision: "escalate", turn: 0 } } ] }
	END
	run "$BUILD/unit/rules" rules.jq
	echo "$output"
	[ "$status" -eq 0 ]
	jq -S 'del(.sha256)' <<<"$output" >understood
	jq -S . >expected <<-'END'
	{ "name": "telecom", "version": 3,
	  "escalate": 0.7, "watch": 0.45,
	  "weights": { "human_request": 3.1, "fallbacks": 0.8 },
	  "terms": { "churn": "churn.csv" },
	  "queues": [
	    { "name": "general", "priority": 50, "sla_s": 60, "skills": [],
	      "handle_s": 300, "patience_s": 0 },
	    { "name": "crisis", "priority": 90, "sla_s": 120,
	      "skills": ["crisis", "calm"], "handle_s": 600,
	      "patience_s": 30 } ],
	  "rules": [
	    { "id": "crisis", "when": ".signals.sentiment < -0.9",
	      "then": "escalate", "priority": 100, "hard": true, "turns": 0,
	      "suppress": "", "queue": "crisis", "reason": "" },
	    { "id": "asked", "when": ".signals.human_request >= 0.5",
	      "then": "escalate", "priority": 80, "hard": false, "turns": 0,
	      "suppress": "", "queue": "general",
	      "reason": "The customer asked for a person." },
	    { "id": "form", "when": ".turn.intent.name == \"form\"",
	      "then": "hold", "priority": 50, "hard": false, "turns": 2,
	      "suppress": "", "queue": "", "reason": "" },
	    { "id": "calm", "when": ".customer.tier == \"gold\"",
	      "then": "suppress", "priority": 50, "hard": false, "turns": 0,
	      "suppress": "form", "queue": "", "reason": "" } ] }
	END
	diff expected understood
}

@test "the version in every record is the sum of the file's own bytes" {
	understood '{ name: "a" } # with a comment' .sha256 >sum
	[ "$(cat sum)" = "\"$(sha256sum rules.jq | cut -d ' ' -f 1)\"" ]
}

@test "an empty object is a rules file: one general queue, no rules" {
	run understood '{}' '[.name, .version, .escalate, .watch, .rules,
	    .queues]'
	[ "$output" = '["",0,0.7,0.45,[],[{"name":"general","priority":50,"sla_s":60,"skills":[],"handle_s":300,"patience_s":0}]]' ]
}

@test "rules of the same priority keep the order of the file" {
	run understood '{rules: [("a", "b", "c", "d") as $id |
	    {$id, when: "true", then: "watch",
	     priority: (if $id == "b" or $id == "d" then 60 else 40 end)}]}' \
		'[.rules[].id]'
	[ "$output" = '["b","d","a","c"]' ]
}

@test "a file that is no rules file is refused with its line and column" {
	refused $'{ name: "a",\n  rules: [ }' \
		":2:12: '}' where an expression should be"
	refused '[]' ':1:1: what it evaluates to is an array, not an object'
	refused '{}, {}' ':1:1: it has 2 outputs instead of one'
	refused $'{ name:\n env.USER }' \
		':2:2: env is shut: a program sees no environment, files, input or clock'
}

@test "a misspelt member is refused, and its nearest known name given" {
	refused '{nmae: 1}' ': unknown member "nmae"; the nearest known is "name"'
	refused '{_comment: 1}' \
		': unknown member "_comment"; the nearest known is "name"'
	refused '{thresholds: {escalte: 1}}' \
		': thresholds: unknown member "escalte"; the nearest known is "escalate"'
	refused '{queues: [{name: "q", sla: 1}]}' \
		': queues[0] (q): unknown member "sla"; the nearest known is "sla_s"'
	refused "$(rule 'prioriti: 1')" \
		': rules[0] (r): unknown member "prioriti"; the nearest known is "priority"'
	refused '{tests: [{name: "t", turns: [], exepct: {}}]}' \
		': tests[0]: unknown member "exepct"; the nearest known is "expect"'
}

@test "a rule that could not mean anything is refused by its name" {
	refused '{rules: [{when: "true", then: "watch"}]}' ': rules[0]: it has no id'
	refused '{rules: [{id: "r", then: "watch"}]}' \
		': rules[0] (r): it has no condition (when)'
	refused '{rules: [{id: "r", when: "true"}]}' \
		': rules[0] (r): it does not say what to do (then)'
	refused "$(rule 'then: "escalat"')" \
		': rules[0] (r): unknown action "escalat"; the nearest known is "escalate"'
	refused "$(rule 'when: true')" ': rules[0] (r): when is true, not a string: a condition stands in quotes'
	refused "$(rule 'hard: 1')" ': rules[0] (r): hard is a number, not true or false'
	refused "$(rule 'queue: "x"')" ': rules[0] (r): there is no queue "x"; known: "general"'
	refused "$(rule 'turns: 2')" ': rules[0] (r): turns is for rules that hold or clarify'
	refused "$(rule 'then: "hold", turns: 1.5')" \
		': rules[0] (r): turns is not a whole number'
	refused "$(rule 'then: "hold", turns: 0')" \
		': rules[0] (r): turns is outside 1 to 1000000'
	refused "$(rule 'then: "suppress"')" \
		': rules[0] (r): it does not say which rule to suppress (suppress)'
	refused "$(rule 'then: "suppress", suppress: "q"')" \
		': rules[0] (r): there is no rule "q"; the nearest known is "r"'
	refused '{rules: [("a", "b", "a") | {id: ., when: "true", then: "watch"}]}' \
		': rules[2] (a): rules[0] has this id too'
	refused '{queues: [{name: "q"}, {name: "q"}]}' \
		': queues[1] (q): queues[0] has this name too'
	refused '{thresholds: {watch: 0.8, escalate: 0.5}}' \
		': thresholds: watch (0.8) is above escalate (0.5)'
	refused '{thresholds: {escalate: 7}}' \
		': thresholds: escalate is outside 0 to 1'
	refused '{weights: {sentiment: "much"}}' \
		': weights: sentiment is a string, not a number'
	refused '{terms: {churn: ""}}' ': terms: churn names no file'
	refused "{rules: [range(10001) | {id: \"r\\(.)\", when: \"true\", then: \"watch\"}]}" ": more than 10000 rules"
}

@test "a condition is compiled against the facts before the first record" {
	refused "$(rule 'when: ".signals.sentimnt < 0"')" \
		': rules[0] (r): when: unknown .signals.sentimnt; the nearest known is .signals.sentiment'
	refused "$(rule 'when: ".sentiment < 0"')" \
		': rules[0] (r): when: unknown .sentiment; the nearest known is .signals.sentiment'
	refused "$(rule 'when: ".outcome.csat < 3"')" \
		': rules[0] (r): when: unknown .outcome; there are .turn, .signals, .customer, .channel'
	refused "$(rule 'when: ".signals.sentiment < "')" \
		": rules[0] (r): when: the end where an expression should be"
	refused "$(rule 'when: "$ENV.HOME"')" \
		': rules[0] (r): when: $ENV is shut: a program sees no environment, files, input or clock'
}

@test "what is wrong is shown where its author wrote it" {
	refused $'{ rules: [\n  { id: "r", then: "watch",\n    when: ".signals.sentiment <" } ] }' \
		":3:32: rules[0] (r): when: the end where an expression should be"
	refused $'{ rules: [\n  { id: "r", then: "watch",\n    when: "true and .signals.sentimnt > 0" } ] }' \
		":3:29: rules[0] (r): when: unknown .signals.sentimnt; the nearest known is .signals.sentiment"
	refused $'{ rules: [\n  { id: "r", then: "watch", when: "true",\n    coldown: 2 } ] }' \
		':3:5: rules[0] (r): unknown member "coldown"; the nearest known is "cooldown"'
	refused $'{ hours: {\n  mon: ["09:00-17:00"],\n  tue: ["17:00-09:00"] } }' \
		':3:9: hours.tue: "17:00-09:00" ends before it begins; a night is two times, to 24:00 and from 00:00'
}

@test "members that belong to one action, and what they may be" {
	refused "$(rule 'cooldown: 0')" \
		': rules[0] (r): cooldown is outside 1 to 1000000'
	refused "$(rule 'until: "true"')" \
		': rules[0] (r): until is for rules that hold'
	refused "$(rule 'question: "?"')" \
		': rules[0] (r): question is for rules that clarify'
	refused "$(rule 'then: "hold", turns: 2, until: "true"')" \
		': rules[0] (r): it holds for its turns or until something, not both'
	refused "$(rule 'then: "hold", until: ".signals.sentimnt > 0"')" \
		': rules[0] (r): until: unknown .signals.sentimnt; the nearest known is .signals.sentiment'
	refused "$(rule 'then: "clarify", cooldown: 3')" \
		': rules[0] (r): its cooldown is as long as its turns: it would ask for ever'
	refused "$(rule 'id: "readiness"')" \
		': rules[0] (readiness): readiness is the name of what its thresholds decide'
	refused "$(rule 'then: "suppress", suppress: "r"')" \
		': rules[0] (r): it suppresses itself'
}

@test "overrides, hours, holidays and zones that say nothing are refused" {
	refused '{overrides: [{thresholds: {escalate: 0.5}}]}' \
		': overrides[0]: it does not say for whom (channel, language, tier)'
	refused '{overrides: [{tier: "gold"}]}' \
		': overrides[0]: it changes nothing (thresholds)'
	refused '{thresholds: {long: 3}, overrides: [{tier: "gold", thresholds: {lnog: 2}}]}' \
		': overrides[0]: there is no threshold "lnog"; the nearest known is "long"'
	refused '{overrides: [{tier: "gold", thresholds: {watch: 0.8}}]}' \
		': overrides[0]: watch (0.8) is above escalate (0.7)'
	refused '{overrides: [{tier: [], thresholds: {watch: 0.1}}]}' \
		': overrides[0]: tier has no elements'
	refused '{thresholds: {long: "3"}}' \
		': thresholds: long is a string, not a number'
	refused '{tiers: [{risk: "high"}]}' \
		': tiers[0]: it does not say which tier (tier)'
	refused '{tiers: [{tier: "self-serve"}, {tier: "human"}]}' \
		': tiers[1]: there is no tier "human"; the nearest known is "human-only"'
	refused '{tiers: [{risk: "hihg", tier: "assisted"}]}' \
		': tiers[0]: there is no risk "hihg"; the nearest known is "high"'
	refused '{tiers: [{risk: 2, tier: "assisted"}]}' \
		': tiers[0]: risk is outside 0 to 1'
	refused '{tiers: [{intnt: "x", tier: "assisted"}]}' \
		': tiers[0]: unknown member "intnt"; the nearest known is "intent"'
	refused '{hours: {mon: ["9-5"]}}' \
		': hours.mon: "9-5" is not like "09:00-17:30"'
	refused '{hours: {mon: ["09:00-24:01"]}}' \
		': hours.mon: "09:00-24:01" is not like "09:00-17:30"'
	refused '{hours: {mo: []}}' \
		': hours: unknown member "mo"; the nearest known is "mon"'
	refused '{holidays: ["2026-12-25"]}' \
		': holidays close nothing without hours'
	refused '{hours: {}, holidays: ["2026-02-29"]}' \
		': holidays[0]: "2026-02-29" is no date like "2026-12-25"'
	refused '{time_zone: "Europe/Berln"}' \
		': there is no time zone "Europe/Berln" (did you mean Europe/Berlin?)'
}

@test "a condition that is no question is refused" {
	local when
	for when in 3 '\"yes\"' '3 - .signals.fallbacks' '[.turn]' '{}' \
		'\"\\(.channel)\"' '-.signals.fallbacks'; do
		refused "$(rule "when: \"$when\"")" \
			': rules[0] (r): when: it is never true or false'
	done
	for when in true null .turn.x '.turn.x + .turn.y' 'not'; do
		[ "$(understood "$(rule "when: \"$when\"")" \
			'.rules[0].when')" = "\"$when\"" ]
	done
}

@test "rules that never end, or that are far too long, are refused in one line" {
	cd "$BATS_TEST_TMPDIR" || exit
	echo '{ name: "x", version: 1, rules: (def f: f; f) }' >endless.jq
	run -2 --separate-stderr timeout 60 hoff-score -r endless.jq /dev/null
	[ -z "$output" ]
	[ "$stderr" = "hoff-score: endless.jq:1:1: it takes too long" ]
	{
		printf '{ name: "'
		head -c 100000000 /dev/zero | tr '\0' x
		printf '", version: 1, rules: [] }'
	} >long.jq
	run -2 --separate-stderr hoff-score -r long.jq /dev/null
	[ -z "$output" ]
	[ "$stderr" = "hoff-score: long.jq: more than 16777216 bytes" ]
}
