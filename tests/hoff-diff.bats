load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	at=$root/testdata/hoff-diff
	old=$at/story.old.ndjson
	new=$at/story.new.ndjson
}

# shows FILE ARG...: compare what hoff-diff prints of the story with a stored
# file; UPDATE=1 rewrites it.
shows() {
	local file=$at/$1 status=0

	shift
	hoff-diff "$old" "$new" "$@" >got || status=$?
	[ "$status" -le 1 ]
	if [ -n "${UPDATE-}" ]; then
		cp got "$file"
	fi
	diff -u "$file" got
}

gates=(--gate 'recall >= 80%' --gate 'escalated.delta <= 2%'
	--gate 'watched <= 0.2' --gate 'escalated >= 0.9')

# answer GATE ARG...: what the gate says of these operands.
answer() {
	local gate=$1

	shift
	hoff-diff --format json --gate "$gate" "$@" |
		jq -r '.gates[0].answer'
}

# log N DECISION TURN: N scored conversations, unlabelled.
log() {
	awk -v n="$1" -v d="$2" -v t="$3" 'BEGIN { for (i = 1; i <= n; i++)
		printf "{\"conversation_id\":\"%s%d\",\"turns\":[],\"hoff\":{\"score\":{\"decision\":\"%s\",\"turn\":%s,\"reasons\":[]}}}\n", substr(d, 1, 1), i, d, t }'
}

@test "a change of rules in the terminal, in a job summary and as test results" {
	shows story.txt --by channel "${gates[@]}"
	shows story.md --by channel "${gates[@]}" --format markdown
	shows story.json --by channel "${gates[@]}" --format json
	shows story.xml "${gates[@]}" --format junit
}

@test "on a terminal the report is as wide as that" {
	python3 - "$old" "$new" "${gates[@]}" <<-'END' >/dev/null
	import os, pty, re, sys
	shown = b""
	def read(fd):
	    global shown
	    shown += (data := os.read(fd, 65536))
	    return data
	pty.spawn(["sh", "-c", "exec \"$@\" 2>/dev/null", "-", "hoff-diff",
	    *sys.argv[1:], "--by", "channel"], read)
	text = re.sub("\x1b\\[[0-9]*m", "", shown.decode()).replace("\r", "")
	open("shown", "w").write(text)
	assert max(map(len, text.split("\n"))) == 80
	END
	[ "$(wc -L <"$at/story.txt")" -gt 80 ]
	# nothing was lost on the way: what is repeated is titles and names
	diff <(tr -s ' ' '\n' <"$at/story.txt" | grep '[0-9]%' | sort -u) \
		<(tr -s ' ' '\n' <shown | grep '[0-9]%' | sort -u)
}

@test "the report keeps to its schema, also without pairs, labels or groups" {
	hoff-diff --show-defaults | cmp - "$root/lib/diff/defaults/diff.schema.json"
	log 3 escalate 2 >some
	hoff-diff --format json some some >some.json
	hoff-diff --format json /dev/null /dev/null >none.json
	hoff-diff --format json --by channel "${gates[@]}" "$old" "$new" \
		>all.json 2>told || true
	[[ $(<told) == "hoff-diff: gate INCONCLUSIVE: "* ]]
	python3 - "$root/lib/diff/defaults/diff.schema.json" ./*.json <<-'END'
	import json, sys
	from jsonschema import Draft7Validator
	schema = json.load(open(sys.argv[1]))
	Draft7Validator.check_schema(schema)
	for name in sys.argv[2:]:
	    Draft7Validator(schema).validate(json.load(open(name)))
	END
	python3 -c 'import xml.dom.minidom as x; x.parse("'"$at"'/story.xml")'
}

@test "every number agrees with a second implementation" {
	for seed in 1 2 3; do
		python3 "$root/tests/diff_oracle.py" make $seed a b
		for window in 3 10 100000; do
			hoff-diff --format json --by channel --window $window \
				--changed changed a b >report
			python3 "$root/tests/diff_oracle.py" check $window \
				a b changed <report
		done
	done
}

@test "the changed conversations are told in the order of the old run, without text" {
	hoff-diff --changed changed "$old" "$new" >/dev/null
	jq -se 'length == 14 and all(keys == ["conversation_id", "label", "new",
		"old"])' changed
	[[ $(cat changed) != *'(not told)'* ]]
	jq -r .conversation_id changed >ids
	sort -c ids
	hoff-diff --changed changed.gz "$old" "$new" >/dev/null
	gzip -dc changed.gz | cmp - changed
	run -2 --separate-stderr hoff-diff --changed /dev/full "$old" "$new"
	[[ $stderr == 'hoff-diff: /dev/full: '* ]]
}

@test "a rule that goes without a decision changing is told, and stopped by a gate" {
	hoff-score --show-defaults=rules.jq >default.jq
	jq -n -f default.jq | jq 'del(.tests, (.rules[] | select(.id == "crisis")))' >none.json
	run -1 --separate-stderr hoff-diff -r default.jq -r none.json --format json \
		--gate 'escalated.delta >= 0' --gate 'recall.delta >= 0' \
		--gate 'changed <= 5%' --gate 'turn.changed <= 0' \
		--gate 'rule.changed <= 0' --gate 'queue.changed <= 0' \
		--gate 'priority.changed <= 0' --gate 'tier.changed <= 0' \
		--changed changed --by nosuch "$root"/testdata/logs/*.ndjson
	jq -s -e --slurpfile told changed '.[0] | .changed == 0 and
		([.gates[].answer] | join(" ")) ==
		"PASS PASS PASS PASS FAIL FAIL FAIL FAIL" and
		(.rules[] | select(.rule == "crisis") | .lost == .other_queue and
		.lost == .other_priority and .lost == ($told | length) and .lost > 1) and
		($told | all(.old.queue == "crisis" and .old.priority == 100 and
		.new.queue == "general" and .new.tier != .old.tier))' <<<"$output"
	[[ $stderr == "hoff-diff: no conversation has 'nosuch' to be grouped by"* ]]
}

@test "a log scored under two rules files is the same as two scored logs" {
	logs=("$root"/testdata/logs/*.ndjson)
	hoff-score -r "$at/old.jq" "${logs[@]}" >a
	hoff-score -r "$at/new.jq" "${logs[@]}" >b
	hoff-diff --changed two --format json a b >two.json
	hoff-diff --changed one --format json -r "$at/old.jq" -r "$at/new.jq" \
		"${logs[@]}" >one.json
	cmp one.json two.json
	cmp one two
	[ "$(jq .changed one.json)" -gt 0 ]
	# one rules file: the new one, against what the log carries
	hoff-diff --changed half --format json -r "$at/new.jq" a >half.json
	cmp half.json two.json
	cmp half two
}

@test "the order within the window does not matter, nor do the threads" {
	hoff-diff --format json "$old" "$new" | jq 'del(.set_aside)' >expected
	tac "$new" | hoff-diff --format json "$old" - | jq 'del(.set_aside)' |
		cmp - expected
	log 20000 escalate 2 >a
	shuf --random-source=a a | sed 's/"escalate"/"watch"/
		9000s/^/'"$(printf '%05000d' 0 | sed 's/0/\\n/g')"'/' >b
	hoff-diff --format json --changed changed a b >expected
	[ "$(jq .pairs expected)" -eq 20000 ]
	for j in 1 2 7; do
		hoff-diff -j $j --format json --changed c a b | cmp - expected
		cmp c changed
		hoff-diff -j $j --format json --changed c <(cat a) <(gzip -c b) |
			cmp - expected
		cmp c changed
	done
	# pairs are told by their later lines
	awk -F '"' 'NR == FNR { old[$4] = FNR; next }
		NF { print (FNR > old[$4] ? FNR : old[$4]), old[$4], $4 }' a b |
		sort -k 1,1n -k 2,2n | cmp <(cut -d ' ' -f 3 -) <(cut -d '"' -f 4 changed)
}

@test "what is too far apart or in one run only is counted, not guessed" {
	log 1000 escalate 2 >a
	{ tail -n +11 a; head -n 10 a; } >b # ten come 990 lines later
	hoff-diff --window 989 --format json a b >far
	jq -e '.pairs == 990 and .set_aside.only_old == 10 and
		.set_aside.only_new == 10' far
	hoff-diff --window 990 --format json a b >near
	jq -e '.pairs == 1000 and .set_aside.only_old == 0' near
	hoff-diff --window 0 --format json a a | jq -e '.pairs == 1000'
	log 3 contain null >c
	run -0 --separate-stderr hoff-diff a c
	[ "$stderr" = 'hoff-diff: not one conversation_id is in both' ]
}

@test "an id that comes again is counted and named by its line" {
	log 30 escalate 2 >a
	{ cat a; sed -n '3p;4p' a; } >b
	hoff-diff --format json a b >out
	jq -e '.pairs == 30 and .set_aside.only_new == 2 and
		.set_aside.duplicates.new == {n: 2, lines: [31, 32]} and
		.set_aside.duplicates.old.n == 0' out
	[[ $(hoff-diff a b) == *'repeats another in the window: 2 (line 31, 32).'* ]]
	# a log in which all are called the same takes no longer
	log 100000 escalate 2 | sed 's/"e[0-9]*"/"x"/' >same
	timeout 60 hoff-diff --format json same same |
		jq -e '.pairs == 100000 and .set_aside.duplicates.old.n == 99999'
}

@test "memory does not grow with the log" {
	sanitized && skip "sanitizers keep memory for themselves"
	log 110000 escalate 2 >a # more than are in the window
	cat a a >b
	sed '1d; s/"escalate"/"watch"/' a >c # one waits in vain, all change
	peak() { command time -f %M -o kib hoff-diff --changed d "$1" "$2" >/dev/null && cat kib; }
	few=$(peak a a) many=$(peak b b) changed=$(peak a c)
	echo "$few kB, $many kB, $changed kB"
	[ "$many" -lt $((few + 8000)) ]
	[ "$many" -lt 32768 ]
	[ "$changed" -lt 32768 ]
}

@test "the same rules twice pass every gate that no change keeps" {
	hoff-score "$root"/testdata/logs/*.ndjson >a
	args=()
	for m in escalated watched contained precision recall f1 mcc gtt gtt2 \
		gtt3 turn; do
		args+=(--gate "$m.delta <= 0" --gate "$m.delta >= 0")
	done
	for m in changed {turn,rule,queue,priority,tier,any}.changed; do
		args+=(--gate "$m <= 0")
	done
	run -0 hoff-diff --format json "${args[@]}" a a
	jq -e '.gates | length == 29 and all(.answer == "PASS" and .unchanged)' \
		<<<"$output"
	run -0 hoff-diff "${args[@]}" a
	# the interval still says what another log might show
	jq -e '.gates[] | select(.gate == "escalated.delta <= 0") |
		.low < 0 and .high > 0' <<<"$(hoff-diff --format json \
		"${args[@]}" a a)"
	# but it is no progress
	[ "$(answer 'recall.delta > 0' a a)" = INCONCLUSIVE ]
	[ "$(answer 'recall.delta >= 0.5' a a)" = FAIL ]
}

@test "a gate passes, fails or leaves the question open, by the whole interval" {
	{ log 95 escalate 2; log 5 contain null; } >a
	{ log 80 escalate 2; log 20 contain null; } >b
	# 95 of 100: 88.8 % to 97.8 %
	[ "$(answer 'escalated >= 88%' a a)" = PASS ]
	[ "$(answer 'escalated >= 90%' a a)" = INCONCLUSIVE ]
	[ "$(answer 'escalated >= 98%' a a)" = FAIL ]
	[ "$(answer 'escalated < 0.98' a a)" = PASS ]
	[ "$(answer 'escalated.old >= 0.98' a b)" = FAIL ]
	[ "$(answer 'n >= 85' a b)" = PASS ]
	[ "$(answer 'n > 85' a b)" = FAIL ]
	[ "$(answer 'changed <= 5%' a b)" = PASS ]
	[ "$(answer 'recall >= 0' a a)" = INCONCLUSIVE ]
}

@test "a gate that fails or stays open is status 1, unless that is allowed" {
	run -0 hoff-diff --gate 'n >= 1' "$old" "$new"
	run -1 hoff-diff --gate 'n >= 1' --gate 'n >= 1000' "$old" "$new"
	run -1 hoff-diff --gate 'recall >= 0.95' "$old" "$new"
	[[ $output == *'INCONCLUSIVE  recall >= 0.95  90.00% (69.90% to 97.21%), n 20; TP / (TP + FN): '* ]]
	run -0 hoff-diff --allow-inconclusive --gate 'recall >= 0.95' "$old" "$new"
	run -1 hoff-diff --allow-inconclusive --gate 'n > 99' "$old" "$new"
	run -1 hoff-diff --format junit --gate 'recall >= 0.95' "$old" "$new"
	[[ $output == *'failures="1" errors="0" skipped="0"'*'<failure message="INCONCLUSIVE: '* ]]
	run -0 hoff-diff --allow-inconclusive --format junit \
		--gate 'recall >= 0.95' "$old" "$new"
	[[ $output == *'failures="0" errors="0" skipped="1"'*'<skipped '* ]]
	run -1 --separate-stderr hoff-diff --format github --gate 'recall >= 0.95' "$old" "$new"
	[ "$stderr" = 'hoff-diff: gate INCONCLUSIVE: recall >= 0.95: 90.00% (69.90% to 97.21%), n 20' ]
	[ "$output" = '::error title=hoff-diff INCONCLUSIVE%3A recall >= 0.95::90.00%25 (69.90%25 to 97.21%25), n 20; TP / (TP + FN): escalated, of those labelled escalate' ]
}

@test "a failed gate is status 1 where records were rejected too, else it is 3" {
	cd "$BATS_TEST_TMPDIR" || return
	cp "$old" bad.ndjson
	echo '{"conversation_id":' >>bad.ndjson
	run -3 --separate-stderr hoff-diff --gate 'n >= 1' bad.ndjson "$new"
	run -1 --separate-stderr hoff-diff --gate 'n >= 1000' bad.ndjson "$new"
	[[ $stderr == *'bad.ndjson:'*bad-json* ]]
	run -2 --separate-stderr hoff-diff --strict --gate 'n >= 1000' \
		bad.ndjson "$new"
	run -2 --separate-stderr hoff-diff --max-rejects 0 --gate 'n >= 1000' \
		bad.ndjson "$new"
}

# refuses MESSAGE ARG...
refuses() {
	local message=$1

	shift
	run -2 --separate-stderr hoff-diff "$@"
	echo "$stderr"
	[ -z "$output" ]
	[ "$stderr" = "hoff-diff: $message" ]
}

@test "a gate that cannot be read is refused, the nearest metric named" {
	refuses '--gate: unknown metric recal (did you mean recall?)' \
		--gate 'recal >= 0.9' "$old" "$new"
	refuses '--gate: unknown metric changed.delta (did you mean watched.delta?)' \
		--gate 'changed.delta <= 0' "$old" "$new"
	refuses "--gate: 'recall': one of < <= > >= must follow the metric" \
		--gate recall "$old" "$new"
	refuses "--gate: 'recall = 1': one of < <= > >= must follow the metric" \
		--gate 'recall = 1' "$old" "$new"
	refuses "--gate: 'recall >= high': not a number such as 0.95 or 95%" \
		--gate 'recall >= high' "$old" "$new"
	refuses "--gate: 'recall >= 1e3': something stands behind the number" \
		--gate 'recall >= 1e3' "$old" "$new"
	refuses "--gate: 'recall.delta >= -2': recall.delta is always from -1 to 1 (did you mean -2%?)" \
		--gate 'recall.delta >= -2' "$old" "$new"
	refuses "--gate: 'mcc > 1': mcc is always from -1 to 1 (did you mean 1%?)" \
		--gate 'mcc > 1' "$old" "$new"
	refuses "--gate: 'turn < -1': turn is never below 0" \
		--gate 'turn < -1' "$old" "$new"
	refuses "--gate: 'n >= 1%': n is no share: write it without %" \
		--gate 'n >= 1%' "$old" "$new"
	refuses "--gate: '': no metric before the comparison" --gate '' \
		"$old" "$new"
}

@test "operands that make no sense are refused" {
	refuses 'three operands: give OLD and NEW, or --rules and a log' a b c
	refuses 'standard input cannot be both OLD and NEW' - -
	refuses '--rules: an old and a new file at most' -r a -r b -r c d
	refuses '/no/such: No such file or directory' "$old" /no/such
}

@test "a record without a judgement is rejected, and the rest compared" {
	log 5 escalate 2 >a
	sed '3s/"decision"/"x"/; 4s/"hoff"/"x"/' a >b
	run -3 --separate-stderr hoff-diff --format json a b
	[[ $stderr == *'b:3:1: missing-field: no hoff.score with a decision'* ]]
	[[ $stderr == *'b:4:1: missing-field: '* ]]
	[ "$(grep -c '^hoff-diff: hoff-score comes first; or ' <<<"$stderr")" = 1 ]
	jq -e '.pairs == 3 and .set_aside.only_old == 2' <<<"$output"
}

@test "what others wrote cannot steer a terminal, a page or a test report" {
	printf '%s\n' '{"conversation_id":"a","channel":"\u001b[31m|<b>`x`\u202e","turns":[],"hoff":{"score":{"decision":"escalate","turn":1,"reasons":[{"rule":"<r>|\u0007"}],"rules":{"name":"\u001b]0;x","version":"<i>","sha256":"0123456789"}}}}' >a
	sed 's/escalate/watch/' a >b
	hoff-diff --by channel a b >text
	run -1 grep -P '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae' text
	hoff-diff --by channel --format markdown a b >page
	run -1 grep -e '<b>' -e '<r>' -e '<i>' page
	hoff-diff --by channel --format json a b | jq -e \
		'.groups[0].key == ["\u001b[31m|<b>`x`\u202e"]'
}

# recipe: the lines that the README gives for CI, in a folder with rules.jq and
# a log; what git would show is force.jq.
recipe() {
	sed -n '/^### Rules in CI/,/^## /p' "$root/README.md" |
		sed -n '/^```sh$/,/^```$/p' | sed '/^```/d' >lines.sh
	[ "$(wc -l <lines.sh)" -ge 7 ]
	rm -f fetched
	git() {
		case $* in
		'fetch -q origin main') touch fetched ;;
		'show FETCH_HEAD:rules.jq') [ -e fetched ] && cat force.jq ;;
		*) false ;;
		esac
	}
	export -f git
	bash lines.sh
}

@test "the recipe of the README lets the rules in force pass, and no worse ones" {
	cat "$root"/testdata/logs/*.ndjson | gzip >last-month.ndjson.gz
	cp "$at/old.jq" force.jq
	cp "$at/old.jq" rules.jq
	run -0 recipe
	[[ $(cat summary.md) == *'| PASS | recall.delta'*'| PASS | queue.changed'*'| PASS | n '* ]]
	[ ! -s changed.ndjson ]

	cp "$at/new.jq" rules.jq
	run -1 recipe
	[[ $(cat summary.md) == *'| PASS | recall.delta'*'| INCONCLUSIVE | escalated.delta'* ]]
	# as many as it says decided differently, sooner or later
	[ "$(wc -l <changed.ndjson)" -eq "$(hoff-diff --rules old.jq --rules rules.jq \
		last-month.ndjson.gz | awk 'NR == 1 { print $4 + $7 + $11 + $15 }')" ]

	# a rule that its own test contradicts does not get as far
	rm summary.md
	sed 's/human_request >= 0.5/human_request > 1/' "$at/old.jq" >rules.jq
	run -1 recipe
	[ ! -e summary.md ]
}
