# hoff-route: calls that ring at desks which do not answer, and customers who are
# called back.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

@test "who does not answer rests, and the contact keeps its place" {
	printf '%s\n' id,skills ann,x | agents
	policy <<-'END'
	{ queues: [ { name: "general", handle_s: 100,
	    no_answer: { share: 0.4, after_s: 10, rest_s: 5 } } ] }
	END
	seq 200 | awk '{ printf "c%d %02d:%02d:00\n", $1, $1 * 7 / 60, $1 * 7 % 60 }' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq -p policy.jq records >out
	# alone with one agent: 10 s of ringing and 5 s of rest for each
	jq -e -s 'map(.hoff.route | .wait_s - 15 * ([.moments[]?] | length))
		| all(. == 0)' out
	jq -s 'map([.hoff.route.moments[]?] | length) | add' out >n
	# of 200 / 0.6 offers 0.4 are let ring: 133 of them, deviation 14.9
	[ "$(cat n)" -gt 95 ]
	[ "$(cat n)" -lt 171 ]
	# he who loses patience while it rings is gone, and the agent free
	policy <<-'END'
	{ queues: [ { name: "general", patience_s: 4,
	    no_answer: { share: 0.4, after_s: 10, rest_s: 5 } } ] }
	END
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -c '.hoff.route | [.outcome, .wait_s]' | sort | uniq -c |
		awk '{ print $2 }' >got
	diff -u - got <<-'END'
	["abandoned",4]
	["assigned",0]
	END
}

@test "on paper: two contacts ring at one desk, which rests until both rests are over" {
	printf '%s\n' id,skills,slots ann,general,2 | agents
	policy <<-'END'
	{ queues: [ { name: "general",
	    no_answer: { share: 0.5, after_s: 20, rest_s: 60 } } ] }
	END
	# a0 rings from 0 to 20 s, a15 from 10 to 30 s: she rests until 90 s
	cat >all <<-'END'
	a0 09:00:00 handle=10
	a15 09:00:10 handle=10
	--
	a0 assigned ann 90
	a15 assigned ann 80
	END
	trace
}

@test "on paper: who rings at a desk whose shift ends goes back before who came later" {
	printf '%s\n' id,skills,shift 'ann,general,Mon 09:00-09:10' \
		'bob,general,Mon 09:10-17:00' | agents
	policy <<-'END'
	{ queues: [ { name: "general", no_answer: { share: 0.5, after_s: 20 } } ] }
	END
	# 09:09:50  a3 rings at ann's, whose shift ends at 09:10:00
	# 09:10:05  a0 to bob, until 09:11:05, as a3 rings until 09:10:10
	# 09:11:05  a3 to bob, who came before a1; until 09:11:15
	cat >all <<-'END'
	a3 09:09:50 handle=10
	a0 09:10:05 handle=60
	a1 09:10:08 handle=10
	--
	a3 assigned bob 75
	a0 assigned bob 0
	a1 assigned bob 67
	END
	trace
	moments | diff - <(echo 'a3 no_answer ann 09:09:50')
}

@test "who comes back from ringing overflows when he is old enough by then" {
	printf '%s\n' id,skills ann,general bob,card | agents
	policy <<-'END'
	{ queues: [
	    { name: "general", skills: ["general"],
	      no_answer: { share: 0.5, after_s: 20 },
	      overflow: { to: "card", after_age_s: 10 } },
	    { name: "card", skills: ["card"] } ] }
	END
	printf '%s\n' 'a0 09:00:00 handle=10' -- 'a0 assigned bob 20' >all
	trace
}

@test "who is passed on draws anew whether he is answered" {
	printf '%s\n' id,skills ann,x | agents
	policy <<-'END'
	{ queues: [ { name: "general", handle_s: 8, transfer: { to: "general" },
	    no_answer: { share: 0.5, after_s: 10 } } ] }
	END
	seq 100 | awk '{ printf "c%d %02d:%02d:00\n", $1, $1 * 7 / 60, $1 * 7 % 60 }' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq '.hoff.route.passed_on.wait_s' >waits
	# half of them ring, some more than once
	[ "$(grep -c '^0$' waits)" -gt 35 ]
	[ "$(grep -c '0$' waits)" -eq 100 ]
	[ "$(grep -vc '^0$' waits)" -gt 35 ]
}

@test "who takes a callback keeps the place, and the waits of others stay theirs" {
	printf '%s\n' id,skills ann,x | agents
	cat >rules.jq <<-'END'
	{ queues: [ { name: "general", handle_s: 100, sla_s: 30, patience_s: 60,
	    callback: { after_s: 20 } } ] }
	END
	# ann has c1 until 09:01:40; c2 and c4 hang up after 20 s, with their patience;
	# c3 writes, and nobody calls who writes: gone at 09:01:15.  c5 comes later
	# than c4, and is behind
	cat >all <<-'END'
	c1 09:00:00 channel=voice
	c2 09:00:10 channel=voice
	c3 09:00:15
	c4 09:00:30 channel=phone
	c5 09:05:00 channel=voice
	--
	c1 assigned ann 0
	c2 assigned ann 90
	c3 abandoned - 60
	c4 assigned ann 170
	c5 assigned ann 0
	END
	become
	hoff-route -a agents.csv -r rules.jq records >out
	run -0 jq -r '.hoff.route | select(.called_back) |
		"\(.moments[0].kind) \(.moments[0].at) \(.target_met)"' out
	[ "$output" = $'callback 2026-03-02T09:00:30Z false\ncallback 2026-03-02T09:00:50Z false' ]
	hoff-route -a agents.csv -r rules.jq --report --format json records >report.json
	jq -e '.total | [.served.n, .asa_s.value, .asa_s.n, .callbacks.n,
		.callback_reached.value, .callback_asa_s.value] ==
		[4, 0, 2, 2, 1, 130]' report.json
	# offered to nobody else are c1, c3 and c5; in Connect's way c2 and c4 left
	# the queue in time
	jq -e '.total | [.service_level_offered, .service_level_served,
		.service_level_met_or_left | .n, .of] == [2, 3, 2, 2, 4, 5]' report.json
	hoff-kpi --format json out >kpi.json
	jq -e '.kpis | map({(.id): [.numerator, .denominator]}) | add |
		.service_level == [2, 3] and .route_callback == [2, 5]' kpi.json
	jq -e '.amounts[] | select(.id == "route_wait_s") | .n == 2' kpi.json
	# a policy beside that without: no wait of who hung up is laid beside another
	echo '{ name: "calls" }' >calls.jq
	echo '{ queues: [ { name: "general", callback: { share: 0 } } ] }' >none.jq
	hoff-route -a agents.csv -r rules.jq -p calls.jq -p none.jq \
		--replications 1 --format json records >compare.json
	jq -e '[.policies[].values.callbacks.value] == [0.4, 0]
		and .policies[0].values.asa_s.value == 0
		and .policies[1].values.no_longer_served.value == 0' compare.json
}

@test "who is called back and does not pick up costs an agent the ringing" {
	printf '%s\n' id,skills ann,x | agents
	cat >rules.jq <<-'END'
	{ queues: [ { name: "general", handle_s: 100,
	    callback: { after_s: 20, answered: 0, dial_s: 40 } } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 channel=voice
	c2 09:00:10 channel=voice
	c3 09:00:20
	--
	c1 assigned ann 0
	c2 not_reached - 90
	c3 assigned ann 120
	END
	become
	hoff-route -a agents.csv -r rules.jq --report --format json records >report.json
	jq -e '.total | .never_not_reached.n == 1 and .callback_reached.value == 0
		and .aht_s.value == 100' report.json
	jq -e '.balance | .handled_s == 240 and .in_hand_s == 240' report.json
	# share of those who are offered it, and of whom who pick up, as they are drawn
	cat >policy.jq <<-'END'
	{ queues: [ { name: "general", callback: { after_s: 0, share: 0.3,
	    answered: 0.7, dial_s: 0 }, handle_s: 0 } ] }
	END
	printf 'id,skills,shift\nann,x,Tue 00:00-24:00\n' | agents
	seq 2000 | awk '{ printf "c%d 09:%02d:%02d channel=voice\n", $1, $1 / 60 % 60, $1 % 60 }' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records >report.json
	# three deviations of the binomial around 600 of 2000, and 0.7 of these
	jq -e '.total.callbacks.n as $n | $n > 538 and $n < 662 and
		(.total.callback_reached.n - 0.7 * $n | fabs) < 3 * ($n * 0.21 | sqrt)' \
		report.json
	# who may be in danger is not sent away from the line
	echo '{ queues: [ { name: "crisis", skills: ["x"], crisis: true, callback: {} } ] }' >rules.jq
	run -2 --separate-stderr hoff-route -a agents.csv -r rules.jq records
	[[ $stderr == 'hoff-route: rules.jq:1:13: queues[0] (crisis): a crisis queue calls nobody back: who may be in danger is not left alone'* ]]
}

@test "who did not pick up is called again, so often and no sooner, and keeps the place" {
	printf '%s\n' id,skills ann,x | agents
	policy <<-'END'
	{ queues: [ { name: "general", handle_s: 100, callback: { after_s: 20,
	    answered: 0, dial_s: 40, attempts: 3, retry_s: 60 } } ] }
	END
	# c2 is called from 09:01:40 to 09:02:20, again when c3 is done (09:04:10),
	# and at last when c4 is (09:06:30), before c5, who came later
	cat >all <<-'END'
	c1 09:00:00 channel=voice
	c2 09:00:10 channel=voice
	c3 09:02:30
	c4 09:04:20
	c5 09:06:00
	--
	c1 assigned ann 0
	c2 not_reached - 380
	c3 assigned ann 0
	c4 assigned ann 30
	c5 assigned ann 70
	END
	trace
	hoff-route -a agents.csv -r rules.jq -p policy.jq records >out
	jq -se '.[] | select(.conversation_id == "c2") | .hoff.route |
		[.called_back, .calls, (.moments[] | [.kind, .at[14:19], .due[14:19]])]
		== [false, 3, ["callback", "00:30", null],
		["unreached", "02:20", "03:20"], ["unreached", "04:50", "05:50"]]' out
	# in line it was for 90, 50 and 40 s
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records >report.json
	jq -e '.balance | .waits_s == 280 and .waiting_s == 280
		and .handled_s == 520 and .in_hand_s == 520' report.json
	jq -e '.total | .callback_calls == {value: 3, n: 3, of: 1, reason: null}
		and .callback_reached.value == 0 and .never_not_reached.n == 1
		and .overtaken.n == 0 and .contacts.n == 5' report.json
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report records |
		grep 'calls for each  *3.0000  *3  *1 '
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format csv records |
		grep '^total,all,callback_calls,3,number,3,1,,'
	hoff-route -a agents.csv -r rules.jq -p policy.jq --html page.html records >/dev/null
	grep -q 'calls for each' page.html
	# each attempt is picked up as often as the first: 1 - 0.4^3 are reached, by
	# 1.56 calls, within three deviations of 2000 draws
	policy <<-'END'
	{ queues: [ { name: "general", handle_s: 0, callback: { after_s: 0,
	    answered: 0.6, dial_s: 0, attempts: 3, retry_s: 0 } } ] }
	END
	printf 'id,skills,shift\nann,x,Tue 00:00-24:00\n' | agents
	seq 2000 | awk '{ printf "c%d 09:%02d:%02d channel=voice\n", $1, $1 / 60 % 60, $1 % 60 }' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records >report.json
	jq -e '.total | (.callback_reached.n - 1872 | fabs) < 33
		and (.callback_calls.value - 1.56 | fabs) < 0.05' report.json
}

@test "who has an appointment is called then, behind who waits or before" {
	printf '%s\n' id,skills ann,x | agents
	appointments() {
		policy <<-END
		{ queues: [ { name: "general", handle_s: 100, sla_s: 30,
		    callback: { after_s: 20, appointment: { slot_s: 1800, places: 1$1 } }
		    $2 } ] }
		END
	}
	# c2 and c3 hang up, and there is one place at 09:30; c5 came before it
	cat >all <<-'END'
	c1 09:00:00 channel=voice
	c2 09:00:10 channel=voice
	c3 09:00:20 channel=voice
	c4 09:29:30
	c5 09:29:50
	--
	c1 assigned ann 0
	c2 assigned ann 170
	c3 assigned ann 0
	c4 assigned ann 0
	c5 assigned ann 80
	END
	appointments
	trace
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '.hoff.route | .moments[]? | "\(.kind) \(.at) \(.due)"' |
		diff - <(echo 'callback 2026-03-02T09:00:30Z 2026-03-02T09:30:00Z
callback 2026-03-02T09:00:40Z 2026-03-02T10:00:00Z')
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records >report.json
	jq -e '.total | [.callbacks, .appointments, .appointment_kept | .n, .of] ==
		[2, 5, 2, 2, 2, 2] and .appointment_late_p50_s.value == 0
		and (.appointment_late_p90_s.value - 170 | fabs) < 0.1
		and .callback_asa_s.value == null and .asa_s.n == 3
		and .service_level_met_or_left.n == 4' report.json
	# nobody is in line who is at home: c2 and c3 for 20 s each, then c2 for 170
	jq -e '.balance | .waits_s == 290 and .waiting_s == 290' report.json
	# its slot is over when it is called
	appointments ', delay: 1' ''
	sed -i 's/slot_s: 1800/slot_s: 60/' policy.jq
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records | jq -e '.total.appointment_kept | [.n, .of] == [1, 2]'
	appointments ', priority: 90'
	sed -i 's/^c2 .* 170$/c2 assigned ann 70/; s/^c5 .* 80$/c5 assigned ann 180/' all
	trace
	# slots begin in the hours of the queue, where it has any
	appointments '' ', hours: { mon: ["09:00-09:40"], tue: ["08:10-12:00"] }'
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '.hoff.route.moments[]?.due' |
		diff - <(echo '2026-03-02T09:30:00Z
2026-03-03T08:30:00Z')
	# none does, and it keeps the place
	appointments '' ', hours: { mon: ["09:00-09:29"], tue: ["08:10-08:20"] }'
	sed -i 's/slot_s: 1800/slot_s: 7200/' policy.jq
	hoff-route -a agents.csv -r rules.jq -p policy.jq records | head -2 | tail -1 |
		jq -e '.hoff.route | .wait_s == 90 and (.moments[0] | has("due") | not)'
	# some hang up for a time, some in line; times are as they are drawn
	policy <<-'END'
	{ queues: [ { name: "general", handle_s: 0, callback: { after_s: 0,
	    appointment: { share: 0.25, slot_s: 1, delay: {exponential: 7200} } } } ] }
	END
	printf '%s\n' id,skills ann,x | agents
	{
		echo c0 08:00:00 handle=172800
		seq 2000 | awk '{ printf "c%d 09:%02d:%02d channel=voice\n", $1, $1 / 60 % 60, $1 % 60 }'
	} | contacts >records
	hoff-route --max-pause 172800 -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '.hoff.route.moments[]? | select(.due) | (.due[:19] + "Z" | fromdate)
			- (.at[:19] + "Z" | fromdate)' >delays
	# three deviations around 500 of 2000, and of their mean, and half a second
	awk '{ s += $1 } END { exit !(NR > 441 && NR < 559 &&
		s / NR > 7200 - 980 && s / NR < 7200 + 980) }' delays
}

@test "appointments begin by the clock of the queue, when somebody is there for them" {
	due() {
		hoff-route -a agents.csv -r rules.jq -p policy.jq records |
			jq -r '"\(.conversation_id) \(.hoff.route.moments[]?.due)"' |
			diff - <(printf '%s\n' "$@")
	}
	# at the half hours of UTC; ann goes at 17:00 there, bob speaks German only
	policy <<-'END'
	{ queues: [ { name: "general", time_zone: "Asia/Kolkata",
	    callback: { after_s: 20, appointment: { slot_s: 3600, places: 1 } } } ] }
	END
	agents <<-'END'
	id,skills,languages,shift,zone
	ann,x,en,Mon-Fri 09:00-17:00,Asia/Kolkata
	bob,x,de,Mon-Fri 09:00-20:00,Asia/Kolkata
	END
	contacts >records <<-'END'
	c1 11:00:00 lang=en handle=1200
	c2 11:00:00 lang=de handle=1200
	c3 11:01:00 lang=en channel=voice
	c4 11:01:00 lang=en channel=voice
	c5 11:01:00 lang=de channel=voice
	c6 11:01:00 lang=de channel=voice
	END
	due 'c3 2026-03-03T03:30:00Z' 'c4 2026-03-03T04:30:00Z' \
		'c5 2026-03-02T11:30:00Z' 'c6 2026-03-02T12:30:00Z'
	# clocks go forward over 02:00, from 01:00 UTC on; 50 minutes do not go
	# into a day, and midnight begins anew
	agents <<-'END'
	id,skills
	ann,x
	END
	policy <<-'END'
	{ queues: [ { name: "general", time_zone: "Europe/Berlin",
	    callback: { after_s: 20, appointment: { slot_s: 7200, places: 1 } } } ] }
	END
	contacts >records <<-'END'
	c1 28T22:00:00 handle=1200
	c2 28T22:01:00 channel=voice
	c3 28T22:01:00 channel=voice
	c4 28T22:01:00 channel=voice
	END
	due 'c2 2026-03-28T23:00:00Z' 'c3 2026-03-29T02:00:00Z' \
		'c4 2026-03-29T04:00:00Z'
	sed -i 's/7200/3000/' policy.jq
	due 'c2 2026-03-28T22:20:00Z' 'c3 2026-03-28T23:00:00Z' \
		'c4 2026-03-28T23:50:00Z'
}

@test "callers who are called at times of their own are what theory says" {
	python3 "$root/tests/route_models.py" appointments 10 2000 2026
}

@test "slips in what is said of callbacks are named" {
	for slip in 'attempts: 0' 'retry_s: -1' 'appointment: 5' \
		'appointment: {slot_s: 0}' 'appointment: {places: 0}' \
		'appointment: {delay: {exponent: 5}}' 'appointment: {slots: 4}'; do
		echo "{ queues: [ { name: \"general\", callback: { $slip } } ] }" | policy
		run -2 --separate-stderr hoff-route -p policy.jq /dev/null
		[[ $stderr == 'hoff-route: policy.jq:1:'* ]]
		[ "${#stderr_lines[@]}" -eq 1 ]
	done
}
