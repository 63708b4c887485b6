# hoff-route: orders of contacts and agents, shared hands, draws, and rosters.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

@test "contacts go by age, by deadline, or by a score that grows with age" {
	printf '%s\n' id,skills ann,x | agents
	# c2 has a soft target, c3 a hard one, c4 is important
	cat >all <<-'END'
	c1 09:00:00 queue=soft
	c2 09:00:01 queue=soft
	c3 09:00:30 queue=hard
	c4 09:00:40 queue=soft priority=52
	--
	c1 assigned ann 0
	c2 assigned ann 59
	c3 assigned ann 90
	c4 assigned ann 140
	END
	queues='queues: [ { name: "soft", sla_s: 300, handle_s: 60 },
		{ name: "hard", sla_s: 10, handle_s: 60 } ]'
	echo "{contact_order: [\"age\"], $queues}" | policy
	trace
	echo "{contact_order: [\"deadline\"], $queues}" | policy
	sed -i 's/^c2 assigned.*/c2 assigned ann 119/; s/^c3 assigned.*/c3 assigned ann 30/' all
	trace
	# 52 points are two minutes ahead of 50, at a point a minute
	echo "{contact_order: [\"score\"], $queues}" | policy
	sed -i 's/^c2 assigned.*/c2 assigned ann 119/; s/^c3 assigned.*/c3 assigned ann 150/
		s/^c4 assigned.*/c4 assigned ann 20/' all
	trace
	echo "{contact_order: [\"score\"], per_minute: 4, $queues}" | policy
	sed -i 's/^c2 assigned.*/c2 assigned ann 59/; s/^c3 assigned.*/c3 assigned ann 150/
		s/^c4 assigned.*/c4 assigned ann 80/' all
	trace
}

@test "agents go by spare capacity, occupancy, turn, skill, or idleness" {
	agents <<-'END'
	id,skills,slots
	ann,card:2,4
	bob,card:5,2
	cid,card:3,1
	END
	cat >in <<-'END'
	c1 09:00:00 queue=card handle=1000
	c2 09:00:10 queue=card handle=1000
	c3 09:00:20 queue=card handle=1000
	c4 09:00:30 queue=card handle=1000
	END
	contacts <in >records
	order() {
		policy <<<"{agent_order: [$1]}"
		fates -p policy.jq records | cut -d ' ' -f 3 | tr '\n' ' '
	}
	[ "$(order '"spare-capacity"')" = 'ann ann ann bob ' ]
	# shares in use: 1/4 of ann and 1/2 of bob
	[ "$(order '"least-occupied", "id"')" = 'ann bob cid ann ' ]
	[ "$(order '"round-robin"')" = 'ann bob cid ann ' ]
	[ "$(order '"proficiency"')" = 'bob bob cid ann ' ]
	[ "$(order '"least-skilled"')" = 'ann ann ann ann ' ]
	[ "$(order '"fewest", "proficiency"')" = 'bob cid ann bob ' ]
	[ "$(order '"longest-idle"')" = 'ann bob cid ann ' ]
	[ "$(order '"fewest", "longest-idle", "id"')" = "$(order '"preferred"' >/dev/null
		fates records | cut -d ' ' -f 3 | tr '\n' ' ')" ]
	# what a ring still asks for counts once: 2 + 1 and 1 + 3
	printf '%s\n' 'id,skills' 'ann,card:2;x:1' 'bob,card:1;x:3' | agents
	policy <<-'END'
	{ agent_order: ["proficiency"], queues: [ { name: "card",
	    skills: ["card", "x"], rings: [{after_s: 60, drop: ["x"]}] } ] }
	END
	[ "$(fates -p policy.jq records | head -1)" = 'c1 assigned bob 0' ]
	run -2 --separate-stderr hoff-route -p <(echo '{agent_order: ["idlest"]}') /dev/null
	[[ $stderr == *'unknown key "idlest"; the nearest known is '* ]]
}

@test "channels weigh differently, and an agent takes so many of each" {
	agents <<-'END'
	id,skills,channels,slots
	ann,x,webchat:2;email;voice,3
	END
	policy <<<'{channels: {email: {weight: 0.5}, webchat: {weight: 1}}}'
	cat >all <<-'END'
	c1 09:00:00 handle=100 channel=webchat
	c2 09:00:01 handle=100 channel=webchat
	c3 09:00:02 handle=100 channel=webchat
	c4 09:00:03 handle=100 channel=email
	c5 09:00:04 handle=100 channel=email
	c6 09:00:05 handle=100 channel=email
	c7 09:00:06 handle=100 channel=voice
	--
	c1 assigned ann 0
	c2 assigned ann 0
	c3 assigned ann 98
	c4 assigned ann 0
	c5 assigned ann 0
	c6 assigned ann 96
	c7 assigned ann 195
	END
	trace
	# what no agent names, as all take all, weighs what the policy says
	printf '%s\n' id,skills ann,x | agents
	policy <<<'{channels: {Email: {weight: 0.5}, desk: {exclusive: true}}}'
	cat >all <<-'END'
	c1 09:00:00 handle=100 channel=email
	c2 09:00:01 handle=100 channel=email
	c3 09:00:02 handle=100 channel=desk
	c4 09:00:03 handle=100 channel=email
	--
	c1 assigned ann 0
	c2 assigned ann 0
	c3 assigned ann 198
	c4 assigned ann 97
	END
	trace
}

@test "an e-mail has a target of its own, and a call is exclusive all the same" {
	printf '%s\n' id,skills,slots ann,x,2 | agents
	echo '{ queues: [ { name: "q", sla_s: 20, handle_s: 60 },
	    { name: "k", sla_s: 20, handle_s: 60, crisis: true,
		skills: ["x"] } ] }' >rules.jq
	policy <<<'{channels: {email: {sla_s: 3600}, voice: {sla_s: 70}},
		contact_order: ["deadline"]}'
	contacts >records <<-'END'
	c1 09:00:00 queue=q channel=voice
	c2 09:00:01 queue=q channel=email
	c3 09:00:02 queue=q channel=voice
	c4 09:00:03 queue=q channel=webchat
	c5 09:00:04 queue=k channel=email
	END
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '"\(.conversation_id) \(.hoff.route
			| "\(.wait_s) \(.target_met)")"' | diff - <(printf '%s\n' \
		'c1 0 true' 'c2 179 true' 'c3 118 false' 'c4 57 false' 'c5 56 false')
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records | jq -c '[.channels[] | .name, .service_level_offered.value]' |
		diff - <(echo '["email",0.5,"voice",0.5,"webchat",0]')
	# in a half hour by themselves, each as fast as it has to be
	hoff-route -a agents.csv -r rules.jq -p policy.jq --staff --format json \
		records | jq -e '.roster.served_in_time == 2'
}

@test "contacts that share an agent slow each other down, to the microsecond" {
	printf '%s\n' id,skills,slots ann,x,2 | agents
	policy <<<'{slow_down: [1, 0.5]}'
	# c1 is alone for 20 s, then both go at half speed: 40 s left are 80;
	# then c2 is alone again with 20 of its 60 s
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:20
	c3 09:00:30
	c4 09:10:00
	--
	c1 assigned ann 0
	c2 assigned ann 0
	c3 assigned ann 70
	c4 assigned ann 0
	END
	trace
	# four hands at k^0.7 of one's speed together: 60 s of work are
	# 60 * 4^0.3 = 90.943 s
	printf '%s\n' id,skills,slots ann,x,4 | agents
	policy <<<'{slow_down: 0.3}'
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:00
	c4 09:00:00
	c5 09:00:00
	--
	c1 assigned ann 0
	c2 assigned ann 0
	c3 assigned ann 0
	c4 assigned ann 0
	c5 assigned ann 90.943
	END
	trace() {
		contacts <in >records
		fates -p policy.jq records |
			awk '{ $4 = sprintf("%.3f", $4) + 0; print }' >got
		diff -u expected got
	}
	sed '/^--$/,$d' all >in
	sed '1,/^--$/d' all >expected
	trace
}

@test "what the log is silent of is drawn: by intent, else by queue" {
	printf '%s\n' id,skills,slots ann,x,1000 | agents
	policy <<-'END'
	{ seed: 7,
	  intents: { refund: { handle: 40 }, chat: { handle: { uniform: [10, 20] } } },
	  queues: [
	    { name: "general", handle: { exponential: 100 } },
	    { name: "card", handle: { lognormal: { mean: 200, cv: 0.5 } } },
	    { name: "many", handle: { values: [1, 2, 4] } } ] }
	END
	for q in general card many; do
		seq 1000 | awk -v q="$q" '{ printf "%s%d %02d:%02d:%02d queue=%s\n", q,
			$1, $1 / 3600, $1 / 60 % 60, $1 % 60, q }'
	done | sort -k 2,2 -s | contacts >records
	printf '%s\n' 'r1 12:00:00 intent=refund' 'r2 12:00:00 intent=chat' \
		'r3 12:00:00 intent=chat handle=77' | contacts >>records
	hoff-route -a agents.csv -r rules.jq -p policy.jq records >out
	jq -s -e 'def all_of(q): map(.hoff.route | select(.queue == q and .handle_from == "draw").handle_s);
		def mean: add / length;
		def deviation: mean as $m | map((. - $m) * (. - $m)) | mean | sqrt;
		# four standard errors of 1000 draws
		(all_of("general") | (mean - 100 | fabs) < 12.7 and (deviation - 100 | fabs) < 18)
		and (all_of("card") | (mean - 200 | fabs) < 12.7 and (deviation - 100 | fabs) < 18)
		and (all_of("many") | unique == [1, 2, 4] and (mean - 7 / 3 | fabs) < 0.16)' out
	jq -r -s '.[-3:][].hoff.route | "\(.handle_from) \(.handle_s >= 10 and .handle_s <= 20) \(.handle_s)"' \
		out | sed 's/true .*/true/' >got
	diff -u - got <<-'END'
	intent false 40
	intent true
	log false 77
	END
	# a contact's draws are its own: others come and go
	grep -v general records | hoff-route -a agents.csv -r rules.jq -p policy.jq |
		jq -c '[.conversation_id, .hoff.route.handle_s]' >fewer
	jq -c '[.conversation_id, .hoff.route.handle_s]' out |
		grep -v general | diff - fewer
	sed 's/seed: 7/seed: 8/' policy.jq >other.jq
	hoff-route -a agents.csv -r rules.jq -p other.jq records |
		jq -r .hoff.route.handle_s | head -9 >others
	jq -r .hoff.route.handle_s out | head -9 >ours
	run ! diff -q ours others
	# another day with the same ids is another draw
	sed 's/2026-03-02T/2026-03-09T/g' records >later
	hoff-route -a agents.csv -r rules.jq -p policy.jq later |
		jq -r .hoff.route.handle_s | head -9 >others
	run ! diff -q ours others
}

@test "who left before anybody came shows how patient he was" {
	printf '%s\n' id,skills ann,x | agents
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:10 left=40
	c3 09:00:20 left=40
	c4 09:00:30
	--
	c1 assigned ann 0
	c2 abandoned - 40
	c3 assigned ann 40
	c4 assigned ann 90
	END
	policy <<<'{}'
	trace
}

@test "a route leads a record by what it says, whatever its queue was" {
	policy <<-'END'
	{ routes: [
	    { when: ".customer.id == \"u1\" and .channel == \"webchat\"", queue: "card", priority: 90 },
	    { when: ".language == \"de\"", priority: 10 } ] }
	END
	printf '%s\n' 'c1 09:00:00 customer=u1' 'c2 09:00:00 customer=u2 lang=de queue=card' \
		'c3 09:00:00 customer=u1 channel=app' | contacts >records
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '.hoff.route | "\(.queue) \(.priority)"' |
		diff <(printf '%s\n' 'card 90' 'card 10' 'general 50') -
	for wrong in 'when: ".a ="' 'queue: "card"' 'when: "true", queue: "cards"'; do
		echo "{routes: [{$wrong}]}" >policy.jq
		run -2 --separate-stderr hoff-route -r rules.jq -p policy.jq /dev/null
		[[ $stderr == "hoff-route: policy.jq:1:"*'routes[0]: '* ]]
	done
}

@test "slips in a policy are told of, with the policy's name" {
	echo 'c1 09:00:00 queue=card' | contacts >records
	told() {
		run "$1" --separate-stderr hoff-route -a agents.csv -r rules.jq \
			-p policy.jq records
		[ "$stderr" = "hoff-route: policy.jq$2" ]
	}
	policy <<<'{queues: [{name: "crad", sla_s: 5}]}'
	told -0 ": queue 'crad' is in no rules, and no contact went to it; the nearest of the rules is 'card'"
	policy <<<'{queues: [{name: "crad"}], routes: [{when: ".language == \"de\"", queue: "crad"}]}'
	run -0 --separate-stderr hoff-route -r rules.jq -a agents.csv -p policy.jq records
	[ -z "$stderr" ]
	policy <<<'{queues: [{name: "card", steps: [{expression: ".skils.card >= 3"}]}]}'
	told -2 ':1:47: queues[0] (card): an agent has no .skils; the nearest known is .skills'
	policy <<<'{queues: [{name: "card", steps: [{expression: ".skills.card >= 3"}]}]}'
	told -0 ": queue 'card' can be served by nobody: no agent fits any of its steps"
}

@test "a customer who comes again keeps his place, on any channel" {
	printf '%s\n' id,skills ann,x bob,x | agents
	policy <<<'{join: {within_s: 600}}'
	cat >all <<-'END'
	c1 09:00:00 handle=100
	c2 09:00:00 handle=110
	c3 09:00:10 customer=u1 channel=voice
	c4 09:00:20 customer=u2
	c5 09:00:30 customer=u1 channel=webchat
	c6 09:04:00 customer=u1 channel=whatsapp
	c7 09:20:00 customer=u1 channel=whatsapp
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 joined - 20
	c4 assigned bob 90
	c5 assigned ann 90
	c6 assigned ann 0
	c7 assigned bob 0
	END
	trace
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -c '.hoff.route.joins | select(.)' >got
	diff -u - got <<-'END'
	{"conversation_id":"c3","channel_changed":true,"kept_place":true,"waits_since":"2026-03-02T09:00:10Z","agent_before":null}
	{"conversation_id":"c5","channel_changed":true,"kept_place":false,"agent_before":"ann"}
	END
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -c '[.conversation_id, .hoff.route.goes_on_as] | select(.[1])' >got
	diff -u - got <<<'["c3","c5"]'
	# in silos he waits twice, and is served by whoever is free
	policy <<<'{join: {within_s: 600, keep_place: false, same_agent: false}}'
	sed -i 's/^c3 joined.*/c3 assigned ann 90/; s/^c5 assigned.*/c5 assigned ann 130/
		s/^c6 assigned.*/c6 assigned bob 0/; s/^c7 assigned.*/c7 assigned ann 0/' all
	trace
}

@test "shifts go by clocks that change, and by breaks; who is away comes later" {
	# in Berlin 09:00 is 08:00 UTC until 28 March, 07:00 from the 29th
	agents <<-'END'
	id,skills,shift,breaks,zone,state
	ann,x,Mon-Sun 09:00-17:00,Mon-Sun 12:00-12:30,Europe/Berlin,
	END
	policy <<<'{}'
	cat >all <<-'END'
	c1 27T07:00:00
	c2 28T11:10:00
	c3 28T16:30:00
	c4 29T15:00:00
	--
	c1 assigned ann 3600
	c2 assigned ann 1200
	c3 assigned ann 52200
	c4 assigned ann 57600
	END
	trace
	agents <<-'END'
	id,skills,shift,zone,state
	ann,x,Mon-Sun 08:00-17:00,,away
	bob,x,Mon-Sun 10:00-12:00,,
	END
	cat >all <<-'END'
	c1 09:00:00
	c2 11:00:00
	c3 11:00:10
	c4 03T08:30:00
	--
	c1 assigned bob 3600
	c2 assigned bob 0
	c3 assigned bob 50
	c4 assigned ann 0
	END
	trace
	printf 'id,skills,state\na,x,gone\n' >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[[ $stderr == *':2: the state is neither available nor away' ]]
	printf 'id,skills,shift,breaks\na,x,Mon 08:00-09:00,Mon 07:00-10:00\n' >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[[ $stderr == *':2: the breaks leave nothing of the shift' ]]
	# one that is never taken is told, with how many have it
	printf '%s\n' id,skills,shift,breaks 'a,x,Mon 08:00-17:00,Mon 12:00-12:30' \
		{b,c}',x,Mon-Fri 22:00-06:00,Mon-Fri 02:00-02:30' >agents.csv
	run -0 --separate-stderr hoff-route -a agents.csv -r rules.jq /dev/null
	[[ $stderr == *'agents.csv:3: the break on Mon at 02:00 is outside of the shift '*': 2'* ]]
}

@test "time off is by the day on which a shift begins" {
	agents <<-'END'
	id,skills,shift,breaks,zone,time_off
	ann,x,Mon-Sun 22:00-06:00,Mon-Sun 02:00-02:30,-05:00,2026-03-04
	bob,y,,,Asia/Tokyo,2026-03-05/2026-03-06
	eve,z,Mon 09:00-17:00,,,2026-02-01/2026-03-08;2026-03-10/2026-04-12
	END
	echo '{ queues: [ { name: "x", skills: ["x"], handle_s: 1 },
	    { name: "y", skills: ["y"], handle_s: 1 },
	    { name: "z", skills: ["z"], handle_s: 1 } ] }' >rules.jq
	# ann's night of the 3rd goes on on the 4th, behind its break, too; the
	# next begins on the 5th at 22:00, which is 03:00 on the 6th in UTC.
	# bob's 5th begins at 15:00 on the 4th, and his 7th on the 6th
	cat >all <<-'END'
	c1 02T03:00:00 queue=z
	c2 04T10:59:00 queue=x
	c3 04T11:00:00 queue=x
	c4 04T14:59:59 queue=y
	c5 04T15:00:00 queue=y
	c6 05T03:00:00 queue=x
	c7 09T17:00:00 queue=z
	--
	c1 assigned eve 626400
	c2 assigned ann 0
	c3 assigned ann 144000
	c4 assigned bob 0
	c5 assigned bob 172800
	c6 assigned ann 86401
	c7 assigned eve 2995200
	END
	echo '{}' >policy.jq
	become -p policy.jq --max-wait 1e7
	contacts <in | hoff-route -a agents.csv -r rules.jq --max-wait 1e7 |
		jq -r 'select(.conversation_id | IN("c1", "c5", "c7"))
			.hoff.route.opens_at' | diff - <(printf '%s\n' \
		2026-03-09T09:00:00Z 2026-03-07T00:00:00+09:00 2026-04-13T09:00:00Z)
	# whom nobody waits for is not there either, a silence of months later
	printf '%s\n' 'c1 02T03:00:00 queue=y' 'c2 09T09:00:00 queue=z' |
		contacts | sed '2s/2026-03-09/2026-06-08/g' |
		hoff-route -a agents.csv -r rules.jq |
		jq -r .hoff.route.agent | diff - <(printf '%s\n' bob eve)
	# midnight is no shift: who has been idle the longest still has
	printf '%s\n' id,skills,time_off {ann,bob}',x,2026-03-04' >agents.csv
	cat >all <<-'END'
	c1 02T23:50:00 handle=60
	c2 02T23:50:05 handle=10
	c3 03T00:10:00 handle=10
	c4 04T00:00:00 handle=10
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned bob 0
	c4 assigned ann 86400
	END
	echo '{ queues: [ { name: "x", skills: ["x"] } ] }' >rules.jq
	trace
	for days in 2026-02-29 2026-3-04 2026-03-04/2026-03-03 2026-03-04/ \
		4.3.2026 2026-03-04-2026-03-05 2026-13-01 2026-03-00; do
		printf 'id,skills,time_off\na,x,2026-03-01;%s\n' $days >agents.csv
		run -2 --separate-stderr hoff-route -a agents.csv /dev/null
		[[ $stderr == *':2: time_off is neither a day nor the first and '* ]]
	done
}

@test "why others did not take a contact is said on demand" {
	agents <<-'END'
	id,skills,languages,shift
	ann,card,,
	bob,card,,
	cid,card,de,
	dan,other,,
	eve,card,,Tue 09:00-10:00
	END
	policy <<<'{}'
	printf '%s\n' 'c1 09:00:00 queue=card lang=en' 'c2 09:00:01 queue=card lang=en' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq --explain records |
		jq -c '.hoff.route.alternatives | [.agents, (.nearest | map("\(.agent) \(.why)"))]' >got
	diff -u - got <<-'END'
	[{"later_in_order":1,"no_skill":1,"no_language":1,"off_shift":1},["bob later_in_order","eve off_shift","cid no_language","dan no_skill"]]
	[{"no_skill":1,"no_language":1,"no_room":1,"off_shift":1},["ann no_room","eve off_shift","cid no_language","dan no_skill"]]
	END
}

@test "an e-mail does not give up as a call does" {
	printf '%s\n' id,skills ann,q | agents
	cat >rules.jq <<-'END'
	{ queues: [ { name: "q", handle_s: 300, patience: {constant: 60} } ] }
	END
	echo '{ intents: { refund: { patience: 20 } },
		channels: { email: { patience_s: 0 }, webchat: { patience_s: 90 } } }' | policy
	cat >all <<-'END'
	c1 09:00:00 channel=voice
	c2 09:00:10 channel=voice
	c3 09:00:20 channel=email intent=refund
	c4 09:00:30 channel=webchat
	c5 09:00:40 channel=email left=7
	--
	c1 assigned ann 0
	c2 abandoned - 60
	c3 assigned ann 280
	c4 abandoned - 90
	c5 abandoned - 7
	END
	trace
}
