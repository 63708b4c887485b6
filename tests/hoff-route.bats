# hoff-route gives every escalation a queue and an agent.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	# two queues and two agents, for the traces below
	cat >rules.jq <<-'END'
	{ queues: [
	    { name: "general", handle_s: 60, sla_s: 30 },
	    { name: "card", skills: ["card"], handle_s: 60, sla_s: 30 } ] }
	END
	agents <<-'END'
	id,skills
	ann,general;card
	bob,general
	END
}

agents() {
	cat >agents.csv
}

# Records, one a line: "ID TIME [NAME=VALUE]...", TIME on 2 March 2026, a
# Monday, as 09:00:00, or on another day of March as 03T09:00:00.
#	queue=, priority=, lang=, channel=, decision=	as they are called
#	handle=SECONDS	the log has an agent's turns, so far apart
contacts() {
	jq -Rc '
	def seconds: if test("T") then . else "02T" + . end
		| "2026-03-\(.)Z" | fromdate;
	split(" ") | .[0] as $id | .[1] as $time
	| ($time | seconds) as $at
	| (.[2:] | map(split("=") | {(.[0]): .[1]}) | add // {}) as $x
	| { conversation_id: $id,
	    channel: ($x.channel // "webchat"),
	    language: $x.lang,
	    turns: ([{ role: "customer", at: ($at | todate) }]
		+ if $x.handle then
			[ { role: "agent", at: ($at | todate) },
			  { role: "agent",
			    at: ($at + ($x.handle | tonumber) | todate) } ]
		  else [] end),
	    hoff: { score: { decision: ($x.decision // "escalate"),
		turn: 0, at: ($at | todate), queue: $x.queue,
		priority: (if $x.priority then $x.priority | tonumber
			else null end) } } }'
}

# Run on records, and print what became of each: "ID OUTCOME AGENT WAIT".
fates() {
	hoff-route -a agents.csv -r rules.jq "$@" |
		jq -r '.conversation_id as $id | .hoff.route
		| "\($id) \(.reason // .outcome) \(.agent // "-") \(.wait_s // "-")"'
}

# become: what `contacts` read from standard input up to a line "--" must come
# to what follows it.
become() {
	sed '/^--$/,$d' all >in
	sed '1,/^--$/d' all >expected
	contacts <in >records
	fates "$@" records >got
	diff -u expected got
}

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
	END
	# each skill is there, but in two heads
	sed -i 's/card;kyc:2/kyc:2/' agents.csv
	fates records 2>warnings | grep '^c3 no_agent'
	grep -q "queue 'tax' can be served by nobody: no agent has all of its skills" warnings
}

@test "the built-in roster serves every built-in queue in all it claims" {
	hoff-route --show-defaults=agents.csv >built-in.csv
	# languages and channels of any agent; a call may be "phone" as well
	{
		hoff-route --show-defaults=rules.jq | jq -nf /dev/stdin |
			jq -r '.queues[].name'
		echo --
		cut -d, -f4 built-in.csv | tail -n +2 | tr ';' '\n' | sort -u
		echo --
		cut -d, -f5 built-in.csv | tail -n +2 | tr ';' '\n' | sort -u
		echo phone
	} >claims
	awk '/^--$/ { part++; next }
		NF { n[part + 0]++; word[part + 0, n[part + 0]] = $1 }
		END {
			for (q = 1; q <= n[0]; q++)
				for (l = 1; l <= n[1]; l++)
					for (c = 1; c <= n[2]; c++)
						printf "%s-%s-%s %02dT09:00:00 queue=%s lang=%s channel=%s\n",
						    word[0, q], word[1, l], word[2, c], 1 + ++i % 28,
						    word[0, q], word[1, l], word[2, c]
		}' claims | contacts | jq -cs 'sort_by(.hoff.score.at)[]' >asked
	[ "$(wc -l <asked)" -ge 200 ]
	hoff-route asked | jq -r 'select(.hoff.route.outcome == "unserved")
		| .conversation_id + " " + .hoff.route.reason' >unserved
	diff -u /dev/null unserved
	# the test would notice
	grep -v ';care' built-in.csv >without
	hoff-route -a without asked 2>/dev/null | grep -q '"reason":"no_skill"'
}

@test "nobody waits longer than --max-wait" {
	printf 'id,skills,shift\na,x,Wed 09:00-10:00\n' | agents
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:01
	c3 03T12:00:00
	--
	c1 max_wait - 172799
	c2 assigned a 172799
	c3 assigned a 75660
	END
	become --max-wait 172799
	hoff-route -a agents.csv -r rules.jq --max-wait 0 records |
		jq -r .hoff.route.reason | uniq | diff - <(echo max_wait)
}

@test "who waits in the oldest record goes when more is held than --hold" {
	cat >all <<-'END'
	c1 09:00:00
	c2 09:00:00
	c3 09:00:10
	c4 09:00:20
	c5 09:01:30
	--
	c1 assigned ann 0
	c2 assigned bob 0
	c3 backlog - 0
	c4 assigned ann 40
	c5 assigned bob 0
	END
	# room for two records, and the newest
	become --window 1 --hold 1200
	sed -i '/^--$/,$s/^c3.*/c3 assigned ann 50/; /^--$/,$s/ann 40/bob 40/
		/^--$/,$s/^c5.*/c5 assigned ann 30/' all
	become --window 1 --hold 0
	become --window 1
	hoff-route -a agents.csv -r rules.jq --window 1 --hold 1200 --summary \
		records 2>&1 >/dev/null | grep -o '1 contacts made\|_backlog=1' |
		diff - <(printf '1 contacts made\n_backlog=1\n')
	# it counts as a window too: nobody can come before what is decided
	printf '%s\n' 'c1 09:00:10' 'c2 09:00:20' 'c3 09:00:00' | contacts >late
	run -3 --separate-stderr hoff-route -a agents.csv -r rules.jq \
		--hold 700 late
	[[ $stderr == *late:3:*out-of-order* ]]
}

@test "memory stays small where nobody ever comes to serve, in a long log" {
	sanitized && skip 'a sanitizer needs memory of its own'
	printf 'id,skills,shift\nann,general,Mon 00:00-00:01\n' | agents
	seq 100000 | awk '{ printf "{\"conversation_id\":\"c%d\",\"turns\":[]," \
		"\"note\":\"%0600d\",\"hoff\":{\"score\":{\"decision\":\"escalate\"," \
		"\"at\":\"2026-03-03T09:%02d:%02dZ\"}}}\n", $1, 0,
		$1 / 3600 % 60, $1 / 60 % 60 }' >records
	/usr/bin/time -f %M -o kib hoff-route -a agents.csv -r rules.jq \
		records >out 2>/dev/null
	echo "$(cat kib) KiB"
	[ "$(cat kib)" -lt 32768 ]
	[ "$(wc -l <out)" -eq 100000 ]
	[ "$(grep -c '"reason":"backlog"' out)" -gt 50000 ]
	hoff-route -j 2 -a agents.csv -r rules.jq 2>/dev/null < <(cat records) |
		cmp out -
}

@test "an unknown queue is the first one, and counted" {
	printf '%s\n' 'c1 09:00:00 queue=crad' 'c2 09:00:00 queue=card' |
		contacts >records
	run -0 --separate-stderr hoff-route --summary -a agents.csv \
		-r rules.jq records
	[ "$(jq -r .hoff.route.queue <<<"$output" | paste -sd' ')" = "general card" ]
	[[ $stderr == *" unknown_queue=1"* ]]
}

# Numbers 1..n in an order that puts none further than d from its place.
shuffled() {
	python3 -c '
import random, sys
n, d, lines = int(sys.argv[1]), int(sys.argv[2]), sys.stdin.readlines()
r = random.Random(n * d)
for i in range(0, len(lines), d):
    block = lines[i:i + d]
    r.shuffle(block)
    sys.stdout.writelines(block)
' "$1" "$2"
}

# 300 contacts, no two of them at once.
many() {
	seq 300 | awk '{ t = $1 * 17; printf "c%d %02d:%02d:%02d queue=%s\n", $1,
		9 + t / 3600, t / 60 % 60, t % 60, $1 % 3 ? "general" : "card" }' |
		contacts
}

@test "records may be out of order by less than the window" {
	many >records
	fates records | sort >expected
	grep -q ' [1-9][0-9]*$' expected
	for d in 2 16 64; do
		shuffled 300 "$d" <records >mixed
		run ! cmp -s records mixed
		fates --window "$d" mixed | sort | diff -u expected -
	done
	shuffled 300 300 <records >mixed
	fates --window 0 mixed | sort | diff -u expected -
	fates --window 300 mixed | sort | diff -u expected -
	fates --window 1 records | sort | diff -u expected -
}

@test "a record that comes later than the window allows is rejected by name" {
	contacts >records <<-'END'
	c1 09:00:00
	c2 09:05:00
	c3 09:10:00
	c4 09:04:59
	c5 09:05:00
	c6 09:20:00
	END
	run -0 hoff-route --window 3 -a agents.csv -r rules.jq records
	run -3 --separate-stderr hoff-route --window 2 -a agents.csv \
		-r rules.jq records
	[[ $stderr == "hoff-route: records:4:"*": out-of-order: "* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[ "${#lines[@]}" -eq 5 ]
	# as if it had never been there
	sed 4d records | hoff-route --window 2 -a agents.csv -r rules.jq |
		diff - <(echo "$output")
	run -3 --separate-stderr hoff-route --window 1 -a agents.csv \
		-r rules.jq records
	[ "${#lines[@]}" -eq 4 ]
	# the very first record counts as any other
	head -n 2 records | tac >back
	run -3 --separate-stderr hoff-route --window 1 -a agents.csv \
		-r rules.jq back
	[[ $stderr == "hoff-route: back:2:"*": out-of-order: "* ]]
}

@test "what is not escalated has no time to be out of order with" {
	contacts >records <<-'END'
	c1 09:00:00
	c2 09:05:00
	c3 08:00:00 decision=watch
	c4 08:00:00 decision=contain
	c5 09:06:00
	END
	run -0 hoff-route --window 1 -a agents.csv -r rules.jq records
	[ "$(jq -c 'select(.hoff.route == {outcome:"not_routed"}).conversation_id' <<<"$output" |
		paste -sd' ')" = '"c3" "c4"' ]
}

@test "a record of no use to the simulation passes through unchanged" {
	printf '%s\n' '{"conversation_id":"a","turns":[]}' \
		'{ "conversation_id":"b", "turns":[], "n":1.0, "hoff":{"score":7}}' >in
	hoff-route --summary in >out 2>summary
	diff - out <<-'END'
	{"conversation_id":"a","turns":[],"hoff":{"route":{"outcome":"not_routed"}}}
	{ "conversation_id":"b", "turns":[], "n":1.0, "hoff":{"score":7,"route":{"outcome":"not_routed"}}}
	END
	grep -q ' not_routed=2 not_scored=2 ' summary
}

@test "records come out in the order they came in" {
	many | shuffled 300 100 >mixed
	jq -r .conversation_id mixed >expected
	hoff-route -a agents.csv -r rules.jq mixed | jq -r .conversation_id |
		diff expected -
}

@test "routing what is routed gives the same bytes, for any threads and pipes" {
	many | shuffled 300 100 >mixed
	hoff-route -a agents.csv -r rules.jq mixed >once
	hoff-route -a agents.csv -r rules.jq once | cmp once -
	for j in 1 2 4; do
		hoff-route -j $j -a agents.csv -r rules.jq mixed | cmp once -
	done
	for n in 13 4099; do
		dd bs=$n status=none <mixed | (sleep 0.1; cat) |
			hoff-route -a agents.csv -r rules.jq | cmp once -
	done
	LC_ALL=de_DE.UTF-8 TZ=Asia/Kathmandu hoff-route -a agents.csv \
		-r rules.jq mixed | cmp once -
}

@test "where the input ends early, what waited is decided as at any end" {
	local n

	sed -i 's/sla_s: 30/handle_s: 600/' rules.jq
	many >records
	head -n 50 records >good
	hoff-route -a agents.csv -r rules.jq good >expected
	# (which later records would have changed)
	{ cat good; printf 'z 09:01:00 priority=90\n' | contacts; } |
		hoff-route -a agents.csv -r rules.jq | head -n 50 >others
	run ! cmp -s expected others

	{ cat good; echo bad; tail -n +51 records; } >mixed
	run -2 --separate-stderr hoff-route --strict -a agents.csv -r rules.jq mixed
	cmp expected <(echo "$output")
	[[ $stderr == *": mixed:51:1: bad-json: "* ]]
	hoff-route --reject rejects --strict -a agents.csv -r rules.jq mixed || true
	[ "$(jq -c '[.line, .offset]' rejects)" = "[51,$(wc -c <good)]" ]

	gzip -c records | head -c 3000 >cut.gz
	run -2 hoff-route -a agents.csv -r rules.jq cut.gz
	n=$(gzip -dc cut.gz 2>/dev/null | wc -l)
	[ "$n" -gt 20 ]
	head -n "$n" records | hoff-route -a agents.csv -r rules.jq >expected
	hoff-route -a agents.csv -r rules.jq cut.gz 2>/dev/null |
		cmp expected -
}

@test "who comes in is who is assigned, abandoned or unserved" {
	sed -i 's/sla_s: 30/patience_s: 100, &/' rules.jq
	many >records
	printf 'x 09:30:00 lang=de\ny 09:31:00 decision=watch\n' | contacts >>records
	sed -i 's/^id,skills/&,languages/; s/^[ab].*/&,en/' agents.csv
	hoff-route --stats stats -a agents.csv -r rules.jq records |
		jq -c .hoff.route >routes
	jq -e '.in as $in | .counters | .abandoned > 10 and .assigned > 10
		and .unserved == 1 and .not_routed == 1
		and $in == .assigned + .abandoned + .unserved + .not_routed
		and .target_met < .assigned and .target_met > 0' stats
	for fate in assigned abandoned unserved not_routed; do
		[ "$(grep -c "\"outcome\":\"$fate\"" routes)" -eq \
			"$(jq ".counters.$fate" stats)" ]
	done
	# and nobody is in two hands at once
	jq -se 'map(select(.agent)) | group_by(.agent) | all(
		map([(.assigned_at | fromdate), .handle_s]) | sort
		| . as $a | all(range(1; length);
			$a[. - 1][0] + $a[. - 1][1] <= $a[.][0]))' routes
}

@test "years of silence cost nothing and change nothing" {
	printf 'id,skills,shift\na,x,Mon-Fri 08:00-17:00\nb,x,Tue-Sat 10:00-02:00\n' |
		agents
	contacts >records <<-'END'
	c1 16:59:00
	c2 16:59:30
	END
	for year in 0001 1969 2025 9998; do
		sed "s/2026-03-02/$year-03-04/g; s/c\([0-9]\)/&-$year/" records
	done >years
	timeout 5 hoff-route --window 0 -a agents.csv -r rules.jq years |
		jq -r '.hoff.route | "\(.agent) \(.assigned_at)"' >got
	# the fourth of March was a Sunday, a Tuesday, a Tuesday, a Wednesday
	diff - got <<-'END'
	a 0001-03-05T08:00:00Z
	a 0001-03-05T08:01:00Z
	a 1969-03-04T16:59:00Z
	b 1969-03-04T16:59:30Z
	a 2025-03-04T16:59:00Z
	b 2025-03-04T16:59:30Z
	a 9998-03-04T16:59:00Z
	b 9998-03-04T16:59:30Z
	END
}

# refuses ROW...: a roster with these rows is refused, on the last one; what
# for is in $stderr.
refuses() {
	printf '%s\n' 'id,name,skills,languages,channels,slots,shift,zone' \
		"$@" >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[ "${#stderr_lines[@]}" -eq 1 ]
	echo "$stderr"
	[[ $stderr == "hoff-route: agents.csv:$(($# + 1)): "* ]]
}

@test "a roster with a mistake is refused, naming file and row" {
	refuses 'a,,,,,,,'
	[[ $stderr == *'the agent has no skills' ]]
	refuses 'a,,; ;,,,,,'
	[[ $stderr == *'the agent has no skills' ]]
	refuses ',,x,,,,,'
	[[ $stderr == *'the agent has no id' ]]
	refuses 'a,,x,,,,,' 'b,,x,,,,,' 'a,,y,,,,,'
	[[ $stderr == *"the id is already another agent's" ]]
	for skill in x:0 x:6 x:a x:12 x: :3; do
		refuses "a,,$skill,,,,,"
		[[ $stderr == *'NAME nor NAME:LEVEL'* ]]
	done
	refuses 'a,,x;x:2,,,,,'
	[[ $stderr == *'a skill is there twice' ]]
	for slots in two 1.5 -1 0x2; do
		refuses "a,,x,,,$slots,,"
		[[ $stderr == *'slots is not a whole number' ]]
	done
	for slots in 0 1001 99999999999999999999; do
		refuses "a,,x,,,$slots,,"
		[[ $stderr == *'slots is not between 1 and 1000' ]]
	done
	refuses 'a,,x,,,,Mon 08:00-08:00,'
	[[ $stderr == *'a shift ends where it starts'* ]]
	for shift in 'Mo 08:00-17:00' 'Mon-Fry 08:00-17:00' '08:00-17:00'; do
		refuses "a,,x,,,,$shift,"
		[[ $stderr == *'none of Mon Tue Wed Thu Fri Sat Sun' ]]
	done
	for shift in 'Mon 8:00-17:00' 'Mon 08:00-24:01' 'Mon 08:60-09:00' 'Mon'; do
		refuses "a,,x,,,,$shift,"
		[[ $stderr == *'is not HH:MM' ]]
	done
	for shift in 'Mon 08:00' 'Mon 08:00-17:00 Tue 08:00-17:00'; do
		refuses "a,,x,,,,$shift,"
		[[ $stderr == *'is not DAYS HH:MM-HH:MM' ]]
	done
	refuses 'a,,x,,,,Mon 24:00-08:00,'
	[[ $stderr == *'a shift starts at 24:00' ]]
	for zone in CET Europe/Berlin +1 +15:00 +01:60 01:00; do
		refuses "a,,x,,,,,$zone"
		[[ $stderr == *'the zone is no fixed distance from UTC'* ]]
	done
	refuses 'a,,x,,,,'
}

@test "a roster without agents or a needed column is refused" {
	echo 'id,skills' >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[ "$stderr" = "hoff-route: agents.csv: the roster has no agents" ]
	for column in id skills; do
		printf '%s\nx\n' "$column" >agents.csv
		run -2 --separate-stderr hoff-route -a agents.csv /dev/null
		[[ $stderr == "hoff-route: agents.csv: no column '"* ]]
	done
	printf 'id,skills,langs\na,x,en\n' >agents.csv
	run -2 --separate-stderr hoff-route -a agents.csv /dev/null
	[[ $stderr == *"unknown column 'langs'"* ]]
}

@test "queues with a mistake are refused" {
	echo '{ queue: [] }' >rules.jq
	run -2 --separate-stderr hoff-route -r rules.jq /dev/null
	[[ $stderr == 'hoff-route: rules.jq:1:3: unknown member "queue"'* ]]
	echo '{ queues: [ { name: "q", handle: 7 } ] }' >rules.jq
	run -2 --separate-stderr hoff-route -r rules.jq /dev/null
	[[ $stderr == 'hoff-route: rules.jq:1:26: queues[0] (q): unknown member "handle"'* ]]
	echo '{ queues: [ { name: "q", skills: ["card:9"] } ] }' >rules.jq
	run -2 --separate-stderr hoff-route -r rules.jq /dev/null
	[[ $stderr == "hoff-route: queue 'q': skill 'card:9' is neither"* ]]
	for wrong in --max-wait=-1 --max-pause=-1 --window=-1 --hold=-1; do
		run -2 --separate-stderr hoff-route $wrong /dev/null
		[[ $stderr == hoff-route:*"${wrong%%=*}"* ]]
	done
}

@test "a score that hoff-score did not write is rejected" {
	local bad

	for bad in '"decision":"escalated"' '"decision":7' \
		'"decision":"escalate","at":"noon"' '"decision":"escalate","at":7' \
		'"decision":"escalate","turn":1' '"decision":"escalate","turn":-1' \
		'"decision":"escalate","turn":0.5' '"decision":"escalate","turn":"0"' \
		'"decision":"escalate","queue":7' \
		'"decision":"escalate","priority":"high"'; do
		printf '{"conversation_id":"a","turns":[{"role":"bot"}],"hoff":{"score":{%s}}}\n' \
			"$bad" >in
		run -3 --separate-stderr hoff-route -a agents.csv -r rules.jq in
		echo "$bad: $stderr"
		[ -z "$output" ]
		[[ $stderr == "hoff-route: in:1:"*": hoff.score."* ]]
	done
}

@test "every annotation fits the schema" {
	hoff-route --show-defaults=route.schema.json >schema.json
	many >records
	echo '{"conversation_id":"t","turns":[],"hoff":{"score":{"decision":"escalate"}}}' >>records
	printf 'x 09:30:00 queue=card lang=de\ny 09:31:00 decision=watch\n' |
		contacts >>records
	sed -i 's/sla_s: 30/patience_s: 100, &/' rules.jq
	{
		hoff-route -a agents.csv -r rules.jq records
		hoff-route -r rules.jq records 2>/dev/null
		hoff-route -a agents.csv -r rules.jq --max-wait 10 records
		hoff-route -a agents.csv -r rules.jq --hold 3000 records || :
	} | jq -c .hoff.route >routes
	python3 - <<-'END'
	import json, jsonschema
	schema = json.load(open("schema.json"))
	jsonschema.Draft7Validator.check_schema(schema)
	v = jsonschema.Draft7Validator(schema)
	seen = set()
	for line in open("routes"):
	    route = json.loads(line)
	    seen.add(route.get("reason", route["outcome"]))
	    for e in v.iter_errors(route):
	        raise SystemExit("%s: %s" % (line, e.message))
	assert seen == {"assigned", "abandoned", "not_routed", "no_time",
	    "max_wait", "backlog", "no_skill"}, seen
	bad = json.loads(line)
	bad["agent"] = 7
	assert list(v.iter_errors(bad))
	END
}

@test "random small worlds come out as in a second, simpler simulation" {
	python3 "$root/tests/route_reference.py" 0 40 "$BATS_TEST_TMPDIR" >fates
	cat fates
	for fate in assigned abandoned no_skill no_language no_channel no_agent; do
		grep -q "$fate=" fates
	done
}

@test "mean waits are those of Erlang C, Pollaczek-Khinchine and Cobham" {
	for model in erlang-c-10 erlang-c-14 constant priority; do
		echo "$model"
		python3 "$root/tests/route_theory.py" "$model"
	done
}
