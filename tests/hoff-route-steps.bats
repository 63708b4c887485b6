# hoff-route: steps, overflow, hours, and what agents do besides answering.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

@test "a step asks for less once a contact is old enough" {
	agents <<-'END'
	id,skills,team
	ann,card:5;gold,desk
	bob,card:2,desk
	cid,card:1,hall
	END
	policy <<-'END'
	{ queues: [ { name: "card", steps: [
	    { skills: ["gold"], until_age_s: 10 },
	    { expression: ".skills.card >= 2 and .team == \"desk\"",
	      until_age_s: 30 },
	    { } ] } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 queue=card
	c2 09:00:00 queue=card
	c3 09:00:00 queue=card
	c4 09:00:55 queue=card
	--
	c1 assigned ann 0
	c2 assigned bob 10
	c3 assigned cid 30
	c4 assigned ann 5
	END
	trace
	moments >got
	diff -u - got <<-'END'
	c2 step 1 09:00:10
	c3 step 1 09:00:10
	c3 step 2 09:00:30
	END
	# and who would do for the next step is not idle for want of a match
	sed -i 's/until_age_s: 10/until_age_s: 0/; s/bob 10/bob 0/' policy.jq all
	trace
}

@test "a step can raise the priority, and be passed over when its agents are gone" {
	agents <<-'END'
	id,skills,shift
	ann,general;gold,Tue 09:00-17:00
	bob,general,
	END
	policy <<-'END'
	{ queues: [ { name: "general", steps: [
	    { skills: ["gold"], until_age_s: 60, skip_unstaffed: true },
	    { until_age_s: 90 },
	    { priority: 90 } ] } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 handle=95
	c2 09:00:02
	c3 09:00:04 priority=80
	--
	c1 assigned bob 0
	c2 assigned bob 93
	c3 assigned bob 151
	END
	trace
}

@test "rings give up one skill after the other, never those that are not named" {
	agents <<-'END'
	id,skills
	ann,card;gold;fast
	bob,card;gold
	cid,card
	dan,gold;fast
	END
	policy <<-'END'
	{ queues: [ { name: "card", skills: ["card", "gold", "fast"], rings: [
	    { after_s: 20, drop: ["fast"] }, { after_s: 10, drop: ["gold"] } ] } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 queue=card
	c2 09:00:00 queue=card
	c3 09:00:00 queue=card
	c4 09:00:00 queue=card
	--
	c1 assigned ann 0
	c2 assigned bob 20
	c3 assigned cid 30
	c4 assigned ann 60
	END
	trace
}

@test "a crisis goes before everybody, and waits rather than go to the unqualified" {
	agents <<-'END'
	id,skills
	ann,crisis;general
	bob,general
	END
	policy <<-'END'
	{ contact_order: ["age"],
	  queues: [ { name: "crisis", skills: ["crisis"], crisis: true, priority: 1 },
	    { name: "general", reserve: 1 } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 queue=crisis
	c2 09:00:01 priority=99
	c3 09:00:02 priority=99
	c4 09:00:30 queue=crisis
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned bob 59
	c4 assigned ann 270
	END
	trace
	for wrong in 'overflow: {to: "general"}' 'skills: []' \
		'hours: {mon: ["09:00-17:00"]}' 'max_waiting: 3' \
		'transfer: {to: "general"}' \
		'rings: [{after_s: 60, drop: ["crisis"]}]'; do
		echo '{queues: [{name: "crisis", skills: ["crisis", "calm"], crisis: true}
			+ {'"$wrong"'}, {name: "general"}]}' >policy.jq
		run -2 --separate-stderr hoff-route -p policy.jq /dev/null
		[[ $stderr == *' (crisis): a crisis queue '* ]]
	done
}

@test "nothing leads out of a crisis, no route and no second message" {
	agents <<-'END'
	id,skills,channels
	ann,crisis,webchat;voice
	bob,general,
	END
	policy <<-'END'
	{ queues: [ { name: "crisis", skills: ["crisis"], crisis: true } ],
	  join: { within_s: 600 },
	  routes: [ { when: ".customer.id == \"u1\"", queue: "general", priority: 10 } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 queue=crisis handle=100
	c2 09:00:10 queue=crisis customer=u1
	c3 09:00:20 customer=u1 channel=voice
	c4 09:00:30 queue=crisis customer=u2
	c5 09:00:40 customer=u2 channel=whatsapp
	--
	c1 assigned ann 0
	c2 joined - 10
	c3 assigned ann 90
	c4 assigned ann 130
	c5 assigned bob 0
	END
	trace
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '.hoff.route.queue' | diff - <(printf '%s\n' crisis crisis \
			crisis crisis general)
}

@test "a queue overflows when it is long, when its people are gone, and with age" {
	agents <<-'END'
	id,skills,shift
	ann,card,
	bob,general,
	cid,night,Mon 22:00-23:00
	END
	policy <<-'END'
	{ queues: [
	    { name: "card", handle_s: 100,
	      overflow: { to: "general", waiting: 1, after_age_s: 50 } },
	    { name: "general", skills: ["general"] },
	    { name: "night", skills: ["night"],
	      overflow: { to: "card", when_unstaffed: true } } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 queue=card
	c2 09:00:10 queue=card
	c3 09:00:11 queue=card
	c4 09:05:00 queue=night
	c5 09:05:01 queue=night
	c6 23:30:00 queue=night
	--
	c1 assigned ann 0
	c2 assigned bob 101
	c3 assigned bob 0
	c4 assigned ann 0
	c5 assigned bob 50
	c6 assigned ann 0
	END
	trace
	moments | grep -E '^c[25]' >got
	diff -u - got <<-'END'
	c2 overflow general 09:01:00
	c5 overflow card 09:05:01
	c5 overflow general 09:05:51
	END
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r 'select(.conversation_id == "c5").hoff.route
			| "\(.asked_queue) \(.queue)"' | diff <(echo night general) -
	# round in a circle it would never end
	echo '{queues: [{name: "general", overflow: {to: "card"}},
		{name: "card", overflow: {to: "general"}}]}' >policy.jq
	run -2 --separate-stderr hoff-route -r rules.jq -p policy.jq /dev/null
	[[ $stderr == *'leads from queue "general" back to it'* ]]
}

@test "who finds too many waiting is refused, or led on; who is taken at once never" {
	printf '%s\n' id,skills,slots ann,card,2 bob,general,1 | agents
	policy <<-'END'
	{ queues: [
	    { name: "card", skills: ["card"], handle_s: 100, max_waiting: 1 },
	    { name: "general", skills: ["general"], max_waiting: 0 } ] }
	END
	# two of those who come at once are taken, one may wait
	cat >all <<-'END'
	c1 09:00:00 queue=card
	c2 09:00:00 queue=card
	c3 09:00:00 queue=card
	c4 09:00:00 queue=card
	c5 09:00:50 queue=card
	c6 09:01:40 queue=card
	c7 09:01:40 queue=card
	g1 09:02:00 handle=60
	g2 09:02:00 handle=60
	g3 09:03:00 handle=60
	--
	c1 assigned ann 0
	c2 assigned ann 0
	c3 assigned ann 100
	c4 full - -
	c5 full - -
	c6 assigned ann 0
	c7 assigned ann 100
	g1 assigned bob 0
	g2 full - -
	g3 assigned bob 0
	END
	trace
	sed -i 's/max_waiting: 1/overflow: {to: "general", waiting: 1}/' policy.jq
	sed -i 's/^c4 full.*/c4 assigned bob 0/; s/^c5 full.*/c5 full - -/' all
	trace
	# nobody is turned away in a crisis
	policy <<<'{queues: [{name: "c", skills: ["x"], crisis: true, max_waiting: 9}]}'
	run -2 --separate-stderr hoff-route -p policy.jq /dev/null
	[[ $stderr == *'a crisis queue refuses nobody'* ]]
}

@test "a queue has hours in its own zone, and holidays" {
	printf '%s\n' id,skills ann,x bob,x | agents
	policy <<-'END'
	{ queues: [ { name: "general", time_zone: "Europe/Berlin",
	    hours: { mon: ["09:00-12:00"], tue: ["09:00-12:00"],
		sat: ["22:00-24:00"], sun: ["00:00-06:00"], wed: ["10:00-12:00"] },
	    holidays: ["2026-03-03"] } ] }
	END
	# winter: an hour ahead of UTC; summer from 29 March at 01:00 UTC
	cat >all <<-'END'
	c1 07:30:00
	c2 10:59:59
	c3 11:00:00
	c4 28T20:30:00
	c5 28T22:59:59 handle=2
	c6 29T04:00:00
	--
	c1 assigned ann 1800
	c2 assigned bob 0
	c3 assigned ann 165600
	c4 assigned bob 1800
	c5 assigned ann 0
	c6 assigned bob 97200
	END
	trace --max-wait 200000
	# where nobody is let in there is nothing to wait for
	sed -i 's/holidays/closed: "refuse", holidays/' policy.jq
	sed -i 's/^c1 assigned.*/c1 closed - -/
		s/^c3 assigned.*/c3 closed - -/; s/^c4 assigned.*/c4 closed - -/
		s/^c2 assigned.*/c2 assigned ann 0/; s/^c5 assigned.*/c5 assigned bob 0/
		s/^c6 assigned.*/c6 closed - -/' all
	trace
	sed -i 's/closed: "refuse"/closed: "overflow", overflow: {to: "card"}/' policy.jq
	sed -i 's/closed - -/assigned - -/' all
	printf '%s\n' id,skills ann,x bob,x cid,card | agents
	contacts <in | fates -p policy.jq | grep -c 'assigned cid' | diff <(echo 4) -
}

@test "who comes when nobody is there is told until when, by the desk's clock" {
	cat >rules.jq <<-'END'
	{ queues: [
	    { name: "shop", time_zone: "Europe/Berlin", closed: "refuse",
	      hours: {mon: ["09:00-17:00"], tue: ["09:00-17:00"],
		  fri: ["09:00-12:00"]}, holidays: ["2026-03-03"] },
	    { name: "desk", skills: ["desk"] },
	    { name: "hall", skills: ["desk"], time_zone: "Africa/Nairobi" },
	    { name: "both", skills: ["late"],
	      hours: {mon: ["08:00-10:00"], wed: ["08:00-20:00"]} },
	    { name: "none", skills: ["gone"] } ] }
	END
	agents <<-'END'
	id,skills,shift,zone,state
	ann,desk;shop,Mon-Fri 09:00-17:00,+01:00,
	bob,desk,Sun 08:00-10:00,Europe/Berlin,
	cid,late,Mon-Fri 12:00-13:00,Z,
	gus,gone,,,away
	END
	# too early; in time; after hours, before a holiday; staffed; after the
	# last shift, by two clocks; hours and shift meet on another day only;
	# clocks go forward; who is away comes back when his shift starts
	contacts >records <<-'END'
	early 02T07:59:00 queue=shop
	open 02T08:00:00 queue=shop
	both 02T09:00:00 queue=both
	none 02T09:00:00 queue=none
	there 02T15:59:59 queue=desk
	tomorrow 02T16:30:00 queue=desk
	holiday 02T17:30:00 queue=shop
	sunday 06T20:00:00 queue=desk
	nairobi 06T20:00:00 queue=hall
	summer 28T20:00:00 queue=desk
	monday 28T20:00:00 queue=shop
	END
	hoff-route -a agents.csv -r rules.jq records | jq -r \
		'"\(.conversation_id) \(.hoff.route.opens_at // "-")"' >got
	diff -u - got <<-'END'
	early 2026-03-02T09:00:00+01:00
	open -
	both 2026-03-04T12:00:00Z
	none -
	there -
	tomorrow 2026-03-03T09:00:00+01:00
	holiday 2026-03-06T09:00:00+01:00
	sunday 2026-03-08T08:00:00+01:00
	nairobi 2026-03-08T10:00:00+03:00
	summer 2026-03-29T08:00:00+02:00
	monday 2026-03-30T10:00:00+02:00
	END
}

@test "a shift of which clocks that go forward leave nothing is no shift" {
	# 02:30 is 03:30 on that Sunday, and 03:15 is before it
	printf '%s\n' id,skills,shift,zone \
		'ann,general,Sun 02:30-03:15,Europe/Berlin' | agents
	contacts >records <<-'END'
	before 28T20:00:00
	while 29T01:20:00
	after 29T01:40:00
	END
	hoff-route -a agents.csv -r rules.jq records 2>/dev/null | jq -r \
		'.hoff.route | "\(.outcome) \(.opens_at)"' >got
	diff -u - got <<-'END'
	unserved 2026-04-05T02:30:00+02:00
	unserved 2026-04-05T02:30:00+02:00
	unserved 2026-04-05T02:30:00+02:00
	END
}

@test "work behind a contact keeps its agent, where the log does not have it" {
	printf '%s\n' id,skills ann,x | agents
	echo '{queues: [{name: "general", wrap_up_s: 15}]}' | policy
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:01 handle=20
	c3 09:00:02 handle=20 wrap=5
	c4 09:00:03 handle=20 wrap=0
	c5 09:00:04
	--
	c1 assigned ann 0
	c2 assigned ann 74
	c3 assigned ann 108
	c4 assigned ann 132
	c5 assigned ann 151
	END
	trace
}

@test "a contact that is passed on waits again, for others and with the rest" {
	agents <<-'END'
	id,skills
	ann,first
	bob,second
	END
	policy <<-'END'
	{ queues: [
	    { name: "general", skills: ["first"], handle_s: 100,
	      transfer: { to: "card", share: 1, spent: 0.25 } },
	    { name: "card", skills: ["second"] } ] }
	END
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:10
	c3 09:00:20 queue=card
	--
	c1 assigned ann 0
	c2 assigned ann 15
	c3 assigned bob 0
	END
	trace
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -c '.hoff.route.passed_on | select(.)
			| [.outcome, .queue, .agent, .at[14:19], .wait_s]' >got
	# bob has c3 until 01:20, then 75 s of c1, then c2
	diff -u - got <<-'END'
	["assigned","card","bob","00:25",55]
	["assigned","card","bob","00:50",105]
	END
	# the report tells it apart from the first waits; and who gave up there
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records | jq -e '.total | [.passed_on.n, .passed_on.of,
		.passed_on_wait_s.value, .passed_on_lost.value, .asa_s.value]
		== [2, 3, 80, 0, 5]'
	sed -i 's/handle_s: 100/handle_s: 100, patience_s: 60/' policy.jq
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report --format json \
		records | jq -e '.total | [.passed_on_lost.n, .passed_on_lost.of,
		.passed_on_wait_s.value, .served.n] == [1, 2, 55, 3]'
}

@test "a contact waits a while for its preferred agent, if he is there" {
	printf '%s\n' id,skills,shift ann,x, bob,x, cid,x,'Tue 09:00-10:00' | agents
	echo '{queues: [{name: "general", preferred_s: 30}]}' | policy
	cat >all <<-'END'
	c1 09:00:00 wants=bob
	c2 09:00:01 wants=bob
	c3 09:02:00 wants=bob handle=10
	c4 09:02:01 wants=bob
	c5 09:04:00 wants=cid
	c6 09:04:01 wants=nobody
	--
	c1 assigned bob 0
	c2 assigned ann 30
	c3 assigned bob 0
	c4 assigned bob 9
	c5 assigned ann 0
	c6 assigned bob 0
	END
	trace
	# without a wait he is only the first who is asked
	echo '{}' | policy
	sed -i 's/^c2 assigned.*/c2 assigned ann 0/; s/^c4 assigned.*/c4 assigned ann 0/
		s/^c5 assigned.*/c5 assigned bob 0/; s/^c6 assigned.*/c6 assigned ann 0/' all
	trace
}

@test "free agents can be kept for a queue" {
	printf '%s\n' id,skills ann,x bob,x\;card cid,x\;card | agents
	echo '{queues: [{name: "card", reserve: 1}]}' | policy
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:00
	c4 09:00:05 queue=card
	c5 09:00:06
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned ann 60
	c4 assigned cid 0
	c5 assigned bob 59
	END
	trace
}

# Three traces that were worked out on paper, event by event.

@test "on paper: a shift ends during work, and three things end at 09:12:15" {
	printf '%s\n' id,skills,shift 'ann,general;card,Mon 09:00-09:10' \
		'bob,card,Mon 09:05-17:00' | agents
	policy <<-'END'
	{ queues: [
	    { name: "general", skills: ["general"], patience_s: 60,
	      overflow: { to: "card", after_age_s: 60 } },
	    { name: "card", skills: ["card"], patience_s: 30 } ] }
	END
	# 09:09:00  c1 to ann, until 09:11:00, past the end of her shift
	# 09:10:30  c3 comes, then c2 is 60 s old and overflows, then bob takes
	#           c2, who came first, before his patience ends; until 09:11:00
	# 09:11:00  bob is done and ann too, who is gone; c4 comes; c3 to bob
	# 09:11:30  bob is done; c4 has waited his 30 s and is served
	# 09:12:15  bob is done; c6 comes; c5 overflows; bob takes c5, who came
	#           first, at the very end of his patience; until 09:12:25
	cat >all <<-'END'
	c1 09:09:00 handle=120
	c2 09:09:30 handle=30
	c3 09:10:30 queue=card handle=30
	c4 09:11:00 queue=card handle=45
	c5 09:11:15 handle=10
	c6 09:12:15 queue=card handle=10
	--
	c1 assigned ann 0
	c2 assigned bob 60
	c3 assigned bob 30
	c4 assigned bob 30
	c5 assigned bob 60
	c6 assigned bob 10
	END
	trace
	moments | diff - <(printf '%s\n' 'c2 overflow card 09:10:30' \
		'c5 overflow card 09:12:15')
}

# Of these ids at these times the first draw of a share of one half says that
# nobody answers, and the second that somebody does; at 09:10:05 and 09:10:08
# the first one does.
