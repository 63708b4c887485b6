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
