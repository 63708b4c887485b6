# What every command owes its user, whatever it does.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common

# Records that any filter can read: scored, routed and redacted, as far as the
# commands for that are built.
setup_file() {
	export records=$BATS_FILE_TMPDIR/records.ndjson

	cat "$BATS_TEST_DIRNAME"/../testdata/logs/*.ndjson >"$records"
	for c in hoff-score hoff-route hoff-redact; do
		if command -v $c >/dev/null; then
			$c "$records" >"$records.next"
			mv "$records.next" "$records"
		fi
	done
	head -n 1 "$records" >"$BATS_FILE_TMPDIR/one.ndjson"
	export one=$BATS_FILE_TMPDIR/one.ndjson
	# good, bad, good ...; the canary stands in what is rejected
	export mixed=$BATS_FILE_TMPDIR/mixed.ndjson
	{
		cat "$one"
		echo '{"conversation_id":"x","turns":[{"role":"customer","text":"canary-7"'
		sed -n 2p "$records"
		echo '["canary-7"]'
		echo '{"turns":[],"x":"canary-7"}'
		echo '{"conversation_id":"x","turns":{"canary-7":1}}'
		echo '{"conversation_id":"x","turns":[{"role":"canary-7"}]}'
		echo '{"conversation_id":"x","turns":[{"role":"bot","at":"canary-7"}]}'
		printf '{"conversation_id":"x","turns":[],"canary-7":"\xff"}\n'
		echo '{"conversation_id":"x","turns":[],"hoff":"canary-7"}'
		sed -n 3p "$records"
	} >"$mixed"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# each CHECK: run CHECK with the name of every command.
each() {
	local c

	for c in $(commands); do
		echo "command: $c" # bats shows this when the check below fails
		"$1" "$c"
	done
}

# each_filter CHECK: of every command that gives each record back.
each_filter() {
	local c

	for c in $(commands); do
		if [[ $($c "$one") == '{'*'"hoff":'* ]]; then
			echo "command: $c"
			"$1" "$c"
		fi
	done
}

# stats_of FILE NAME...: these numbers of a --stats file, in one line.
stats_of() {
	jq -r --args '[getpath($ARGS.positional[] | [.])] | @tsv' \
		"${@:2}" <"$1"
}

refuses_options() {
	run -2 --separate-stderr "$1" --no-such-option </dev/null
	[ -z "$output" ]
	[[ $stderr == "$1: "*"--no-such-option"* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
}

@test "an unknown option is misuse: one line on stderr, exit 2" {
	each refuses_options
}

works_bare() {
	"$1" <"$records" >out
	[ -s out ]
}

@test "every command does something useful with no options at all" {
	each works_bare
}

names_missing() {
	run -2 --separate-stderr "$1" "$one" /no/such/file
	[ -z "$output" ]
	[ "$stderr" = "$1: /no/such/file: No such file or directory" ]
	run -2 --separate-stderr "$1" /
	[ "$stderr" = "$1: /: Is a directory" ]
}

@test "a missing file is named before anything is written, exit 2" {
	each names_missing
}

same_for_threads() {
	"$1" -j 1 "$records" >expected
	for j in 2 3 8; do
		"$1" -j $j "$records" | cmp expected -
	done
}

@test "the output is the same for any number of threads" {
	each same_for_threads
}

# Feed the input through a pipe in pieces of N bytes.
pieces() {
	python3 -c '
import os, sys
data = open(sys.argv[2], "rb").read()
n = int(sys.argv[1])
for i in range(0, len(data), n):
    os.write(1, data[i:i + n])
' "$1" "$2"
}

same_for_pieces() {
	head -n 3 "$records" >some
	"$1" -j 1 some >expected
	for n in 1 7 4096 65537; do
		pieces $n some | "$1" -j 2 | cmp expected -
	done
}

@test "the output does not depend on how the input arrives" {
	each same_for_pieces
}

same_elsewhere() {
	"$1" "$records" >expected
	LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati "$1" "$records" | cmp expected -
	LC_ALL=de_DE.UTF-8 TZ=:/nonexistent "$1" "$records" | cmp expected -
	env -i PATH="$PATH" "$(command -v "$1")" "$records" | cmp expected -
}

@test "the output does not depend on locale, time zone or environment" {
	each same_elsewhere
}

reads_gzip() {
	"$1" "$records" >expected
	head -n 30 "$records" | gzip >two.gz
	tail -n +31 "$records" | gzip >>two.gz
	"$1" two.gz | cmp expected -
	"$1" <two.gz | cmp expected -
	# a member that ends inside a record, and the padding tapes leave
	head -c 70001 "$records" | gzip >cut.gz
	tail -c +70002 "$records" | gzip >>cut.gz
	head -c 512 /dev/zero >>cut.gz
	"$1" cut.gz | cmp expected -
}

@test "gzip is recognised by content, also of several members" {
	each reads_gzip
}

reads_several() {
	# two files are an old and a new run to hoff-diff, unless it scores
	if [ "$1" = hoff-diff ]; then
		hoff-score --show-defaults=rules.jq >rules.jq
		set -- "$1" --rules rules.jq
	fi
	"$@" "$records" >expected
	head -n 40 "$records" >a
	sed -n 41,50p "$records" >b
	tail -n +51 "$records" | gzip >c.gz
	"$@" a - c.gz <b | cmp expected -
}

@test "several files are one stream, and - is standard input" {
	each reads_several
}

writes_file() {
	"$1" "$records" >expected
	rm -f out out.gz
	"$1" -o out "$records"
	cmp expected out
	for j in 1 4; do
		"$1" -j $j -o out.gz "$records"
		gzip -dc out.gz | cmp expected -
		md5sum <out.gz >sum.$j
	done
	cmp sum.1 sum.4
	# in place, and through a symbolic link that stays one
	cp "$records" place
	ln -sf place link
	"$1" -o link place
	cmp expected place
	[ -L link ]
	# nothing is left beside the file
	run -1 compgen -G '*.tmp'
}

@test "-o writes the same bytes to a file, gzipped when its name says so" {
	each writes_file
}

leaves_file() {
	local option help and=()

	help=$("$1" --help)
	for option in html report staff audit-report manifest changed; do
		if [[ $help == *" --$option"[^a-z-]* ]]; then
			and+=("--$option=out.$option")
			echo old >out.$option
		fi
	done
	echo old >out
	n_beside=$((n_beside + ${#and[@]}))
	run -2 "$1" -o out "${and[@]}" --strict "$mixed"
	run -2 "$1" -o out "${and[@]}" --max-rejects 3 "$mixed"
	gzip -c "$records" | head -c 20000 >cut.gz
	run -2 "$1" -o out "${and[@]}" cut.gz
	(cat "$records"; sleep 5) | "$1" -o out "${and[@]}" &
	sleep 0.3
	kill -TERM $!
	run wait $!
	[ "$(cat out* | sort -u)" = old ]
	"$1" -o out "${and[@]}" "$one"
	run -1 grep -lx old out*
	rm out*
	run -1 compgen -G '*.tmp'
	run -2 --separate-stderr "$1" -o /no/such/folder/out "$one"
	[[ $stderr == "$1: /no/such/folder/out: "* ]]
}

@test "-o and reports leave the old files alone when the run fails or is stopped" {
	n_beside=0
	each leaves_file
	[ $n_beside -ge 7 ]
}

keeps_good() {
	run -3 --separate-stderr "$1" --stats stats "$mixed"
	[[ $stderr == *"$1: $mixed:2:"*": bad-json: "* ]]
	[[ $stderr == *"$1: $mixed:4:1: not-object: "* ]]
	[[ $stderr == *"$1: $mixed:5:1: missing-field: "* ]]
	[[ $stderr == *"$1: $mixed:6:"*": bad-type: "* ]]
	[[ $stderr == *"$1: $mixed:7:"*": bad-value: "* ]]
	[[ $stderr == *"$1: $mixed:8:"*": bad-value: "* ]]
	[[ $stderr == *"$1: $mixed:9:"*": bad-utf8: "* ]]
	[[ $stderr == *"$1: $mixed:10:"*": bad-type: "* ]]
	[[ $stderr != *canary* ]]
	[ "$(stats_of stats rejected out)" = $'8\t3' ]
	sed -n '1p;3p;11p' "$mixed" >good
	"$1" good | cmp - <("$1" "$mixed" 2>/dev/null)
}

# file_options COMMAND: "-r", "--kb" ... of those that name a file
file_options() {
	"$1" --help | sed -nE 's/^  (-.), .*=([A-Z]+\|)?FILE.*/\1/p
		s/^      (--[a-z-]+)\[?=([A-Z]+\|)?FILE.*/\1/p'
}

@test "a file that an option names is not written over by another" {
	local c option n=0

	cp "$one" kept
	cp "$one" file
	ln file same
	for c in $(commands); do
		for option in $(file_options $c); do
			[ $option != --stats ] || continue
			run -2 --separate-stderr $c ${option/#--*/$option=}file \
				--stats ./same "$one"
			[[ $stderr == "$c: ./same: is both $option and --stats" ]]
			n=$((n + 1))
		done
	done
	[ $n -gt 40 ]
	run -2 --separate-stderr hoff-score -r file -o same "$one"
	[ "$stderr" = 'hoff-score: same: is both -r and -o' ]
	run -2 --separate-stderr hoff-route -a file -a same -o file "$one"
	[ "$stderr" = 'hoff-route: file: is both -a and -o' ]
	run -2 --separate-stderr bash -c 'hoff-redact --policy file "$1" >>file' - "$one"
	[ "$stderr" = 'hoff-redact: file: is both -p and output' ]
	# what is tested or checked is no record that its filter gives back
	for c in 'hoff-score --test' 'hoff-score --check' 'hoff-packet --lint'; do
		run -2 --separate-stderr $c -o same file
		[ "$stderr" = "${c% *}: same: is both input and -o" ]
	done
	cmp file kept
	# one that is read twice is fine; and "default" is a policy of ours first
	hoff-score --show-defaults=rules.jq >rules.jq
	hoff-diff -r rules.jq -r rules.jq -o /dev/null "$one"
	cp "$one" default
	hoff-redact -p default --stats default -o /dev/null "$one"
}

@test "a bad record never costs a good one, and is named by place, exit 3" {
	each keeps_good
}

names_ten() {
	for i in $(seq 25); do echo '{bad'; done >bad
	run -3 --separate-stderr "$1" bad
	[ "$(grep -c ': bad-json: ' <<<"$stderr")" -eq 11 ]
	[[ $stderr == *"$1: bad-json: 15 more like this"* ]]
}

@test "ten rejects of a kind are named, then counted" {
	each names_ten
}

collects() {
	"$1" --reject rejects "$mixed" >/dev/null 2>&1 || [ $? -eq 3 ]
	[ "$(stat -c %a rejects)" = 600 ]
	[ "$(jq -r .line rejects | paste -sd' ')" = '2 4 5 6 7 8 9 10' ]
	run -1 grep canary rejects
	"$1" --reject rejects --reject-raw "$mixed" >/dev/null 2>&1 || [ $? -eq 3 ]
	[ "$(jq -r 'select(.line == 4).raw' rejects)" = '["canary-7"]' ]
	# what is not UTF-8 can still be told byte for byte
	sed -n 9p "$mixed" | tr -d '\n' | od -An -v -tx1 | tr -d ' \n' >hex
	[ "$(jq -r 'select(.line == 9).raw_hex' rejects)" = "$(cat hex)" ]
	# the offset finds the record in the file
	offset=$(jq 'select(.line == 6).offset' rejects)
	tail -c +$((offset + 1)) "$mixed" | head -n 1 | cmp - <(sed -n 6p "$mixed")
}

@test "--reject collects the rejects, with their bytes only on request" {
	each collects
}

stops_strictly() {
	run -2 --separate-stderr "$1" --strict "$mixed"
	[[ $stderr == *"$1: $mixed:2:"*": bad-json: "* ]]
	[[ $stderr != *':4:'* ]]
	for j in 1 4; do
		"$1" -j $j --strict "$mixed" 2>/dev/null >strict || [ $? -eq 2 ]
		"$1" "$one" | cmp - strict
	done
}

@test "--strict stops at the first bad record, after what came before it" {
	each_filter stops_strictly
}

limits_rejects() {
	run -3 "$1" --max-rejects 8 "$mixed"
	run -2 --separate-stderr "$1" --max-rejects 7 "$mixed"
	[[ $stderr == *'more rejected records than --max-rejects 7'* ]]
	run -2 "$1" --max-rejects 50% "$mixed"
	run -3 "$1" --max-rejects 80% "$mixed"
	run -2 "$1" --max-rejects many "$mixed"
}

@test "--max-rejects ends a run that is systematically wrong, exit 2" {
	each limits_rejects
}

bounds_records() {
	run -3 --separate-stderr "$1" -o out --stats stats long
	[[ $stderr == "$1: long:2:1: too-long: "* ]]
	[ "$(stats_of stats out)" -eq 2 ]
	cmp out <("$1" short)
	"$1" --max-record 32M -o out long 2>err || [ $? -eq 3 ]
	run ! grep too-long err
}

@test "a record longer than --max-record is rejected, the next is kept" {
	sed -n 1,2p "$records" >short
	{
		head -n 1 short
		printf '{"conversation_id":"long","turns":[],"x":"'
		head -c 9000000 /dev/zero | tr '\0' x
		printf '"}\n'
		tail -n 1 short
	} >long
	each bounds_records
}

adds_up() {
	local in out filtered bytes

	run --separate-stderr "$1" --summary --stats stats \
		--select '.language == "de"' "$records"
	[ "$status" -eq 0 ]
	jq -e '.in == .out + .rejected + .filtered and .filtered > 0 and .out > 0
		and .complete' stats
	read -r in out filtered bytes < <(stats_of stats in out filtered bytes_in)
	[[ $stderr == *"in=$in out=$out "* ]]
	[[ $stderr == *" filtered=$filtered "* ]]
	[ "$in $bytes" = "$(wc -lc <"$records" | awk '{ print $1, $2 }')" ]
	run -0 --separate-stderr "$1" --select '.conversation_id / 2 > 1' \
		"$one" "$one"
	[ "$stderr" = "$1: --select cannot be evaluated on 2 records, and leaves them out; first $one:1: it fails, or has not one answer" ]
	run -0 --separate-stderr "$1" --select '.language == "DE"' "$one" "$one"
	[ "$stderr" = "$1: --select takes none of 2 records" ]
	run -2 --separate-stderr "$1" --select '.language ==' "$one"
	[[ $stderr == "$1: --select:"* ]]
}

@test "records in are records out, rejected and filtered, and --select filters" {
	each adds_up
}

is_quiet() {
	run -0 --separate-stderr "$1" "$records"
	[ -z "$stderr" ]
	run -0 --separate-stderr "$1" /dev/null
	[ -z "$stderr" ]
}

@test "a run without trouble says nothing on stderr" {
	each is_quiet
}

notices_full_disk() {
	run -2 --separate-stderr bash -c "$1 --help >/dev/full"
	[[ $stderr == "$1: standard output: "* ]]
	run -2 --separate-stderr bash -c "$1 $records >/dev/full"
	[[ $stderr == "$1: standard output: "* ]]
	run -2 --separate-stderr "$1" -o /dev/full "$records"
	[[ $stderr == "$1: /dev/full: "* ]]
	# status 3 would promise that the rejects are all there
	run -2 "$1" --reject /dev/full "$mixed"
	run -2 "$1" --stats /dev/full "$records"
	run -2 bash -c "ulimit -f 8; trap '' XFSZ; $1 -o big $records $records $records"
}

@test "a full disk is noticed, wherever bytes go" {
	each notices_full_disk
}

cut_gzip() {
	local i

	head -n 4 "$records" | gzip >whole.gz
	"$1" <(head -n 4 "$records") >all
	for i in 3 11 40 700; do
		head -c "$i" whole.gz >cut.gz
		run -2 --separate-stderr "$1" cut.gz
		[[ $stderr == *"cut.gz: gzip data end in the middle"* ]]
	done
	printf junk >>whole.gz
	run -2 --separate-stderr "$1" whole.gz
	[[ $stderr == *'bytes behind the gzip data'* ]]
	"$1" whole.gz 2>/dev/null | cmp all -
}

@test "truncated gzip is trouble, exit 2" {
	each cut_gzip
}

whole_prefix() {
	gzip -c "$records" | head -c 30000 >cut.gz
	"$1" cut.gz >some 2>/dev/null || [ $? -eq 2 ]
	[ -s some ]
	head -n "$(wc -l <some)" "$records" | "$1" | cmp - some
	[ -z "$(tail -c 1 some)" ] # the last byte is a newline
}

@test "what a truncated input still held comes out as whole records" {
	each_filter whole_prefix
}

ends_quietly() {
	for i in $(seq 20); do cat "$records"; done >many
	run --separate-stderr bash -c "$1 many | head -c 1; exit \${PIPESTATUS[0]}"
	[ "$status" -eq 141 ]
	[ -z "$stderr" ]
	# also where the parent left SIGPIPE ignored
	run --separate-stderr bash -c "trap '' PIPE; $1 many | head -c 1"
	[ -z "$stderr" ]
}

@test "a closed pipe ends a filter quietly" {
	each_filter ends_quietly
}

stops_on_signal() {
	local status=0

	mkfifo -m 600 "fifo.$1"
	"$1" "fifo.$1" >stopped &
	exec 9>"fifo.$1"
	cat "$records" >&9
	sleep 0.3
	kill -TERM $!
	wait $! || status=$?
	exec 9>&-
	[ "$status" -eq 143 ]
	# whole records, in order, from the start
	"$1" "$records" | head -c "$(wc -c <stopped)" | cmp - stopped
}

@test "SIGTERM leaves whole records" {
	each_filter stops_on_signal
}

takes_oddities() {
	sed -n 1,4p "$records" | tr -d '\r' >plain
	"$1" plain >expected
	{ printf '\xef\xbb\xbf'; cat plain; } | "$1" | cmp expected -
	{ printf '\n  \n'; cat plain; printf '\r\n\t\n'; } | "$1" | cmp expected -
	head -c -1 plain | "$1" | cmp expected -
	sed 's/$/\r/' plain | "$1" | tr -d '\r' | cmp expected -
}

@test "a byte order mark, blank lines, CRLF and a missing last newline pass" {
	each takes_oddities
}

repeats() {
	"$1" "$records" >once
	"$1" once | cmp once -
}

@test "a filter run twice gives the bytes of one run" {
	each_filter repeats
}

# hoff-packet wants a record that hoff-redact has seen.
takes_null() {
	echo '{"hoff": null ,"conversation_id":"x","turns":[]}' >null
	[ "$1" != hoff-packet ] || set -- "$1 --unredacted"
	run -0 --separate-stderr $1 null
	[[ $output == '{"hoff": {"'*'} ,"conversation_id":"x","turns":[]}' ]]
	$1 null | $1 | cmp <($1 null) -
}

@test "a null for annotations is as good as none" {
	each_filter takes_null
}

survives_closed() {
	run -0 bash -c "$1 $one <&-"
	run -2 bash -c "$1 $one >&-"
	run -0 bash -c "$1 -o closed $one 2>&- && cmp closed <($1 $one)"
}

@test "closed standard streams do no harm" {
	each survives_closed
}

shows_progress() {
	run -0 --separate-stderr "$1" --no-progress --progress "$records"
	[ -z "$stderr" ]
	# (3: a log told over and over is not in order of time)
	{ "$1" -j 1 --progress much 2>bar || [ $? -eq 3 ]; } |
		{ sleep 0.2 && cat >/dev/null; }
	# what reads all before it writes was not held up
	[[ $($1 "$one") != '{'*'"hoff":'* ]] || grep -q '%' bar
	[ ! -s bar ] || grep -q '%' bar
}

@test "the progress bar can be asked for and forbidden" {
	# each is another one: hoff-kpi has a word for those that come again
	for i in 1 2 3 4 5 6; do sed "s/\"conversation_id\": *\"/&$i/" "$records"; done >much
	each shows_progress
}

shows_defaults() {
	local name

	"$1" --show-defaults >all
	[ -s all ]
	for name in $(sed -n 's/^==> \(.*\) <==$/\1/p' all); do
		"$1" --show-defaults="$name" >one.default
		[ -s one.default ]
		case $name in
		*.json) jq -e . one.default >/dev/null ;;
		words.csv | namings.csv | members.csv)
			# no row twice, and languages of two letters or none
			tail -n +2 one.default >rows
			[ -z "$(sort rows | uniq -d)" ]
			run ! grep -vE '^[^,]+,.*,([a-z]{2})?$' rows
			;;
		esac
	done
}

@test "--show-defaults prints the files the bare binary runs on" {
	each shows_defaults
}

loads_little() {
	case $1 in
	hoff-kpi | hoff-route)
		run -1 bash -c "ldd \$(command -v $1) | grep -E 'libpcre2'" ;;
	esac
	run -1 bash -c "ldd \$(command -v $1) | grep -E 'not found'"
}

@test "a command loads only the libraries it needs" {
	sanitized && skip "sanitizers change what is linked"
	each loads_little
}
