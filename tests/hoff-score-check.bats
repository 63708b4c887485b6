# hoff-score --check: faults in rules files, each at its place.

# shellcheck disable=SC2154 # what run sets, bats reads

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# found: what --check finds in rules.jq, notes aside, is what is marked
# in standard input: «code» stands right before the place of each finding.
found() {
	python3 -c '
import re, subprocess, sys

text, expected = sys.stdin.buffer.read().decode(), []
while mark := re.search("«([a-z-]+)»", text):
    before, text = text[:mark.start()], text[:mark.start()] + text[mark.end():]
    line = before.count("\n") + 1
    expected.append((line, len(before) - before.rfind("\n"), mark[1]))
open("rules.jq", "wb").write(text.encode())
run = subprocess.run(["hoff-score", "--check", "rules.jq"],
                     stdout=subprocess.PIPE)
open("out", "wb").write(run.stdout)
got = [(int(line), int(column), code) for line, column, code in re.findall(
    r"^rules\.jq:(\d+):(\d+): (?:error|warning): ([a-z-]+): ",
    run.stdout.decode(), re.M)]
if got != expected or run.returncode != bool(expected):
    sys.exit(f"status {run.returncode}\n{expected}\n{got}\n{text}"
             + run.stdout.decode())'
}

# when TEXT: a file with this one condition.
when() {
	local text=${1//\\/\\\\}

	printf '{rules: [{id: "r", when: "%s", then: "watch"}]}\n' \
		"${text//\"/\\\"}"
}

@test "the rules that come with it are clean" {
	hoff-score --check >out
	[ ! -s out ]
	cd "$root"
	hoff-score --check lib/score/defaults/rules.jq \
	    testdata/hoff-score/telecom.jq >"$BATS_TEST_TMPDIR/out"
	run ! grep -v ': note: no-reason: ' "$BATS_TEST_TMPDIR/out"
}

@test "a file that does not read: syntax, at its place" {
	found <<-'END'
	{ rules: [
	  { id: «syntax»} ] }
	END
	found <<<'«syntax»"rules"'
	found <<<'{a: (1 «syntax»/ 0)}'
	found <<<'{ rules: [] }'
}

@test "a condition that does not read: syntax, in the file's own columns" {
	when '.signals.anger >«syntax»' | found
	when '.channel == "web" «syntax»andd' | found
	when '.channel == "web" and «constant-condition»true' | found
	when '.channel == "web"' | found
}

@test "unknown members, with the nearest name, everywhere" {
	found <<-'END'
	{«unknown-member»ruls: [], queues: [{name:"q", «unknown-member»sla: 3}],
	 rules: [{id: "r", when: ".channel != null", then: "watch", «unknown-member»"reasn": "x"}],
	 «unknown-member»test: []}
	END
	grep -F 'unknown member "ruls"; the nearest known is "rules"' out
	found <<-'END'
	{queues: [{name: "q", sla_s: 3}], time_zone: "Europe/Berlin",
	 hours: {mon: ["09:00-12:00"]}, holidays: ["2026-12-25"],
	 overrides: [{channel: "voice", thresholds: {escalate: 0.9}}],
	 rules: [{id: "r", when: ".channel == \"x\"", then: "hold", until: ".channel == \"y\""},
	   {id: "c", when: ".channel == \"z\"", then: "clarify", question: "?", cooldown: 2}],
	 tests: [{name: "t", channel: "web", turns: [{role: "customer"}], expect: {no_rule: ["r"]}}]}
	END
}

@test "members of the wrong type, out of range, missing or misplaced" {
	found <<-'END'
	{ version: «bad-member»"3", thresholds: «bad-member»7,
	rules: [ «bad-member»1, { id: «bad-member»5, when: ".channel != null", then: "watch" },
	 «bad-member»{ when: ".channel != null", priority: «bad-member»"high", then: «bad-member»"wach" } ] }
	END
	grep -F 'priority is a string, not a number' out
	found <<<'{ terms: «bad-member»["churn.csv"] }'
	grep -F 'terms is an array, not an object: { NAME: "FILE.csv" }' out
	when '.channel != null' |
	    sed 's/then: "watch"/then: "watch", turns: «bad-member»2/' | found
	when '.channel != null' | sed 's/then: "watch"/then: "hold", turns: 2/' | found
	when '.channel != null' |
	    sed 's/then: "watch"/then: "hold", turns: «bad-member»1.5/' | found
}

@test "two rules of one id, two queues of one name" {
	found <<-'END'
	{ queues: [ {name: "a"},
	            {name: "b"}, {    name: «duplicate-id»"a"} ],
	 rules: [ {id: "r", when: ".channel == \"a\"", then: "watch"},
	  {id: «duplicate-id»"r", when: ".channel == \"b\"", then: "watch"} ] }
	END
	found <<-'END'
	{ queues: [ {name: "a"}, {name: "b"} ],
	 rules: [ {id: "r", when: ".channel == \"a\"", then: "watch"},
	  {id: "s", when: ".channel == \"b\"", then: "watch"} ] }
	END
}

@test "signals that do not exist, with the nearest name" {
	when '.signals«unknown-signal».angr > 0.5' | found
	grep -F 'unknown .signals.angr; the nearest known is .signals.anger' out
	when '.channel == "x" and .thresholds«unknown-signal».vip > 1' | found
	when '.signals.anger > 0.5' | found
	when '.signals.anger > .thresholds.watch and .local_time.open == false' |
	    found
	found <<<'{ weights: { «unknown-signal»hapiness: 1, anger: 2 } }'
	found <<<'{ weights: { bias: 1, "safety.abuse": 2 } }'
}

@test "queues and rules that are not there" {
	found <<-'END'
	{ queues: [ {name: "general"} ], rules: [
	 {id: "a", when: ".channel != null", then: "escalate", queue: «unknown-queue»"genral"},
	 {id: "b", when: ".bot != null", then: "suppress", suppress:      «unknown-rule»"c"} ] }
	END
	grep -F 'the nearest known is "general"' out
	found <<-'END'
	{ queues: [ {name: "general"} ], rules: [
	 {id: "a", when: ".channel != null", then: "escalate", queue: "general"},
	 {id: "b", when: ".bot != null", then: "suppress", suppress: "a"} ] }
	END
}

@test "watching above escalating, in the file or in an override" {
	found <<<'{thresholds: {escalate: 0.5,  watch: «watch-above-escalate»0.6}}'
	found <<-'END'
	{thresholds: {escalate: 0.5, watch: 0.4},
	overrides: [{tier: "gold", thresholds: {escalate: «watch-above-escalate»0.3}}]}
	END
	found <<<'{thresholds: {escalate: 0.5,  watch: 0.5}}'
}

@test "term lists that are missing, bad or not asked for" {
	printf 'term,weight\nleave,1\n' >good.csv
	printf 'term,weight\n"le"ave,1\n' >bad.csv
	when '.signals.terms.a + .signals.terms.b + .signals.terms.c > 1' |
	    sed 's/^{/{terms: {a: "good.csv", b: «bad-term-file»"bad.csv", c: «missing-term-file»"no.csv", d: «unused-term-list»"good.csv"}, /' |
	    found
	grep -F 'bad.csv:2: ' out
	grep -F 'no.csv: No such file' out
	when '.signals.terms.a > 1' | sed 's/^{/{terms: {a: "good.csv"}, /' |
	    found
	found <<<'{terms: {a: "good.csv"}, weights: {"terms.a": 1}}'
}

@test "comparisons of types that never meet" {
	when '«type-never-true».signals.anger == "high"' | found
	when '«type-never-true».signals.intent == 3' | found
	when '.channel != null or «type-never-true»"x" == .signals.anger' | found
	when '.signals.intent == "fallback" or .signals.confidence == null' |
	    found
	when '«type-never-true».turn > 99' | found
	grep -F '.turn is an object: it is always true' out
	when '«type-never-true».history > 99 or «type-never-true».turn.text == 5' | found
	when '«type-never-true».channel > 5' | found
	grep -F '.channel is null or a string: it says only whether there is one' out
	when '.customer.tier == 3 or .bot.name == "b" or .turn.at > 5 or .turn.nps > 8' |
	    found
	when '.customer == null or .turn.intent.confidence < 0.2 or .local_time.open' |
	    found
}

@test "roles are seen as hoff calls them" {
	when '«constant-condition».turn.role == "user" or .turn.role == .channel' |
	    found
	grep -F '.turn.role is "customer": it is never true' out
}

@test "conditions that are no question: an assignment, a text" {
	when '.customer.tier «assignment»= "platinum"' | found
	grep -F "an assignment is no condition; '==' compares" out
	when '.signals.anger > 0.5 and any(.history[]; .role «assignment»|= "bot")' |
	    found
	run -2 --separate-stderr hoff-score -r rules.jq /dev/null
	[[ $stderr == *"rules.jq:1:74: rules[0] (r): when: an assignment is "* ]]
	run -2 --separate-stderr hoff-score --select '.channel = "web"' /dev/null
	[[ $stderr == "hoff-score: --select:1:10: an assignment is "* ]]
	when '(.a = 1) | .a == .channel' | found
	when '«not-boolean».customer.tier' | found
	grep -F 'compare it, or ask for != null' out
	when '«not-boolean».channel and .turn.intent and (.customer.vip | not)' |
	    found
	when '.customer.tier != null and (.turn.intent or .customer.segment)' | found
}

@test "thresholds that a signal never reaches" {
	when '«threshold-out-of-range».signals.human_request > 1.5' | found
	when '«threshold-out-of-range».signals.sentiment < -2' | found
	when '«threshold-out-of-range».signals.confidence < -1' | found
	when '«threshold-out-of-range».signals.anger > .thresholds.vip' |
	    sed 's/^{/{thresholds: {vip: 2}, /' | found
	when '.signals.anger > .thresholds.vip' |
	    sed 's/^{/{thresholds: {vip: 0.2}, /' | found
	when '.signals.human_request > 0.5 or .signals.turns > 300' | found
}

@test "conditions that are always or never true" {
	when '«constant-condition».signals.anger >= 0' | found
	grep -F '.signals.anger is 0 to 1: it is always true' out
	when '«constant-condition».channel == "a" and .channel == "b"' | found
	when '«constant-condition».signals.fallbacks > 1 and .signals.fallbacks < 2' |
	    found
	when '.signals.anger >= 0.5 and .signals.anger <= 0.9' | found
	when '.signals.confidence >= 0' | found
	when '«constant-condition».local_time.weekday == "Mon"' | found
	grep -F '.local_time.weekday is null or "mon", "tue", ' out
	when '«constant-condition».local_time.clock > "9:00"' | found
	when '.local_time.clock >= "09:00" and (.local_time.weekday == "sat" or
		.local_time.weekday == "sun")' | tr '\n' ' ' | found
	found <<-'END'
	{rules: [{id: "r", when: ".channel == \"x\"", then: "hold",     until: "«constant-condition».signals.anger < 0"}]}
	END
}

@test "conditions that fail whatever the facts are" {
	when '.signals.anger > 0,«always-fails»5' | found
	grep -F "a ',' gives it more than one output: the rule fails wherever" out
	when '.signals.turns > 2 and «always-fails».signals.fallbacks / 0 > 1' | found
	when '«always-fails»empty' | found
	when '.history | any(.text == "a")' | found
}

# pair RULE RULE: a file with two rules, one on each line from the second on.
pair() {
	printf '{rules: [\n%s,\n%s]}\n' "$1" "$2"
}

@test "a rule that an earlier one implies never decides" {
	local first='{id:"a", when: ".signals.anger > 0.5", then: "escalate"'
	local second='{id:"b", when: ".signals.anger > 0.8", then: "escalate"'

	pair "$first}" "${second/when: /when: «implied-rule»}}" | found
	pair "$first}" "$second, hard: true}" | found
	pair "$first}" "$second, priority: 60}" | found
	pair "$first, cooldown: 2}" "$second}" | found
	pair "$second}" "$first}" | found
	pair "$first}" '{id:"b", when: «implied-rule»".signals.anger > 0.8", then: "watch"}' |
	    found
	pair "${first/escalate/watch}}" "$second}" | found
	pair "$first}" '{id:"b", when: ".signals.fallbacks > 2", then: "escalate"}' |
	    found
}

@test "a rule with the condition of another, or always suppressed" {
	local first='{id:"a", when: ".signals.fallbacks > 2", then: "watch"}'

	pair "$first" '{id:"b", when: «shadowed-rule»"3 <= .signals.fallbacks", then: "watch"}' |
	    found
	pair "${first/when: /when: «shadowed-rule»}" '{id:"b", when: ".signals.fallbacks > 1", then: "suppress", suppress: "a"}' |
	    found
	pair "$first" '{id:"b", when: ".signals.fallbacks > 4", then: "suppress", suppress: "a"}' |
	    found
}

@test "a hard rule below a hold" {
	local hold='{id:"h", when: ".bot != null", then: "hold", turns: 2, priority: 60}'

	pair "$hold" '{id:«hard-below-hold»"b", when: ".signals.anger > 0.8", then: "escalate", hard: true}' |
	    found
	pair "$hold" '{id:"b", when: ".signals.anger > 0.8", then: "escalate", hard: true, priority: 70}' |
	    found
	pair "$hold" '{id:"b", when: ".signals.anger > 0.8", then: "escalate"}' |
	    found
}

@test "regular expressions that can run away" {
	for regex in '(a+)+' '(a*b?)*' '.*.*=' '(a|b+){2,}' '(x)\\1'; do
		when ".turn.text | «unbounded-regex»test(\"$regex\")" | found
	done
	for regex in 'a+b+' '(ab)+' '\\d+ (euro|pound)s?' '[(+*]+' '(?>a+)+' \
	    '(a{1,3})+' 'plain'; do
		when ".turn.text | test(\"$regex\")" | found
	done
}

@test "regular expressions that are none" {
	{
		echo '{rules: ['
		while read -r when; do
			i=$((i + 1)) when=${when//\\/\\\\}
			echo "{id: \"$i\", when: \"${when//\"/\\\"}\", then: \"watch\"},"
		done
		echo '{id: "until", when: ".turn.text != null", then: "hold", until: ".turn.text | «bad-regex»test(\"+*(\")"}]}'
	} <<-'END' | found
	.turn.text | «bad-regex»test("[a-")
	.turn.text | «bad-regex»test("x"; "q")
	.turn.text | test("x"; "xi") or «bad-regex»test("(a"; "i")
	any(.history[]; .text | «bad-regex»match("a)") | .offset > 3)
	(.turn.text | «bad-regex»gsub("(?<a"; "b")) == "x"
	label $out | .turn.text | «bad-regex»test("[")
	.turn.text == "a\(.channel | «bad-regex»test("*"))"
	.turn.text | split("[") | length > 20
	.turn.text | test("[\(.channel)") or test("^(?i)good.?$"; "x")
	def test(x): .channel == x; test("[")
	END
}

@test "thresholds that nobody asks for" {
	when '.signals.anger > 0.5' |
	    sed 's/^{/{thresholds: {escalate: 0.8, «unused-threshold»vip: 0.5}, /' |
	    found
	when '.signals.anger > .thresholds.vip' |
	    sed 's/^{/{thresholds: {escalate: 0.8, vip: 0.5}, /' | found
}

@test "notes: no reason, the slower engine" {
	when '.turn.text | test("a.b")' >rules.jq
	hoff-score --check rules.jq >out
	diff -u - out <<-'END'
	rules.jq:1:15: note: no-reason: it gives people no reason: they will read "r"
	rules.jq:1:40: note: jailed-rule: it runs in libjq, which is slower: a regular expression that is not plain text
	END
	when '.turn.text == "a.b"' |
	    sed 's/}]/, reason: "Because."}]/' >rules.jq
	hoff-score --check rules.jq >out
	[ ! -s out ]
}

@test "tabs, other scripts and escapes before a fault do not shift it" {
	printf '{\t"name": "\xe2\x82\xac\xf0\x9f\x98\x80", rules: [{id: "\\u20ac", when: ".channel == \\"\\u20ac\\" and .signals«unknown-signal».angr > 1", then: "watch"}]}' |
	    found
	printf '{rules: [{id: "r", then: "watch", when: ".channel == \\"a\\"\n\tand .signals«unknown-signal».angr > 1"}]}' |
	    found
}

@test "standard input and several files, each finding under its name" {
	when '.signals.angr > 1' >a.jq
	echo '{ruls: 1}' >b.jq
	run -1 hoff-score --check a.jq - b.jq < <(echo '{tems: {}}')
	cut -d' ' -f1,3 <<<"$output" >got
	diff -u - got <<-'END'
	a.jq:1:15: no-reason:
	a.jq:1:35: unknown-signal:
	-:1:2: unknown-member:
	b.jq:1:2: unknown-member:
	END
	run -1 hoff-score --check -r b.jq
	[[ $output == b.jq:1:2:* ]]
}

@test "a file that is not there is trouble, not a finding" {
	run -2 hoff-score --check none.jq
	[[ $output == 'hoff-score: none.jq: '* ]]
}

@test "findings as JSON and as SARIF" {
	when '.signals.angr > 1' >'a file.jq'
	run -1 hoff-score --check --format json --sarif out.sarif 'a file.jq'
	jq -c '.[] | [.file, .line, .column, .level, .code]' <<<"$output" >got
	diff -u - got <<-'END'
	["a file.jq",1,15,"note","no-reason"]
	["a file.jq",1,35,"error","unknown-signal"]
	END
	python3 - out.sarif <<-'END'
	import json, sys, urllib.parse
	log = json.load(open(sys.argv[1]))
	assert log["version"] == "2.1.0" and len(log["runs"]) == 1
	run = log["runs"][0]
	driver = run["tool"]["driver"]
	assert driver["name"] == "hoff-score"
	ids = [rule["id"] for rule in driver["rules"]]
	assert len(ids) == len(set(ids)) > 20
	assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
	assert [r["ruleId"] for r in run["results"]] == ["no-reason", "unknown-signal"]
	for result in run["results"]:
	    assert ids[result["ruleIndex"]] == result["ruleId"]
	    assert result["level"] in ("error", "warning", "note")
	    assert result["message"]["text"]
	    place, = result["locations"]
	    place = place["physicalLocation"]
	    assert urllib.parse.unquote(place["artifactLocation"]["uri"]) == "a file.jq"
	    assert place["region"]["startLine"] == 1
	assert place["region"]["startColumn"] == 35
	assert run["columnKind"] == "unicodeCodePoints"
	END
}

@test "the manual lists every code, and every signal with its values" {
	when '.signals.angr > 1' >a.jq
	run -1 hoff-score --check --sarif out.sarif a.jq
	hoff-score --emit=man | mandoc -T utf8 | col -b >manual
	while read -r code; do
		grep -q "^[[:space:]]*$code: " manual || { echo "$code"; false; }
	done < <(jq -r '.runs[].tool.driver.rules[].id' out.sarif)
	hoff-score -r "$root/testdata/hoff-score/telecom.jq" \
		"$root/testdata/hoff-score/telecom.in.ndjson" | jq -r '.hoff.score.signals |
		paths(type != "object") | "." + join(".")' | sort -u >signals
	sed -nE 's/^[[:space:]]+(\.[a-z_.]+): .*/\1/p' manual | sort >listed
	[ "$(wc -l <listed)" -gt 40 ]
	[ "$(comm -3 signals <(sed '/^\.terms\./d' listed))" = .terms.churn ]
}

@test "--explain-rules lists the rules in the order in which they are asked" {
	cat >rules.jq <<-'END'
	{ rules: [
	  { id: "late", when: ".turn.text | test(\"a.b\")", then: "watch", priority: 1 },
	  { id: "form", when: ".turn.intent.name == \"form\"", then: "hold", turns: 2 },
	  { id: "never", when: ".signals.anger > 1", then: "escalate", queue: "general" },
	  { id: "soon", when: ".signals.anger > 0.5 and .signals.safety.abuse > 0", then: "escalate", cooldown: 3 },
	  { id: "off", when: ".channel == \"voice\"", then: "suppress", suppress: "soon" },
	  { id: "hard", when: ".signals.anger > 0.9", then: "escalate", hard: true, priority: 90 } ] }
	END
	hoff-score --explain-rules -r rules.jq | sed 's/  *$//' >got
	diff -u - got <<-'END'

	Rules in the order in which they are asked
	  #  rule   does            prio  queue    engine  fires                           asks for
	  1  hard   escalate, hard    90  -        native  any turn                        anger
	  2  form   hold 2            50  -        native  any turn                        .turn.intent.name
	  3  never  escalate          50  general  native  never                           anger
	  4  soon   escalate          50  -        native  unless held, off, cooling down  anger safety.abuse
	  5  off    suppress soon     50  -        native  any turn                        .channel
	  6  late   watch              1  -        jailed  any turn                        .turn.text (a regular expression that is not plain text)
	END
	hoff-score --explain-rules >got
	[ "$(grep -c native got)" -ge 20 ]
}

@test "hours, holidays, the zone and what overrides replace" {
	found <<-'END'
	{ time_zone: «bad-member»"Europe/Berlim",
	  hours: { mon: ["09:00-12:00", «overlapping-hours»"11:00-17:00"],
	    tue: [«bad-member»"9-5"], wed: [«bad-member»3],
	    thu: [«bad-member»"17:00-09:00"] },
	  holidays: [«bad-member»"2026-02-30", «bad-member»7, "2024-02-29"],
	  thresholds: { escalate: 0.7, vip: 3 },
	  overrides: [
	    { channel: ["voice", «bad-member»3],
	      thresholds: { «unknown-threshold»«unused-threshold»vipp: 2 } },
	    «bad-member»{ tier: "gold", thresholds: {} },
	    { language: "de", thresholds: { vip: 1, watch: 0.2 } } ],
	  rules: [ { id: "a", when: ".signals.turns > .thresholds.vip",
	    then: "watch" } ] }
	END
	found <<<'{ holidays: «bad-member»["2026-12-25"] }'
}

@test "tests that no judgement can meet" {
	found <<-'END'
	{ rules: [
	    { id: "a", when: ".signals.turns > 3", then: "watch" },
	    { id: "b", when: ".signals.turns > 9", then: "escalate" },
	    { id: "h", when: ".signals.turns == 1", then: "hold" } ],
	  tests: [
	    { name: "1", turns: [{role: "customer", text: "x"},
	        {role: "bot", text: "y"}],
	      expect: { decision: «bad-member»"escalated",
	        turn: «unmeetable-test»1, rule: ["a", «unknown-rule»"d"] } },
	    { name: "2", turns: [{role: "customer", text: "x"}],
	      expect: { decision: "contain", turn: «unmeetable-test»0,
	        rule: «unmeetable-test»"b" } },
	    { name: "3", turns: [{role: "customer", text: "x"}],
	      expect: { decision: "watch", turn: «unmeetable-test»4,
	        rule: [«unmeetable-test»"b", "a", «unmeetable-test»"h"],
	        no_rule: «unknown-rule»"readiness",
	        queue: «unknown-queue»"gen", tier: «bad-member»"self",
	        readiness: «bad-member»[0.9, 0.1] } },
	    { name: "4", conversation: { conversation_id: "x",
	        turns: [{role: "user", text: "x"}] },
	      expect: { decision: "escalate", turn: 0, rule: ["readiness", "a"],
	        no_rule: ["b"], readiness: [0, 1], queue: "general" } },
	    { name: "5", turns: [{role: «bad-member»"robot"}, «bad-member»"z"], expect: «bad-member»{} } ] }
	END
}

@test "rows of the tiers that mean nothing, or never decide" {
	found <<-'END'
	{ tiers: [
	    { risk: «bad-member»"hihg", tier: "assisted" },
	    { intent: "a", tier: «bad-member»"human" },
	    { risk: «bad-member»1.5, tier: "assisted" },
	    { intent: «bad-member»[], tier: "assisted" },
	    «bad-member»{ intent: [«bad-member»7] },
	    { intent: "b", risk: 0.5, tier: "assisted" },
	    { intent: "b", risk: 0.4, tier: "assisted" },
	    «shadowed-tier»{ intent: "b", risk: 0.6, tier: "human-first" },
	    { risk: "high", tier: "human-first" },
	    «shadowed-tier»{ risk: "critical", intent: "c", tier: "human-only" },
	    { tier: "self-serve", «unknown-member»when: "true" } ] }
	END
}

@test "conditions for libjq are compiled by it, and each has its place" {
	found <<-'END'
	{ rules: [
	    { id: "a", when: "label $out | «syntax»foo", then: "watch" },
	    { id: "b", when: "label $out | .turn.text", then: "hold",
	      until: "label $out |
	        .history | «syntax»bar(2)" },
	    { id: "c", when: "label $out | true", then: "watch" } ] }
	END
}

@test "a file that is clean can be run, whatever else is wrong with it" {
	# what no check of ours looks for, but who reads the file refuses
	cat >rules.jq <<-'END'
	{ thresholds: { escalte: 0.9 },
	  rules: [ { id: "x", when: ".signals.turns > .thresholds.escalte",
	    then: "watch", reason: "y" } ] }
	END
	run -2 hoff-score -r rules.jq /dev/null
	[[ $output == 'hoff-score: rules.jq:1:17: thresholds: unknown member'* ]]
	run -1 hoff-score --check rules.jq
	[ "$output" = "rules.jq:1:17: error: syntax: ${output#*syntax: }" ]
	[[ $output == *'thresholds: unknown member "escalte"; the nearest known is "escalate"' ]]
}

@test "a crisis that no signal can tell, or a field that no packet has" {
	found <<-'END'
	{ crisis: { signals: ["safety.self_harm", «unknown-signal»"safety.selfharm"],
	    at_least: «bad-member»2, fields: [«bad-member»"knwon", "known"], «unknown-member»field: "x" },
	  rules: [] }
	END
	found <<-'END'
	{ crisis: { signals: "safety.child", at_least: 0.5, fields: null }, rules: [] }
	END
}
