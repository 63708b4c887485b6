# hoff-kpi: groups and periods, and a log that is cut.

# shellcheck disable=SC2154 # what run sets, bats reads

load common
load kpi

@test "groups are any members of the record or of an annotation" {
	run -0 groups < <(hoff-kpi --format json "$story" \
		--by .hoff.score.decision,customer.tier)
	diff - <(echo "$output") <<-'END'
	contain/basic 3
	contain/gold 2
	escalate/basic 2
	escalate/gold 2
	escalate/null 1
	watch/basic 1
	null/gold 1
	END
}

@test "--top keeps the largest groups, and the rest is together" {
	run -0 groups < <(hoff-kpi --format json --by channel --top 2 "$story")
	diff - <(echo "$output") <<-'END'
	webchat 5
	voice 3
	other 4
	END
	hoff-kpi --format json --by channel --top 2 "$story" >report
	[ "$(jq -c '.groups | last |
		[.key, ([.outcomes[].numerator] | add)]' report)" = '[[],4]' ]
}

@test "--max-groups bounds the memory, whatever the order" {
	local expected

	expected=$(hoff-kpi --format json --by channel --max-groups 2 "$story" |
		groups)
	diff - <(echo "$expected") <<-'END'
	email 2
	voice 3
	other 7
	END
	[ "$(tac "$story" | hoff-kpi --format json --by channel --max-groups 2 |
		groups)" = "$expected" ]
}

refuses_by() {
	run -2 --separate-stderr hoff-kpi --by "$1" "$story"
	[ -z "$output" ]
	[ "$stderr" = "hoff-kpi: --by: $2" ]
}

@test "a log in parts gives the report of the whole, however it is cut" {
	local i o='--by channel --definitions ibm --target 7'

	python3 "$root/tests/kpi_oracle.py" generate 700 6 >log
	split -n r/3 log part.
	for i in part.a?; do hoff-kpi $o --partial "$i" >"$i.kpi"; done
	hoff-kpi $o log >expected
	hoff-kpi --merge part.ac.kpi part.aa.kpi part.ab.kpi | cmp expected -
	hoff-kpi --merge --partial part.ab.kpi part.ac.kpi | gzip >two.kpi.gz
	cat part.aa.kpi <(zcat two.kpi.gz) | hoff-kpi --merge | cmp expected -
	hoff-kpi --merge --partial two.kpi.gz part.aa.kpi |
		cmp <(hoff-kpi $o --partial log) -
	# what is about the report is said when it is made
	hoff-kpi --merge --format json --confidence 0.9 part.a?.kpi |
		cmp <(hoff-kpi $o --format json --confidence 0.9 log) -
}

@test "any split, order and tree of parts gives the bytes of the whole" {
	python3 "$root/tests/kpi_oracle.py" generate 250 21 >log
	python3 "$root/tests/kpi_trees.py" 2 7 log --history --sweep \
		--per-agent --by channel --every 1w
}

@test "who came back is known when a log is cut by customer" {
	python3 "$root/tests/kpi_oracle.py" generate 700 8 >log
	python3 - <<-'END'
	import json, zlib
	parts = [open(f"part.{i}", "w") for i in range(3)]
	for line in open("log"):
	    who = (json.loads(line).get("customer") or {}).get("id") or "nobody"
	    parts[zlib.crc32(who.encode()) % 3].write(line)
	END
	for i in 0 1 2; do hoff-kpi --history --partial part.$i >$i.kpi; done
	hoff-kpi --history --format json log >expected
	[ "$(kpi containment_strict denominator <expected)" -gt 50 ]
	hoff-kpi --merge --format json 2.kpi 0.kpi 1.kpi | cmp expected -
	hoff-kpi --merge --partial 0.kpi 2.kpi >02.kpi
	hoff-kpi --merge --format json 02.kpi 1.kpi | cmp expected -
	# and with which matter
	for i in 0 1 2; do
		hoff-kpi --history --matter outcome.about --partial part.$i >$i.about
	done
	hoff-kpi --history --matter outcome.about --format json log >about
	[ "$(kpi fcr_matter numerator <about)" != "$(kpi fcr_matter numerator <expected)" ]
	hoff-kpi --merge --format json 2.about 0.about 1.about | cmp about -
	refuses_partial "1.kpi:1: it differs in --matter from what is given, or from the first one" 0.about 1.kpi
	printf 'intent\nbill\n' >none.csv
	hoff-kpi --history --no-matter none.csv --partial part.1 >1.none
	refuses_partial "1.none:1: it differs in --no-matter from what is given, or from the first one" 0.kpi 1.none
	run -2 --separate-stderr hoff-kpi --history --baseline 0.about part.1
	[[ $stderr == *'--baseline: it differs from this run in --matter' ]]
}

# refuses_partial MESSAGE ARG...: hoff-kpi --merge ends with it, and no report.
refuses_partial() {
	local message=$1

	shift
	run -2 --separate-stderr hoff-kpi --merge "$@"
	[ -z "$output" ]
	echo "$stderr"
	[ "$stderr" = "hoff-kpi: $message" ]
}

@test "what was counted by other definitions is not added" {
	local flag
	differs() {
		echo "it differs in $1 from what is given, or from the first one"
	}

	hoff-kpi --partial "$story" >a.kpi
	hoff-kpi --partial --definitions google "$story" >google.kpi
	hoff-kpi --partial --by channel "$story" >by.kpi
	hoff-kpi --show-defaults=hoff.jq | sed 's/source: "hoff/source: "me/' >mine.jq
	hoff-kpi --partial --definitions mine.jq "$story" >mine.kpi
	refuses_partial "google.kpi:1: $(differs --definitions)" a.kpi google.kpi
	refuses_partial "by.kpi:1: $(differs --by)" a.kpi by.kpi
	refuses_partial "mine.kpi:1: $(differs --definitions)" a.kpi mine.kpi
	refuses_partial "a.kpi:1: $(differs --definitions)" --definitions google a.kpi
	refuses_partial "a.kpi:1: $(differs --by)" --by channel a.kpi
	# each by its name
	for flag in --every=1d --history --max-groups=9 --target=9 \
	    --short-abandon=9 --lambda=0.5 --fixed-turn=2 --sweep; do
		hoff-kpi --partial "$flag" "$story" >other.kpi
		refuses_partial "other.kpi:1: $(differs "${flag%%=*}")" \
			a.kpi other.kpi
	done
	hoff-kpi --partial --per-agent "$story" >other.kpi
	refuses_partial "other.kpi:1: $(differs '--per-agent or --mix')" \
		a.kpi other.kpi
	hoff-kpi --partial --every=1d --time-zone=Asia/Tokyo "$story" >tokyo.kpi
	hoff-kpi --partial --every=1d "$story" >utc.kpi
	refuses_partial "tokyo.kpi:1: $(differs --time-zone)" utc.kpi tokyo.kpi
	hoff-kpi --merge --definitions mine.jq mine.kpi |
		cmp <(hoff-kpi --definitions mine.jq "$story") -
}

# says_shared N ARG...: of these partials so many conversations count again,
# and it is said which partial has most of them, and with how many others.
says_shared() {
	local n=$1 about=$2

	shift 2
	run -0 --separate-stderr hoff-kpi --merge "$@"
	[[ $stderr =~ ^hoff-kpi:\ $about$ ]]
	((BASH_REMATCH[1] > n * 8 / 10 && BASH_REMATCH[1] < n * 12 / 10))
}

@test "a total that is kept beside its parts is told, whatever the order" {
	local i again='conversations are in more than one partial, and count each time'
	local with='this one has some in common with'

	for i in {1..7}; do
		seq 1500 | sed "s/.*/{\"conversation_id\":\"$i-&\",\"channel\":\"c$((i % 2))\",\"turns\":[]}/" \
			>$i.log
		hoff-kpi --partial $i.log >$i.kpi
	done
	run -0 --separate-stderr hoff-kpi --merge [1-7].kpi
	[ -z "$stderr" ]
	[[ $output == '10500 conversations, '* ]]
	hoff-kpi --merge --partial [1-7].kpi >week.kpi
	cmp week.kpi <(cat [1-7].log | hoff-kpi -j 2 --partial)
	says_shared 10500 "week.kpi:1: about ([0-9]+) $again; $with 7 others" \
		week.kpi [1-7].kpi
	expected=$stderr
	says_shared 10500 "week.kpi:1: about ([0-9]+) $again; $with 7 others" \
		[1-7].kpi week.kpi
	[ "$stderr" = "$expected" ]
	# it lacks a day, and the one before it has seen more by now
	hoff-kpi --merge --partial [1-6].kpi >six.kpi
	seq 9 | sed 's/.*/{"conversation_id":"late-&","turns":[]}/' |
		cat 6.log - | hoff-kpi --partial >6.kpi
	says_shared 9000 "six.kpi:1: about ([0-9]+) $again; $with 6 others" \
		six.kpi [1-7].kpi
	# of few all are known
	head -n 300 1.log | hoff-kpi --partial >few.kpi
	tail -n +300 1.log | head -n 500 | hoff-kpi --partial >next.kpi
	run -0 --separate-stderr hoff-kpi --merge few.kpi next.kpi
	[ "$stderr" = "hoff-kpi: few.kpi:1: 1 conversation is in more than one partial, and counts each time; this one has some in common with 1 other" ]
	cat next.kpi few.kpi >both.kpi
	run -0 --separate-stderr hoff-kpi --against both.kpi 2.log
	[[ $stderr == 'hoff-kpi: both.kpi:1: 1 conversation is in more than one partial, '* ]]
}

@test "parts of a day share nothing, also where each numbers from 1" {
	local i

	# by channel, and by line
	for i in webchat voice; do
		hoff-kpi --partial --select ".channel == \"$i\"" "$story" >"$i.kpi"
	done
	hoff-kpi --partial --select '.channel != "webchat" and .channel != "voice"' \
		"$story" >rest.kpi
	run -0 --separate-stderr hoff-kpi --merge webchat.kpi voice.kpi rest.kpi
	[ -z "$stderr" ]
	hoff-kpi --merge webchat.kpi voice.kpi rest.kpi |
		cmp <(hoff-kpi "$story") -
	for i in 1 2 3; do
		seq 40 | sed "s/.*/{\"conversation_id\":\"&\",\"started_at\":\"2026-03-0${i}T10:00:00Z\",\"turns\":[]}/" |
			hoff-kpi --partial >$i.kpi
	done
	run -0 --separate-stderr hoff-kpi --merge [1-3].kpi
	[ -z "$stderr" ]
}

@test "a partial that is given twice is told, and counts twice" {
	hoff-kpi --partial "$story" >a.kpi
	hoff-kpi --partial "${story%story*}endings.in.ndjson" >b.kpi
	hoff-kpi --partial /dev/null >nothing.kpi
	run -0 --separate-stderr hoff-kpi --merge nothing.kpi b.kpi a.kpi nothing.kpi
	[ -z "$stderr" ]
	run -0 --separate-stderr hoff-kpi --merge a.kpi b.kpi a.kpi
	[ "$stderr" = 'hoff-kpi: a.kpi:1: 12 conversations are in more than one partial, and count each time; this one has some in common with 1 other' ]
	run -0 --separate-stderr hoff-kpi --merge a.kpi b.kpi - <(cat b.kpi) <a.kpi
	[ "$stderr" = 'hoff-kpi: b.kpi:1: 71 conversations are in more than one partial, and count each time; this one has some in common with 1 other' ]
}

@test "a partial that is not whole is refused" {
	hoff-kpi --partial --by channel "$story" >a.kpi
	head -n -1 a.kpi >short.kpi
	# as that of a run that failed, here behind the last record, is
	printf junk | cat <(gzip -c "$story") - >cut.gz
	run -2 --separate-stderr hoff-kpi --partial --by channel cut.gz
	[ "$output" = "$(cat short.kpi)" ]
	refuses_partial '--merge: the last partial is cut short' short.kpi
	refuses_partial 'a.kpi:1: the partial before this one is cut short' \
		short.kpi a.kpi
	sed 3d a.kpi >hole.kpi
	refuses_partial "hole.kpi:$(wc -l <hole.kpi): lines are missing before this one" \
		hole.kpi
	refuses_partial "$story:1: it is not a partial of hoff-kpi" "$story"
	refuses_partial '/dev/null: no partial in it' /dev/null
	run -2 --separate-stderr hoff-kpi --merge </dev/null
	[ "$stderr" = 'hoff-kpi: --merge: no partial in the input' ]
	# nor is one that a run which died has left, wherever it stands
	: >none.kpi
	gzip -c none.kpi >none.kpi.gz
	refuses_partial 'none.kpi: no partial in it' none.kpi a.kpi
	refuses_partial 'none.kpi.gz: no partial in it' a.kpi none.kpi.gz a.kpi
	refuses_partial 'none.kpi: no partial in it' a.kpi none.kpi
	run -2 --separate-stderr hoff-kpi --merge a.kpi - <none.kpi
	[ "$stderr" = 'hoff-kpi: <stdin>: no partial in it' ]
	# a partial of nothing is one
	hoff-kpi --partial --by channel none.kpi >nothing.kpi
	hoff-kpi --merge nothing.kpi a.kpi nothing.kpi | cmp <(hoff-kpi --merge - <a.kpi) -
	sed '2s/"counts":\[0,/"counts":[/' a.kpi >bad.kpi
	refuses_partial 'bad.kpi:2: it is not a line of a partial' bad.kpi
	sed '2s/"census":\[[0-9]*/"census":[7777777777777777777/' a.kpi >bad.kpi
	refuses_partial 'bad.kpi:2: it is not a line of a partial' bad.kpi
	sed '1s/"version":"[^"]*"/"version":"0"/' a.kpi >old.kpi
	refuses_partial 'old.kpi:1: it was made by another version of hoff-kpi: make it again from its log' \
		old.kpi
	# the form in which a conversation had one handoff
	sed '1s,hoff.kpi.partial/[0-9]*,hoff.kpi.partial/3,' a.kpi >old.kpi
	refuses_partial 'old.kpi:1: it was made by another version of hoff-kpi: make it again from its log' \
		old.kpi
	# more than a number holds, or than its place may
	for n in 999999999999999999999999999999999999999 \
	    -170141183460469231731687303715884105729 \
	    18446744073709551620 -1; do
		sed "2s/\"starts\":\[[0-9]*/\"starts\":[$n/" a.kpi >bad.kpi
		refuses_partial 'bad.kpi:2: it is not a line of a partial' bad.kpi
		sed "2,\$s/\"conversations\":[0-9]*/\"conversations\":\"$n\"/" \
			a.kpi >bad.kpi
		refuses_partial "bad.kpi:$(grep -n -m 1 '"conversations":"' bad.kpi |
			cut -d: -f1): it is not a line of a partial" bad.kpi
		for name in max_groups fixed_turn short_abandon_ms; do
			sed "1s/\"$name\":[0-9]*/\"$name\":$n/" a.kpi >bad.kpi
			refuses_partial 'bad.kpi:1: it does not say how it was made' bad.kpi
		done
	done
	for n in 1e99 20,a -1; do
		sed "1s/\"target\":\"20\"/\"target\":\"$n\"/" a.kpi >bad.kpi
		refuses_partial 'bad.kpi:1: it does not say how it was made' bad.kpi
	done
	# paths and other options that no command line could give
	hoff-kpi --partial --ab channel --matter outcome.topic --history \
		--per-agent --unit customer --covariate customer.age "$story" >all.kpi
	for n in 's/"by":"channel/&,/' 's/"by":"channel/&..a/' \
	    's/"by":"channel/"by":"turns.text/' 's/"mix":"channel/&,a..b/' \
	    's/"matter":"outcome.topic/&,channel/' 's/"covariate":"customer/&./' \
	    's/"lambda":0/"lambda":1/' 's/"pre_period":null/"pre_period":"May"/'; do
		sed "1$n" all.kpi >bad.kpi
		run ! cmp -s all.kpi bad.kpi
		refuses_partial 'bad.kpi:1: it does not say how it was made' bad.kpi
	done
	hoff-kpi --merge all.kpi >/dev/null
	# periods that there are not, and of no or of an unknown place
	hoff-kpi --partial --every 1d --time-zone Asia/Kolkata "$story" >day.kpi
	for every in '""' '"2d"' '"1dd"'; do
		sed "1s/\"every\":\"1d\"/\"every\":$every/" day.kpi >bad.kpi
		refuses_partial 'bad.kpi:1: it does not say how it was made' bad.kpi
	done
	for zone in null '""' '"Asia/Nowhere"' '"a\\u0000"' 7; do
		sed "1s,\"Asia/Kolkata\",$zone," day.kpi >bad.kpi
		refuses_partial 'bad.kpi:1: it does not say how it was made' bad.kpi
	done
	# a number that no whole one is
	sed '2s/"starts":\[\([0-9]*\)/"starts":[\1.5/' a.kpi >bad.kpi
	refuses_partial 'bad.kpi:2: it is not a line of a partial' bad.kpi
}

@test "more names than are kept are counted alike in any order" {
	python3 - >log <<-'END'
	import json, random
	random.seed(4)
	for i in range(2500):
	    rules = random.sample(range(2200), 3)
	    print(json.dumps({
	        "conversation_id": str(i), "turns": [{"role": "customer"}],
	        "hoff": {"score": {"decision": "escalate", "reasons": [
	            {"rule": f"r-{r:04}"} for r in rules]}}}))
	END
	hoff-kpi -j 1 --partial log >expected
	grep -q '"names":"rules","name":null' expected
	tac log | hoff-kpi -j 1 --partial | cmp expected -
	hoff-kpi -j 1 --partial <(head -n 999 log) >a
	hoff-kpi -j 1 --partial <(tail -n +1000 log) >b
	hoff-kpi --merge --partial b a | cmp expected -
	hoff-kpi --merge --format json a b | cmp <(hoff-kpi --format json log) -
}

@test "days begin where the clock says, on the days it changes too" {
	local i

	# an hour apart, around the end of summer time in Berlin (01:00 UTC)
	for i in 2026-10-24T21:30 2026-10-24T22:30 2026-10-25T00:30 \
		2026-10-25T01:30 2026-10-25T22:30 2026-10-25T23:30; do
		conversation "\"started_at\":\"$i:00Z\"" '"turns":[{"role":"customer"}]'
	done >log
	conversation '"turns":[{"role":"customer"}]' >>log
	run -0 groups < <(hoff-kpi --every 1d --time-zone Europe/Berlin \
		--format json log)
	diff - <(echo "$output") <<-'END'
	2026-10-24 1
	2026-10-25 4
	2026-10-26 1
	null 1
	END
	run -0 groups < <(hoff-kpi --every 1h --time-zone Europe/Berlin \
		--format json log)
	[ "${lines[2]}" = '2026-10-25T00:00:00Z 1' ]
	[ "${lines[3]}" = '2026-10-25T01:00:00Z 1' ] # the second 02:30 of that day
	run -0 groups < <(hoff-kpi --every 1w --format json log)
	[ "${lines[0]}" = '2026-10-19 6' ] # a Monday
	# half an hour from Greenwich an hour begins at half past
	run -0 groups < <(hoff-kpi --every 1h --time-zone Asia/Kolkata \
		--format json log)
	[ "${lines[0]}" = '2026-10-24T21:30:00Z 1' ]
	# also where no day is asked for
	run -2 --separate-stderr hoff-kpi --time-zone Europe/Berlln log
	[ "$stderr" = 'hoff-kpi: --time-zone: unknown zone Europe/Berlln (did you mean Europe/Berlin?)' ]
}

@test "--top ranks groups over all periods, and each has its own rest" {
	run -0 jq -rc '.groups[] | [.key, .other, .conversations]' \
		< <(hoff-kpi --every 1d --by channel --top 1 --format json "$story")
	diff - <(echo "$output") <<-'END'
	[["2026-03-01","webchat"],false,2]
	[["2026-03-01"],true,1]
	[["2026-03-02","webchat"],false,2]
	[["2026-03-02"],true,3]
	[["2026-03-03","webchat"],false,1]
	[["2026-03-03"],true,2]
	[[null],true,1]
	END
	run -2 --separate-stderr hoff-kpi --every 1d --top 3 "$story"
	[ "$stderr" = 'hoff-kpi: --top picks groups: it needs --by' ]
}

@test "a path that cannot be a group is refused" {
	refuses_by '' "an empty name in ''"
	refuses_by 'a..b' "an empty name in 'a..b'"
	refuses_by 'a.' "an empty name in 'a.'"
	refuses_by 'a,' "an empty name in ''"
	refuses_by 'a,b,c,d,e,f,g,h,i' "more than 8 paths in 'a,b,c,d,e,f,g,h,i'"
	refuses_by 'a.b.c.d.e.f.g.h.i' \
		"more than 8 names in 'a.b.c.d.e.f.g.h.i'"
	refuses_by 'turns.text' \
		"what was said cannot be a group: 'turns.text'"
	run -2 --separate-stderr hoff-kpi --per-agent --mix a..b "$story"
	[ "$stderr" = "hoff-kpi: --mix: an empty name in 'a..b'" ]
}

@test "order, threads and packing of the input change no byte" {
	local format

	python3 "$root/tests/kpi_oracle.py" generate 800 5 >log
	for _ in 1 2 3 4 5 6; do cat log; done >long
	head -n 1000 long | gzip >one.gz
	sed -n '1001,3333p' long | gzip >two.gz
	sed -n '3334,$p' long >three
	for format in table json csv markdown; do
		hoff-kpi -j 1 --by channel --format $format long >expected
		for j in 2 4; do
			hoff-kpi -j $j --by channel --format $format long |
				cmp expected -
		done
		cat one.gz two.gz | hoff-kpi --by channel --format $format - \
			three | cmp expected -
		sort long | hoff-kpi --by channel --format $format |
			cmp expected -
	done
	hoff-kpi -j 1 --html a.html --by channel long >table
	sort -r long | hoff-kpi -j 4 --html b.html --by channel >table
	cmp a.html b.html
}
