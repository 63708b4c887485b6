# How many agents are needed, and what the roster can take.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

# arrivals RATE HANDLE DAYS QUEUES: contacts at random, RATE an hour from 09:00
# to 10:00 on each day, whose handling takes an exponential time
arrivals() {
	python3 - "$@" >records <<-'END'
	import json, random, sys
	rate, handle, days = map(float, sys.argv[1:4])
	queues = sys.argv[4].split(",")
	draw, n = random.Random(int(rate + handle)), 0
	for day in range(int(days)):
	    at = 1772442000 + 86400 * day
	    while True:
	        at += draw.expovariate(rate / 3600)
	        if at >= 1772442000 + 86400 * day + 3600:
	            break
	        end = at + draw.expovariate(1 / handle)
	        print(json.dumps({"conversation_id": "c%d" % n,
	            "customer": {"id": "u%d" % n},
	            "turns": [{"role": "agent", "at": round(at, 3)},
	                {"role": "agent", "at": round(end, 3)}],
	            "hoff": {"score": {"decision": "escalate", "turn": 0,
	                "queue": draw.choice(queues), "priority": 50}}}))
	        n += 1
	END
}

# some N SKILLS: a roster of N agents
some() {
	{
		echo id,skills
		seq -f "a%03g,$2" "$1"
	} >agents.csv
}

staff() {
	hoff-route --max-pause 1e9 -a agents.csv -r rules.jq --staff \
		--format json "$@" records >staff.json
}

@test "one queue needs as many agents as Erlang says, or one off" {
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20 } ] }' >rules.jq
	arrivals 100 300 20 q
	some 12 q
	staff --goal 0.8
	# 100 an hour of 300 s: 80 % within 20 s take 12 agents (86 %),
	# 11 are not enough (75 %)
	jq -c '.half_hours[] | [.from, .contacts, .erlangs, .agents[0].erlang,
		.agents[0].agents, .with_these.service_level,
		.agents[0].one_less.service_level]' staff.json
	jq -e '[.half_hours[].from] == ["09:00", "09:30"]' staff.json
	jq -e 'all(.half_hours[]; .agents[0].erlang - 12 | fabs <= 1)' staff.json
	jq -e 'all(.half_hours[];
		(.agents[0] | .agents - .erlang | fabs) <= 1)' staff.json
	# and that is where the goal lies
	jq -e 'all(.half_hours[]; .enough
		and .with_these.service_level >= 0.8
		and .agents[0].one_less.service_level < 0.8
		and .agents[0].one_more.asa_s < .with_these.asa_s
		and .with_these.asa_s < .agents[0].one_less.asa_s)' staff.json
	jq -e '.half_hours[0].agents[0].on_shift == 12' staff.json
	# what twelve can take is a little more than that
	jq -e '.capacity.factor > 0.9 and .capacity.factor < 1.25' staff.json
	jq -e '.profiles[0] | .one_more.service_level > .one_less.service_level' \
		staff.json
}

@test "a mean of days is of those that the log has, and each weekday stands alone" {
	cat >rules.jq <<-'END'
	{ queues: [ { name: "q", sla_s: 20, handle: { exponential: 300 } } ] }
	END
	some 12 q
	# from Monday the 2nd on: 40 escalations at 09:00 on Mondays, 4 on other
	# working days, and on the first Saturday somebody who is content
	python3 - >records <<-'END'
	import json
	for day in range(28):
	    for i in range((40, 4, 4, 4, 4, day == 5, 0)[day % 7]):
	        at = 1772442000 + 86400 * day + 45 * i
	        score = {"decision": "escalate", "turn": 0, "queue": "q", "priority": 50}
	        if day == 5:
	            score = {"decision": "contain", "turn": None}
	        print(json.dumps({"conversation_id": f"{day}-{i}", "started_at": at,
	            "turns": [{"role": "customer", "at": at}], "hoff": {"score": score}}))
	END
	cat >check.py <<-'END'
	import json, math, sys
	def level(c, load, mean, t):  # Erlang C: served within t
	    if c <= load:
	        return 0
	    top = load ** c / math.factorial(c) * c / (c - load)
	    wait = top / (sum(load ** k / math.factorial(k) for k in range(c)) + top)
	    return 1 - wait * math.exp(-(c - load) * t / mean)
	s = json.load(open("staff.json"))
	got = [[h["weekday"], h["days"], h["contacts"]] for h in s["half_hours"]]
	assert got == json.loads(sys.argv[1]), got
	# contacts of each day that the log has, by half hour
	days = [d for d in range(28) if d % 7 < 5 or d == 5]
	if len(got) > 1 or got[0][1] == 4:
	    kinds = [[d for d in days if d % 7 == k] for k in range(5)]
	else:
	    kinds = [days]
	kinds = kinds[:len(got)]
	rest, of = 0, 0
	for kind in kinds:
	    n = [(40, 4, 4, 4, 4, 0)[d % 7] for d in kind]
	    mean = sum(n) / len(n)
	    rest += sum((x - mean) ** 2 for x in n) - (len(n) - 1) * mean
	    of += (len(n) - 1) * mean ** 2
	cv = math.sqrt(max(0, rest / of))
	assert abs(s["daily_cv"] - cv) < 1e-4, (s["daily_cv"], cv)
	def more(n, mean):  # n or more of a Poisson draw, n a whole number or not
	    part = total = 1 / n
	    while part > total * 1e-17:
	        n += 1
	        part *= mean / n
	        total += part
	    return total, n
	def gamma(n, mean):
	    return more(n, mean)[0] * math.exp(n * math.log(mean) - mean - math.lgamma(n))
	for h in s["half_hours"]:
	    each = 1 + cv * cv * h["contacts"]
	    n = h["contacts"] * h["days"] / each
	    for end, p, low in ("contacts_low", n, .025), ("contacts_high", n + 1, .975):
	        got = gamma(p, h[end] * h["days"] / each)
	        assert abs(got - low) < 1e-3, (h, end, got)
	    people = h["all_agents"]
	    assert people["low"] <= people["agents"] <= people["high"]
	    assert people["agents"] == h["agents"][0]["agents"]
	for h in s["half_hours"]:
	    load = h["contacts"] / 1800 * 300
	    assert abs(h["erlangs"] - load) < 1e-4, h
	    need = next(c for c in range(1, 99) if level(c, load, 300, 20) >= 0.8)
	    assert h["agents"][0]["erlang"] == need, (h, need)
	    assert abs(h["agents"][0]["agents"] - need) <= 1, (h, need)
	END
	# 20 working days, and one Saturday of four
	staff
	python3 check.py '[[null, 21, 10.6667]]'
	jq -e '.days == 21 and .calendar_days == 26 and .weekdays[0] ==
		{weekday: "Mon", days: 4, contacts: 160} and
		.weekdays[5] == {weekday: "Sat", days: 1, contacts: 0}' staff.json
	staff --by-weekday
	python3 check.py '[["Mon", 4, 40], ["Tue", 4, 4], ["Wed", 4, 4],
		["Thu", 4, 4], ["Fri", 4, 4]]'
	# what is taken out is no day
	staff --select '(.started_at - 1772442000) % 604800 < 86400'
	python3 check.py '[[null, 4, 40]]'
	hoff-route -a agents.csv -r rules.jq --staff records >table
	grep -q '^  Mon  *4  *160  *40.00$' table
	grep -q '^  days  *21.00  of the log that have a conversation, of 26 ' table
	# of the half hours before the log begins and behind its end nothing is known
	contacts >records <<-'END'
	c1 09:00:00 queue=q
	c2 03T08:00:00 queue=q
	c3 03T09:00:00 queue=q
	c4 04T08:30:00 queue=q
	END
	staff
	jq -c '[.half_hours[] | [.from, .days, .contacts]]' staff.json |
		diff - <(echo '[["08:00",2,0.5],["08:30",2,0.5],["09:00",2,1]]')
	# a clock that is wrong by centuries
	sed 's/"2026-/"3026-/g; q' records >one
	sed 's/"2026-/"1926-/g; q' records >>one
	hoff-route -a agents.csv -r rules.jq --staff --format json one |
		jq -e '.days == 2 and [.half_hours[] | .days, .contacts] == [2, 1]'
}

@test "queues that share their agents need fewer than queues that do not" {
	cat >rules.jq <<-'END'
	{ queues: [ { name: "p", skills: ["p"], sla_s: 20 },
	    { name: "q", skills: ["q"], sla_s: 20 } ] }
	END
	arrivals 60 300 20 p,q
	some 10 'p;q'
	staff
	jq -e 'all(.half_hours[]; .agents[0] | .agents < .erlang)' staff.json
	# agents of one skill each do not help each other
	{
		some 5 p
		seq -f "b%03g,q" 5 >>agents.csv
	}
	staff
	jq -c '.half_hours[] | [.agents[] | [.agents_with, .agents, .erlang]]' \
		staff.json
	jq -e 'all(.half_hours[]; all(.agents[];
		.agents - .erlang | fabs <= 1))' staff.json
}

@test "who gives up needs fewer agents kept for him" {
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20 } ] }' >rules.jq
	arrivals 100 300 10 q
	some 12 q
	staff
	mv staff.json patient.json
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20,
		patience_s: 30 } ] }' >rules.jq
	staff
	[ "$(jq '.half_hours[0].agents[0].agents' staff.json)" -lt \
		"$(jq '.half_hours[0].agents[0].agents' patient.json)" ]
	[ "$(jq '.half_hours[0].agents[0].erlang' staff.json)" -lt \
		"$(jq '.half_hours[0].agents[0].erlang' patient.json)" ]
}

@test "what one more or less costs is told where an hour has a price" {
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20 } ] }' >rules.jq
	arrivals 100 300 5 q
	some 12 q
	staff
	jq -e 'all(.profiles[], .half_hours[].agents[]; .cost == null)' staff.json
	staff --wage 20
	# half hours of 10, and days of 24 hours
	jq -e 'all(.half_hours[]; .agents[0] | .cost.one == 10
		and .cost.these == 10 * .agents)' staff.json
	jq -e '.profiles[0].cost | .one == 480 and .these == 12 * 480' staff.json
	# by contact, from the counts that stand beside it
	jq -e 'def near(x; y): if y == null then x == null
			else (x - y | fabs) < 0.001 * y end;
		def each(money; a; b; n): ((b.served_in_time / b.contacts
			- a.served_in_time / a.contacts) * n) as $gain
			| if $gain > 0 then money / $gain else null end;
		.days as $days | .roster as $now
		| (.profiles[0] | near(.cost.one_less_saves_each;
				each(480; .one_less; $now; $now.contacts / $days))
			and near(.cost.one_more_costs_each;
				each(480; $now; .one_more; $now.contacts / $days)))
		and all(.half_hours[]; .with_these as $now | .contacts as $n
			| .agents[0] | near(.cost.one_less_saves_each;
				each(10; .one_less; $now; $n))
			and near(.cost.one_more_costs_each;
				each(10; $now; .one_more; $n)))' staff.json
	# the roster has the last word, and who costs more is another kind
	{
		echo id,skills,wage,shift
		seq -f 'a%02g,q,,' 8
		seq -f 'b%02g,q,18.50,Mon-Fri 08:00-12:00' 4
	} >agents.csv
	staff --wage 20
	jq -e '[.profiles[] | .cost.one] | . == [480, 52.8571]' staff.json
	hoff-route -a agents.csv -r rules.jq --staff --wage 20 records >table
	grep -q '^  q, 18.5 an hour .* 211.43 *52.86 ' table
	for wage in -1 1e3 18,50 18.50001 . .5 5. 1000001; do
		printf 'id,skills,wage\na,q,"%s"\n' "$wage" >agents.csv
		run -2 --separate-stderr hoff-route -a agents.csv /dev/null
		[[ $stderr == 'hoff-route: agents.csv:2: the wage is not an amount'* ]]
	done
	run -2 --separate-stderr hoff-route --staff --wage=-1 /dev/null
	[ "$stderr" = 'hoff-route: --wage: -1 is less than 0' ]
}

@test "what the roster can take is a threshold of hoff-kpi" {
	hoff-score "$root"/testdata/logs/*.ndjson >scored
	contacts=$(jq -s 'map(select(.hoff.score.decision == "escalate"))
		| length' scored)
	[ "$contacts" -gt 40 ]
	share=$(hoff-route -a "$root/testdata/hoff-route/one-agent.csv" --staff \
		--format json scored | tee staff.json |
		jq .capacity.share_of_conversations)
	# of all conversations, never more than it can take
	jq -e --argjson n "$(wc -l <scored)" --argjson contacts "$contacts" '
		.roster.contacts == $contacts and (.capacity
		| (.share_of_conversations * $n) as $x
		| $x <= .factor * $contacts
			and $x > .factor * $contacts - 0.02)' staff.json
	hoff-kpi --sweep --capacity "$share" --format json scored |
		jq -e --argjson share "$share" '.sweep.choices[]
			| select(.id == "capacity")
			| .chosen_on.handoffs.value <= $share'
}

@test "the same log gives the same answer, whatever the machine" {
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20 } ] }' >rules.jq
	arrivals 40 120 3 q
	some 3 q
	for format in table json csv markdown; do
		hoff-route -a agents.csv -r rules.jq --staff --format $format \
			records >one
		LC_ALL=C TZ=Asia/Tokyo hoff-route -j 3 -a agents.csv \
			-r rules.jq --staff=two --format $format records >out
		cmp one two
		[ -s one ]
	done
	hoff-route -a agents.csv -r rules.jq records | cmp - out
}

@test "what cannot be staffed is left out and said, and fits the schema" {
	hoff-route --show-defaults=staff.schema.json >schema.json
	cat >fits.py <<-'END'
	import json, jsonschema
	schema = json.load(open("schema.json"))
	jsonschema.Draft7Validator.check_schema(schema)
	jsonschema.Draft7Validator(schema).validate(json.load(open("staff.json")))
	END
	cat >rules.jq <<-'END'
	{ queues: [ { name: "p", skills: ["p"] },
	    { name: "q", skills: ["q"] } ] }
	END
	some 2 p
	contacts >records <<-'END'
	c1 09:00:00 queue=q
	END
	staff
	python3 fits.py
	jq -e '.unservable == 1 and .half_hours == []
		and .capacity.factor == null' staff.json
	[ "$(jq -r .capacity.reason staff.json)" = \
		'no contact that an agent could serve' ]
	contacts >records <<-'END'
	c1 09:00:00 queue=q
	c2 09:00:00 queue=p
	c3 02T23:00:00 queue=p
	c4 03T09:10:00 queue=p handle=600
	END
	staff
	python3 fits.py
	jq -e '.unservable == 1 and .days == 2
		and [.half_hours[].from] == ["09:00", "23:00"]
		and .half_hours[0].contacts == 1' staff.json
	run -2 --separate-stderr hoff-route --staff --goal 1
	[ "$stderr" = 'hoff-route: --goal: not between 0 and 1: 1' ]
	while read -r option what; do
		run -2 --separate-stderr hoff-route --staff "$option"
		[ "$stderr" = "hoff-route: ${option%=*}: $what: ${option#*=}" ]
	done <<-'END'
	--volume=0 not above 0, up to 64
	--volume=65 not above 0, up to 64
	--aht=0 not above 0, up to 1000
	--shrinkage=1 nobody is left
	--max-occupancy=0 not above 0
	--shift-hours=-1 not half hours, up to 24 hours
	--shift-hours=0.75 not half hours, up to 24 hours
	--shift-hours=24.5 not half hours, up to 24 hours
	END
}

@test "shifts cover the half hours, over midnight too" {
	echo '{ queues: [ { name: "p", skills: ["p"], sla_s: 20 },
	    { name: "q", skills: ["q"], sla_s: 20 } ] }' >rules.jq
	printf '%s\n' id,skills a,p b,q >agents.csv
	# one shift can begin at 23:30 and end at 07:30; of q two are needed
	contacts >records <<-'END'
	c1 02T02:00:00 queue=p
	c2 02T07:00:00 queue=p
	c3 02T09:00:00 queue=q
	c4 02T16:30:00 queue=q
	c5 02T17:00:00 queue=q
	c6 02T23:30:00 queue=p
	END
	staff --shift-hours 8 --shrinkage 0.2
	jq -c '.shifts[] | [.agents_with, .from, .to, .agents, .rostered]' \
		staff.json | diff - <(printf '%s\n' \
		'["p","23:30","07:30",1,1.25]' '["q","09:00","17:00",1,1.25]' \
		'["q","17:00","01:00",1,1.25]')
	jq -e '.hours_needed == 3 and .hours_covered == 24' staff.json
	hoff-route --show-defaults=staff.schema.json >schema.json
	python3 - <<-'END'
	import json, jsonschema
	jsonschema.validate(*(json.load(open(f)) for f in ("staff.json", "schema.json")))
	END
	hoff-route -a agents.csv -r rules.jq --staff --shift-hours 8 \
		--by-weekday records | grep '^  Mon 23:30  Tue 07:30  p  *1 '
	# on paper, however many are missing at a time
	arrivals 50 300 2 p,q
	some 12 'p;q'
	for hours in 0.5 1; do
		staff --shift-hours $hours
		jq -e --argjson hours $hours 'def minutes: split(":")
				| map(tonumber) | .[0] * 60 + .[1];
			.shifts as $shifts | (.half_hours | length) == 2
			and all(.half_hours[]; (.from | minutes) as $at
			| .all_agents.agents <= ([$shifts[] | select($at
				- (.from | minutes) | . >= 0 and . < $hours * 60)
				| .agents] | add))
			and ($hours == 0.5 or ([$shifts[].agents] | add) ==
				([.half_hours[].all_agents.agents] | max))' staff.json
	done
}

@test "a plan is for other contacts than the log's, for absence, and for breath" {
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20 } ] }' >rules.jq
	arrivals 100 300 5 q
	some 12 q
	staff --goal 0.8
	mv staff.json as-is.json
	# a fifth more contacts, each a tenth shorter, of which 0.3 is away
	staff --goal 0.8 --volume 1.2 --aht 0.9 --shrinkage 0.3 --wage 20
	jq -s -e 'def near(x): . / x - 1 | fabs < 1e-3; .[0] as $is | .[1] as $plan
		| [range($is.half_hours | length)] | all(.[];
			($is.half_hours[.]) as $h | $plan.half_hours[.]
			| (.contacts | near(1.2 * $h.contacts))
			and (.contacts_high | near(1.2 * $h.contacts_high))
			and (.erlangs | near(1.08 * $h.erlangs))
			and .all_agents.agents >= $h.all_agents.agents
			and (.all_agents | .rostered / .agents | near(10 / 7))
			and (.agents[0] | .rostered / .agents | near(10 / 7))
			and (.agents[0] | .cost.these / .agents | near(100 / 7)))
		' as-is.json staff.json
	# the roster has these contacts, too, and what it can take is not changed
	jq -s -e '.[0] as $is | .[1] | (.roster.contacts / $is.roster.contacts - 1.2
			| fabs) < 0.05 and .roster.asa_s > $is.roster.asa_s
		and .capacity.factor > $is.capacity.factor
		and .capacity.factor < 1.3 * $is.capacity.factor' \
		as-is.json staff.json
	# occupancy is erlangs by agents, and no more than is borne
	jq -e 'all(.half_hours[]; .agents[0].occupancy
		/ (.erlangs / .agents[0].agents) - 1 | fabs < 0.07)' as-is.json
	jq -e '.half_hours[0].agents[0] | .occupancy > 0.6' as-is.json
	staff --goal 0.8 --max-occupancy 0.6
	jq -e 'all(.half_hours[]; (.agents[0] | .occupancy <= 0.6)
		and .agents[0].erlang == (.erlangs / 0.6 | ceil)
		and (.agents[0].agents - .agents[0].erlang | fabs <= 1))' staff.json
	# of two slots half are full with one contact; a call fills both
	printf '%s\n' id,skills,slots a,q,2 >agents.csv
	contacts >records <<-'END'
	c1 09:00:00 queue=q handle=180
	END
	staff
	jq -e '.half_hours[0].agents[0].occupancy - 0.05 | fabs < 0.005' staff.json
	sed -i 's/webchat/voice/' records
	staff
	jq -e '.half_hours[0].agents[0].occupancy - 0.1 | fabs < 0.01' staff.json
}

@test "contacts that are planned for and come out of hours are offered to nobody" {
	echo '{ queues: [ { name: "q", skills: ["q"], sla_s: 20, closed: "refuse",
		hours: { mon: ["09:00-17:00"] } } ] }' >rules.jq
	some 60 q
	seq 40 | awk '{ printf "c%d 09:%02d:00 queue=q\n", $1, $1 % 10 }' |
		contacts >records
	staff --volume 4
	jq -e '.roster | .service_level == 1 and .contacts > 60 and .contacts < 160' \
		staff.json
}

@test "whom one agent more, or less work, keeps waiting is told" {
	printf '%s\n' id,skills ann,x 'bob,x;y' >agents.csv
	echo '{queues: [{name: "x", skills: ["x"]}, {name: "y", skills: ["y"]}]}' >rules.jq
	# c3 goes to ann; with one more with x it goes to bob, whom c4 waits for
	printf '%s\n' 'c1 09:00:00 queue=x handle=10' 'c2 09:00:05 queue=x handle=10' \
		'c3 09:00:20 queue=x handle=60' 'c4 09:00:30 queue=y handle=10' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq --staff --format json records |
		jq -c '(.profiles[].with_one_more, .with_work_a_tenth_shorter)
			| [.contacts, .later, .most_later_s]' |
		diff - <(printf '%s\n' '[4,1,50]' '[4,0,0]' '[4,0,0]')
	# bob is done a second after ann; with shorter work before her, so that
	# c3 goes to him, and c4 waits for the 54 s that c3 takes, from 40 s on
	printf '%s\n' 'c1 09:00:00 queue=y handle=30' 'c2 09:00:10 queue=x handle=19' \
		'c3 09:00:40 queue=x handle=60' 'c4 09:00:50 queue=y handle=10' |
		contacts >records
	hoff-route -a agents.csv -r rules.jq --staff --format json records |
		jq -c '.with_work_a_tenth_shorter | [.sooner, .later, .most_later_s]' |
		diff - <(echo '[0,1,44]')
	hoff-route -a agents.csv -r rules.jq --staff records |
		grep -q '^  all work a tenth shorter  *4  *0  *0  *1  *0  *44.0 s$'
}

@test "a crew does not get smaller because all hang up to be called back" {
	printf '%s\n' id,skills ann,x bob,x cid,x dee,x eve,x | agents
	seq 300 | awk '{ t = $1 * 60; printf "c%d %02d:%02d:00 channel=voice\n",
		$1, 9 + t / 3600, t / 60 % 60 }' | contacts >records
	needs() {
		echo "{ queues: [ { name: \"general\", handle_s: 150, sla_s: 60 $1 } ] }" >rules.jq
		hoff-route -a agents.csv -r rules.jq --staff "${@:2}" --format json records >staff.json
		jq '.half_hours[3].all_agents.agents' staff.json
	}
	n=$(needs '')
	[ "$n" -eq 4 ]
	[ "$(needs ', callback: { after_s: 0 }')" -ge "$n" ]
	# they are told, and in no service level by whatever convention
	jq -e '.half_hours[3].with_these | .callbacks > 0
		and .callbacks + .served + .abandoned == .contacts
		and (.service_level - .served_in_time / .contacts | fabs) < 1e-4' staff.json
	needs ', callback: { after_s: 0 }' --level served
	jq -e '.half_hours[3].with_these | (.service_level
		- .served_in_time / (.served + .callbacks) | fabs) < 1e-4' staff.json
	hoff-route -a agents.csv -r rules.jq --staff records | grep '^  from .* hang up$'
	# agents who call in vain are busy with it
	busy() {
		needs ", callback: { after_s: 0, answered: 0.5, attempts: 4, dial_s: $1 }" >n
		jq '.half_hours[3].agents[0] | .occupancy * .agents' staff.json
	}
	jq -n -e "$(busy 100) > $(busy 0) + 0.1"
}
