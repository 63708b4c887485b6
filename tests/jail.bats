# What only libjq can run, runs jailed: what it does there costs one rule on
# one conversation, and a run ends as it should.
load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# log N: so many conversations of three customer turns each.
log() {
	jq -nc --argjson n "$1" 'range($n) | {conversation_id: "c\(.)", turns:
		[{role: "customer", text: "hello"}, {role: "bot", text: "hi"},
		{role: "customer", text: "my bill \(.)", n: (. + 1)},
		{role: "bot", text: "which one"},
		{role: "customer", text: "the last one"}]}'
}

# rules WHEN...: a rule r0, r1, ... for each; all of them watch.
rules() {
	jq -n '{rules: [$ARGS.positional | to_entries[] |
		{id: "r\(.key)", when: .value, then: "watch"}]}' --args -- "$@"
}

# fired FILE: for each record the rules that fired at each customer turn.
fired() {
	jq -c '[.hoff.score.trajectory[] | .fired | join(" ")]' "$1"
}

# Not in the core, always true: stands beside what goes wrong.
sane='label $out | .turn.text | length > 0'

# libjq_is 1.6: that is the one hoff is linked with.  Later ones have learned
# to survive much of what is here.
libjq_is() {
	hoff-score --version | grep -q "^libjq $1"
}

# survives PROGRAM CAUSE...: as a rule that goes wrong at the second customer
# turn only; one of the causes is named and counted, all else is as without it.
survives() {
	local program=$1 cause counted

	shift
	rules "$sane" "label \$out | if .turn.n then ($program) else false end" \
		>rules.json
	if ! hoff-score -r rules.json --turns --summary log.ndjson \
	    --rule-deadline "${deadline-200}" >out 2>err ||
	    ! fired out | grep -q '^\["r0","r0\( r1\)*","r0"\]$'; then
		printf 'program: %s\n' "$program"
		cat err
		fired out
		return 1
	fi
	libjq_is 1.6 || return 0
	for cause; do
		if [ "$cause" = nothing ] && ! grep -q ' rule_' err; then
			return 0
		fi
		counted=$(grep -o "rule_$cause.r1=[0-9]*" err) || continue
		[ "$cause" != failed ] || return 0
		if [ "$counted" = "rule_$cause.r1=1" ] &&
		    grep -q "^hoff-score: log.ndjson:1: rule 'r1' .* it does not fire" err
		then
			return 0
		fi
	done
	printf 'program: %s\nno %s\n' "$program" "$*"
	cat err
	return 1
}

@test "every program known to bring libjq down costs one rule on one record" {
	log 1 >log.ndjson
	deadline=2000 # some need a while until they fall
	survives '1e18 | todate' crash
	survives '[-9223372036854775808, -1] | .[0] % .[1]' crash failed
	# a sanitizer has memory for it
	survives 'null | .[2147483647] = 1' crash memory "$(! sanitized || echo nothing)"
	survives 'reduce range(1e5) as $i (null; [.]) |
		contains(reduce range(1e5) as $i (null; [.]))' crash
	survives 'reduce range(3e5) as $i (null; [.]) | tojson' crash failed
	survives '.turn.text * 1e9 * 10 | length' crash memory failed
	survives '[limit(1; repeat(1))] | implode | implode' crash failed
	survives '{} | .[[limit(1; range(5))]] = 1' crash failed
	survives '"[" * 1e6 | fromjson' crash failed memory
	survives '.turn.n | error(null)' failed
	survives '"(?<x>a)|(?<x>b)" as $r | "ab" | capture($r).y.z.x' crash nothing
}

@test "sixty programs that try are each stopped, named and counted" {
	run -0 python3 "$root/tests/hostile_programs.py" 60 1 60
	[[ $output == '60 programs: '*' failed, '*' crash, '*' timeout, '* ]]
}

@test "every program known to have no end is given up" {
	log 1 >log.ndjson
	survives '"abc" | gsub(""; "x")' timeout memory
	survives '"abc" | indices("")' timeout memory failed
	survives 'last(repeat(1))' timeout
	survives 'def f: f; f' timeout
	survives '[range(1e18)]' timeout memory
	survives 'last(range(nan; infinite))' timeout failed
	survives '[recurse([., .])]' timeout memory
	survives 'until(false; .)' timeout
	survives '("a" * 40 + "!") as $s | [range(1e5)] |
		map($s | test("(a+)+$")) | all' timeout failed
}

@test "a rule that asks for gigabytes is stopped at its limit of memory" {
	sanitized && skip "a sanitizer's own memory counts too"
	log 1 >log.ndjson
	deadline=120000 # memory ends first, on a slow machine too
	survives '(.turn.text[:1] * 4096) * 2e5 | length' memory
	survives '(.turn.text[:1] * 4096) * 4294967296 | length' \
		memory crash failed
	survives 'reduce range(40) as $i ("xxxxxxxxxxxxxxxx"; . + .) | length' \
		memory crash
}

@test "a value in the data can be what crashes: only its record pays" {
	libjq_is 1.6 || skip 'this libjq does not crash on it'
	log 30 | jq -c '.turns[2].ts = if .turns[2].n % 10 == 1
		then 1e18 else 0 end' >log.ndjson
	rules 'label $out | .turn.ts // 0 | todate | startswith("1970")' "$sane" \
		>rules.json
	hoff-score -r rules.json --turns --summary log.ndjson >out 2>err
	fired out | sort | uniq -c | sed 's/^ *//' >got
	diff -u - got <<-'EOF'
	27 ["r0 r1","r0 r1","r0 r1"]
	3 ["r0 r1","r1","r1"]
	EOF
	grep -q 'rule_crash.r0=3 rule_failed.r0=6' err
	[ "$(grep -c "rule 'r0'" err)" -eq 1 ]
}

@test "a thousand records with a crasher in every tenth, by any threads" {
	libjq_is 1.6 || skip 'this libjq does not crash on it'
	log 1000 >log.ndjson
	rules "$sane" 'label $out | if .turn.n and .turn.n % 10 == 0
		then 1e18 | todate else true end' >rules.json
	hoff-score -r rules.json -j 1 --summary log.ndjson >one 2>err
	[[ $(cat err) == *'in=1000 out=1000'*' rule_crash.r1=100 '* ]]
	hoff-score -r rules.json -j 4 log.ndjson >four 2>/dev/null
	cmp one four
}

@test "a rule that loses its budget is asked no more, and named" {
	log 6 >log.ndjson
	rules "$sane" 'last(repeat(1))' >rules.json
	hoff-score -r rules.json -j 1 --rule-deadline 500 --rule-budget 1 \
		--summary log.ndjson >out 2>err
	[[ $(cat err) == *' rule_off.r1=4 rule_timeout.r1=2'* ]]
	grep -q "rule 'r1' has used up its time in this run" err
	[ "$(wc -l <out)" -eq 6 ]
}

@test "a jailed rule sees no environment, file, module, input or clock" {
	local door n=0

	export SECRET=hunter2 HOME=$PWD
	echo 'def planted: "from home";' >.jq
	echo '"from a module"' >m.jq
	log 1 >log.ndjson
	for door in env '$ENV.SECRET' input inputs 'debug' 'stderr' halt \
	    halt_error '(1 | halt_error(3))' input_filename \
	    input_line_number get_search_list now localtime modulemeta \
	    '$__prog_args' planted 'import "m" as m; true' \
	    'include "m"; true' 'true) | (env' 'false)), ((true'; do
		n=$((n + 1))
		rules "label \$out | $door" >rules.json
		# refused when it is read, or failed where it is asked
		if hoff-score -r rules.json --turns log.ndjson >out 2>err; then
			echo "asked: $door: $(fired out)"
			[ "$(fired out)" = '["","",""]' ]
		else
			grep -q "^hoff-score: rules.json:[0-9:]* rules\[[0-9]*\] (r[01]): " err
		fi
		run ! grep -q -e hunter2 -e 'from ' out err
	done
	[ "$n" -eq 21 ]
}

@test "--select takes all of jq, in every filter, and survives what it does" {
	log 30 >log.ndjson
	hoff-score --select '[.turns[].text] | join(" ") | test("bill 1.? which")' \
		log.ndjson >out
	[ "$(wc -l <out)" -eq 11 ]
	hoff-redact --summary --select 'label $out | if .turns[2].n == 7
		then 1e18 | todate else .turns[2].n < 10 end' log.ndjson >out 2>err
	[ "$(wc -l <out)" -eq 8 ]
	[[ $(cat err) == *' select_failed=1'* ]]
	run -2 hoff-kpi --select 'label $out | foo' log.ndjson
	[ "$output" = 'hoff-kpi: --select:1:14: foo/0 is not defined' ]
}

@test "a jailed rule that is wrong is refused with its place" {
	log 1 >log.ndjson
	rules "$sane" $'label $out |\n  foo' >rules.json
	run -2 hoff-score -r rules.json log.ndjson
	[[ $output == "hoff-score: rules.json:"*": rules[1] (r1): when: foo/0 is not defined" ]]
	rules "$sane" 'label $out | (2' >rules.json
	run -2 hoff-score -r rules.json log.ndjson
	[[ $output == "hoff-score: rules.json:"*": rules[1] (r1): when: the text ends too early" ]]
	for text in '1) | (2' '"' '"\(1' '"\(")")) | (1' ']['; do
		rules "label \$out | $text" >rules.json
		run -2 hoff-score -r rules.json log.ndjson
	done
}

@test "kill -9 of a worker from outside costs nothing" {
	log 3000 >log.ndjson
	rules "$sane" 'label $out | [range(300)] | length == 300' >rules.json
	hoff-score -r rules.json -j 1 log.ndjson >expected
	hoff-score -r rules.json -j 1 --summary log.ndjson >out 2>err &
	run_pid=$!
	kills=0
	while kill -0 $run_pid 2>/dev/null; do
		keeper=$(pgrep -P $run_pid) || continue
		worker=$(pgrep -P "$keeper") || continue
		kill -9 $worker 2>/dev/null && kills=$((kills + 1))
		sleep 0.02
	done
	wait $run_pid
	echo "$kills kills"
	[ "$kills" -gt 0 ]
	cmp expected out
	run ! grep -q rule_ err
}

@test "SIGTERM while a rule hangs ends the run, and leaves nobody behind" {
	local pid keeper worker

	log 1000 >log.ndjson
	rules 'last(repeat(1))' >rules.json
	hoff-score -r rules.json -j 1 log.ndjson >out 2>err &
	pid=$!
	for _ in {1..200}; do
		keeper=$(pgrep -P $pid) && worker=$(pgrep -P "$keeper") && break
		sleep 0.02
	done
	[ -n "$worker" ]
	kill -TERM $pid
	wait $pid || status=$?
	[ "$status" -eq 143 ]
	for _ in {1..100}; do
		kill -0 "$keeper" 2>/dev/null || kill -0 "$worker" 2>/dev/null ||
			return 0
		sleep 0.02
	done
	return 1
}

@test "the version says which walls stand" {
	run hoff-score --version
	[[ $output == *$'\njail: '* ]]
	sanitized || [[ $output == *$'\njail: '*seccomp* ]] ||
		[ ! -e /proc/sys/kernel/seccomp/actions_avail ]
}
