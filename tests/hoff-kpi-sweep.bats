# hoff-kpi: other thresholds, and whether the readiness is a probability.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

# ready READINESS YES NO: conversations of this readiness, so labelled.
ready() {
	local i label

	for ((i = 0; i < $2 + $3; i++)); do
		((i < $2)) && label=true || label=false
		echo "{\"conversation_id\":\"$1-$i\",\"turns\":[{\"role\":\"customer\"}]," \
			"\"labels\":{\"escalate\":$label}," \
			"\"hoff\":{\"score\":{\"decision\":\"contain\",\"readiness\":$1}}}"
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	{ ready 0.1 10 90; ready 0.31 30 70; ready 0.55 30 20; ready 0.9 45 5; } >log
}

# sweep FIELD: of the report on standard input.
sweep() {
	jq -c ".sweep | $1"
}

@test "other thresholds can be tried on what was scored once" {
	hoff-kpi --sweep --format json log >report
	# of 300: 0.55 and above are 100, of which 75 are right, of 115
	[ "$(sweep '.thresholds[9] | [.threshold, .handoffs.numerator,
		.handoffs.denominator, .precision.value, .recall.value,
		.false_positive.value, .f1]' <report)" = \
		'[0.5,100,300,0.75,0.6522,0.1351,0.6977]' ]
	# R 4.2: wilcox.test() / (115 * 185) and, as in the unit's test, DeLong's
	[ "$(sweep '[.auc, .auc_low, .auc_high, .average_precision, .prevalence]' \
		<report)" = '[0.8231,0.7709,0.8656,0.7181,0.3833]' ]
	[ "$(sweep '.choices[2].reason' <report)" = '"needs --capacity"' ]
	[ "$(sweep '.choices[1].reason' <report)" = \
		'"needs missed_escalation and false_escalation in --cost"' ]
}

@test "a threshold is chosen on one half and tried on the other" {
	echo '{ currency: "EUR", missed_escalation: 10, false_escalation: 1 }' >prices.jq
	hoff-kpi --sweep --capacity 0.4 --cost prices.jq --format json log >report
	# both halves are what all are, and none is in both
	jq -e '.sweep.choices[] | .chosen_on.handoffs.denominator +
		.tried_on.handoffs.denominator == 300' report
	jq -e '.sweep.choices[2] | .chosen_on.handoffs.value <= 0.4 and
		.chosen_on.threshold == 0.55' report
	# a missed one costs ten: all from 0.31 on, or everybody
	jq -e '.sweep.choices[1].chosen_on | .threshold <= 0.31 and .cost < 1' report
	# (10 x missed + false) / labelled, of all, at 0.5: 40 missed, 25 false
	[ "$(sweep '.thresholds[9].cost' <report)" = 1.4167 ]
	run -2 hoff-kpi --sweep --capacity 1.5 log
}

@test "a threshold can be chosen before mistakes have a price" {
	hoff-kpi --sweep --format json log >report
	# the more a missed one weighs, the lower the threshold
	jq -e '[.sweep.cost_curve[].threshold] | . == (sort | reverse) and
		first == 0.9 and last == 0.1' report
	jq -e '.sweep.cost_curve[4] | .weight == 0.5 and .threshold == 0.55 and
		.no_rules == 0.5 and .tried_on < 0.4' report
	hoff-kpi --sweep log | grep '^ *0.5 *0.5500 .* 0.5000$'
	# of a readiness that knows nothing no threshold is of use
	{ ready 0.2 50 50; ready 0.8 50 50; } | hoff-kpi --sweep --format json |
		jq -e 'all(.sweep.cost_curve[]; .tried_on > .no_rules - 0.1)'
}

@test "a readiness that is no probability is called so" {
	hoff-kpi --sweep --format json log >report
	# 0.1 100 |0.1 - 0.1| + 100 |0.31 - 0.3| + 50 |0.55 - 0.6| + 50 |0.9 - 0.9|
	[ "$(sweep '.calibration | [.ece, .mce]' <report)" = '[0.0117,0.05]' ]
	jq -e '.sweep.calibration | .p > 0.1 and
		(.reliability - .resolution + .uncertainty + .within_bins - .brier | fabs) < 0.0003' report
	ready 0.9 10 90 >wrong
	ready 0.1 50 50 >>wrong
	hoff-kpi --sweep --format json wrong >report
	jq -e '.sweep.calibration | .p < 0.0001 and .ece == 0.6 and .ece_by_chance < 0.05' report
}

@test "without labels, or of one kind only, there is no sweep" {
	hoff-kpi --sweep "$data/endings.in.ndjson" |
		grep '^Thresholds of the readiness: no hoff.score.readiness beside labels.escalate'
	ready 0.4 5 0 | hoff-kpi --sweep | grep '^Is the readiness a probability?: no'
}

@test "a sweep is cut and added like all else" {
	hoff-kpi --sweep log >expected
	split -n r/3 log part.
	for i in part.a?; do hoff-kpi --sweep --partial "$i"; done |
		hoff-kpi --merge | cmp expected -
	shuf --random-source=log log | hoff-kpi -j 3 --sweep | cmp expected -
}
