# hoff-score --test, --junit and --bless: rules come with their tests.
load common

telecom=$root/testdata/hoff-score/telecom.jq

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# rules TESTS: a rules file of one rule with these tests, at rules.jq.
rules() {
	cat >rules.jq <<-END
		{ rules: [
		    { id: "asked", when: ".signals.human_request >= 0.5",
		      then: "escalate", priority: 80 },
		    { id: "cross", when: ".signals.anger >= 0.3", then: "watch" } ],
		  tests: $1 }
	END
}

# one EXPECT: a test of someone who thanks, then asks for a person.
one() {
	rules "[{ name: \"one\", turns: [
	    {role: \"customer\", text: \"Zanzibar, thanks\"},
	    {role: \"bot\", text: \"You are welcome.\"},
	    {role: \"customer\", text: \"let me talk to an agent\"}],
	    expect: $1 }]"
}

holds() {
	one "$1"
	run -0 hoff-score --test rules.jq
	[ "${lines[2]}" = "ok 1 - rules.jq: one" ]
}

# fails EXPECT MESSAGE
fails() {
	one "$1"
	run -1 hoff-score --test rules.jq
	echo "$output"
	[ "${lines[2]}" = "not ok 1 - rules.jq: one" ]
	[ "${lines[4]}" = "  message: \"$2\"" ]
}

# refuses PATTERN: status 2, one line on stderr, nothing on stdout.
refuses() {
	run -2 --separate-stderr hoff-score --test rules.jq
	echo "$stderr"
	[ -z "$output" ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ $stderr == *"$1"* ]]
}

@test "the built-in rules pass their own tests" {
	run -0 --separate-stderr hoff-score --test
	[ "${lines[0]}" = "TAP version 13" ]
	[ "${lines[1]}" = 1..15 ]
	[ "${#lines[@]}" -eq 17 ]
	[ "$(grep -c '^ok ' <<<"$output")" -eq 15 ]
	[ -z "$stderr" ]
}

@test "tests in a file beside the rules are run too" {
	run -0 hoff-score --test "$telecom"
	[ "${lines[1]}" = 1..4 ]
	[[ ${lines[2]} == "ok 1 - "*"/telecom.tests.jq: a form is finished"* ]]
	run -0 hoff-score --test -r "$telecom"
	[ "${lines[1]}" = 1..4 ]
	echo '{ tests: [] }' >rules.tests.jq
	holds '{ decision: "escalate" }'
}

@test "several rules files are one run, numbered through" {
	one '{ decision: "escalate" }'
	run -0 hoff-score --test rules.jq "$telecom" rules.jq
	[ "${lines[1]}" = 1..6 ]
	[ "${lines[7]}" = "ok 6 - rules.jq: one" ]
}

@test "every member of an expectation is held against the decision" {
	holds '{ decision: "escalate", turn: 2, rule: "asked",
	    no_rule: "cross", readiness: [0.5, 1], queue: "general",
	    tier: "human-first" }'
	holds '{ rule: ["asked"], no_rule: ["cross"], decision: null }'
	fails '{ decision: "watch" }' 'decision is escalate'
	fails '{ turn: 0 }' 'turn is 2'
	fails '{ rule: "cross" }' '\"cross\" is not among the rules of the decision'
	fails '{ rule: ["asked", "readiness"] }' \
		'\"readiness\" is not among the rules of the decision'
	fails '{ no_rule: "asked" }' '\"asked\" fired at turn 2'
	fails '{ queue: "crisis" }' 'queue is general'
	fails '{ tier: "assisted" }' 'tier is human-first'
	fails '{ decision: "contain", turn: 0 }' 'decision is escalate; turn is 2'
}

@test "readiness is a range, or a number with four decimals" {
	local now

	one '{ decision: "escalate" }'
	now=$(hoff-score --test --bless rules.jq | jq '.[0].expect.readiness')
	holds "{ readiness: $now }"
	holds "{ readiness: [$now, $now] }"
	fails "{ readiness: ($now + 0.0001) }" "readiness is $(printf %.4f "$now")"
	fails "{ readiness: [0, $now - 0.0001] }" "readiness is $(printf %.4f "$now")"
}

@test "a rule that fires only after the decision does not count as fired" {
	rules '[{ name: "later", turns: [
	    {role: "customer", text: "let me talk to an agent"},
	    {role: "customer", text: "this is outrageous, i am furious"}],
	    expect: { turn: 0, no_rule: "cross" }}]'
	run -0 hoff-score --test rules.jq
	rules '[{ name: "before", turns: [
	    {role: "customer", text: "this is outrageous, i am furious"},
	    {role: "customer", text: "let me talk to an agent"}],
	    expect: { turn: 2, no_rule: "cross" }}]'
	run -1 hoff-score --test rules.jq
	[[ $output == *'\"cross\" fired at turn 0'* ]]
}

@test "a failure shows the trajectory, in numbers and not in words" {
	one '{ decision: "contain" }'
	run -1 hoff-score --test rules.jq
	[[ $output == *'  expected: {"decision":"contain"}'* ]]
	[[ $output == *'  got: {"decision":"escalate","turn":2,"rule":["asked"],'* ]]
	[[ $output == *'    - {turn: 0, role: customer, readiness: 0.0'* ]]
	[[ $output == *'    - {turn: 2, role: customer, readiness: '*', fired: ["asked"], moved: {'*'"human_request": [0, '* ]]
	[[ $output != *Zanzibar* ]]
	[[ $output != *'talk to'* ]]
}

@test "what a failure says can be read as YAML by who reads TAP" {
	python3 -c 'import yaml' 2>/dev/null || skip "no python3-yaml"
	one '{ decision: "contain" }'
	run -1 hoff-score --test rules.jq
	sed -n '/^  ---$/,/^  \.\.\.$/p' <<<"$output" | sed 's/^  //' >block
	python3 - <<-END
		import yaml
		block = yaml.safe_load(open("block"))
		assert block["expected"] == {"decision": "contain"}, block
		assert [t["turn"] for t in block["trajectory"]] == [0, 2], block
		assert block["trajectory"][1]["fired"] == ["asked"], block
		assert block["trajectory"][1]["moved"]["human_request"][0] == 0
	END
}

@test "no tests is no success" {
	rules '[]'
	run -1 --separate-stderr hoff-score --test rules.jq
	[ "${lines[1]}" = 1..0 ]
	[ "$stderr" = "hoff-score: rules.jq: there are no tests" ]
	run -2 --separate-stderr hoff-score --test --only nothing "$telecom"
	[ -z "$output" ]
	[ "$stderr" = "hoff-score: --only: no test has a name with 'nothing' in it" ]
}

@test "only the tests asked for are run" {
	run -0 hoff-score --test --only crisis "$telecom"
	[ "${lines[1]}" = 1..1 ]
	[[ ${lines[2]} == *'no form holds back a crisis' ]]
}

@test "a file that cannot be used ends the run before a test is judged" {
	run -2 --separate-stderr hoff-score --test nowhere.jq
	[ -z "$output" ]
	echo '{ rules: [' >rules.jq
	refuses 'rules.jq:'
	one '{ decision: "escalated" }'
	refuses 'expect: there is no decision "escalated"; the nearest known is "escalate"'
	one '{ rule: "ask" }'
	refuses 'expect: there is no rule "ask"; the nearest known is "asked"'
	one '{ no_rule: "readiness" }'
	refuses 'expect: there is no rule "readiness"'
	one '{ decison: "escalate" }'
	refuses 'unknown member "decison"; the nearest known is "decision"'
	one '{}'
	refuses 'it expects nothing'
	one '{ readiness: [1, 0] }'
	refuses 'readiness is a number or [low, high]'
	one '{ turn: "2" }'
	refuses 'turn is a number'
	one '{ rule: [] }'
	refuses 'it names no rule'
	rules '[{ name: "x", turns: [{role: "nobody"}], expect: {turn: 0} }]'
	refuses 'rules.jq:5:11: tests[0] (x): it is no conversation: bad-value:'
	one '{ decision: "escalate" }'
	echo '{ test: [] }' >rules.tests.jq
	refuses 'rules.tests.jq: it is neither an array of tests'
	echo '[{ name: "x", turn: [], expect: {turn: 0} }]' >rules.tests.jq
	refuses 'rules.tests.jq:1:2: tests[0] (x): unknown member "turn"; the nearest known is "turns"'
}

@test "JUnit: names of any kind make valid XML with the usual attributes" {
	# shellcheck disable=SC2016
	rules '[{ name: "a <b> & \"c\" '"'"'d'"'"' ]]> \u0001 \ud83d\ude00 \uffff \n#1",
	    turns: [{role: "customer", text: "hello"}], expect: {decision: "watch"} },
	  { name: "good", turns: [{role: "customer", text: "hello"}],
	    expect: {decision: "contain"} }]'
	run -1 hoff-score --test --junit out.xml rules.jq "$telecom"
	[[ $output == *'not ok 1 - rules.jq: a <b> & "c" '"'d' ]]> ? 😀"* ]]
	[ "$(grep -c '^\(not \)\?ok ' <<<"$output")" -eq 6 ]
	python3 - <<-'END'
		import xml.etree.ElementTree as xml
		top = xml.parse("out.xml").getroot()
		assert top.tag == "testsuites"
		assert (top.get("tests"), top.get("failures")) == ("6", "1")
		assert [s.tag for s in top] == ["testsuite"] * 2
		first, second = top
		assert first.get("name") == "rules.jq"
		assert second.get("name").endswith("telecom.tests.jq")
		for suite in top:
		    cases = suite.findall("testcase")
		    failures = suite.findall("testcase/failure")
		    assert int(suite.get("tests")) == len(cases)
		    assert int(suite.get("failures")) == len(failures)
		    assert suite.get("errors") == "0"
		    for case in cases:
		        assert case.get("name") and case.get("classname")
		bad = first[0]
		assert bad.get("name") == 'a <b> & "c" \'d\' ]]> ? \U0001f600 ? \n#1', bad.get("name")
		failure = bad.find("failure")
		assert failure.get("message") == "decision is contain"
		assert failure.get("type")
		assert 'expected: {"decision":"watch"}' in failure.text
		assert "turn: 0" in failure.text
	END
}

@test "blessed tests pass, and fail when the rules change" {
	one '{ decision: "contain" }'
	hoff-score --test --bless rules.jq >blessed
	run -0 jq -c '.[0].expect | del(.readiness)' blessed
	[ "$output" = '{"decision":"escalate","turn":2,"rule":["asked"],"queue":"general","tier":"human-first"}' ]
	rules "$(cat blessed)"
	run -0 hoff-score --test rules.jq
	sed -i 's/human_request >= 0.5/human_request > 1/' rules.jq
	run -1 hoff-score --test rules.jq
}

@test "a log becomes tests that pass under the rules that made them" {
	cp "$telecom" "$root/testdata/hoff-score/churn.csv" .
	log=$root/testdata/hoff-score/telecom.in.ndjson
	hoff-score -r telecom.jq --bless -o telecom.tests.jq "$log"
	run -0 hoff-score --test telecom.jq
	[ "${lines[1]}" = "1..$(grep -c . "$log")" ]
	hoff-score -r telecom.jq "$log" |
		hoff-score -r telecom.jq --bless -j 3 >again.jq
	cmp telecom.tests.jq again.jq
	run -0 hoff-score --bless /dev/null
	[ "$output" = '[]' ]
}

@test "one thing at a time" {
	run -2 --separate-stderr hoff-score --test --rule-stats
	[[ $stderr == *'only one of'* ]]
	run -2 --separate-stderr hoff-score --explain x --bless
	[[ $stderr == *'only one of'* ]]
	run -2 --separate-stderr hoff-score --junit out.xml
	[[ $stderr == *'are for --test' ]]
	[ ! -e out.xml ]
}

@test "an option that would have no effect is refused" {
	while read -r args; do
		# shellcheck disable=SC2086 # words
		run -2 --separate-stderr hoff-score $args /dev/null
		echo "$args: $stderr"
		[[ $stderr == 'hoff-score: --'*' is for '* ]]
	done <<-'END'
	--sarif out.sarif
	--explain x --format json
	--format json
	--friction --turns
	--rule-stats --evidence-text
	END
	[ ! -e out.sarif ]
}
