# What lib/stream owes whoever builds a filter on it: what goes out, and what is
# left of it when a run ends early.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load stream

@test "-o keeps the permissions of the file it replaces, and heeds the umask" {
	seq 9 >in
	touch old
	chmod 664 old
	umask 077
	pass -o old in
	pass -o new in
	[ "$(stat -c %a old new | paste -sd' ')" = '664 600' ]
}

@test "-o writes straight to what is no file, under whatever name" {
	seq 9 >in
	pass -o /proc/self/fd/1 in | cmp in -
	mkfifo -m 600 fifo
	pass -o fifo in &
	cmp in fifo
	wait $!
	[ -p fifo ]
}

@test "-o with no name to give is refused before the work" {
	mkfifo -m 600 never # written to by nobody
	run -2 --separate-stderr timeout 5 pass -o new/ never
	[ "$stderr" = 'pass: new/: not the name of a file' ]
}

@test "what a slow disk has not taken yet does not fill the memory" {
	sanitized && skip "sanitizers take memory of their own"
	head -c 18000000 /dev/urandom | base64 -w 200 | sed 's/^/:/' >in
	mkfifo -m 600 slow.gz
	{ cat in; touch swallowed; } | pass -j 2 -o slow.gz &
	exec 8<slow.gz
	for _ in $(seq 12); do
		sleep 0.2
		[ ! -e swallowed ]
	done
	gzip -dc <&8 | cmp in -
	exec 8<&-
}

# fault INJECTION ARG...: run pass on seq 9 with -o out, in a folder of its own;
# a system call fails as strace(1) is told.
fault() {
	local injection=$1

	shift
	rm -rf fault
	mkdir fault
	echo old >fault/out
	seq 9 >in
	strace -f -o strace.txt -e inject="$injection" "$@" \
		pass -o fault/out <in
}

# Whether strace can follow a program here, and inject; what looks for leaks
# does not like company.
can_inject() {
	! sanitized && strace -o /dev/null -e inject=getppid:error=EIO true \
		2>/dev/null
}

# every file system call that publishes, failing; NAMELESS says whether the
# file has no name until then
leaves_old() {
	local what

	for what in /^fsync:error=EIO /^rename:error=EXDEV "$@"; do
		run --separate-stderr fault "$what" "${named[@]}"
		echo "$what ${named[*]}: $status, $stderr" # shown on failure
		[ "$status" -eq 2 ]
		[[ $stderr == 'pass: '*'fault/out: '* ]]
		[ "$(ls -A fault)" = out ]
		[ "$(cat fault/out)" = old ]
	done
	fault /^fsync:error=EINTR:when=1 "${named[@]}"
	[ "$(ls -A fault)" = out ]
	cmp in fault/out
}

@test "a fault while the file is published leaves the old one and no litter" {
	can_inject || skip "no strace here"
	named=()
	leaves_old /^linkat:error=EMLINK
	# where a file must have a name from the start
	named=(-e 'inject=/^f?access(at2?)?$:error=ENOENT')
	leaves_old /^write:error=ENOSPC:when=1
}

@test "a signal ends the wait for a pipe that nobody writes" {
	local status=0

	mkfifo -m 600 fifo
	echo old >out
	pass -j 4 -o out fifo 2>err &
	sleep 0.5
	kill -TERM $!
	wait $! || status=$?
	[ "$status" -eq 143 ]
	[ ! -s err ]
	[ "$(cat out)" = old ]
}

@test "two signals at once are one, and whole records get out" {
	local status=0 job

	# as timeout(1) does, with one to the process and one to its group
	lines 1500000 1500000 1500000 >in
	mkfifo -m 600 fifo
	pass in >fifo &
	exec 8<fifo
	sleep 0.5
	job=$!
	kill -TERM "$job"
	cat <&8 >out &
	kill -TERM "$job"
	wait "$job" || status=$?
	exec 8<&-
	wait
	[ "$status" -eq 143 ]
	head -c "$(stat -c %s out)" in | cmp - out
	[ -s out ]
	[ -z "$(tail -c 1 out)" ]
}

# ends_unread COMMAND: upon a signal, with descriptor 8 for its output.  Who
# waits for a reader waits for ever, and is killed: a busy machine is slow.
ends_unread() {
	local status=0

	timeout -k 30 -s TERM 0.5 "$@" >&8 2>/dev/null || status=$?
	[ "$status" -eq 124 ]
}

@test "a signal ends the run though nobody reads" {
	lines 4000000 4000000 4000000 >in
	mkfifo -m 600 fifo
	exec 8<>fifo # and read nothing
	ends_unread pass -j 1 in
	ends_unread pass -j 4 in
	seq -f 'bad %.0f' 40000 >bads
	ends_unread pass -j 4 --reject fifo --reject-raw bads
	exec 8>&-
}

@test "what such a signal leaves unfinished leaves no file" {
	local status=0

	can_inject || skip "no strace here"
	seq -f 'bad %.0f' 40000 >bads
	mkfifo -m 600 fifo
	exec 8<>fifo
	echo old >out
	# where a file must have a name from the start
	strace -D -f -qq -o /dev/null \
		-e 'inject=/^f?access(at2?)?$:error=ENOENT' \
		"$BUILD/unit/pass" -o out --reject fifo --reject-raw <bads \
		2>/dev/null &
	sleep 1
	compgen -G '*.tmp'
	kill -TERM $!
	wait $! || status=$?
	[ "$status" -eq 143 ]
	[ "$(cat out)" = old ]
	run -1 compgen -G '*.tmp'
	exec 8>&-
}

@test "--reject may be a pipe, but neither a link nor the input" {
	printf '%s\n' good bad >in
	run -3 pass --reject >(cat >rejects) in
	run -3 bash -c 'pass --reject /dev/stderr in 2>&1 >/dev/null | cat; exit ${PIPESTATUS[0]}'
	[[ $output == *'{"tool":"pass","file":"in","line":2,'* ]]
	ln -s elsewhere link
	run -2 --separate-stderr pass --reject link in
	[ "$stderr" = 'pass: link: Too many levels of symbolic links' ]
	[ ! -e elsewhere ]
	for name in in ./in; do
		run -2 --separate-stderr pass --reject $name in
		[ "$stderr" = "pass: $name: is both input and --reject" ]
		run -2 --separate-stderr bash -c "pass --reject $name <in"
		[ "$(wc -l <in)" -eq 2 ]
	done
}

@test "what is read, or written for something else, is not written over" {
	local way option

	seq 9 >in
	cp in kept
	ln in other
	ln -s in link
	ln -s none dangling
	for option in --stats --reject --aside; do
		for way in in ./in other link; do
			run -2 --separate-stderr pass $option $way in
			[ "$stderr" = "pass: $way: is both input and $option" ]
		done
		for way in "-o out $option ./out" "-o dangling $option none" \
		    "-o $PWD/none $option dangling" "-o in $option other"; do
			run -2 --separate-stderr pass $way kept
			[[ $stderr == "pass: "*": is both -o and $option" ||
				$stderr == "pass: "*": is both $option and -o" ]]
		done
		run -2 --separate-stderr bash -c "pass $option new in >>new"
		[ "$stderr" = "pass: new: is both $option and output" ]
		rm new
	done
	run -2 --separate-stderr pass --reject out --stats out in
	[ "$stderr" = 'pass: out: is both --reject and --stats' ]
	cmp in kept
	[ ! -e out ] && [ ! -e none ]
	# nothing is wrong with a device, or with files of their own
	pass --reject /dev/null --stats /dev/null -o out in
	cmp in out
}

@test "a link that leads to no file yet is followed, as one that does" {
	mkdir far
	ln -s far/out link
	ln -s ../link far/link
	for _ in 1 2; do
		echo x | pass -o far/link
		[ -L link ] && [ -L far/link ] && [ "$(cat far/out)" = x ]
	done
}

@test "a file is not read while it grows from its own records" {
	seq 100 >in
	run -2 --separate-stderr timeout 5 bash -c 'pass in >>in'
	[ "$stderr" = 'pass: in: is both input and output' ]
	run -2 timeout 5 bash -c 'pass <in >>in'
	pass -o in in
	seq 100 | cmp in -
	# what is empty cannot grow
	: >empty
	pass empty >>empty
}

@test "what finds no room for --stats leaves -o as it was" {
	seq 9 >in
	echo old >out
	run -2 --separate-stderr pass --stats /dev/full -o out in
	[ "$stderr" = 'pass: /dev/full: No space left on device' ]
	[ "$(cat out)" = old ]
	run ! compgen -G 'out.*.tmp'
	# and a run that fails still says so there
	printf junk | cat <(gzip -c in) - >cut.gz
	run -2 --separate-stderr pass --stats stats -o out cut.gz
	[ "$(cat out)" = old ]
	grep -q '"complete":false' stats
}
