# hoff-route: records in and out, in time, in order and in bounded memory.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load route

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
	become --window 1 --hold 2000
	sed -i '/^--$/,$s/^c3.*/c3 assigned ann 50/; /^--$/,$s/ann 40/bob 40/
		/^--$/,$s/^c5.*/c5 assigned ann 30/' all
	become --window 1 --hold 0
	become --window 1
	hoff-route -a agents.csv -r rules.jq --window 1 --hold 2000 --summary \
		records 2>&1 >/dev/null | grep -o '1 contacts made\|_backlog=1' |
		diff - <(printf '1 contacts made\n_backlog=1\n')
	# it counts as a window too: nobody can come before what is decided
	printf '%s\n' 'c1 09:00:10' 'c2 09:00:20' 'c3 09:00:00' | contacts >late
	run -3 --separate-stderr hoff-route -a agents.csv -r rules.jq \
		--hold 1050 late
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
