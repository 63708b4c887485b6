# hoff-kpi --baseline and --against: another log, drift, and shifts by period.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

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

@test "a baseline that holds the same conversations is told" {
	arms 3000 300 0 0 >all
	head -n 900 all | hoff-kpi --partial >few.kpi
	head -n 2000 all | hoff-kpi --partial >many.kpi
	tail -n 1000 all | hoff-kpi --partial >later.kpi
	# of so few all are known
	head -n 1000 all | hoff-kpi --baseline few.kpi --format json - >report 2>said
	[ "$(cat said)" = 'hoff-kpi: few.kpi: 900 conversations of it are among these, too, which hides what has changed: compare others, or two judgements of one log by hoff-diff' ]
	[ "$(jq -c '.baseline | [.conversations, .shared, .shared_exact]' report)" = \
		'[900,900,true]' ]
	head -n 1000 all | hoff-kpi --baseline few.kpi - 2>/dev/null |
		grep 'the baseline: 900 .*; 900 of them are among these, too'
	# of many about so many, and no more than there are
	hoff-kpi --baseline many.kpi --format json all 2>/dev/null >report
	jq -e '.baseline | (.shared_exact | not) and
		.shared > 1600 and .shared < 2400' report
	hoff-kpi --baseline few.kpi --format json all 2>/dev/null >report
	jq -e '.baseline.shared <= 900' report
	# drift alone, and partials
	hoff-kpi --merge --against few.kpi few.kpi >/dev/null 2>said
	grep -q 'few.kpi: 900 conversations of it are among these' said
	# others are others
	run -0 --separate-stderr hoff-kpi --merge --baseline later.kpi many.kpi
	[ "$stderr" = '' ]
	[[ $output == *'others than these, so the intervals are those of two'* ]]
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
