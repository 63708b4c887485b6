# hoff-kpi: what is counted, what is not known, and how it is shown.

# shellcheck disable=SC2154 # what run sets, bats reads

load common

data=$root/testdata/hoff-kpi
story=$data/story.in.ndjson
hostile=$data/hostile.in.ndjson

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# kept NAME ARG...: the report of the story with these arguments is the one
# stored as testdata/hoff-kpi/NAME; UPDATE=1 stores it.
kept() {
	local at=$data/$1

	shift
	hoff-kpi "$@" "$story" >got
	if [ -n "${UPDATE-}" ]; then cp got "$at"; fi
	diff -u "$at" got
}

# conversation JSON...: one that consists of these members.
conversation() {
	local IFS=,

	echo "{\"conversation_id\":\"x\",$*}"
}

# kpi ID FIELD: of the report on standard input.
kpi() {
	jq -c ".kpis[] | select(.id == \"$1\") | .$2"
}

amount() {
	jq -c ".amounts[] | select(.id == \"$1\") | .$2"
}

@test "a report is a table that a supervisor can read" {
	kept story.txt --by channel
}

@test "the same report is JSON for programs" {
	kept story.json --by channel --format json
}

@test "the same report is CSV for spreadsheets, one number a row" {
	kept story.csv --by channel --format csv
}

@test "the same report is Markdown for a merge request" {
	kept story.md --by channel,customer.tier --format markdown
}

@test "the same report is a page for a meeting" {
	hoff-kpi --by channel --html page.html "$story" >table
	diff "$data/story.txt" table
	sed '/^<style>$/,/^<\/style>$/d' page.html >got
	if [ -n "${UPDATE-}" ]; then cp got "$data/story.html"; fi
	diff -u "$data/story.html" got
}

@test "every row of the table of outcomes means what it says" {
	# each conversation is a group, which says what is expected and why
	hoff-kpi --by expect,why --format json "$data/endings.in.ndjson" >report
	[ "$(jq '.groups | length' report)" -eq "$(wc -l <"$data/endings.in.ndjson")" ]
	run -0 jq -r '.groups[] | .key as [$expected, $why] |
		([.outcomes[] | select(.numerator > 0).id] | join(" ")) as $got |
		select($got != $expected) |
		"\($why): \($got), not \($expected)"' report
	echo "$output"
	[ -z "$output" ]
	# no outcome goes untested
	diff <(jq -r .expect "$data/endings.in.ndjson" | sort -u) \
		<(hoff-kpi --format json "$story" | jq -r '.outcomes[].id' | sort)
}

@test "each conversation has one outcome, so they add up to all" {
	hoff-kpi --format json "$data/endings.in.ndjson" "$story" >report
	[ "$(jq '[.outcomes[].numerator] | add' report)" -eq 61 ]
	[ "$(jq .conversations report)" -eq 61 ]
	jq -e 'all(.outcomes[]; .denominator == 61)' report
}

@test "a second fold, written from the manual, finds the same numbers" {
	local by=channel,customer.plan log

	python3 "$root/tests/kpi_oracle.py" generate 1500 1 >log
	hoff-kpi --by $by --format json log >report
	python3 "$root/tests/kpi_oracle.py" check log report $by
	for log in "$story" "$data/endings.in.ndjson" "$hostile"; do
		hoff-kpi --confidence 0.9 --format json "$log" >report
		python3 "$root/tests/kpi_oracle.py" check "$log" report
	done
}

@test "the second fold notices a number that is off by one" {
	hoff-kpi --format json "$story" >report
	python3 "$root/tests/kpi_oracle.py" check "$story" report
	jq '.kpis[3].numerator += 1' report >off
	run -1 python3 "$root/tests/kpi_oracle.py" check "$story" off
	jq '(.amounts[] | select(.id == "human_s")).p90 += 1' report >off
	run -1 python3 "$root/tests/kpi_oracle.py" check "$story" off
}

@test "the JSON report keeps to its schema, whatever the input" {
	hoff-kpi --show-defaults | cmp - "$root/lib/kpi/defaults/kpi.schema.json"
	hoff-kpi --by channel,customer.tier --format json "$story" >a.json
	hoff-kpi --by channel --format json --top 3 "$hostile" >b.json
	hoff-kpi --by channel --format json </dev/null >c.json
	hoff-kpi --format json "$data/endings.in.ndjson" >d.json
	python3 - "$root/lib/kpi/defaults/kpi.schema.json" ?.json <<-'END'
	import json, sys
	from jsonschema import Draft7Validator
	schema = json.load(open(sys.argv[1]))
	Draft7Validator.check_schema(schema)
	check = Draft7Validator(schema)
	for name in sys.argv[2:]:
	    for e in check.iter_errors(json.load(open(name))):
	        sys.exit(f"{name}: {list(e.path)}: {e.message}")
	broken = json.load(open(sys.argv[2]))
	broken["kpis"][0]["value"] = 2
	assert not check.is_valid(broken)
	END
}

@test "what the input does not hold is null with a reason, never 0" {
	conversation '"turns":[{"role":"customer","text":"hi"}]' |
		hoff-kpi --format json >report
	for id in judged_escalate label_recall service_level csat_top2 \
		handoff_delivery packet_ready; do
		[ "$(kpi $id value <report)" = null ]
		[ "$(kpi $id denominator <report)" = 0 ]
		[ "$(kpi $id low <report)" = null ]
	done
	[ "$(kpi judged_escalate reason <report)" = '"no hoff.score in the input"' ]
	[ "$(kpi handoff_delivery reason <report)" = '"no handoff was attempted"' ]
	[ "$(kpi escalation_attempted value <report)" = 0 ]
	[ "$(kpi escalation_attempted reason <report)" = null ]
	[ "$(amount human_s p50 <report)" = null ]
	[ "$(amount human_s never <report)" = 1 ]
	jq -e 'all(.kpis[]; (.value == null) == (.reason != null))' report
	jq -e 'all(.amounts[]; (.p50 == null) == (.reason != null))' report
}

@test "nothing in, an honest report out" {
	hoff-kpi --format json </dev/null >report
	[ "$(jq .conversations report)" = 0 ]
	jq -e 'all(.kpis[], .outcomes[]; .value == null and .reason != null)' \
		report
	[ "$(jq .started report)" = null ]
	hoff-kpi --html page.html </dev/null | grep -q '^0 conversations'
	python3 "$root/tests/kpi_page.py" page.html
}

@test "an intermediate loss of contact is not a resolution" {
	conversation '"turns":[{"role":"customer"},{"role":"bot","text":"Done."}]' \
		'"events":[{"type":"abandoned"}]' | hoff-kpi --format json >report
	[ "$(kpi containment_loose value <report)" = 1 ]
	[ "$(kpi containment_resolved value <report)" = 0 ]
	[ "$(kpi abandonment value <report)" = 1 ]
}

@test "attempted and delivered escalations are told apart" {
	hoff-kpi --format json "$story" >report
	[ "$(kpi escalation_attempted numerator <report)" = 5 ]
	[ "$(kpi escalation_delivered numerator <report)" = 3 ]
	[ "$(kpi handoff_delivery value <report)" = 0.6 ]
}

@test "both meanings of a false escalation have their own name" {
	hoff-kpi --format json "$story" >report
	[ "$(kpi label_false_of_judged value <report)" = 0.25 ]
	[ "$(kpi label_false_of_contain value <report)" = 0.3333 ]
	[ "$(kpi label_f1 value <report)" = 0.75 ]
	[ "$(kpi label_f1 low <report)" = null ]
}

@test "the three times to an escalation are three numbers" {
	head -n 1 "$story" | hoff-kpi --format json >report
	[ "$(amount judged_s p50 <report)" = 0 ]
	[ "$(amount handoff_s p50 <report)" = 12 ]
	[ "$(amount human_s p50 <report)" = 60 ]
	[ "$(amount handoff_wait_s p50 <report)" = 43 ]
	[ "$(amount asked_s p50 <report)" = 55 ]
	[ "$(amount handle_s p50 <report)" = 165 ]
	[ "$(amount judged_turns p50 <report)" = 1 ]
	[ "$(amount human_turns p50 <report)" = 2 ]
}

@test "a time that runs backwards is set aside and said so" {
	hoff-kpi "$story" | grep 'time runs backwards: 1'
	hoff-kpi --format json "$story" >report
	[ "$(jq .set_aside.times_running_backwards report)" = 1 ]
	[ "$(jq .set_aside.csat_outside_1_to_5 report)" = 1 ]
}

@test "an interval is Wilson's, at the level that was asked for" {
	hoff-kpi --format json --confidence 0.9 "$story" >report
	# 5 of 11 at 90 %, by Python: statistics.NormalDist().inv_cdf(.95) in
	# Wilson's formula
	[ "$(kpi escalation_attempted low <report)" = 0.2421 ]
	[ "$(kpi escalation_attempted high <report)" = 0.6849 ]
	[ "$(jq .confidence report)" = 0.9 ]
	run -2 hoff-kpi --confidence 0 "$story"
	run -2 hoff-kpi --confidence 1 "$story"
}

# The groups of a report as "key/key n", one a line.
groups() {
	jq -r '.groups[] | (if .other then "other" else
		[.key[] | . // "null"] | join("/") end) + " " +
		(.conversations | tostring)'
}

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

@test "a path that cannot be a group is refused" {
	refuses_by '' "an empty name in ''"
	refuses_by 'a..b' "an empty name in 'a..b'"
	refuses_by 'a.' "an empty name in 'a.'"
	refuses_by 'a,' "an empty name in ''"
	refuses_by 'a,b,c,d,e,f,g,h,i' 'more than 8 paths'
	refuses_by 'a.b.c.d.e.f.g.h.i' \
		"more than 8 names in 'a.b.c.d.e.f.g.h.i'"
	refuses_by 'turns.text' \
		"what was said cannot be a group: 'turns.text'"
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

@test "the page can be read by all, fetches nothing and runs nothing" {
	hoff-kpi --by channel --html page.html "$story" >table
	python3 "$root/tests/kpi_page.py" page.html
	sed 's|</main>|<img src="http://x.example/">&|' page.html >bad.html
	run -1 python3 "$root/tests/kpi_page.py" bad.html
	sed 's|</main>|<b onclick="x()">x</b>&|' page.html >bad.html
	run -1 python3 "$root/tests/kpi_page.py" bad.html
}

@test "hostile names stay text in a page" {
	hoff-kpi --by channel,customer.name --html page.html "$hostile" >table
	python3 "$root/tests/kpi_page.py" page.html
	grep -qF '&#60;script&#62;alert(1)&#60;/script&#62;' page.html
	run ! grep -qiE '<script|<img|CANARY' page.html
}

@test "hostile names stay text in Markdown" {
	hoff-kpi --by channel,customer.name --format markdown "$hostile" >got.md
	# every row of a table has as many bars as its heading
	awk -F'|' '/^\|/ { if (last && NF != n) exit 1; n = NF; last = 1; next }
		{ last = 0 }' got.md
	run ! grep -qE "[<\`$(printf '\r\033\007')]|CANARY|!\[|\]\(" got.md
}

@test "hostile names stay text in CSV, and none is a formula" {
	hoff-kpi --by channel,customer.name --format csv "$hostile" >got.csv
	python3 - "$hostile" <<-'END'
	import csv, json, sys
	rows = list(csv.reader(open("got.csv", newline=""), strict=True))
	assert all(len(r) == len(rows[0]) for r in rows), "ragged"
	fields = {f for r in rows for f in r}
	assert not any("CANARY" in f for f in fields), "text of a turn"
	for f in fields:
	    if f.lstrip()[:1] in ("=", "+", "@") or (
	            f[:1] == "-" and not f[1:].replace(".", "").isdigit()):
	        sys.exit(f"a formula: {f!r}")
	for line in open(sys.argv[1]):
	    name = json.loads(line).get("channel")
	    if name and name.isprintable() and len(name) < 256:
	        assert name in fields or "'" + name in fields, name
	END
}

@test "hostile names cannot write to the terminal" {
	hoff-kpi --by channel,customer.name "$hostile" >got
	run ! grep -q "$(printf '[\033\007\r\t]')" got
	run ! grep -qF "$(printf '\342\200\256')" got
	run ! grep -q CANARY got
	grep -qF 'tab?new?line' got
}

@test "colour is for terminals, and NO_COLOR turns it off" {
	run ! grep -q "$(printf '\033')" <(hoff-kpi "$story")
	script -qec "hoff-kpi '$story'" /dev/null >terminal
	grep -q "$(printf '\033\\[1m')" terminal
	NO_COLOR=1 script -qec "hoff-kpi '$story'" /dev/null >terminal
	run ! grep -q "$(printf '\033\\[1m')" terminal
}

@test "bad records are counted, and the rest makes the report" {
	{ cat "$story"; echo nonsense; } >mixed
	run -3 --separate-stderr hoff-kpi --by channel mixed
	diff "$data/story.txt" <(echo "$output")
	[[ $stderr == 'hoff-kpi: mixed:13:2: bad-json: '* ]]
}

@test "--select reports on some conversations only" {
	hoff-kpi --select '.channel == "voice"' --format json "$story" >report
	[ "$(jq .conversations report)" = 3 ]
}

@test "memory does not grow with the input" {
	sanitized && skip 'a sanitizer needs memory of its own'
	for _ in {1..200}; do cat "$story"; done >log
	for _ in {1..20}; do cat log; done >long
	/usr/bin/time -f %M -o small hoff-kpi -j 2 log >/dev/null
	/usr/bin/time -f %M -o large hoff-kpi -j 2 long >/dev/null
	echo "$(cat small) KiB, $(cat large) KiB"
	[ "$(cat large)" -lt $(($(cat small) + 16384)) ]
	[ "$(cat large)" -lt 32768 ]
}
