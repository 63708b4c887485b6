# hoff-route: policies and rosters against each other.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

# drawn N: a busy morning, its handling drawn
drawn() {
	printf '%s\n' id,skills ann,x bob,x | agents
	seq "$1" | awk '{ t = $1 * 41; printf "c%d %02d:%02d:%02d priority=%d\n", $1,
		9 + t / 3600, t / 60 % 60, t % 60, $1 * 7 % 3 }' | contacts >records
	queues='queues: [{name: "general", sla_s: 60, handle: {exponential: 75},
		patience: {exponential: 300}}]'
	echo "{name: \"a\", contact_order: [\"age\"], $queues}" >a.jq
	echo "{name: \"b\", contact_order: [\"priority\", \"age\"], $queues}" >b.jq
}

@test "policies are compared on the very draws that the records show" {
	drawn 150
	# a log need not be in order to be played again
	awk 'NR % 2 { one = $0; next } { print; print one }' records >mixed
	mv mixed records
	for p in a b; do
		hoff-route -a agents.csv -r rules.jq -p $p.jq records |
			jq -c .hoff.route >$p
	done
	# the same people: what policy does is all that differs
	diff <(jq .handle_s a) <(jq .handle_s b)
	jq -n --slurpfile a a --slurpfile b b '
		def asa: map(select(.agent).wait_s) | add / length;
		def level: (map(select(.target_met)) | length) / length;
		def quit: (map(select(.outcome == "abandoned")) | length) / length;
		def r: . * 10000 | round / 10000;
		def wait: if .agent then .wait_s else 1e9 end;
		def p90: (length - (length / 10 | floor)) as $rank |
			map(wait) | sort | .[$rank - 1];
		def share(f): ([range($a | length) | {a: ($a[.] | wait), b: ($b[.] | wait)}
			| select(f)] | length) / ($a | length);
		[($a, $b) | asa, level, quit] +
		[share(.b < .a and .a < 1e9), share(.b < .a and .a == 1e9),
		 share(.b > .a and .b < 1e9), share(.b > .a and .b == 1e9)] +
		[($a, $b) | p90] | map(r)[]' >expected
	hoff-route -a agents.csv -r rules.jq -p a.jq -p b.jq --replications 1 \
		--format json records |
		jq '(.policies[].values | .asa_s, .service_level, .abandoned),
			(.policies[1].values | .sooner, .newly_served, .later, .no_longer_served),
			(.policies[].values.wait_p90_of_all_s) | .value' >got
	diff -u <(head -n -2 expected) <(head -n -2 got)
	# times are counted to a part in a thousand
	paste <(tail -n 2 expected) <(tail -n 2 got) |
		awk '{ d = $1 - $2; far += d * d > $1 * $1 * 1e-6 }
			END { exit far || NR != 2 }'
}

@test "what a policy changes has the interval of its paired differences" {
	drawn 100
	for n in 1 2 3 4; do
		hoff-route -a agents.csv -r rules.jq -p a.jq -p b.jq \
			--replications $n --format json records |
			jq -c '.policies[1].differences.asa_s'
	done >all
	# the n-th replication is what the n-th mean adds; Student's t for three
	# degrees of freedom and 95 % is 3.182446 (any table)
	jq -s -e 'map(.value) as $m
		| [range(4) | $m[.] * (. + 1) - (if . == 0 then 0 else $m[. - 1] * . end)] as $x
		| ($x | add / 4) as $mean
		| ($x | map((. - $mean) * (. - $mean)) | add / 3 | sqrt * 3.182446 / 2) as $half
		| .[3] | (.high - .low) / 2 - $half | fabs < 0.002' all
	jq -s -e '.[0].low == null' all # one difference does not tell
	for format in table csv markdown; do
		hoff-route -a agents.csv -r rules.jq -p a.jq -p b.jq -p b.jq \
			--format $format --replications 2 records >"$format"
		[ -s $format ]
	done
	# a policy is as good as itself
	grep '^b,asa_s' csv | sort -u | wc -l | diff <(echo 1) -
	run -2 --separate-stderr hoff-route -p a.jq --replications 0 /dev/null
	[[ $stderr == *--replications* ]]
}

# more: the roster, and one with another agent who has the first skill
more() {
	printf '%s\n' id,skills ann,x 'bob,x;y' | agents
	printf '%s\n' id,skills aaa,x ann,x 'bob,x;y' >more.csv
	echo '{queues: [{name: "x", skills: ["x"]}, {name: "y", skills: ["y"]}]}' >rules.jq
}

@test "an agent more can keep somebody waiting, who is counted and named by queue" {
	more
	# c1 ann, c2 bob, c3 ann; with aaa: c1 aaa, c2 ann, and c3 bob, who has
	# been idle the longest, so that c4 waits from 30 s to 80 s
	printf '%s\n' 'c1 09:00:00 queue=x handle=10' 'c2 09:00:05 queue=x handle=10' \
		'c3 09:00:20 queue=x handle=60' 'c4 09:00:30 queue=y handle=10' |
		contacts >records
	hoff-route -a agents.csv -a more.csv -r rules.jq --replications 3 \
		--format json records >got
	jq -c '.policies[1] | [.name, .agents, (.against_first | .contacts,
		.sooner, .later, .no_longer_served, .most_later_s,
		.replications_with_later, (.queues[] | .queue, .later))]' got |
		diff - <(echo '["more.csv","more.csv",12,0,3,0,50,3,"x",0,"y",3]')
	# the other way round it is sooner, and a roster is as good as itself
	hoff-route -a more.csv -a agents.csv -a more.csv -r rules.jq \
		--replications 1 --format csv records >got
	grep 'agents.csv,\(sooner\|later\)_contacts' got |
		diff - <(printf '%s,,,,,\n' agents.csv,sooner_contacts,1 agents.csv,later_contacts,0)
	grep -c '^more.csv,\(sooner\|later\)_contacts,0,' got | diff - <(echo 2)
	run -2 --separate-stderr hoff-route -a agents.csv -a more.csv \
		-a more.csv -p a -p b records
	[ "$stderr" = 'hoff-route: --agents and --policy: 3 and 2 files; give one, or as many of both' ]
}

@test "who is no longer served with another policy is counted, and who is newly" {
	printf '%s\n' id,skills ann,general | agents
	echo '{queues: [{name: "general"}]}' >rules.jq
	printf '%s\n' 'c1 09:00:00 handle=100' 'c2 09:00:10 left=95' \
		'c3 09:00:20 left=95 priority=90' | contacts >records
	echo '{name: "a", contact_order: ["age"]}' >a.jq
	echo '{name: "b"}' >b.jq
	hoff-route -a agents.csv -r rules.jq -p a.jq -p b.jq --replications 1 \
		--format json records | jq -c '.policies[1].against_first
		| [.sooner, .newly_served, .later, .no_longer_served, .most_later_s]' |
		diff - <(echo '[0,1,0,1,0]')
	# one of three gives up: nine of ten are not served in any time
	hoff-route -a agents.csv -r rules.jq -p a.jq -p b.jq records >table
	grep -q '^ *a  *nine of ten of all are served within  *never$' table
	grep -q '^ *b  *(all)  *60  *0  *20  *0  *20  *0.0 s  *20 of 20$' table
	hoff-route -a agents.csv -r rules.jq -p a.jq -p b.jq --format json records |
		jq -e '.policies[1] | .values.wait_p90_of_all_s.value == null and
			.differences.wait_p90_of_all_s.value == null and
			.values.no_longer_served.value > 0.33'
}

@test "an agent more keeps nobody waiting where all can do all, and nobody gives up" {
	python3 - >records <<-'END'
	import json, random
	draw, at = random.Random(7), 1772442000
	for n in range(3000):
	    at += draw.expovariate(1 / 40)
	    print(json.dumps({"conversation_id": "c%d" % n, "turns": [],
	        "started_at": round(at, 3),
	        "hoff": {"score": {"decision": "escalate"}}}))
	END
	echo '{queues: [{name: "general", handle: {lognormal: {mean: 115, cv: 1.5}}}]}' >rules.jq
	printf '%s\n' id,skills ann,x bob,x cid,x >agents.csv
	printf '%s\n' id,skills aaa,x ann,x bob,x cid,x >more.csv
	hoff-route -a agents.csv -a more.csv -r rules.jq --replications 4 \
		--format json records | jq -e '.policies[1].against_first
		| .later == 0 and .most_later_s == 0 and .sooner > 6000'
	# the same, where work alone is less
	echo '{name: "less", queues: [{name: "general", handle: {lognormal: {mean: 105, cv: 1.5}}}]}' >less.jq
	hoff-route -a agents.csv -r rules.jq -p rules.jq -p less.jq \
		--replications 4 --format json records |
		jq -e '.policies[1].against_first | .later == 0 and .sooner > 6000'
	# with patience, who is served after all is in somebody's way
	sed -i 's/handle/patience_s: 120, handle/' rules.jq
	hoff-route -a agents.csv -a more.csv -r rules.jq --replications 4 \
		--format json records | jq -e '.policies[1].against_first
		| .later > 0 and .sooner > 10 * .later'
}

@test "a comparison says what joining does for who comes by another channel" {
	printf '%s\n' id,skills ann,general bob,general | agents
	echo '{ queues: [{ name: "general", handle: {exponential: 33} }] }' >rules.jq
	many | jq -c '.customer.id = "u\(.conversation_id[1:] | tonumber * 7 % 50)"
		| .channel = (.conversation_id[1:] | tonumber % 3 | tostring)' >records
	echo '{ name: "apart" }' >apart.jq
	echo '{ name: "joined", join: { within_s: 1200 } }' >joined.jq
	hoff-route -a agents.csv -r rules.jq -p joined.jq --report --format json \
		records | jq -c '.apart, .total | [.came_again, .channel_changed,
			.wait_restarted, .wait_lost_s, .context_lost | .value]' >expected
	hoff-route -a agents.csv -r rules.jq -p apart.jq -p joined.jq \
		--replications 1 --format json records >json
	jq -c '.policies[].values | [.came_again, .channel_changed,
			.wait_restarted, .wait_lost_s, .context_lost | .value]' json >got
	diff expected got
	jq -s -e '.[0][0] > 0.5 and .[1][2] == 0 and .[0][4] > .[1][4]' got || cat got
	# and nothing, where no policy joins
	hoff-route -a agents.csv -r rules.jq -p apart.jq -p apart.jq \
		--replications 1 --format json records |
		jq -c . >>json
	tail -n 1 json | jq -e '[.policies[].values | has("came_again") | not] | all'
	# both are as their schema says, and all that it says is there
	hoff-route --show-defaults=compare.schema.json >schema.json
	python3 "$root/tests/route_cover.py" schema.json json
}
