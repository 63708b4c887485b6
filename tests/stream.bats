# What lib/stream owes whoever builds a filter on it: what comes in.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load stream

# kib COMMAND...: run it, and print the memory it held at most
kib() {
	command time -f %M -o kib "$@" || echo "status $?"
	tail -n 1 kib
}

@test "lines come out as they went in, whatever stands beside them" {
	lines 1100000 1100000 1 524287 524288 5 524289 700000 3 2000000 9 >in
	head -c -1 in >open # the last line lacks its newline
	gzip -1 -c in >in.gz
	pass -j 1 in | cmp in -
	pass -j 3 in.gz | cmp in -
	pass -j 2 <open | cmp in -
	# shellcheck disable=SC2002 # a pipe is read in other pieces
	cat in | pass -j 5 | cmp in -
}

@test "a file may end where a block ends" {
	for n in 524287 524288 524289 1048576; do
		yes abcdefghijklmno | head -c "$n" >in
		{ cat in; [ $((n % 16)) -eq 0 ] || echo; } >expected
		pass in | cmp expected -
		head -c $((n - 1)) /dev/zero | tr '\0' y >in
		{ cat in; echo; } >expected
		pass in | cmp expected -
		pass expected | cmp expected -
	done
}

@test "--max-record takes a line of just that length, and names longer ones" {
	python3 - <<-'END'
	import json, subprocess

	for n in 10, 524287, 524288, 700000:
	    lengths = [n + 1, n + 1, 4, n - 1, n, n + 1, 5, n + 1, 3 * n, n + 1]
	    lines = [b"%d%s" % (i, b"x" * (n - 1)) for i, n in enumerate(lengths)]
	    ran = subprocess.run(
	        ["pass", "--max-record", str(n), "--reject", "rejects"],
	        input=b"\n".join(lines), capture_output=True)
	    good = [line for line in lines if len(line) <= n]
	    assert ran.returncode == 3 and ran.stdout.split(b"\n") == good + [b""], n
	    places = [(1 + i, len(b"".join(lines[:i])) + i)
	              for i, line in enumerate(lines) if len(line) > n]
	    rejects = [json.loads(line) for line in open("rejects")]
	    assert [(r["line"], r["offset"]) for r in rejects] == places, n
	END
	# a carriage return belongs to the line; what was not kept is not shown
	printf 'abcdefghi\r\nabcdefghij\r\n' >crlf
	run -3 --separate-stderr pass --max-record 10 --reject-raw \
		--reject rejects crlf
	[ "$output" = $'abcdefghi\r' ]
	jq -e 'has("raw") or has("raw_hex") | not' rejects
	# what it holds is for nobody else, whoever made the file
	chmod 644 rejects
	run -3 pass --max-record 10 --reject rejects crlf
	[ "$(stat -c %a rejects)" = 644 ]
	run -3 pass --max-record 10 --reject-raw --reject rejects crlf
	[ "$(stat -c %a rejects)" = 600 ]
}

@test "a line longer than the memory costs no memory" {
	sanitized && skip "sanitizers take memory of their own"
	{ echo first; head -c 200000000 /dev/zero; echo; echo last; } |
		gzip -1 >bomb.gz
	run --separate-stderr kib pass -j 2 bomb.gz
	[ "${lines[0]} ${lines[1]} ${lines[2]}" = 'first last status 3' ]
	[ "${lines[3]}" -lt 32768 ]
}

@test "giant records wait for each other, small ones do not" {
	sanitized && skip "sanitizers take memory of their own"
	lines 8000000 8000000 7000000 8000000 4100000 8000000 4100000 9 >in
	# nothing is written for a while
	command time -f %M -o most pass -j 5 in | { sleep 1; cmp in -; }
	[ "$(cat most)" -lt 40960 ]
}

@test "nor do rejects, however small" {
	sanitized && skip "sanitizers take memory of their own"
	yes bad | head -c 20000000 >in
	run --separate-stderr kib pass -j 2 in
	[ "${lines[0]}" = 'status 3' ]
	[ "${lines[1]}" -lt 24576 ]
}

@test "truncated gzip gives every whole record and nothing of a broken one" {
	python3 "$root/tests/truncated_gzip.py" pass 61
}

@test "gzip may come in any members" {
	seq 300 >in
	# 500 members of a few bytes, some of none
	python3 -c '
import gzip, sys
data = open("in", "rb").read()
for i in range(0, len(data), 5):
    sys.stdout.buffer.write(gzip.compress(data[i:i + 5]) + gzip.compress(b""))
' >many.gz
	pass many.gz | cmp in <(pass many.gz)
	gzip -c </dev/null >empty.gz
	pass empty.gz empty.gz many.gz /dev/null | cmp in -
	[ -z "$(pass empty.gz)" ]
	{ cat many.gz; head -c 300000 /dev/zero; } >padded.gz
	pass padded.gz | cmp in -
	{ cat many.gz; head -c 300000 /dev/zero; cat many.gz; } >twice.gz
	pass twice.gz | cmp <(cat in in) -
	{ cat many.gz; head -c 10 /dev/zero; printf x; } >dirty.gz
	run -2 --separate-stderr pass dirty.gz
	[ "$stderr" = 'pass: dirty.gz: bytes behind the gzip data' ]
	[ "$output" = "$(cat in)" ]
	# where they follow half a record, that is no record
	{ printf 'one\ntw' | gzip; echo o; } >half.gz
	run -2 --separate-stderr pass half.gz
	[ "$output" = one ]
	{ printf 'one\ntw' | gzip; printf '\x1f'; } >half.gz
	run -2 --separate-stderr pass half.gz
	[ "$output" = one ]
	[ "$stderr" = 'pass: half.gz: gzip data end in the middle' ]
	# a checksum that does not fit
	gzip -c in | head -c -8 >bad.gz
	printf 'abcdefgh' >>bad.gz
	run -2 --separate-stderr pass bad.gz
	[ "$stderr" = 'pass: bad.gz: gzip data are damaged' ]
}

@test "a broken file costs nothing of the ones after it" {
	# more than is read at once, packed
	python3 -c '
import random
random.seed(1)
for i in range(40000):
    print(random.getrandbits(64))' >in
	gzip -c in >good.gz
	head -c 100000 good.gz >cut.gz
	run -2 --separate-stderr pass cut.gz
	[ "$stderr" = 'pass: cut.gz: gzip data end in the middle' ]
	pass cut.gz 2>/dev/null >part || [ $? -eq 2 ]
	pass cut.gz good.gz in 2>/dev/null >out || [ $? -eq 2 ]
	cat part in in | cmp - out
}

@test "a record that is here is not kept waiting for the next" {
	two() { echo first | $1; sleep 1.6; echo second | $1; }

	two cat | pass -j 2 >plain &
	two 'gzip -c' | pass -j 2 >packed &
	sleep 0.8
	[ "$(cat plain packed)" = $'first\nfirst' ]
	wait
	[ "$(cat plain packed)" = $'first\nsecond\nfirst\nsecond' ]
}

@test "--strict ends the run at the bad record, not at the next one" {
	{ echo good; echo bad; exec sleep 2; } |
		{ timeout 1.5 pass -j 3 --strict >out 2>err || echo $? >status; }
	[ "$(cat status)" -eq 2 ]
	[ "$(cat out)" = good ]
}

@test "reads and writes of any size, interrupted at will, change nothing" {
	sanitized && skip "sanitizers do not like company"
	local files=(in in.gz) got all

	seq 100 250 >in
	gzip -c in >in.gz
	all=$(cat in)
	for n in $(seq 70); do
		got=$(LD_PRELOAD=$BUILD/shim/faulty.so FAULTY_READ=$n \
			FAULTY_WRITE=$((71 - n)) FAULTY_EVERY=$((3 + n % 5)) \
			pass -j 2 "${files[n % 2]}")
		[ "$got" = "$all" ]
	done
}

@test "thousands of tiny records keep their order over eight threads" {
	seq 30000 >in
	pass -j 8 --jitter in | cmp in -
	# in blocks of one record, as a slow pipe makes them
	head -n 2000 in >some
	python3 -c '
import os
for line in open("some", "rb"):
    os.write(1, line)' | pass -j 8 --jitter | cmp some -
}

# same_for_threads ARG...: what pass writes, says and answers, for any number
# of threads
same_for_threads() {
	for j in 1 3 8; do
		{
			pass -j $j --jitter --reject rejects "$@" in 2>&1 ||
				echo "status $?"
			cat rejects
		} >said.$j
		cmp said.1 said.$j
	done
}

@test "what ends a run ends it at the same record for any number of threads" {
	# three in a hundred are bad to begin with, later more
	seq 20000 | awk '{
		what = "good"
		if ($1 % 7 == 0) what = "skip"
		if ($1 % 33 == 0 || $1 > 9000 && $1 % 5 == 0) what = "bad"
		print what, $1 }' >in
	same_for_threads
	[ "$(grep -c ^good said.1)" -eq "$(grep -c ^good in)" ]
	same_for_threads --max-rejects 4%
	grep -q '^status 2$' said.1
	# the first record after which more than 4 % of those read were bad
	last=$(awk '/^bad/ { bad++; if (NR >= 1000 && bad > 0.04 * NR) {
		print NR - 1; exit } }' in)
	[ "$(grep ^good said.1)" = "$(head -n "$last" in | grep ^good)" ]
	same_for_threads --max-rejects 100
	[ "$(grep -c '"reason"' said.1)" -eq 101 ]
	same_for_threads --strict
	[ "$(grep ^good said.1)" = "$(head -n 32 in | grep ^good)" ]
	same_for_threads --max-rejects 100%
	grep -q '^status 3$' said.1
}

@test "a share of rejects means nothing before a thousand records" {
	{ seq 500; yes bad | head -n 400; } >in
	run -2 pass --max-rejects 40% in # at the end it does
	run -3 pass --max-rejects 45% in
	{ echo bad; seq 998; } >in
	run -3 pass --max-rejects 1% in
	run -2 pass --max-rejects 0% in
	run -2 pass --max-rejects 0 in
}

@test "what is rejected or filtered leaves nothing of its output" {
	printf '%s\n' good bad skip good2 bad2 >in
	run -3 --separate-stderr pass --copies 3 --summary in
	[ "$output" = "$(printf '%s\n' good good good good2 good2 good2)" ]
	[[ $stderr == *'in=5 out=2 rejected=2 filtered=1 bytes_in=25 bytes_out=33 complete=yes bytes=25' ]]
}

@test "held records come out in order, also at the end and before --strict stops" {
	seq 1000 >in
	for n in 1 7 999 1000 5000; do
		pass --hold $n in | cmp in -
		pass -j 8 --hold $n in | cmp in -
	done
	{ seq 20; echo bad; seq 20; } >in
	for n in 1 7 50; do
		run -2 --separate-stderr pass --strict --hold $n in
		[ "$output" = "$(seq 20)" ]
		run -3 --separate-stderr pass --hold $n in
		[ "$output" = "$(grep -v bad in)" ]
	done
}

@test "what is printed at the end comes behind the last record" {
	seq 20000 >in
	echo that was all >last
	pass -j 4 --last-words last in >out
	cat in last | cmp - out
	run -1 pass --negative in
	echo bad >>in
	run -1 pass --negative in
	# not behind records that are missing
	run -2 --separate-stderr pass --strict --last-words last in
	[ "${lines[-1]}" = 20000 ]
}

# foreign: what no filter reads, MARK and how its message begins
foreign() {
	cat <<-'END'
	\050\265\057\375 packed by zstd: unpack it, as by zstd -dc
	\3757zXZ\0 packed by xz: unpack it, as by xz -dc
	\004\042M\030 packed by lz4: unpack it, as by lz4 -dc
	BZh91AY&SY packed by bzip2: unpack it, as by bzip2 -dc
	7z\274\257\047\034 a 7z archive: unpack it
	PK\003\004 a workbook or an archive, whatever its name: unpack it, or save the sheet as CSV for hoff-import
	\320\317\021\340 an old workbook, whatever its name: save the sheet as CSV for hoff-import
	PAR1\025 Parquet: have its engine write it as JSON, an object a line
	Obj\001 Avro: have its tools write it as JSON, an object a line
	SQLite\040format\0403\0 a database of SQLite: have sqlite3 -json write its rows
	END
}

@test "what no filter reads is named in one line, and nothing of it is tried" {
	local mark advice
	lines 100 100 >in

	while read -r mark advice; do
		printf "$mark"'more,\nand more\n' >log
		# before anything is read: it may be the last of many
		run -2 --separate-stderr pass in log
		[ -z "$output" ]
		[ "$stderr" = "pass: log: $advice" ]
		# what can be read but once is seen when it is its turn
		run -2 --separate-stderr pass in - <log
		[ "$output" = "$(cat in)" ]
		[ "$stderr" = "pass: <stdin>: $advice" ]
		gzip -c log >log.gz
		run -2 --separate-stderr pass log.gz in
		[ "$output" = "$(cat in)" ]
		[ "$stderr" = "pass: log.gz: $advice" ]
	done < <(foreign)
	run -2 --separate-stderr hoff-score -r log in
	[[ $stderr == 'hoff-score: log: a database of SQLite: '* ]]

	tar -cf log.tar in
	tar -czf log.tgz in
	for log in log.tar log.tgz; do
		run -2 --separate-stderr pass $log
		[ -z "$output" ]
		[[ $stderr == "pass: $log: a tar archive: unpack it, as by tar -xO "* ]]
	done
	gzip -c in | gzip -c >twice.gz
	run -2 --separate-stderr pass twice.gz
	[ "$stderr" = 'pass: twice.gz: packed by gzip twice: unpack it, as by gzip -dc' ]
}

@test "UTF-16 is named, too, where it cannot be passed on as it is" {
	lines 100 100 | iconv -t UTF-16 >in
	run -2 --separate-stderr pass in
	[ -z "$output" ]
	[ "$stderr" = 'pass: in: UTF-16: hoff-import reads it, as does iconv -f UTF-16 -t UTF-8' ]
	run -2 --separate-stderr hoff-score -r in
	[ "$stderr" = 'hoff-score: in: UTF-16: convert it, as by iconv -f UTF-16 -t UTF-8' ]
}

@test "lines that begin nearly as such a file are lines" {
	printf '%s\n' 'BZh91AY is no bzip2' 'two' >in
	pass in | cmp in -
	printf '%s\n' PAR1 PK 7zip 'Obj' >in
	pass in | cmp in -
	printf '\xfd7z\n\x28\xb5\n' >in
	pass in | cmp in -
	pass <(printf '\xff') | cmp <(printf '\xff\n') -
}

@test "a small file is read whole, gzipped or not, or not at all" {
	seq 100 >words
	{ head -n 50 words | gzip; tail -n 50 words | gzip; head -c 99 /dev/zero; } \
		>words.gz
	pass --last-words words.gz /dev/null | cmp words -
	pass --last-words - /dev/null <words | cmp words -
	if ! sanitized; then
		LD_PRELOAD=$BUILD/shim/faulty.so FAULTY_READ=1 FAULTY_EVERY=3 \
			pass --last-words words.gz /dev/null | cmp words -
	fi
	refuses_words() { # FILE WHAT
		run -2 --separate-stderr pass --last-words "$1" /dev/null
		[ "$stderr" = "pass: $1: $2" ]
	}
	refuses_words / 'Is a directory'
	refuses_words none 'No such file or directory'
	seq 1000 | head -c 1001 >long
	refuses_words long 'more than 1000 bytes'
	head -c 9000000 /dev/zero | gzip >bomb.gz
	refuses_words bomb.gz 'more than 1000 bytes'
	for n in 2 20 100; do
		head -c $n words.gz >cut.gz
		refuses_words cut.gz 'gzip data end in the middle'
	done
	{ gzip -c words; echo x; } >dirty.gz
	refuses_words dirty.gz 'gzip data are damaged'
}

@test "there are as many threads as processors, on a machine of any size" {
	sanitized && skip "sanitizers do not like company"
	seq 9 >in
	# more than the first set has room for
	strace -f -o trace -e trace=clone,clone3,sched_getaffinity \
		-e inject=sched_getaffinity:error=EINVAL:when=1 pass in | cmp in -
	[ "$(grep -c 'clone3\?(' trace)" -eq $(($(nproc) - 1)) ]
}

@test "a message that is too long for a line says that it is cut" {
	run -2 pass "$(printf '%9000s' x)"
	[[ $output == 'pass:   '*' ...' ]] && [ ${#output} -lt 8300 ]
}

# Long lines in the one, short ones in the other, and more of these.
two_files() {
	awk 'BEGIN { for (i = 1; i <= 9000; i++) printf "%d %0500d\n", i, i }' >long
	awk 'BEGIN { for (i = 1; i <= 30000; i++) print i }' >short
}

@test "of a pipe, which has no size, --progress shows what has been read" {
	seq 250000 >in
	{ sleep 0.2; cat in; } | pass -j 1 --progress >out 2>bar
	cmp in out
	tr '\r' '\n' <bar | grep -Eq '^[a-z-]+ [0-9]+ MB, [0-9]+ records, [0-9]+ MB/s $'
	# where nobody asks, a bar is shown for a known size only
	TERM=xterm script -qec '{ sleep 0.2; cat in; } | pass -o out' /dev/null >screen
	[ ! -s screen ]
}

@test "two files side by side: each whole, neither far ahead of the other" {
	two_files
	pass -j 1 --abreast long short >out
	sed -n 's/^0 //p' out | cmp - long
	sed -n 's/^1 //p' out | cmp - short
	awk '{ n[$1]++; lead = n[1] - n[0]
		if (n[0] < 9000 && (lead > 4096 || lead < -4096)) bad = 1 }
		END { exit bad }' out
	gzip -k short
	for j in 2 5; do
		pass -j $j --jitter --abreast long short.gz | cmp out -
	done
	# either may be the shorter one, or empty
	pass --abreast short long | sed -n 's/^1 //p' | cmp - long
	pass --abreast /dev/null short | sed -n 's/^1 //p' | cmp - short
	pass --abreast short /dev/null | sed -n 's/^0 //p' | cmp - short
}

@test "trouble in either of two files is trouble, and bad lines are placed" {
	two_files
	sed -i '7s/^/bad/' short
	run -3 --separate-stderr pass --abreast --summary long short
	[[ $stderr == *'short:7:'*'in=39000 out=38999 rejected=1'* ]]
	gzip -c short | head -c 20000 >cut.gz
	run -2 --separate-stderr pass --abreast long cut.gz
	[[ $stderr == *'cut.gz: gzip data end in the middle'* ]]
	run -2 --separate-stderr pass --abreast long /no/such
	[[ $stderr == *'/no/such: No such file'* ]]
}

@test "records can be collected into a file beside the output" {
	two_files
	for j in 1 4; do
		run -0 pass -j $j --jitter --aside aside long
		[ -z "$output" ]
		cmp aside long
	done
	pass --aside aside.gz long
	gzip -dc aside.gz | cmp - long
	# as whole as the output is: not after trouble
	echo old >aside
	run -2 pass --aside aside /no/such
	{ echo 1; echo bad; } >mixed
	run -2 pass --strict --aside aside mixed
	[ "$(cat aside)" = old ]
	run -2 pass --aside /dev/full long
}
