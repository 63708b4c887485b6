# hoff-kpi: gates and experiments.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

# gated STATUS ANSWER GATE [ARG...]: what a gate on the story says, and how the
# run ends.
gated() {
	local status_wanted=$1 answer=$2 gate=$3

	shift 3
	run "-$status_wanted" --separate-stderr hoff-kpi --gate "$gate" --format json "$@" "$story"
	[ "$(jq -r '.gates[0].answer' <<<"$output")" = "$answer" ]
	# who reads a file finds out on standard error
	[ "$status_wanted" = 0 ] ||
		[[ $stderr == "hoff-kpi: gate $answer: $gate: "* ]]
}

@test "a gate answers by its interval, and ends the run" {
	# 5 of 11, 21.27 to 71.99 %
	gated 0 PASS 'escalation_attempted <= 75%'
	gated 1 FAIL 'escalation_attempted <= 20%'
	gated 1 INCONCLUSIVE 'escalation_attempted <= 50%'
	gated 0 INCONCLUSIVE 'escalation_attempted <= 50%' --allow-inconclusive
	gated 1 FAIL 'escalation_attempted <= 20%' --allow-inconclusive
	gated 1 INCONCLUSIVE 'nps > 0'
	gated 0 PASS 'conversations >= 12'
	gated 1 FAIL 'conversations > 12'
	gated 1 FAIL 'human_s.p90 < 60'
	gated 0 PASS 'handoff_turns.p50 >= 1'
	gated 0 PASS 'abandoned_queue < 36%'
	run -2 --separate-stderr hoff-kpi --gate 'abandonmnt < 1%' "$story"
	[ "$stderr" = 'hoff-kpi: --gate: unknown metric abandonmnt (did you mean abandonment?)' ]
	refuses() {
		run -2 --separate-stderr hoff-kpi --gate "$1" "$story"
		[ "$stderr" = "hoff-kpi: --gate: $2" ]
	}
	refuses 'escalation_attempted <= 50' \
		"'escalation_attempted <= 50': escalation_attempted is always from 0 to 1 (did you mean 50%?)"
	refuses 'nps >= 110' "'nps >= 110': nps is always from -100 to 100"
	refuses 'nps >= 5%' "'nps >= 5%': nps is no share: write it without %"
	refuses 'human_s.p90 < 0' "'human_s.p90 < 0': human_s.p90 is never below 0"
	refuses 'containment_loose.delta >= -1%' \
		'containment_loose.delta is known with --baseline or --ab only'
	refuses 'roi > 0' 'roi is known with --cost only'
	run -2 --separate-stderr hoff-kpi --partial --gate 'nps > 1' "$story"
	[ "$stderr" = 'hoff-kpi: --gate judges a report, and --partial writes none' ]
	hoff-kpi --partial "$story" >a.kpi
	run -1 hoff-kpi --merge --gate 'escalation_attempted <= 20%' a.kpi
	[[ $output == *'FAIL'*'escalation_attempted <= 20%'*'45.45% (21.27 to 71.99), n 11'* ]]
}

@test "a quantile's gate looks at the quantiles around it" {
	local i

	for i in {1..100}; do
		conversation "\"turns\":[{\"role\":\"customer\",\"at\":0},{\"role\":\"agent\",\"at\":$i}]"
	done >log
	# Wilson's 95 % for 50 of 100 is 0.4038 to 0.5962, so the quantiles are
	# the values of rank ceil(100 q), 41 and 60
	run -1 --separate-stderr hoff-kpi --format json --gate 'human_s.p50 <= 50' log
	[ "$(jq -c '.gates[0] | [.estimate, .low, .high, .n] | map(round)' \
		<<<"$output")" = '[50,41,60,100]' ]
}

@test "gates are test cases for JUnit" {
	run -1 --separate-stderr hoff-kpi --format junit --gate 'escalation_attempted <= 75%' \
		--gate 'escalation_attempted < 1%' --gate 'nps > 0' "$story"
	python3 - "$output" <<-'END'
	import sys, xml.etree.ElementTree as xml
	suite = xml.fromstring(sys.argv[1])[0]
	assert suite.attrib == {"name": "hoff-kpi", "tests": "3",
	    "failures": "2", "errors": "0", "skipped": "0"}, suite.attrib
	cases = list(suite)
	assert cases[0].attrib["name"] == "escalation_attempted <= 75%"
	assert cases[0].find("failure") is None
	assert cases[1].find("failure").attrib["message"].startswith("FAIL: 45.45%")
	assert cases[2].find("failure").attrib["message"].startswith("INCONCLUSIVE")
	END
}

@test "gates are annotations of a GitHub workflow" {
	run -1 --separate-stderr hoff-kpi --format github --gate 'escalation_attempted <= 75%' \
		--gate 'escalation_attempted < 1%' --gate 'nps > 0' "$story"
	[[ ${lines[0]} == '::notice title=hoff-kpi PASS%3A escalation_attempted <= 75%25::45.45%25 (21.27'* ]]
	[[ ${lines[1]} == '::error title=hoff-kpi FAIL%3A escalation_attempted < 1%25::'* ]]
	[[ ${lines[2]} == '::error title=hoff-kpi INCONCLUSIVE%3A nps > 0::'* ]]
	run -0 hoff-kpi --format github --allow-inconclusive --gate 'nps > 0' "$story"
	[[ $output == '::warning title=hoff-kpi INCONCLUSIVE%3A nps > 0::'* ]]
}

# contrast ID FIELD: of the report on standard input.
contrast() {
	jq -c ".experiment.contrasts[] | select(.id == \"$1\") | $2"
}

@test "the arms of an experiment are compared with the control" {
	arms 1000 120 1000 150 | hoff-kpi --ab experiment.arm --format json >report
	# R 4.2: prop.test(c(120, 150), c(1000, 1000), correct = FALSE); the
	# interval is Newcombe's, from Wilson's of both, by Python's statistics
	[ "$(contrast escalation_delivered '[.control, .treated, .difference,
		.low, .high, .test, .p, .detectable]' <report)" = \
		'[0.12,0.15,0.03,0,0.06,"z",0.0496,0.0407]' ]
	[ "$(contrast csat '[.difference, .test]' <report)" = '[0.5,"Welch"]' ]
	[ "$(jq .experiment.p_split report)" = 1 ]
	# all shares that are the same in both arms are no part of the family
	[ -z "$(contrast containment_resolved . <report)" ]
	arms 1000 120 1000 150 | hoff-kpi --ab experiment.arm --control B \
		--compare escalation_delivered,csat --format json >report
	[ "$(contrast escalation_delivered '[.arm, .difference]' <report)" = \
		'["A",-0.03]' ]
	[ "$(jq '.experiment.contrasts | length' report)" = 2 ]
	[ "$(contrast escalation_delivered .p_holm <report)" = 0.0496 ]
	arms 10 1 14 11 | hoff-kpi --ab experiment.arm --format json >report
	# R 4.2: fisher.test(), 0.002759; but no cell expects fewer than five
	[ "$(contrast escalation_delivered '[.test, .p]' <report)" = '["z",0.0009]' ]
	arms 10 1 14 3 | hoff-kpi --ab experiment.arm --format json >report
	# scipy 1.10: fisher_exact([[1, 9], [3, 11]])
	[ "$(contrast escalation_delivered '[.test, .p]' <report)" = '["Fisher",0.6146]' ]
}

@test "a hypothesis counts once in a family, and what is simulated in its own" {
	arms 300 30 300 51 | jq -c '(.conversation_id | tonumber) as $i |
		.labels.escalate = ($i % 5 == 0) |
		.hoff.score.decision = (if $i % 7 < 2 + $i / 300 then "escalate" else "contain" end) |
		.hoff.route = { outcome: (if $i % 3 < 1 + $i / 300 then "assigned" else "abandoned" end),
			wait_s: ($i % 50 + $i / 30) }' >log
	hoff-kpi --ab experiment.arm --format json log >report
	python3 - report <<-'END'
	import json, sys
	rows = json.load(open(sys.argv[1]))["experiment"]["contrasts"]
	same = {r["id"]: r["same_as"] for r in rows if r["same_as"]}
	assert same == {
	    "escalation_delivered": "escalation_attempted",
	    "containment_loose": "escalation_attempted",
	    "automation": "escalation_attempted",
	    "outcome_unknown": "escalation_attempted",
	    "judged_contain": "judged_escalate",
	    "label_false_of_judged": "label_precision",
	    "label_missed": "label_recall",
	    "route_abandoned": "route_assigned"}, same
	assert sum(r["simulated"] for r in rows) == 3
	for simulated in False, True:
	    family = sorted((r["p"], r["id"]) for r in rows
	                    if r["simulated"] == simulated and not r["same_as"])
	    holm, so_far = {}, 0
	    for i, (p, id) in enumerate(family):
	        so_far = max(so_far, min(1, p * (len(family) - i)))
	        holm[id] = so_far
	    for r in rows:
	        if r["simulated"] == simulated:
	            want = holm[r["same_as"] or r["id"]]
	            assert abs(r["p_holm"] - want) <= 6e-5 * len(family), r
	END
	# arms of two experiments are not pooled; who has no arm is in neither
	{ arms 40 10 40 20; conversation '"turns":[]'; } | jq -c '.experiment.name =
		if .experiment then "greet\(.conversation_id | tonumber % 2)" else "old" end' >log
	hoff-kpi --ab experiment.arm --format json log >report
	[[ $(jq -r .experiment.reason report) == \
		'the arms are those of 2 experiments (experiment.name), '* ]]
	jq -e '.experiment.contrasts == []' report
	hoff-kpi --partial --ab experiment.arm log | hoff-kpi --merge --format json \
		--ab experiment.arm | cmp report -
	hoff-kpi --ab experiment.arm --select '.experiment.name == "greet1"' log |
		grep -q '^  A  .* escalation, delivered \|^  B  *escalation, delivered '
}

# refuses OPTION VALUE FILE MESSAGE: an experiment cannot be read so.
refuses() {
	run -2 --separate-stderr hoff-kpi --ab experiment.arm "$1" "$2" "$3"
	echo "$stderr"
	[ "$stderr" = "hoff-kpi: $4" ]
}

@test "nothing is compared where the arms are not split as they should be" {
	arms 530 60 400 60 >log
	hoff-kpi --ab experiment.arm --format json log >report
	[ "$(jq '.experiment.contrasts | length' report)" = 0 ]
	[[ $(jq -r .experiment.reason report) == \
		'the split of the arms is not the one expected (p below 0.001)'* ]]
	run -0 hoff-kpi --ab experiment.arm log
	[[ $output != *'against the control'* ]]
	# it was meant so
	hoff-kpi --ab experiment.arm --split 53,40 --format json log >report
	[ "$(jq '.experiment.contrasts | length' report)" -gt 3 ]
	refuses --split 53 log "--split: '53' is no list of 2 weights, one of each arm"
	refuses --split 1,2,3 log "--split: '1,2,3' is no list of 2 weights, one of each arm"
	refuses --control a log '--control: no arm a (did you mean A?)'
	refuses --compare nps log '--compare: no share and no amount nps'
	refuses --by channel log \
		'--ab: these are the groups, so it goes without --by, --every, --top and --fair-by'
	head -n 3 log | hoff-kpi --ab experiment.arm |
		grep 'fewer than two arms in the input'
}

@test "an experiment has one primary number, and guardrails with margins" {
	{ arms 1000 120 1000 150; arms 1000 100 0 0 | sed 's/"A"/"C"/'; } |
		jq -c 'if .experiment.arm == "C" and (.conversation_id | tonumber) < 500 then
			del(.outcome) else . end | .conversation_id += .experiment.arm' >log
	run -1 --separate-stderr hoff-kpi --ab experiment.arm --format json \
		--primary escalation_delivered --compare containment_loose,csat \
		--gate 'escalation_delivered.delta > 0' \
		--gate 'escalation_delivered.delta <= 6%' \
		--gate 'escalation_delivered.delta >= -1%' \
		--gate 'csat.delta >= -0.3' \
		--gate 'containment_resolved.delta <= 1%' log
	# scipy 1.10, by the formula of the z test: 150 and 100 against 120 of 1000,
	# 0.04964 and 0.15286, adjusted for the two arms
	jq -c '.experiment.contrasts[] | [.arm, .id, .primary, .p, .p_holm, .same_as,
		.base_control, .base_treated, .p_base]' <<<"$output" >got
	diff - got <<-'END'
	["B","escalation_delivered",true,0.0496,0.0993,null,1,1,null]
	["B","containment_loose",false,0.0496,0.0993,"escalation_delivered",1,1,null]
	["B","csat",false,0,0,null,1,1,null]
	["C","escalation_delivered",true,0.1529,0.1529,null,1,1,null]
	["C","containment_loose",false,0.1529,0.1529,"escalation_delivered",1,1,null]
	["C","csat",false,1,1,null,1,0.5,0]
	END
	# of both arms the worse: C of the lower bounds, B of the upper one
	[ "$(jq -r '[.gates[].answer] | join(" ")' <<<"$output")" = \
		'INCONCLUSIVE PASS INCONCLUSIVE PASS PASS' ]
	run -1 --separate-stderr hoff-kpi --ab experiment.arm -o table --html page.html \
		--gate 'escalation_delivered.delta <= 5%' \
		--gate 'escalation_delivered.delta >= -1%' --gate 'csat.delta >= -0.1' \
		--primary csat log
	diff - <(echo "$stderr") <<-'END'
	hoff-kpi: gate INCONCLUSIVE: escalation_delivered.delta <= 5%: 3 points (0 to 6), n 1000, arm B
	hoff-kpi: gate INCONCLUSIVE: escalation_delivered.delta >= -1%: -2 points (-4.76 to 0.75), n 1000, arm C
	hoff-kpi: gate INCONCLUSIVE: csat.delta >= -0.1: 0 (-0.1521 to 0.1521), n 500, and the arms differ in whom it is about (p < 0.0001), arm C
	END
	grep -q '^  C  *CSAT, mean points (primary) \*  *3.00 ' table
	grep -q '^  (\*: the number is not about the same share of both arms (p below 0.05)' table
	# who opened the page for it need not look for it
	[ "$(grep -o '<h2>\(Arms of the\|The way from\|Gates\)' page.html | paste -sd,)" = \
		'<h2>Gates,<h2>Arms of the,<h2>The way from' ]
	# where something sorts them into arms nothing is known
	run -1 --separate-stderr hoff-kpi --ab experiment.arm --split 1,2,1 --format json \
		--gate 'escalation_delivered.delta <= 50%' log
	[[ $stderr == *'INCONCLUSIVE: escalation_delivered.delta <= 50%: not known: the split'* ]]
	hoff-kpi --partial log >log.kpi
	hoff-kpi --ab experiment.arm --primary ces --against log.kpi log |
		grep -q '^  (.*of the primary number there is nothing to compare'
	refuses --primary nps log '--primary: no share and no amount nps'
	run -2 --separate-stderr hoff-kpi --primary csat log
	[ "$stderr" = 'hoff-kpi: --primary is about what --ab or --baseline compare' ]
}
