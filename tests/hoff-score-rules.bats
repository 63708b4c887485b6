# hoff-score obeys the rules it is given, in their order.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load stories

# Weights are nothing here, so that only rules decide.
own() {
	cat >own.jq
}

silent='weights: { bias: -20 }'

@test "a hold keeps the bot at it for its turns, and a hard rule ends it" {
	own <<-END
	{ $silent, rules: [
	    { id: "form", when: ".turn.text == \"form\"", then: "hold",
	      turns: 2 },
	    { id: "word", when: ".turn.text == \"word\"", then: "escalate" },
	    { id: "look", when: ".turn.text == \"look\"", then: "watch" },
	    { id: "fire", when: ".turn.text == \"fire\"", then: "escalate",
	      hard: true, priority: 1 } ] }
	END
	become -r own.jq <<-'END'
	escalate 2 word
	customer: form
	customer: word
	customer: word

	escalate 1 word
	customer: nothing
	customer: word
	customer: form

	escalate 4 word
	customer: form
	customer: form
	customer: word
	bot: more
	customer: word

	escalate 1 fire
	customer: form
	customer: fire

	watch 1 look
	customer: form
	customer: look

	contain - -
	customer: form
	customer: word
	END
	jq -r .hoff.score.tier out | paste -sd ' ' >got
	echo 'human-first human-first human-first human-only assisted' \
		'self-serve' | diff -u - got
}

# tier INTENT TEXT WANTED: of one turn with this intent, "-" for none.
tier() {
	run -0 hoff-score -r own.jq <<-END
		{"conversation_id":"x","turns":[{"role":"customer","text":"$2","intent":{"name":"$1"}}]}
	END
	[ "$(jq -r .hoff.score.tier <<<"$output")" = "$3" ]
}

@test "the tier is that of the first row that fits, by intent and risk" {
	own <<-'END'
	{ thresholds: { escalate: 1, watch: 1 },
	  tiers: [
	    { intent: "bereavement", tier: "human-only" },
	    { intent: ["card_*", "dispute"], risk: "medium", tier: "human-first" },
	    { intent: "card_*", tier: "assisted" },
	    { risk: "high", tier: "assisted" },
	    { intent: "chatter", risk: 0.5, tier: "human-first" } ],
	  rules: [
	    { id: "word", when: ".turn.text == \"word\"", then: "escalate" },
	    { id: "hard", when: ".turn.text == \"hard\"", then: "escalate",
	      hard: true },
	    { id: "look", when: ".turn.text == \"look\"", then: "watch" } ] }
	END
	tier bereavement hello human-only
	tier card_lost hello assisted
	tier card_lost look human-first
	tier card_ look human-first
	tier car look assisted
	tier dispute look human-first
	tier disputes hello self-serve
	tier Dispute look assisted
	tier dispute hello self-serve
	tier other word assisted
	tier other hard assisted
	tier chatter hello self-serve
	tier chatter "this is useless, let me talk to an agent" human-first
	# where no row fits, by risk alone
	own <<-'END'
	{ tiers: [], rules: [ { id: "hard", when: "true", then: "escalate",
	    hard: true } ] }
	END
	tier x hello human-only
}

@test "an intent after the escalation does not change the tier" {
	own <<-'END'
	{ tiers: [ { intent: "death", tier: "human-only" } ],
	  rules: [ { id: "word", when: ".turn.text == \"word\"",
	    then: "escalate" } ] }
	END
	local said='{"role":"customer","text":"%s","intent":{"name":"%s"}}'
	printf '{"conversation_id":"x","turns":['"$said,$said"']}\n' \
		word other hello death hello death word other >in
	hoff-score -r own.jq in | jq -r .hoff.score.tier | paste -sd ' ' |
		diff -u <(echo human-first human-only) -
}

@test "a hold also holds back the readiness model, watching goes on" {
	own <<-'END'
	{ thresholds: { escalate: 0.7, watch: 0.4 }, weights: { bias: 5 },
	  rules: [ { id: "form", when: ".turn.text == \"form\"",
		     then: "hold", turns: 2 } ] }
	END
	become -r own.jq <<-'END'
	escalate 2 readiness
	customer: form
	customer: more
	customer: more

	watch 0 readiness
	customer: form
	customer: more

	escalate 0 readiness
	customer: more
	END
}

@test "a suppressed rule does not count at that turn, a hard one always does" {
	own <<-END
	{ $silent, rules: [
	    { id: "word", when: ".turn.text | test(\"word\")",
	      then: "escalate" },
	    { id: "fire", when: ".turn.text | test(\"fire\")",
	      then: "escalate", hard: true },
	    { id: "no-word", when: ".turn.text | test(\"quiet\")",
	      then: "suppress", suppress: "word" },
	    { id: "no-fire", when: ".turn.text | test(\"quiet\")",
	      then: "suppress", suppress: "fire" } ] }
	END
	become -r own.jq <<-'END'
	escalate 0 word
	customer: word

	contain - -
	customer: quiet word

	escalate 1 word
	customer: quiet word
	customer: word

	escalate 0 fire
	customer: quiet fire and word
	END
}

@test "the higher priority decides, of equals the one written first" {
	own <<-END
	{ $silent, queues: [ { name: "first" }, { name: "north" } ], rules: [
	    { id: "a", when: "true", then: "escalate", priority: 10 },
	    { id: "b", when: ".turn.text == \"x\"", then: "escalate",
	      priority: 20, queue: "north", reason: "B has its reason." },
	    { id: "c", when: "true", then: "escalate", priority: 20 },
	    { id: "d", when: "true", then: "watch", priority: 99 },
	    { id: "e", when: "false", then: "watch" } ] }
	END
	become -r own.jq <<-'END'
	escalate 0 b
	customer: x

	escalate 0 c
	customer: y
	END
	jq -c '.hoff.score | [.queue, .priority, .tier,
		[.reasons[] | .rule, .reason]]' out >got
	# the decider first, then whatever else fired, by priority
	diff -u - got <<-'END'
	["north",20,"human-first",["b","B has its reason.","d","d","c","c","a","a"]]
	["first",20,"human-first",["c","c","d","d","a","a"]]
	END
}

@test "watching is kept until something worse comes, the first one counts" {
	own <<-END
	{ $silent, rules: [
	    { id: "look", when: ".turn.text == \"look\"", then: "watch" },
	    { id: "peep", when: ".turn.text == \"peep\"", then: "watch",
	      priority: 90 },
	    { id: "word", when: ".turn.text == \"word\"",
	      then: "escalate" } ] }
	END
	become -r own.jq <<-'END'
	watch 1 look
	customer: nothing
	customer: look
	customer: peep

	escalate 2 word
	customer: look
	customer: nothing
	customer: word
	END
}

@test "a weight for no signal and a suppressed no-rule stop the run" {
	own <<<'{ rules: [], weights: { angst: 1 } }'
	run -2 --separate-stderr hoff-score -r own.jq /dev/null
	[[ $stderr == "hoff-score: own.jq:1:25: weights: there is no signal \"angst\"" ]]
	own <<<'{ rules: [ { id: "a", when: "true", then: "suppress",
		suppress: "b" } ] }'
	run -2 --separate-stderr hoff-score -r own.jq /dev/null
	[[ $stderr == *own.jq*a*b* ]]
	own <<<'{ rules: [ { id: "a", when: ".signals.angst > 0",
		then: "watch" } ] }'
	run -2 --separate-stderr hoff-score -r own.jq /dev/null
	[[ $stderr == *own.jq*angst* ]]
	own <<<'{ rules: [], terms: { churn: "none.csv" } }'
	run -2 --separate-stderr hoff-score -r own.jq /dev/null
	[[ $stderr == "hoff-score: own.jq:1:23: terms: none.csv: No such file"* ]]
}

@test "a rule that cannot be evaluated does not fire, and is counted" {
	own <<-END
	{ $silent, rules: [
	    { id: "breaks", then: "escalate",
	      when: "(.turn.text | tonumber) > 3" },
	    { id: "holds", when: ".turn.text == \"word\"",
	      then: "watch" } ] }
	END
	become -r own.jq --stats=stats <<-'END'
	watch 0 holds
	customer: word

	escalate 1 breaks
	customer: 2
	customer: 4

	contain - -
	customer: no
	customer: number
	END
	jq -c '.. | objects | with_entries(select(.key | test("rule_failed")))
		| select(. != {})' stats >got
	echo '{"rule_failed.breaks":3}' | diff -u - got
	own <<<'{ rules: [ { id: "a", then: "watch", when: ".channel | startswith(\"x\")" } ] }'
	run -0 --separate-stderr hoff-score -r own.jq <<<'{"conversation_id":"a","turns":[{"role":"customer"}]}'
	[[ $stderr == *'at 1 turn; first <stdin>:1: strings are needed (null, string); what may be null wants a default, as in (.channel // "")' ]]
}

@test "a hold whose end cannot be told goes on, and its rule is counted" {
	own <<-END
	{ $silent, rules: [
	    { id: "form", when: "true", then: "hold", until: ".turn.text < .turn.text.x" },
	    { id: "asks", when: ".signals.human_request >= 0.5", then: "escalate" } ] }
	END
	printf '%s\n' '{"conversation_id":"a","turns":[{"role":"customer","text":"an agent please"},{"role":"customer","text":"now"}]}' |
		hoff-score -r own.jq --stats stats 2>err | jq -r .hoff.score.decision >got
	echo contain | diff -u - got
	[ "$(jq -c '.. | .["rule_failed.form"]? // empty' stats)" = 2 ]
	grep -q "rule 'form' cannot be .* at 2 turns; first .*:1: cannot index (string, string)" err
}

# the rest of the language

@test "a hold may last until something is so" {
	own <<-END
	{ $silent, rules: [
	    { id: "form", when: ".turn.text == \"form\"", then: "hold",
	      until: ".turn.text | test(\"done\")" },
	    { id: "word", when: ".turn.text | test(\"word\")",
	      then: "escalate" } ] }
	END
	become -r own.jq <<-'END'
	contain - -
	customer: form
	customer: word
	customer: word
	customer: word

	escalate 2 word
	customer: form
	customer: word
	customer: done word

	escalate 2 word
	customer: form
	customer: done
	customer: word
	END
}

@test "a rule that clarifies asks first and escalates the next time" {
	own <<-END
	{ $silent, rules: [
	    { id: "vague", when: ".turn.text == \"hm\"", then: "clarify",
	      turns: 2, reason: "It is not clear.",
	      question: "Do you want a person?" } ] }
	END
	become -r own.jq <<-'END'
	watch 0 vague
	customer: hm
	customer: red

	escalate 2 vague
	customer: hm
	customer: red
	customer: hm

	watch 0 vague
	customer: hm
	customer: red
	customer: red
	customer: hm

	escalate 4 vague
	customer: hm
	customer: red
	customer: red
	customer: hm
	customer: hm
	END
	jq -r '.hoff.score.reasons[0].reason' out | head -2 >got
	diff -u - got <<-'END'
	It is not clear. (The bot should ask first: Do you want a person?)
	It is not clear.
	END
}

@test "a rule in its cooldown does not fire" {
	own <<-END
	{ $silent, rules: [
	    { id: "look", when: "true", then: "watch", cooldown: 2 } ] }
	END
	printf '%s\n' '{"conversation_id":"a","turns":[{"role":"customer"},{"role":"customer"},{"role":"customer"},{"role":"customer"},{"role":"customer"}]}' >in
	cat in in | hoff-score -r own.jq --turns |
		jq -c '[.hoff.score.trajectory[].fired | length]' >got
	printf '%s\n' '[1,0,0,1,0]' '[1,0,0,1,0]' | diff -u - got
}

# Behind "| ." a rule is asked at every turn; there are more ways to a yes than a
# word has bits.
@test "a rule that is asked only where its signals let it say yes answers as if asked always" {
	cat >whens <<-'END'
	.signals.length_trend <= -0.25
	.signals.sentiment == 0
	.signals.anger >= 0.5 or .signals.anxiety < 0.2
	.signals.turns != 3 and .signals.turns < 5
	.signals.turns == 3
	.signals.confidence == null
	.signals.confidence != null and .signals.confidence < 0.9
	(.signals.readiness > 0.05) and (.signals.fallbacks + .signals.bot_repeats) >= 1
	0.2 < .signals.dropoff_risk
	.signals.human_request >= 0.01
	.signals.sentiment < .signals.sentiment_trend
	.signals.sentiment * 2 > 0.5
	-0.1 >= .signals.sentiment_trend
	.signals.turns - 1 > 1
	.signals.turns > 1 and .signals.turns > 2 and .signals.turns > 4
	END
	for when in . '"(\(.)) | ."'; do
		jq -Rn "{ name: \"gates\", version: 1, rules: (
		    [inputs | $when] | [., ., ., .] | add | to_entries |
		    map({ id: \"r\\(.key)\", when: .value,
			then: \"watch\" })) }" whens >own.jq
		hoff-score -r own.jq --turns "$root"/testdata/logs/*.ndjson |
			jq -c '[.hoff.score.trajectory[].fired]' >"out.${#when}"
	done
	cmp out.*
	[ "$(grep -o '"r[0-9]*"' out.1 | sort -u | wc -l)" -eq 60 ]
}

@test "what rules do is what an independent model of their order says" {
	timeout 60 python3 "$root/tests/rules_reference.py" \
		"$(command -v hoff-score)" 1 60
}

@test "a summary tells of every rule, however many there are" {
	jq -n '{rules: [range(300) | {id: "a-rule-with-a-long-name-\(. + 100)",
		when: ".turn.text + 1 > 0", then: "watch"}]}' >rules.json
	echo '{"conversation_id": "c", "turns": [{"role": "customer", "text": "hi"}]}' |
		hoff-score -r rules.json --summary >/dev/null 2>err
	[ "$(tail -n 1 err | grep -o ' rule_failed[^ ]*' | wc -l)" -eq 300 ]
}
