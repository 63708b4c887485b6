# What hoff-route says of a whole log: waits, service levels, loads.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

# value PATH: a figure of the report in report.json
value() {
	jq -c "$1.value" report.json
}

# report [OPTION]...: route the records, and keep the report
report() {
	hoff-route -a agents.csv -r rules.jq --report --format json "$@" \
		<records >report.json
}

# One agent, contacts of a minute each, all at nine: they wait for 0 s, 60 s
# and 120 s, and the last gives up after 150 s.
one_after_the_other() {
	agents <<-'END'
	id,skills
	ann,general;card
	END
	cat >rules.jq <<-'END'
	{ queues: [ { name: "general", sla_s: 60, patience_s: 150 } ] }
	END
	contacts >records <<-'END'
	c1 09:00:00 handle=60
	c2 09:00:00 handle=60 lang=de
	c3 09:00:00 handle=60 channel=voice
	c4 09:00:00 handle=60 channel=voice
	END
	report "$@"
}

@test "waits and service levels are those of a day that is worked out by hand" {
	one_after_the_other
	[ "$(value .total.contacts)" = 4 ]
	[ "$(value .total.served)" = 0.75 ]
	[ "$(value .total.abandoned)" = 0.25 ]
	[ "$(value .total.asa_s)" = 60 ]
	# above 2 s, quantiles are within 1/2048 of themselves
	jq -e '.total.wait_p50_s.value - 60 | fabs < 0.03' report.json
	[ "$(value .total.wait_max_s)" = 120 ]
	[ "$(value .total.gave_up_p50_s)" = 150 ]
	[ "$(value .total.aht_s)" = 60 ]
	# two of four in 60 s, two of three served
	[ "$(value .total.service_level_offered)" = 0.5 ]
	[ "$(value .total.service_level_served)" = 0.6667 ]
	[ "$(value .total.service_level_met_or_left)" = 0.5 ]
	# the agent works all of the 150 s that are observed
	[ "$(value .total.occupancy)" = 1 ]
	[ "$(jq -c .period.observed_s report.json)" = 150 ]
	# 0 + 60 + 120 + 150 s of waiting in 150 s, four contacts in them
	[ "$(value .total.waiting)" = 2.2 ]
	[ "$(value .total.wait_all_s)" = 82.5 ]
	[ "$(value .total.per_hour)" = 96 ]
	[ "$(value '.channels[] | select(.name == "voice") | .served')" = 0.5 ]
	[ "$(value '.languages[] | select(.name == "de") | .asa_s')" = 60 ]
	[ "$(value '.half_hours[0].contacts')" = 4 ]
	[ "$(jq -r '.half_hours[0].name' report.json)" = 09:00 ]
}

@test "who gives up soon is left out only where the convention says so" {
	one_after_the_other --short-abandon 150
	[ "$(value .total.service_level_offered)" = 0.5 ]
	[ "$(value .total.service_level_less_short)" = 0.6667 ]
	[ "$(value .total.abandoned_less_short)" = 0 ]
	one_after_the_other --short-abandon 149
	[ "$(value .total.service_level_less_short)" = 0.5 ]
	[ "$(value .total.abandoned_less_short)" = 0.25 ]
}

@test "who waits past his target while others are preferred is counted as starved" {
	agents <<-'END'
	id,skills
	ann,general;card
	END
	cat >rules.jq <<-'END'
	{ queues: [ { name: "general", sla_s: 10 },
	    { name: "card", skills: ["card"], sla_s: 10 } ] }
	END
	# while the card waits for a language that nobody has at hand
	contacts >records <<-'END'
	c1 09:00:00 handle=60 queue=card
	c2 09:00:01 handle=60 queue=card
	c3 09:00:02 handle=60 queue=card priority=90
	END
	report
	# c3 goes before c2, as its priority is higher: nobody is wronged
	[ "$(value .total.overtaken)" = 0 ]
	[ "$(value .total.starved)" = 0 ]
	agents <<-'END'
	id,skills,languages
	ann,general;card,en
	bob,general;card,de
	END
	# c2 needs bob, who has an hour's work; ann serves c3 and c4 meanwhile
	contacts >records <<-'END'
	c1 09:00:00 handle=3600 queue=card lang=de
	c2 09:00:01 handle=60 queue=card lang=de
	c3 09:00:02 handle=60 queue=card lang=en
	c4 09:01:00 handle=60 queue=general lang=en priority=10
	END
	report
	[ "$(value '.queues[] | select(.name == "card") | .overtaken')" = 0.3333 ]
	[ "$(value '.queues[] | select(.name == "card") | .starved')" = 0.3333 ]
	[ "$(value '.queues[] | select(.name == "general") | .starved')" = 0 ]
	report --starved 7
	[ "$(value .total.starved)" = 0 ]
}

@test "the skill that people wait for is named, and those that nobody needs" {
	agents <<-'END'
	id,skills
	ann,general;card;juggling
	bob,general;tax
	END
	cat >rules.jq <<-'END'
	{ queues: [ { name: "general", skills: ["general"] },
	    { name: "card", skills: ["general", "card"] },
	    { name: "tax", skills: ["tax"] } ] }
	END
	contacts >records <<-'END'
	c1 09:00:00 handle=60 queue=card
	c2 09:00:00 handle=60 queue=card
	c3 09:00:00 handle=60 queue=general
	END
	report
	[ "$(jq -r '.skills[] | select(.bottleneck) | .name' report.json)" = card ]
	[ "$(jq -r '.skills[] | select(.name == "juggling") | .idle' \
		report.json)" = 'no queue asks for it' ]
	[ "$(jq -r '.skills[] | select(.name == "tax") | .idle' \
		report.json)" = 'no contact needed it' ]
	[ "$(value '.skills[] | select(.name == "general") | .contacts')" = 3 ]
	hoff-route -a agents.csv -r rules.jq --report records >table
	grep -q 'card .* the bottleneck$' table
}

@test "what cannot be told is null with a reason, and never 0" {
	agents <<-'END'
	id,skills,shift
	ann,general,Sat 10:00-11:00
	END
	: >records
	report
	[ "$(value .total.contacts)" = 0 ]
	[ "$(value .total.served)" = null ]
	[ "$(jq -r .total.served.reason report.json)" = 'no contact came' ]
	[ "$(value .total.occupancy)" = null ]
	[ "$(jq -c .period report.json)" = null ]
	# a Monday, nobody there
	echo 'c1 09:00:00 queue=general' | contacts >records
	report --max-wait 600
	[ "$(value .total.unserved)" = 1 ]
	[ "$(value .total.service_level_offered)" = 0 ]
	[ "$(jq -r .total.asa_s.reason report.json)" = 'nobody was served' ]
	[ "$(jq -r .total.occupancy.reason report.json)" = \
		'no agent was on shift' ]
	[ "$(value .total.jain)" = null ]
}

@test "half hours are those of the wall in the time zone that is asked for" {
	one_after_the_other --time-zone Asia/Kathmandu
	[ "$(jq -r '.half_hours[0].name' report.json)" = 14:30 ]
	run -2 --separate-stderr hoff-route --report --time-zone Asia/Katmandoo
	[[ $stderr == *'--time-zone: unknown zone Asia/Katmandoo (did you mean '* ]]
	# also where no half hour is asked for
	run -2 --separate-stderr hoff-route --time-zone berlin
	[[ $stderr == *'unknown zone berlin (did you mean Europe/Berlin?)' ]]
}

@test "the time of many agents is added up whole" {
	{ # more microseconds of slots than 64 bits hold
		echo id,skills,slots
		seq 5000 | awk '{ print "a" $1 ",x,1000" }'
	} | agents
	printf '%s\n' 'c1 01T00:00:00' 'c2 14T00:00:00' 'c3 27T00:00:00' |
		contacts >march
	sed 's/2026-03/2026-04/g' march | cat march - >records
	hoff-route -a agents.csv -r rules.jq --report --format json records |
		jq -e '.total | .agents_present.value == 5000
			and .slot_use.of == 57 * 86400 * 5000 * 1000
			and .slot_use.value == 0'
}

@test "the report is the same beside the records, which are as ever" {
	many >records
	report
	mv report.json alone.json
	hoff-route -a agents.csv -r rules.jq records >plain
	hoff-route -a agents.csv -r rules.jq --report=report.json \
		--format json --html page.html records >out
	cmp plain out
	cmp alone.json report.json
	for format in table csv markdown; do
		hoff-route -a agents.csv -r rules.jq --report \
			--format $format records >"$format.1"
		LC_ALL=C TZ=Asia/Tokyo hoff-route -j 3 -a agents.csv \
			-r rules.jq --report --format $format \
			records >"$format.2"
		cmp "$format.1" "$format.2"
		[ -s "$format.1" ]
	done
}

@test "on a terminal the tables are as wide as that" {
	many >records
	echo '{}' | tee a.jq >b.jq
	for what in --report --staff '-p a.jq -p b.jq'; do
		script -qec "NO_COLOR=1 hoff-route -a agents.csv -r rules.jq \
			$what records" /dev/null </dev/null >terminal
		tr -d '\r' <terminal >shown
		[ "$(wc -L <shown)" -le 80 ]
		# shellcheck disable=SC2086 # words
		hoff-route -a agents.csv -r rules.jq $what records >file
		[ "$(wc -L <file)" -gt 80 ]
	done
}

@test "every figure of the report is what its records add up to" {
	run -0 python3 "$root/tests/route_report.py" 0 12
	echo "$output"
	# and there was something to add up
	[[ $output != *=0* ]]
}

@test "contacts and time balance whatever queues and agents do" {
	cat >rules.jq <<-'END'
	{ queues: [
	    { name: "general", skills: ["general"], sla_s: 30,
	      handle: {exponential: 120}, patience_s: 200, wrap_up_s: 10,
	      no_answer: {share: 0.3, after_s: 15, rest_s: 30}, reserve: 1,
	      transfer: {share: 0.3, to: "card", spent: 0.4} },
	    { name: "card", skills: ["card"], sla_s: 20,
	      handle: {lognormal: {mean: 90, cv: 0.8}},
	      patience: {exponential: 60}, closed: "refuse",
	      hours: {mon: ["08:00-10:00"]}, time_zone: "Europe/Berlin",
	      overflow: {to: "tax", after_age_s: 40, waiting: 5} },
	    { name: "tax", skills: ["tax"], handle: {uniform: [10, 100]},
	      steps: [{skills: ["tax:3"], until_age_s: 20}, {}] } ] }
	END
	echo '{ slow_down: 0.3, channels: {email: {weight: 0.5}},
		join: {within_s: 600, keep_place: true} }' >policy.jq
	agents <<-'END'
	id,skills,slots,shift,zone
	ann,general;card,2,,
	bob,general;tax:3,3,Mon-Fri 09:00-17:00,Europe/Berlin
	cid,card;tax,1,Mon 08:30-09:10;Mon 09:20-12:00,Z
	END
	seq 600 | awk '{ t = $1 * 11; printf "c%d %02d:%02d:%02d queue=%s channel=%s\n",
		$1, 8 + t / 3600, t / 60 % 60, t % 60,
		$1 % 3 ? "general" : $1 % 2 ? "card" : "tax",
		$1 % 5 ? "webchat" : "email" }' | contacts |
		jq -c '.customer.id = "u\(.conversation_id[1:] | tonumber % 50)"' \
			>records
	report --policy policy.jq
	jq -e '.total | .served.n > 100 and .abandoned.n > 10
		and .unserved.n > 10 and .waiting.value > 0.1' report.json
	jq -e '.balance | .came == .went and .waits_s == .waiting_s
		and .handled_s == .in_hand_s' report.json
	report --policy policy.jq --hold 20K
}

@test "what a change of channel costs is told with joining and without" {
	printf '%s\n' id,skills ann,general bob,general | agents
	echo '{ queues: [{ name: "general" }] }' >rules.jq
	echo '{ join: { within_s: 600 } }' >policy.jq
	contacts >records <<-'END'
	c1 09:00:00 handle=100
	c2 09:00:00 handle=110
	c3 09:00:10 customer=u1 channel=voice handle=60
	c4 09:00:20 customer=u2 handle=60
	c5 09:00:30 customer=u1 channel=webchat handle=60
	c6 09:04:00 customer=u1 channel=whatsapp handle=60
	c7 09:20:00 customer=u1 channel=whatsapp handle=60
	END
	report -p policy.jq
	# u1 comes to the chat, and back once more, before ten minutes are over
	[ "$(jq -c '.total.came_again | [.n, .of]' report.json)" = '[2,7]' ]
	[ "$(jq -c '.total.channel_changed | [.n, .of]' report.json)" = '[2,7]' ]
	# both sides of the laws: all but c3, who goes on as c5; in the queue were c3
	# for 20 s, c5 for 70 more, c4 for 90; 210 s of work and four times 60
	[ "$(jq -c '[.balance[]]' report.json)" = '[6,6,180,180,450,450]' ]
	# he gets ann again, who had him; apart bob, and waits twice
	[ "$(jq -c '[.total, .apart | .wait_restarted.n, .wait_restarted.of,
		.wait_lost_s.value, .context_lost.n, .context_lost.of]' \
		report.json)" = '[0,2,null,0,1,1,2,20,1,1]' ]
	[ "$(value .total.contacts)" = 6 ]
	[ "$(value .apart.contacts)" = 7 ]
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report \
		--html page.html records >table
	grep -q 'their wait began anew *50.00% *0.00% ' table
	grep -q '<td[^>]*>50.00%</td>' page.html
	hoff-route -a agents.csv -r rules.jq -p policy.jq --report \
		--format csv records >report.csv
	grep -q '^apart,all,context_lost,1,share,1,1,' report.csv
	# without a policy that joins, nothing is known of customers
	report
	jq -e '.apart == null and .total.came_again.value == null
		and .total.came_again.reason' report.json
	# what is told of channels apart is what such a policy does
	echo '{ join: { within_s: 600, keep_place: false, same_agent: false } }' \
		>silo.jq
	many | jq -c '.customer.id = "u\(.conversation_id[1:] | tonumber * 7 % 50)"
		| .channel = (.conversation_id[1:] | tonumber % 3 | tostring)' \
		>records
	report -p silo.jq --window 3
	jq .total report.json >silo
	report -p policy.jq
	jq .apart report.json | diff silo -
	jq -e '.apart.wait_restarted.n > 5 and .total.came_again.n > 20' report.json
}

@test "who gives up, and waits, is as many as Erlang A says" {
	python3 "$root/tests/route_models.py" erlang-a 10 2000 7
}

@test "the report fits its schema" {
	many >records
	report
	hoff-route --show-defaults=report.schema.json >schema.json
	cat >fits.py <<-'END'
	import json, sys, jsonschema
	schema = json.load(open("schema.json"))
	jsonschema.Draft7Validator.check_schema(schema)
	jsonschema.Draft7Validator(schema).validate(json.load(open("report.json")))
	END
	python3 fits.py
	one_after_the_other
	python3 fits.py
	echo '{ join: { within_s: 600 } }' >policy.jq
	report -p policy.jq
	python3 fits.py
	: >records
	report
	python3 fits.py
}

@test "names of others are no markup, no formula and no command" {
	agents <<-'END'
	id,skills
	=1+1,general
	END
	jq -nc '{conversation_id: "c", channel: "<b>|`x`\u001b[2J", turns: [],
		hoff: {score: {decision: "escalate", at: "2026-03-02T09:00:00Z",
			queue: "general", turn: null, priority: null}}}' >records
	hoff-route -a agents.csv -r rules.jq --report --html page.html \
		--format csv records >report.csv
	grep -q "agents,'=1+1," report.csv
	run ! grep -q '<b>' page.html
	grep -q '&#60;b&#62;' page.html
	run ! grep -q "default-src [^']" page.html
	hoff-route -a agents.csv -r rules.jq --report \
		--format markdown records >report.md
	run ! grep -q '<b>' report.md
	hoff-route -a agents.csv -r rules.jq --report records >report.txt
	run ! grep -q $'\033' report.txt
}
