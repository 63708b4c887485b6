# The small world of the tests of hoff-route, loaded by them.

# shellcheck disable=SC2154 # what run sets, bats reads

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
#	wrap=SECONDS	and of the work behind it
#	left=SECONDS	the customer left after so long, nobody having come
#	customer=, wants=, intent=	his id, preferred agent and intent
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
	    outcome: (if $x.wrap then { wrap_up_s: ($x.wrap | tonumber) } else {} end),
	    customer: { id: $x.customer, preferred_agent: $x.wants },
	    events: (if $x.left then [{ type: "abandoned",
		at: ($at + ($x.left | tonumber) | todate) }] else [] end),
	    turns: ([{ role: "customer", at: ($at | todate) }
		+ if $x.intent then { intent: { name: $x.intent } } else {} end]
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

policy() {
	cat >policy.jq
}

# trace [OPTION]...: as become, under policy.jq
trace() {
	become -p policy.jq "$@"
}

# moments: "ID KIND WHAT TIME" of each
moments() {
	hoff-route -a agents.csv -r rules.jq -p policy.jq records |
		jq -r '.conversation_id as $id | .hoff.route.moments[]?
		| "\($id) \(.kind) \(.step // .queue // .agent) \(.at[11:19])"'
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
