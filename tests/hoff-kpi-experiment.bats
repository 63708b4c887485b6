# hoff-kpi --ab: customers, their past, looks before the end, and plans.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

oracle=$root/tests/kpi_experiment.py

# contrast ID FIELD: of the report on standard input.
contrast() {
	jq -c ".experiment.contrasts[] | select(.id == \"$1\") | $2"
}

@test "customers who come back do not make an experiment surer of itself" {
	# every conversation five times: nothing more is known
	arms 100 30 100 42 | jq -c '.customer.id = .conversation_id' >once
	for _ in 1 2 3 4 5; do cat once; done >often
	for i in once often; do
		hoff-kpi --ab experiment.arm --format json $i >$i.c
		hoff-kpi --ab experiment.arm --unit customer --format json $i >$i.u
	done
	[ "$(contrast escalation_delivered .p <once.c)" = 0.0771 ]
	[ "$(contrast escalation_delivered '.p < 0.001' <often.c)" = true ]
	contrast escalation_delivered '[.n_control, .difference, .low, .high, .p]' <often.u >got
	contrast escalation_delivered '[.n_control, .difference, .low, .high, .p]' <once.u |
		cmp got -
	# R 4.2: t.test() of 42 ones in 100 and 30 in 100
	[ "$(cat got)" = '[100,0.12,-0.0135,0.2535,0.0778]' ]
	[ "$(contrast escalation_delivered '[.test, .ratio]' <often.u)" = '["delta",1.4]' ]
}

@test "a release, or a group, is compared by its customers, too" {
	local u='--unit customer --format json'

	arms 100 30 100 42 | jq -c '.customer.id = .conversation_id' >once
	for _ in 1 2 3 4 5; do cat once; done >often
	grep '"arm":"A"' often >before
	grep '"arm":"B"' often >now
	hoff-kpi --unit customer --partial before >before.kpi
	hoff-kpi $u --baseline before.kpi --gate 'escalation_delivered.delta <= 20%' \
		--allow-inconclusive now >report
	# R 4.2: t.test() of 42 ones in 100 and 30 in 100
	[ "$(jq -c '.baseline | .unit, (.contrasts[] |
		select(.id == "escalation_delivered") |
		[.n_control, .difference, .low, .high, .p])' report)" = \
		'"customer"
[100,0.12,-0.0135,0.2535,0.0778]' ]
	# what is known of 100 customers cannot say it, and 500 contacts could
	[ "$(jq -r '.gates[0].answer' report)" = INCONCLUSIVE ]
	hoff-kpi --fair-by experiment.arm $u often >report
	[ "$(jq -c '.fairness.metrics[] | select(.id == "escalation_delivered") |
		.groups[1] | [.numerator, .denominator, .value, .low, .high,
		.difference, .difference_low, .difference_high]' report)" = \
		'[210,500,0.42,0.3216,0.5184,0.12,-0.0135,0.2535]' ]
	hoff-kpi --partial before >plain.kpi
	run -2 --separate-stderr hoff-kpi --unit customer --baseline plain.kpi now
	[ "$stderr" = 'hoff-kpi: plain.kpi:1: it was made without --unit customer, and holds no customers' ]
	hoff-kpi --unit customer --ab experiment.arm --partial before >arms.kpi
	run -2 --separate-stderr hoff-kpi --unit customer --baseline arms.kpi now
	[ "$stderr" = 'hoff-kpi: --baseline: it differs from this run in --unit, or in --ab or --fair-by' ]
}

@test "sums over customers are what they are worked out to be another way" {
	python3 "$oracle" generate 300 7 >log
	hoff-kpi --ab experiment.arm --unit customer --format json log >report
	python3 "$oracle" check log report
	hoff-kpi --ab experiment.arm --unit customer --format json \
		--pre-period 2026-03-16T00:00:00Z log >report
	python3 "$oracle" check log report
	hoff-kpi --ab experiment.arm --unit customer --format json \
		--covariate customer.prior log >report
	python3 "$oracle" check log report
	# it says something of who asks for a human, and less is left
	[ "$(contrast escalation_delivered '.variance_kept < 0.95' <report)" = true ]
	run -0 hoff-kpi --ab experiment.arm --unit customer --compare csat \
		--covariate customer.prior log
	[[ $output == *'differed by in --covariate is taken off (CUPED)'* ]]
	run -0 hoff-kpi --ab experiment.arm --unit customer \
		--pre-period 2026-03-16T00:00:00Z --compare csat log
	[[ $output == *'(a split of customers as uneven as this comes by chance'*'not compared: 5 customers with conversations in several arms, '* ]]
	[[ $output == *'variance kept'*' CUPED '* ]]
}

@test "an experiment on customers is cut by customer, and put together again" {
	local o='--ab experiment.arm --unit customer --history --pre-period 2026-03-16T00:00:00Z'

	python3 "$oracle" generate 300 8 >log
	python3 - <<-'END'
	import json, zlib
	parts = [open(f"part.{i}", "w") for i in range(3)]
	for line in open("log"):
	    who = (json.loads(line).get("customer") or {}).get("id") or line
	    parts[zlib.crc32(who.encode()) % 3].write(line)
	END
	for i in 0 1 2; do
		hoff-kpi $o --partial part.$i >$i.kpi
		hoff-kpi ${o% --pre*} --covariate customer.prior --partial part.$i
	done >known.kpi
	hoff-kpi ${o% --pre*} --covariate customer.prior --format json log |
		cmp - <(hoff-kpi --merge --ab experiment.arm --format json known.kpi)
	hoff-kpi $o --format json log >expected
	[ "$(contrast containment_strict .n_control <expected)" -gt 50 ]
	hoff-kpi --merge --ab experiment.arm --format json 2.kpi 0.kpi 1.kpi |
		cmp expected -
	hoff-kpi --merge --partial 0.kpi 2.kpi >02.kpi
	hoff-kpi --merge --partial 1.kpi 02.kpi |
		cmp <(hoff-kpi $o -j 3 --partial log) -
	sed '/^{"arm"/s/"unsettled":\[\[0/"unsettled":[[2/' 0.kpi >bad.kpi
	run -2 --separate-stderr hoff-kpi --merge bad.kpi
	[[ $stderr == *': it is not a line of a partial' ]]
	hoff-kpi --ab experiment.arm --partial log >plain.kpi
	run -2 --separate-stderr hoff-kpi --merge --ab experiment.arm \
		--unit customer plain.kpi
	[ "$stderr" = 'hoff-kpi: plain.kpi:1: it was made without --unit customer, and holds no customers' ]
}

@test "who looks before the end has intervals that allow for it" {
	arms 1000 120 1000 150 >log
	hoff-kpi --ab experiment.arm --format json log >report
	# arXiv:2103.06476, eq. 9, typed into R 4.2 with the error
	# sqrt(.12 .88 / 1000 + .15 .85 / 1000), 2000 cases and 5000
	[ "$(contrast escalation_delivered '[.any_time_low, .any_time_high, .p_any_time]' <report)" = \
		'[-0.0177,0.0777,0.4707]' ]
	hoff-kpi --ab experiment.arm --peek 2000 --format json log >report
	[ "$(contrast escalation_delivered .any_time_high <report)" = 0.0763 ]
	# nothing so rough of cells that are small
	arms 10 1 14 3 | hoff-kpi --ab experiment.arm --format json >report
	[ "$(contrast escalation_delivered .p_any_time <report)" = null ]
}

@test "an experiment can be planned by one that was" {
	arms 1000 120 1000 150 >log
	hoff-kpi --ab experiment.arm --format json log >report
	# the power of a z test for 10 % of 12 %, both arms varying as 12 % does,
	# and the units for 80 %, by Python's statistics.NormalDist
	[ "$(jq -c '.experiment.planning[] |
		select(.id == "escalation_delivered") | .effects[3]' report)" = \
		'{"change":0.1,"power":0.131,"units":23024}' ]
	jq -e '.experiment.conversations_a_day == null' report
	hoff-kpi --ab experiment.arm log | grep '^  B *escalation, delivered *33.93% .* 13.10%, 23024 '
	# 2000 within 47 hours: how long it takes
	jq -c '.started_at = (.conversation_id | tonumber) * 169200 / 1999' log >dated
	hoff-kpi --ab experiment.arm --format json dated >report
	[ "$(jq -c '.experiment | [.conversations_a_day, .side_by_side]' report)" = \
		'[1021.2766,0]' ]
	hoff-kpi --ab experiment.arm dated >table
	grep 'there were 1021.3 conversations a day' table
	# A was in the first 1000, B in the last: they can be told apart by time
	grep 'but they ran side by side for 0% of the time only' table
	jq -c 'if .conversation_id == "0" then .experiment.arm = "B" else . end' dated |
		hoff-kpi --ab experiment.arm --format json >report
	# from the start of A, the second, to its end, the 1000th of 2000
	[ "$(jq .experiment.side_by_side report)" = 0.4992 ]
	sed 's/"arm":"."/"arm":"A"/;n;s/"arm":"."/"arm":"B"/' dated |
		hoff-kpi --ab experiment.arm >table
	run ! grep 'side by side' table
}

@test "groups are compared by customer inside others, in which customers are twice" {
	local u='--fair-by language --unit customer --min-n 5 --format json' c

	# customers have both channels, every third has both languages
	{ labelled en 20 30 10 60; labelled sw 30 20 10 40; } | jq -c --slurp '
		to_entries[] | .key as $i | .value | .customer.id = "\($i % 37)"
		| .language = (if $i % 111 > 73 then .language
			elif $i % 37 < 20 then "en" else "sw" end)
		| .channel = (if $i % 5 < 2 then "voice" else "web" end)' >log
	# a group has what it has alone, where the others are nowhere
	jq -c 'select((.customer.id | tonumber) % 3 != 0)' log |
		jq -c 'if (.customer.id | tonumber) < 20 then .language = "en"
			else .language = "sw" end' >whole
	# shellcheck disable=SC2086 # $u is words
	hoff-kpi $u --by channel whole >report
	for c in voice web; do
		# shellcheck disable=SC2086
		hoff-kpi $u --select ".channel == \"$c\"" --control en whole |
			jq -c '.fairness.metrics[] | [.id, (.groups[] | [.group, .value,
				.low, .high, .difference, .p])]' >alone
		jq -c --arg c $c '.fairness.strata[] | select(.key == [$c]) | .metrics[] |
			[.id, (.groups[] | [.group, .value, .low, .high, .difference,
			.p])]' report | diff alone -
	done
	# who is in several is in none, also where only one of them is seen
	# shellcheck disable=SC2086
	hoff-kpi $u --by channel log >report
	[ "$(jq .fairness.in_several_groups report)" -gt 0 ]
	# shellcheck disable=SC2086
	for c in 0 1 2; do
		jq -c "select((.customer.id | tonumber) % 3 == $c)" log |
			hoff-kpi ${u/ --format json/} --by channel --partial
	done | hoff-kpi --merge $u --by channel | cmp report -
}

@test "what an experiment on customers needs is asked for" {
	run -2 --separate-stderr hoff-kpi --ab a --pre-period 2026-01-01T00:00:00Z "$story"
	[ "$stderr" = 'hoff-kpi: --pre-period goes with --unit customer: what customers did before is compared' ]
	run -2 --separate-stderr hoff-kpi --ab a --unit customer --pre-period monday "$story"
	[ "$stderr" = "hoff-kpi: --pre-period: 'monday' is no time such as 2026-03-01T00:00:00Z" ]
	run -2 --separate-stderr hoff-kpi --unit customer "$story"
	[ "$stderr" = 'hoff-kpi: --unit customer is about what --ab, --fair-by or --baseline compare' ]
	run -2 --separate-stderr hoff-kpi --ab a --covariate b "$story"
	[ "$stderr" = 'hoff-kpi: --covariate goes with --unit customer: it is what was known of customers before' ]
	run -2 --separate-stderr hoff-kpi --fair-by a --unit customer --covariate b "$story"
	[ "$stderr" = 'hoff-kpi: --covariate is about the arms of --ab' ]
	run -2 --separate-stderr hoff-kpi --ab a --peek 0 "$story"
	[ "$stderr" = 'hoff-kpi: --peek: must be 1 or more' ]
}

# followed ARM WORD... -- WORD...: conversations of so many words of the customer
# before a human came, and of so many that none came after.
followed() {
	awk -v arm="$1" -v words="${*:2}" 'BEGIN {
		n = split(words, w, " ")
		human = ",{\"role\":\"agent\"}"
		for (i = 1; i <= n; i++) {
			if (w[i] == "--") {
				human = ""
				continue
			}
			printf "{\"conversation_id\":\"%s-%d\",", arm, i
			printf "\"experiment\":{\"arm\":\"%s\"},\"turns\":[", arm
			for (k = 1; k <= w[i]; k++)
				printf "%s{\"role\":\"customer\"}", (k > 1 ? "," : "")
			printf "%s]}\n", human
		}
	}'
}

@test "how soon a human came is compared of all, those that ended without too" {
	# Miller's leukaemia data, as in R's survival: survdiff() says p 0.0653;
	# the areas and their errors by numpy, by their definitions
	{
		followed kept 9 13 18 23 31 34 48 -- 13 28 45 161
		followed not 5 5 8 8 12 23 27 30 33 43 45 -- 16
	} >log
	hoff-kpi --ab experiment.arm --format json log >report
	jq -c '.experiment.times[] | select(.id == "human_turns") | [.n_control,
		.n_treated, .events_control, .events_treated, .until, .control,
		.treated, .difference, .low, .p, .p_log_rank, .p_holm]' report >got
	diff - got <<-'END'
	[11,12,7,11,45,30.7386,22.7083,-8.0303,-19.5268,0.171,0.0653,0.0653]
	END
	[ "$(jq '.experiment.times | length' report)" = 1 ]
	hoff-kpi --ab experiment.arm log |
		grep -q '^  not  turns to human, customer turns  45.00  30.74 (7 of 11)  22.71 (11 of 12)  *-8.03  -19.53 to 3.47  0.1710  *0.0653  0.0653$'
	hoff-kpi --ab experiment.arm --format csv log |
		grep -q '^experiment,,human_turns,not,restricted_mean_difference,-8.0303,'
	hoff-kpi --ab experiment.arm --compare automation log |
		grep -q '^How soon, of all conversations: nothing has happened'
	jq -c '.customer.id = .conversation_id' log |
		hoff-kpi --ab experiment.arm --unit customer |
		grep -q '^How soon, of all conversations: by conversation only'
	# the mean of those who met a human says that B is the faster one, and
	# it only ends sooner
	{
		followed A 1 2 3 4 5 6 7 8 -- 1 2 3 4 5 6 7 8
		followed B 1 1 2 2 -- 1 1 2 2 1 1 2 2 1 1 2 2
	} >log
	hoff-kpi --ab experiment.arm --format json log >report
	jq -e '.experiment | (.contrasts[] | select(.id == "human_turns") |
		.difference == -3 and .p < 0.05) and (.times[0] |
		.until == 2 and (.difference | fabs) < 0.1 and .p_log_rank > 0.2)' report
}
