# hoff-score --rule-stats: what each rule did on a log.  Every number is
# computed again from --turns with jq, or by scoring without the rule.
load common

# A log of every kind of ending, half of it labelled, each of them thrice; some
# customers talk on behind the decision, of other things or as before.
on='{"conversation_id":"on","language":"en","turns":[{"role":"customer","text":"I will call my lawyer"},{"role":"bot","text":"Can I help with anything else?"},{"role":"customer","text":"Where is my parcel"},{"role":"customer","text":"This is a furious, disgusting rip-off, I HATE it"},{"role":"customer","text":"ok, thanks"},{"role":"customer","text":"My lawyer will write"}]}'

setup_file() {
	export BATS_NO_PARALLELIZE_WITHIN_FILE=true
	cd "$BATS_FILE_TMPDIR" || return
	echo "$on" |
		cat "$root"/testdata/hoff-score/{stories,telecom}.in.ndjson - |
		jq -c '.conversation_id as $id | range(3) as $k |
		    .conversation_id = "\($id)-\($k)" | del(.labels) |
		    if $k < 2 then .labels = {escalate: (($id | length) % 3 != 0)}
		    else . end' >log
	hoff-score --turns log | jq -c '.hoff.score as $s | {
	    decision: $s.decision, by: $s.reasons[0].rule, label: .labels.escalate,
	    fired: [$s.trajectory[].fired[]], set: ([$s.trajectory[].fired[]] | unique),
	    turns: ($s.trajectory | length)}' >turns
	hoff-score --rule-stats --format json log >stats
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return
}

# same FILTER-OF-STATS FILTER-OF-TURNS
same() {
	local got want

	got=$(jq -cS "$1" stats)
	want=$(jq -cSs "$2" turns)
	echo "got  $got"
	echo "want $want"
	[ -n "$got" ]
	[ "$got" = "$want" ]
}

@test "the log is counted as it was decided" {
	same '[.conversations, .turns, .escalate, .watch, .contain]' \
		'. as $all | [length, (map(.turns) | add),
		    (("escalate", "watch", "contain") as $d |
			$all | map(select(.decision == $d)) | length)]'
	same '.by_readiness' 'map(select(.by == "readiness")) | length'
	same '[.labelled, .labelled_escalate]' \
		'[(map(select(.label != null)) | length),
		  (map(select(.label)) | length)]'
	same '.recall.value' 'map(select(.label)) |
	    (map(select(.decision == "escalate")) | length) / length |
	    (. * 10000 | round) / 10000'
}

@test "how often a rule fires, decides and fires alone is what --turns shows" {
	same '[.rules[] | select(.conversations > 0) |
	    {rule, conversations, turns, decides, alone}] | sort_by(.rule)' \
		'. as $all | [.[].set[]] | unique | map(. as $r | {rule: $r,
		    conversations: ($all | map(select(.set | index($r))) | length),
		    turns: ([$all[].fired[] | select(. == $r)] | length),
		    decides: ($all | map(select(.by == $r)) | length),
		    alone: ($all | map(select(.set == [$r])) | length)})'
	run -0 jq '[.rules[] | select(.conversations > 0)] | length' stats
	[ "$output" -gt 10 ]
}

@test "shadowed is the share of firings in which it did not decide" {
	same '[.rules[] | select(.conversations > 0) | [.rule, .shadowed]] | sort' \
		'. as $all | [.[].set[]] | unique | map(. as $r |
		    ($all | map(select(.set | index($r)))) as $mine |
		    [$r, (($mine | map(select(.by != $r)) | length) /
			($mine | length) * 10000 | round) / 10000]) | sort'
	hoff-score -r "$root/testdata/hoff-score/telecom.jq" --rule-stats \
		--format json log >telecom
	run -0 jq -c '[.rules[] | select(.then == "hold" or .then == "suppress") |
	    .shadowed]' telecom
	[ "$output" = '[null,null,null]' ]
}

@test "rules that fire together are counted in pairs, the most frequent first" {
	same '.overlap | map([(.rules | sort), .conversations]) | sort' \
		'[.[].set | . as $s | range(length) as $i | range($i + 1; $s | length) as $k |
		    [$s[$i], $s[$k]]] | group_by(.) | map([.[0], length]) | sort'
	run -0 jq '[.overlap[].conversations] | . == (sort | reverse) and length > 3' stats
	[ "$output" = true ]
}

@test "a rule that never fired has an upper bound, which is the exact one" {
	run -0 jq -c '[.rules[] | select((.conversations == 0) != (.at_most != null))]' stats
	[ "$output" = '[]' ]
	# Clopper-Pearson, one-sided: P(0 of n) = (1 - p)^n = 0.05
	run -0 python3 - <<-END
		import json
		s = json.load(open("stats"))
		dead = [r["at_most"] for r in s["rules"] if not r["conversations"]]
		assert len(dead) > 3
		for p in dead:
		    n = s["conversations"]
		    assert (1 - p - 0.00005) ** n <= 0.05 <= (1 - p + 0.00005) ** n, p
	END
}

@test "precision and lift are those of the labelled conversations" {
	same '[.rules[] | select(.labelled > 0) |
	    [.rule, .labelled, .labelled_escalate, .precision.value, .lift.value]] | sort' \
		'def r4: (. * 10000 | round) / 10000;
		map(select(.label != null)) as $all |
		(([$all[] | select(.label)] | length) / ($all | length)) as $base |
		[$all[].set[]] | unique | map(. as $r |
		    [$all[] | select(.set | index($r))] as $mine |
		    ([$mine[] | select(.label)] | length) as $yes |
		    [$r, ($mine | length), $yes, ($yes / ($mine | length) | r4),
		     ($yes / ($mine | length) / $base | r4)]) | sort'
	# Wilson 1927, for every rule
	run -0 python3 - <<-END
		import json, math
		s = json.load(open("stats"))
		base = s["labelled_escalate"] / s["labelled"]
		z, seen = 1.959963984540054, 0
		for r in s["rules"]:
		    n, k = r["labelled"], r["labelled_escalate"]
		    if not n:
		        assert r["precision"]["value"] is None
		        continue
		    seen += 1
		    p, c = k / n, 1 + z * z / n
		    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / c
		    middle = (p + z * z / (2 * n)) / c
		    for name, by in (("precision", 1), ("lift", base)):
		        got = r[name]
		        assert abs(got["low"] - (middle - half) / by) < 6e-5, r
		        assert abs(got["high"] - (middle + half) / by) < 6e-5, r
		assert seen > 5
	END
}

@test "what changes without a rule is what a file without it decides" {
	local id i judged='.hoff.score | [.decision, .turn, .reasons[0].rule,
	    .queue, .priority, .tier] | map(tostring) | join("\t")'

	hoff-score log | jq -r "$judged" >with
	hoff-score --show-defaults=rules.jq >default.jq
	jq -n -f default.jq >rules.json
	jq -r .label turns >labels
	while read -r id; do
		jq --arg id "$id" 'del(.rules[] | select(.id == $id))' rules.json >fewer.json
		hoff-score -r fewer.json log | jq -r "$judged" |
			paste - with labels | awk -v id="$id" '
			{ any = $1 != $7; changed += any }
			$7 == "escalate" && $1 != "escalate" { lost++; if ($13 == "true") miss++ }
			$13 == "true" { n++ }
			$1 == $7 { for (i = 2; i <= 6; i++) if ($i != $(i + 6)) { other[i]++; any = 1 } }
			{ touched += any }
			END { printf "%s %d %d %.4f", id, changed, lost, miss / n
			      for (i = 2; i <= 6; i++) printf " %d", other[i]
			      printf " %d\n", touched }'
	done < <(jq -r '.rules[] | select(.conversations > 0).rule' stats) >want
	jq -r '.rules[] | select(.conversations > 0) | .without as $w | [.rule,
	    ($w | .changed, .lost, .recall_lost.value, .other_turn, .other_rule,
		.other_queue, .other_priority, .other_tier, .any)] | join(" ")' \
		stats | awk '{ $4 = sprintf("%.4f", $4); print }' >got
	diff want got
	[ "$(awk '$4 > 0' got | wc -l)" -gt 0 ]
	[ "$(awk '$2 > 0' got | wc -l)" -gt 1 ]
	# each of the others occurs, also where no decision is another
	for i in 5 6 7 8 9; do
		[ "$(awk -v i=$i '$2 == 0 && $i > 0' got | wc -l)" -gt 0 ]
	done
	# a row for whoever makes a difference, and for nobody else
	hoff-score --rule-stats log | sed -n '/^What changes/,$p' |
		awk 'NR > 2 && $2 ~ /^[0-9]/ { print $1 }' >rows
	diff <(awk '$NF > 0 { print $1 }' got | sort) <(sort rows)
}

@test "a rule that holds others back: without it escalations are gained" {
	hoff-score -r "$root/testdata/hoff-score/telecom.jq" --rule-stats \
		--format json log >telecom
	run -0 jq -c '.rules[] | select(.rule == "not-on-voice").without |
	    [.changed, .lost, .gained, (.recall_lost.value < 0)]' telecom
	[ "$output" = '[3,0,3,true]' ]
}

@test "the report is the same for any number of threads and any order" {
	local n

	for n in 1 2 5; do
		hoff-score --rule-stats -j $n log >"table.$n"
	done
	cmp table.1 table.2
	cmp table.1 table.5
	tac log | hoff-score --rule-stats --format json -j 3 | cmp - stats
}

@test "the table says the same as the JSON, in lines for people" {
	run -0 hoff-score --rule-stats log
	[[ $output == *"$(jq -r '"\(.conversations) conversations, \(.turns) customer turns"' stats)"* ]]
	[[ $output == *'Rules that never fired'* ]]
	[[ $output == *'Rules and labels'* ]]
	run -0 grep -E '^ *asked-for-a-person +escalate' <<<"$output"
	read -ra cells <<<"$output"
	[ "${cells[2]}" = "$(jq '.rules[] | select(.rule == "asked-for-a-person").conversations' stats)" ]
	run -0 hoff-score --rule-stats /dev/null
	[[ $output == '0 conversations'* ]]
	[[ $output != *nan* ]]
	run -0 --separate-stderr hoff-score --rule-stats --format json /dev/null
	jq -e '.conversations == 0 and (.rules | length > 0)' <<<"$output"
}

@test "rules that never fire take no memory for each other" {
	sanitized && skip 'a sanitizer needs memory of its own'
	{
		echo '{ name: "many", rules: ['
		seq -s , 4000 | sed 's/[0-9]\+/{id: "r&", when: ".turn.index == 1&", then: "watch"}/g'
		echo '] }'
	} >many.jq
	/usr/bin/time -f %M -o kib hoff-score --rule-stats -j 2 -r many.jq \
		--format json log | jq -e '.overlap == [] and (.rules | length) == 4000'
	echo "$(cat kib) KiB" # two tables of all pairs are 256 MB each
	[ "$(cat kib)" -lt 102400 ]
}
