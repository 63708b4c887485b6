# hoff-kpi --fair-by: what groups get.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

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
	for i in part.??; do hoff-kpi --by channel,language --partial "$i"; done >parts
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
