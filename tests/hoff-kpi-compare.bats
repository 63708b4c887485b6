# hoff-kpi: gates, experiments, baselines, drift and fairness.

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

@test "an earlier run is a baseline, and a gate may be a margin" {
	arms 1000 120 0 0 >before
	arms 1000 150 0 0 >after
	hoff-kpi --by channel --partial before >before.kpi
	run -1 --separate-stderr hoff-kpi --baseline before.kpi --format json \
		--gate 'escalation_delivered.delta <= 5%' after
	# 12 and 15 % of 1000: the same numbers as of two arms
	[ "$(jq -c '.baseline.contrasts[] | select(.id == "escalation_delivered") |
		[.control, .treated, .difference, .low, .high, .p]' <<<"$output")" = \
		'[0.12,0.15,0.03,0,0.06,0.0496]' ]
	[ "$(jq -c '.gates[0] | [.answer, .estimate, .high]' <<<"$output")" = \
		'["INCONCLUSIVE",0.03,0.06]' ]
	hoff-kpi --baseline before.kpi --by channel \
		--gate 'escalation_delivered.delta <= 6.5%' after |
		grep '^  PASS .*3 points (0 to 6), n 1000'
	run -1 hoff-kpi --baseline before.kpi \
		--gate 'escalation_delivered.delta <= -1%' after
	[[ $output == *FAIL* ]]
	# nobody on either side is known, too: R, Newcombe's of 0/50 and 0/50
	for _ in $(seq 50); do
		conversation '"turns":[{"role":"customer"}]'
	done >none
	hoff-kpi --partial none >none.kpi
	hoff-kpi --baseline none.kpi --gate 'escalation_attempted.delta <= 7.2%' none |
		grep 'PASS .*0 points (-7.13 to 7.13), n 50'
	run -1 hoff-kpi --baseline none.kpi \
		--gate 'escalation_attempted.delta <= 7.1%' none
	[[ $output == *INCONCLUSIVE* ]]
	# against itself
	hoff-kpi --baseline before.kpi --gate 'containment_loose.delta >= -4%' before |
		grep 'PASS'
	run -2 --separate-stderr hoff-kpi --baseline before.kpi --target 9 after
	[ "$stderr" = 'hoff-kpi: --baseline: it differs from this run in --target' ]
	run -2 --separate-stderr hoff-kpi --gate 'fcr.delta >= 0' after
	[[ $stderr == 'hoff-kpi: --gate: fcr.delta is known with --baseline or --ab only' ]]
	run -2 --separate-stderr hoff-kpi --baseline after after
	[ "$stderr" = 'hoff-kpi: after:1: it is not a partial of hoff-kpi' ]
}

@test "what is made up otherwise than in the baseline is drift" {
	for i in web:50 voice:30 mail:20; do
		for _ in $(seq "${i#*:}"); do
			conversation "\"channel\":\"${i%:*}\"" '"turns":[]'
		done
	done >before
	sed '1,10s/"web"/"voice"/' before >now
	hoff-kpi --by channel --partial before >before.kpi
	hoff-kpi --by channel --baseline before.kpi --format json now >report
	# scipy 1.10: jensenshannon([50, 30, 20], [40, 40, 20]) = 0.07979,
	# chi2_contingency(..., correction=False) = 0.28088; the index and its
	# threshold chi2.ppf(.95, 2) (1/100 + 1/100) by their formulas
	[ "$(jq -c '.drift[0] | [.id, .categories, .psi, .threshold, .moved,
		.js_distance, .p, .most, .change]' report)" = \
		'["groups",3,0.0497,0.1198,false,0.0798,0.2809,"voice",0.1]' ]
	# one outcome on both sides cannot move
	jq -e 'all(.drift[]; .id != "outcomes")' report
	sed '1,40s/"web"/"voice"/' before >now
	# the verdict stands at the front, where few columns show it
	hoff-kpi --by channel --baseline before.kpi now |
		grep '^  groups by channel  *[0-9.]*  *[0-9.]*  *yes '
	# of other groups the two cannot be compared
	hoff-kpi --by language --baseline before.kpi --format json now |
		jq -e 'all(.drift[]; .id != "groups")'
}

@test "signals that have moved are drift, and --against asks for that alone" {
	# judged SIGNALS N: so many conversations
	judged() {
		yes "{\"conversation_id\":\"x\",\"turns\":[{\"role\":\"customer\"}],\"hoff\":{\"score\":{\"decision\":\"watch\",\"signals\":$1}}}" |
			head -n "$2"
	}

	{ judged '{"anger":0.31,"same":1,"deep":{"gap":14}}' 60
		judged '{"anger":0,"same":1,"deep":{"gap":-3.5}}' 40; } >before
	{ judged '{"anger":0.3,"same":1,"deep":{"gap":19.9}}' 30
		judged '{"anger":0,"same":1,"deep":{"gap":null}}' 70; } >now
	hoff-kpi --partial before >before.kpi
	hoff-kpi --against before.kpi --format json now >report
	# 60.5/101 and 40.5/101 then, 30.5 and 70.5 now: sum (q - p) ln (q / p);
	# scipy 1.10: 0.05 and chi2.ppf(.95, 1) (2 / 100), chi2_contingency()
	jq -c '.drift[] | select(.id | startswith("signals")) | [.id, .categories,
		.psi, .threshold, .moved, .p, .most, .change]' report >got
	diff - got <<-'END'
	["signals.anger",2,0.3681,0.0768,true,0,"0",0.3]
	["signals.deep.gap",3,5.3472,0.1198,true,0,"null",0.7]
	END
	[ "$(jq -rs 'map(select(.names == "signals") | .name) | join(" ")' before.kpi)" = \
		'anger=0 anger=0.3..0.4 deep.gap=-4..-3 deep.gap=10..20 same=1' ]
	# what --baseline says of it, and no more
	hoff-kpi --baseline before.kpi --format json now >both
	[ "$(jq -c .drift both)" = "$(jq -c .drift report)" ]
	# on a page the map stands beside the table that it draws
	hoff-kpi --against before.kpi --html page.html now >table
	[ "$(grep -o 'Drift [a-z ]*</h2>\|class="heat"' page.html | paste -sd,)" = \
		'Drift since the baseline</h2>,class="heat",Drift of amounts</h2>' ]
	jq -e 'has("baseline") | not' report
	grep -q '^  signal anger ' table
	run ! grep 'Against the baseline' table
	run -2 --separate-stderr hoff-kpi --against before.kpi --baseline before.kpi now
	[ "$stderr" = 'hoff-kpi: --against and --baseline: one of them; the latter says the drift, too' ]
	run -2 --separate-stderr hoff-kpi --target 5 --against before.kpi now
	[ "$stderr" = 'hoff-kpi: --against: it differs from this run in --target' ]
}

@test "groups are compared by what they get, where there is enough to say so" {
	{
		labelled en 80 20 30 170
		labelled de 60 40 30 70
		labelled fr 5 5 1 39
	} >log
	hoff-kpi --fair-by language --format json log >report
	jq -c '.fairness | .reference, (.metrics[] |
		[.id, .worst, .most_less_least, .least_to_most])' report
	[ "$(jq -r .fairness.reference report)" = en ]
	# recall: 80 of 100, 60 of 100; of fr only 10 need a human
	[ "$(jq -c '.fairness.metrics[] | select(.id == "label_recall") |
		[.groups[] | [.group, .value, .reason]]' report)" = \
		'[["de",0.6,null],["en",0.8,null],["fr",null,"fewer cases than --min-n"]]' ]
	# R 4.2: prop.test(c(80, 60), c(100, 100), correct = FALSE), 0.002035;
	# Katz: 0.75 exp(-+ 1.959964 sqrt(1/80 - 1/100 + 1/60 - 1/100))
	[ "$(jq -c '.fairness.metrics[] | select(.id == "label_recall") |
		.groups[0] | [.difference, .ratio, .ratio_low, .ratio_high, .p]' \
		report)" = '[-0.2,0.75,0.6217,0.9048,0.002]' ]
	[ "$(jq -c '.fairness.metrics[] | select(.id == "label_recall") |
		[.worst, .most_less_least, .least_to_most]' report)" = \
		'["de",0.2,0.75]' ]
	# how many a group too small for a number has is not said
	jq -e '.groups == [] and (.fairness.metrics[] | select(.id == "label_recall") |
		.groups[2] | .numerator == null and .denominator == null)' report
	hoff-kpi --fair-by language log |
		grep '^  fr  *(fewer cases than --min-n)  *<20 '
	hoff-kpi --fair-by language --min-n 200 --format json log |
		jq -e '[.fairness.metrics[] | select(.id == "label_recall",
			.id == "label_false_of_contain") | .most_less_least,
			.least_to_most, .worst] == [null, null, null, null, null, null]'
	# false alarms: 30 of 200 and 30 of 100; fr has 40, of which 1
	[ "$(jq -c '.fairness.metrics[] |
		select(.id == "label_false_of_contain") | [.groups[].value]' \
		report)" = '[0.3,0.15,0.025]' ]
	# of the groups that are large enough the worst answers; Newcombe's
	# intervals by Python's statistics, of 0/300 and 0/50 too
	run -1 --separate-stderr hoff-kpi --fair-by language -o report \
		--gate 'label_recall.delta >= -5%' --gate 'label_recall.delta >= -32%' \
		--gate 'label_false_of_contain.delta <= 5%' --gate 'csat.delta >= -1' \
		--gate 'escalation_delivered.delta <= 7.2%' log
	diff - <(tail -n +2 <<<"$stderr") <<-'END'
	hoff-kpi: gate FAIL: label_recall.delta >= -5%: -20 points (-31.85 to -7.31), n 100, group de; groups of fewer than --min-n: 1
	hoff-kpi: gate FAIL: label_false_of_contain.delta <= 5%: 15 points (5.15 to 25.5), n 100, group de
	hoff-kpi: gate INCONCLUSIVE: csat.delta >= -1: not known: there is nothing to compare
	END
	grep -q '^  PASS  *escalation_delivered.delta <= 7.2%  *0 points (-1.26 to 7.13), n 50, group fr' report
	run -2 --separate-stderr hoff-kpi --fair-by language --gate 'containment_loose.delta > 0' log
	[ "$stderr" = 'hoff-kpi: --gate: containment_loose.delta is known with --baseline or --ab only' ]
	hoff-kpi --fair-by language --min-n 5 --control de log >report
	grep -q '^By language: recall' report
	grep -q '  fr  *50.00%' report
	grep -q 'farthest from the reference: en' report
	head -n 9 log | hoff-kpi --fair-by language |
		grep 'fewer than two groups'
}

@test "what is hardly chance is so among all groups and numbers together" {
	{
		labelled en 80 20 30 170
		labelled de 56 44 30 70
		labelled fr 62 38 16 84
		labelled it 75 25 16 84
	} >log
	hoff-kpi --fair-by language --format json log >report
	# the z test and Holm's, once for what is one test (delivered is nobody)
	python3 - report <<-'END'
	import json, math, sys
	f = json.load(open(sys.argv[1]))["fairness"]
	def p_of(a, b):
	    k, n = (sum(x[i] for x in (a, b)) for i in (0, 1))
	    se = math.sqrt(k / n * (1 - k / n) * (1 / a[1] + 1 / b[1]))
	    return math.erfc(abs(a[0] / a[1] - b[0] / b[1]) / se / math.sqrt(2))
	rows = []
	for m in f["metrics"]:
	    cases = {g["group"]: (g["numerator"], g["denominator"]) for g in m["groups"]}
	    rows += [(p_of(cases["en"], cases[g["group"]]), g["p_holm"], m["id"], g["group"])
	        for g in m["groups"] if g["p"] is not None]
	rows.sort()
	assert len(rows) == f["comparisons"] == 12, rows
	most, found = 0, []
	for i, (p, holm, *what) in enumerate(rows):
	    most = max(most, min(1, (len(rows) - i) * p))
	    assert abs(most - holm) < 6e-5, (what, most, holm)
	    if most < .05:
	        found.append(what)
	# in its own table fr's recall and false alarms would be told, too
	assert sum(p * 3 < .05 for p, *_ in rows) > len(found)
	assert [[x["id"], x["group"]] for x in f["findings"]] == found
	assert found[0] == ["label_recall", "de"], found
	END
	hoff-kpi --fair-by language log >table
	grep -A 5 '^By language: what differs by more than chance$' table |
		grep -q '^  recall  *de  *56.00%'
	grep -q '^  (12 comparisons with en were made: where nothing differs, about 0.6 of them have a p below 0.05. ' table
	hoff-kpi --fair-by language --confidence 0.9999 log |
		grep -q '^By language: what differs by more than chance: .* None is left'
	hoff-kpi --fair-by language --min-n 1000 log |
		grep -q '^By language: what differs by more than chance: nowhere are there two groups'
}

# troubled LANGUAGE FALLBACKS VAIN LEFT BACK: of 40 conversations so many in which
# the bot fell back, the customer asked for a human in vain, gave up with the bot
# (others asked, and were served), and came back within the day.
troubled() {
	awk -v l="$1" -v falls="$2" -v vain="$3" -v left="$4" -v back="$5" 'BEGIN {
		for (i = 0; i < 40; i++) {
			asks = i >= 20
			printf "{\"conversation_id\":\"%s%d\",\"language\":\"%s\",", l, i, l
			printf "\"customer\":{\"id\":\"%s%d\"},", l, i < 2 * back ? int(i / 2) : i
			printf "\"turns\":[{\"role\":\"customer\",\"at\":%d},", i
			printf "{\"role\":\"bot\",\"at\":%d,\"intent\":{\"name\":\"%s\"}}],", \
				i, i < falls ? "fallback" : "bill"
			printf "\"events\":["
			if (asks)
				printf "{\"type\":\"handoff_requested\",\"by\":\"customer\",\"at\":%d},{\"type\":\"%s\",\"at\":%d}", \
					i, i < 20 + vain ? "handoff_failed" : "agent_joined", i
			else if (i < left)
				printf "{\"type\":\"abandoned\",\"at\":%d}", i
			printf "]}\n"
		}
	}'
}

@test "groups are compared by what goes wrong for them, which needs no label" {
	{
		troubled en 4 6 2 1
		troubled de 10 14 8 5
		conversation '"turns":[{"role":"customer","at":200000}]'
	} >log
	hoff-kpi --fair-by language --control en --history --format json log >report
	# (none) is one conversation, whose day the log does not cover
	jq -c '.fairness.metrics[] | [.id, (.groups[] | select(.group != "(none)") |
		.value, .difference)]' report >got
	diff - got <<-'END'
	["coverage",0.75,-0.15,0.9,null]
	["escalation_delivered",0.15,-0.2,0.35,null]
	["blocked_exit",0.7,0.4,0.3,null]
	["abandonment",0.2,0.15,0.05,null]
	["repeat_contact",0.125,0.1,0.025,null]
	END
}

@test "to be fair to a language is to be fair to all of its regions" {
	{ labelled es 30 10 0 20; labelled es-MX 20 10 0 5; labelled ES_co 5 0 0 0
		labelled en 80 20 30 170; labelled unknown-tongue 1 0 0 0; } >log
	sizes() { jq -c '[.fairness.metrics[] | select(.id == "label_recall") |
		.groups[] | [.group, .denominator]]'; }
	hoff-kpi --fair-by language --min-n 0 --format json log >report
	[ "$(sizes <report)" = '[["en",100],["es",75],["unknown-tongue",1]]' ]
	[ "$(hoff-kpi --fair-by language --whole-tags --min-n 0 --format json log |
		sizes)" = '[["ES_co",5],["en",100],["es",40],["es-MX",30],["unknown-tongue",1]]' ]
	# of parts, whatever was asked when they were made, as far as it can be
	split -n r/2 log part.
	hoff-kpi --by language --partial part.aa >whole
	hoff-kpi --fair-by language --partial part.ab >other
	cat whole other | hoff-kpi --merge --fair-by language --min-n 0 --format json |
		cmp report -
	cat other whole | hoff-kpi --merge --partial --fair-by language |
		hoff-kpi --merge --fair-by language --min-n 0 --format json | cmp report -
	run -2 --separate-stderr hoff-kpi --merge --fair-by language --whole-tags other
	[[ $stderr == *'its languages are with their regions, or without'* ]]
	run -2 --separate-stderr hoff-kpi --merge other whole
	[[ $stderr == *'its languages are with their regions, or without'* ]]
	run -2 hoff-kpi --whole-tags log
}

# day N K OF: a day of March 2026 on which K of so many reached a human.
day() {
	awk -v day="$1" -v humans="$2" -v all="$3" 'BEGIN {
		for (i = 0; i < all; i++) {
			printf "{\"conversation_id\":\"x\",\"started_at\":"
			printf "\"2026-03-%02dT09:00:00Z\",\"turns\":[", day
			printf "{\"role\":\"customer\"}%s]}\n", \
				i < humans ? ",{\"role\":\"agent\"}" : ""
		}
	}'
}

@test "a small shift that stays is seen, and one odd day is not" {
	local i

	for i in {1..10}; do day "$i" 10 50; done >before
	for i in {11..20}; do day "$i" 16 50; done >after
	hoff-kpi --partial before >before.kpi
	hoff-kpi --every 1d --baseline before.kpi --format json after >report
	# of 20 %: each day is (16 - 10) / sqrt(50 0.2 0.8) = 2.1213 off, 1.6213
	# above the slack, so that the fourth is the first above 5
	[ "$(jq -c '.cusum.kpis[] | select(.id == "escalation_delivered") |
		[.target, .periods, .most_above, .first_beyond, .side]' report)" = \
		'[0.2,10,16.2132,"2026-03-14","up"]' ]
	{ cat before; day 11 18 50; for i in {12..20}; do day "$i" 10 50; done; } >odd
	hoff-kpi --every 1d --baseline before.kpi odd |
		grep '^  escalation, delivered *20.00% *20 .* -  .*█.*'
	# of all periods, where there is no baseline
	cat before after | hoff-kpi --every 1d --by channel --format json |
		jq -e '.cusum | .target == "all periods" and (.kpis[] |
			select(.id == "escalation_delivered") | .target == 0.26)'
}

@test "times are compared whole, where no value is the time of many" {
	local i

	for i in 12 15 17 21 22 30 41 44; do
		conversation '"turns":[{"role":"customer","at":0},{"role":"agent","at":'$i'}]'
	done >before
	for i in 14 19 25 29 33 38 45 52 60 71; do
		conversation '"turns":[{"role":"customer","at":0},{"role":"agent","at":'$i'}]'
	done >after
	hoff-kpi --partial before >before.kpi
	hoff-kpi --baseline before.kpi --format json after >report
	# R 4.2: ks.test(x, y, exact = FALSE), 0.425 and 0.3983; but one in 18 is
	# more than 5 %
	[ "$(jq -c '.drift_amounts[] | select(.id == "human_s") |
		[.ks_distance, .p, .reason != null]' report)" = '[0.425,null,true]' ]
	for i in 1 2 3 4 5 6 7 8 9; do
		sed "s/\"at\":\([1-9][0-9]\)/&.$i/" after
	done >later
	for i in 1 2 3 4 5 6 7 8 9; do
		sed "s/\"at\":\([1-9][0-9]\)/&.0$i/" before
	done >earlier
	hoff-kpi --partial earlier >before.kpi
	hoff-kpi --baseline before.kpi --format json later >report
	jq -e '.drift_amounts[] | select(.id == "human_s") | .p < 0.0001' report
	jq -e '.drift_amounts[] | select(.id == "human_turns") | .p == null' report
}

# rated LANGUAGE CSAT...: a conversation for each.
rated() {
	local i language=$1

	shift
	for i; do
		conversation "\"language\":\"$language\"" \
			'"turns":[{"role":"customer","at":0}]' "\"outcome\":{\"csat\":$i}"
	done
}

# Who needs a human is found as often in both languages, but more of de comes
# by chat, where fewer are.
mixed() {
	{
		labelled en 40 60 5 95
		labelled de 20 30 5 45
	} | jq -c '.channel = "web"'
	{
		labelled en 80 20 0 0
		labelled de 8 2 0 0
	} | jq -c '.channel = "voice"'
}

@test "groups are compared inside others, and at an equal mix of them" {
	local recall='select(.id == "label_recall") | .groups[0]'

	mixed >log
	hoff-kpi --by channel --fair-by language --min-n 10 --format json log >report
	# R: tests/unit/stats_compare.c
	[ "$(jq -c ".fairness.metrics[] | $recall |
		[.group, .value, .difference, .adjusted, .adjusted_low, .adjusted_high]" \
		report)" = '["de",0.4667,-0.1333,0,-0.1421,0.1421]' ]
	[ "$(jq -c ".fairness.strata[] | [.key[], (.metrics[] | $recall |
		.value, .difference, .p)]" report)" = \
		'["voice",0.8,0,1]
["web",0.4,0,1]' ]
	jq -e '.fairness.strata[0].metrics[].groups[].adjusted == null' report
	hoff-kpi --by channel --fair-by language log >table
	grep -q '^By language within channel: recall' table
	grep -q 'at equal mix' table
	grep -q '^  web  *de  *40.00%' table
	# the same, cut and put together
	split -n r/3 log part.
	for i in part.??; do hoff-kpi --by channel,language --partial $i; done >parts
	hoff-kpi --merge --by channel --fair-by language --min-n 10 --format json \
		parts | cmp report -
	# its lines name the stratum
	hoff-kpi --by channel --fair-by language --min-n 10 --format csv log |
		grep -c '^fairness,web,de,label_recall,de,share,0.4,' | grep -qx 1
	run -2 --separate-stderr hoff-kpi --fair-by language,channel log
	[ "$stderr" = 'hoff-kpi: --fair-by: one path, as in language' ]
}

@test "what groups say of it, and how long they wait, are compared as means" {
	{
		rated en 1 2 2 3 4 5 5 5 2 1
		rated de 3 4 4 5 5 5 2 5 1 4 4 3
		rated fr 5 5
	} >log
	hoff-kpi --fair-by language --control en --min-n 5 --format json log >report
	# R 4.2: t.test(y), t.test(y, x), wilcox.test(y, x, exact = FALSE)
	[ "$(jq -c '.fairness.amounts[] | select(.id == "csat") | .groups[0] |
		[.group, .n, .mean, .low, .high, .difference, .difference_low,
		.difference_high, .p, .p_rank]' report)" = \
		'["de",12,3.75,2.9316,4.5684,0.75,-0.5925,2.0925,0.2548,0.3094]' ]
	[ "$(jq -c '.fairness.amounts[] | select(.id == "csat") | .groups[2] |
		[.group, .n, .mean, .reason, .p]' report)" = \
		'["fr",null,null,"fewer cases than --min-n",null]' ]
	# one answer, or several that are alike, tell of no interval
	{ rated en 4 4 4; rated de 5; } |
		hoff-kpi --fair-by language --min-n 0 >alike
	[ "$(grep -A 3 '^By language: CSAT, points' alike | tail -n +3 | tr -s ' ')" = ' de 5.00 1 - - - -
 en 4.00 3 (reference) - - -' ]
	[ "$(jq -c '.fairness.amounts[] | select(.id == "handoff_wait_s") |
		[.groups[] | [.mean, .reason]] | unique' report)" = \
		'[[null,"no handoff was served, abandoned or refused at a known time"]]' ]
}
