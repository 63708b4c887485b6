# hoff-route gives every escalation a queue and an agent.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

@test "a contact is taken at once while somebody is free, else it waits" {
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:10
	c3 09:00:20
	c4 09:01:00
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned ann 40
	c4 assigned bob 10
	END
	become
}

@test "the agent who has been idle the longest goes first, then the first id" {
	cat >all <<-'END'
	c1 09:00:00 handle=30
	c2 09:00:05 handle=10
	c3 09:01:00
	c4 09:01:01
	c5 09:10:00
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned bob 0
	c4 assigned ann 0
	c5 assigned bob 0
	END
	become
	# nobody has done anything yet: byte order, where Z comes before a
	printf 'id,skills\na,x\nZ,x\n' | agents
	printf '%s\n' 'c1 09:00:00' -- 'c1 assigned Z 0' >all
	become
}

@test "so does the one among many idle agents who have other skills" {
	{ echo id,skills; seq -f 's%g,kyc' 30; echo ann,card; echo bob,card
		echo zoe,card; } | agents
	cat >all <<-'END'
	c1 09:00:00 queue=card handle=30
	c2 09:00:05 queue=card handle=10
	c3 09:01:00 queue=card
	c4 09:01:01 queue=card
	c5 09:01:02 queue=card
	c6 09:01:03 queue=card
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned zoe 0
	c4 assigned bob 0
	c5 assigned ann 0
	c6 assigned zoe 57
	END
	become
}

@test "a higher priority is served first, whoever came first" {
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:10
	c4 09:00:20 priority=80
	c5 09:00:30 priority=50.0001
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned ann 110
	c4 assigned ann 40
	c5 assigned bob 30
	END
	become
	# of the queue, where hoff-score says nothing
	sed -i 's/name: "card",/& priority: 60,/' rules.jq
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:10
	c4 09:00:20 queue=card
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 assigned bob 50
	c4 assigned ann 40
	END
	become
}

@test "only an agent with all skills of the queue takes a contact" {
	cat >all <<-'END'
	c1 09:00:00 queue=card
	c2 09:00:10 queue=card
	c3 09:00:20 queue=general
	--
	c1 assigned ann 0
	c2 assigned ann 50
	c3 assigned bob 0
	END
	become
	# a level is a least level, and a skill without one has level 1
	cat >rules.jq <<-'END'
	{ queues: [ { name: "general", skills: ["card:3", "x"] } ] }
	END
	agents <<-'END'
	id,skills
	a,card:2;x
	b,card;x
	c,card:5
	d,x;card:3
	END
	printf '%s\n' 'c1 09:00:00' -- 'c1 assigned d 0' >all
	become
}

@test "languages count by their primary subtag; who lists none speaks all" {
	agents <<-'END'
	id,skills,languages
	a,x,de
	b,x,en-US;sw
	c,x,
	END
	cat >all <<-'END'
	c1 09:00:00 lang=en-GB
	c2 09:00:01 lang=SW
	c3 09:00:02 lang=fr
	c4 09:00:03
	--
	c1 assigned b 0
	c2 assigned c 0
	c3 assigned c 299
	c4 assigned a 0
	END
	sed -i 's/handle_s: 60/handle_s: 300/' rules.jq
	become
}

@test "channels are matched too; who lists none takes all" {
	agents <<-'END'
	id,skills,channels
	a,x,email;sms
	b,x,
	END
	cat >all <<-'END'
	c1 09:00:00 channel=webchat
	c2 09:00:01 channel=webchat
	c3 09:00:02 channel=Email
	--
	c1 assigned b 0
	c2 assigned b 59
	c3 assigned a 0
	END
	become
}

@test "chats share an agent up to the slots, the one with fewer in hand first" {
	agents <<-'END'
	id,skills,slots
	a,x,3
	b,x,1
	END
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:01
	c3 09:00:02
	c4 09:00:03
	c5 09:00:04
	--
	c1 assigned a 0
	c2 assigned b 0
	c3 assigned a 0
	c4 assigned a 0
	c5 assigned a 56
	END
	become
}

@test "a call needs an agent with empty hands, and keeps chats away" {
	printf 'id,skills,slots\na,x,3\n' | agents
	cat >all <<-'END'
	c1 09:00:00 channel=webchat handle=60
	c2 09:00:01 channel=voice handle=60
	c3 09:00:02 channel=webchat handle=20
	c4 09:01:10 channel=webchat handle=10
	c5 09:01:11 channel=phone handle=10
	--
	c1 assigned a 0
	c2 assigned a 59
	c3 assigned a 0
	c4 assigned a 50
	c5 assigned a 59
	END
	become
}

@test "who has waited as long as the patience lasts is served, then nobody is" {
	printf 'id,skills\na,x\n' | agents
	echo '{ queues: [ { name: "q", patience_s: 60, handle_s: 60 } ] }' >rules.jq
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:00
	c4 09:01:59
	c5 09:02:00
	--
	c1 assigned a 0
	c2 assigned a 60
	c3 abandoned - 60
	c4 assigned a 1
	c5 assigned a 60
	END
	become
}

@test "an agent takes nothing at the end of his shift, but finishes" {
	agents <<-'END'
	id,skills,shift
	a,x,Mon-Fri 08:00-17:00
	b,x,Mon 17:00-18:00
	END
	cat >all <<-'END'
	c1 07:59:30
	c2 16:59:30
	c3 16:59:59
	c4 17:00:00
	c5 17:59:59
	c6 18:00:00
	c7 06T17:00:00
	--
	c1 assigned a 30
	c2 assigned a 0
	c3 assigned b 1
	c4 assigned b 60
	c5 assigned b 0
	c6 assigned a 50400
	c7 assigned a 226800
	END
	become --max-wait 259200
}

@test "shifts have a zone, and may go over midnight and over Sunday" {
	agents <<-'END'
	id,skills,shift,zone
	night,x,Sun 22:00-06:00,-05:00
	day,x,"Mon,Wed-Thu 09:00-12:00",+05:30
	END
	cat >all <<-'END'
	c1 03:29:59
	c2 03:30:00
	c3 11:00:30
	--
	c1 assigned night 0
	c2 assigned day 0
	c3 assigned day 145770
	END
	become --max-wait 259200
}

@test "at one instant: ends, shifts, arrivals, matching, then patience" {
	agents <<-'END'
	id,skills,shift
	a,x,00:00
	END
	printf 'id,skills,shift\na,x,Mon 00:00-09:01\nb,x,Mon 09:01-10:00\n' |
		agents
	echo '{ queues: [ { name: "q", patience_s: 60, handle_s: 60 } ] }' >rules.jq
	# at 09:01 a ends c1 and his shift, b starts, c3 and c4 arrive: the
	# better c4 goes before c2, whose patience ends then
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:01:00
	c4 09:01:00 priority=90
	--
	c1 assigned a 0
	c2 abandoned - 60
	c3 assigned b 60
	c4 assigned b 0
	END
	become
}

@test "the position is the place in the queue on arrival" {
	contacts >records <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:10
	c4 09:00:20 priority=80
	c5 09:00:30
	c6 09:00:30 queue=card
	c7 09:00:30 priority=60
	END
	hoff-route -a agents.csv -r rules.jq records |
		jq -c '[.conversation_id, .hoff.route.position]' >got
	diff - got <<-'END'
	["c1",1]
	["c2",2]
	["c3",1]
	["c4",1]
	["c5",4]
	["c6",1]
	["c7",2]
	END
}

@test "the annotation says everything that decided" {
	golden annotation -a "$root/testdata/hoff-route/annotation.csv" \
		-r "$root/testdata/hoff-route/annotation.jq" 2>warning
	grep -q "no agent has the skill 'fraud'" warning
}

@test "arrival is the score's time, the turn's, one before it, or the start" {
	golden arrival -a "$root/testdata/hoff-route/wide.csv" \
		-r "$root/testdata/hoff-route/annotation.jq"
}

@test "handling is what the log shows of the agents' work" {
	golden handling -a "$root/testdata/hoff-route/wide.csv" \
		-r "$root/testdata/hoff-route/annotation.jq"
	golden handling-pause -a "$root/testdata/hoff-route/wide.csv" \
		-r "$root/testdata/hoff-route/annotation.jq" --max-pause 60
}

@test "a contact that nobody can ever take is unserved, with the reason" {
	agents <<-'END'
	id,skills,languages,channels
	a,card;kyc:2,en,webchat
	b,card,de,voice
	END
	cat >rules.jq <<-'END'
	{ queues: [ { name: "card", skills: ["card"] },
	    { name: "crisis", skills: ["card", "crisis"] },
	    { name: "kyc", skills: ["kyc:3"] },
	    { name: "tax", skills: ["card", "kyc:2"] } ] }
	END
	cat >all <<-'END'
	c1 09:00:00 queue=crisis
	c2 09:00:00 queue=kyc
	c3 09:00:00 queue=tax lang=de
	c4 09:00:00 queue=card lang=fr
	c5 09:00:00 queue=card lang=en channel=fax
	c6 09:00:00 queue=card lang=en channel=voice
	c7 09:00:00 queue=card lang=en
	--
	c1 no_skill - -
	c2 no_skill - -
	c3 no_language - -
	c4 no_language - -
	c5 no_channel - -
	c6 no_agent - -
	c7 assigned a 0
	END
	become 2>warnings
	hoff-route -a agents.csv -r rules.jq records 2>/dev/null |
		jq -r '.hoff.route.missing // empty' >missing
	printf 'crisis\nkyc:3\n' | diff - missing
	diff - warnings <<-'END'
	hoff-route: rules.jq: queue 'crisis' can be served by nobody: no agent has the skill 'crisis'
	hoff-route: rules.jq: queue 'kyc' can be served by nobody: no agent has the skill 'kyc:3'
	hoff-route: agents.csv: nobody with the skills speaks their language: contacts that are unserved (no_language): 2
	hoff-route: agents.csv: nobody with the skills takes their channel: contacts that are unserved (no_channel): 1
	END
	# each skill is there, but in two heads
	sed -i 's/card;kyc:2/kyc:2/' agents.csv
	fates records 2>warnings | grep '^c3 no_agent'
	grep -q "queue 'tax' can be served by nobody: no agent has all of its skills" warnings
}

@test "random small worlds come out as in a second, simpler simulation" {
	python3 "$root/tests/route_reference.py" 0 40 "$BATS_TEST_TMPDIR" >fates
	cat fates
	for fate in assigned abandoned no_skill no_language no_channel no_agent \
		max_wait closed full joined step overflow no_answer callback \
		not_reached unreached due passed_on opens_at \
		handle_from_log handle_from_draw handle_from_intent; do
		grep -q "$fate=" fates
	done
}

@test "mean waits are those of Erlang C, Pollaczek-Khinchine and Cobham" {
	for model in erlang-c-log constant priority-log; do
		echo "$model"
		python3 "$root/tests/route_models.py" $model 20 1500 2026
	done
}
