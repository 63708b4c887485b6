# What takes too long for every day: make torture.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load ../common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	PATH=$BUILD/unit:$PATH
	python3 -c '
import random
random.seed(5)
for i in range(4000):
    print(i, "%x" % random.getrandbits(4 * random.choice((8, 60, 400))))
' >in
	gzip -c in >in.gz
}

@test "gzip cut at every byte gives whole records and nothing of a broken one" {
	python3 "$root/tests/truncated_gzip.py" pass 1
}

# unhurt FAULT: what the system may do to any call changes nothing
unhurt() {
	rm -f out out.gz
	strace -f -o strace.txt -e inject="$1" pass -j 3 <in >out
	cmp in out
	strace -f -o strace.txt -e inject="$1" pass -j 3 -o out.gz in.gz
	gzip -dc out.gz | cmp in -
}

@test "calls that are interrupted or not ready change nothing" {
	local call error

	for call in write fsync ppoll poll; do
		for error in EINTR EAGAIN; do
			[ "$call $error" != 'fsync EAGAIN' ] || continue
			unhurt "/^$call\$:error=$error:when=1"
			unhurt "/^$call\$:error=$error:when=2+3"
		done
	done
	# not the loader's reads and opens, which come first and give up
	unhurt '/^read$:error=EINTR:when=9+2'
	unhurt '/^openat$:delay_enter=1000'
}

@test "any failing call leaves the old file, no litter, and status 2" {
	local call error n status

	for call in write fsync linkat rename close; do
		for error in EIO ENOSPC EDQUOT; do
			for n in 1 2 3 7; do
				rm -rf f
				mkdir f
				echo old >f/out
				status=0
				strace -f -o strace.txt \
					-e inject="/^$call\$:error=$error:when=$n" \
					pass -j 2 -o f/out in 2>err || status=$?
				echo "$call $error $n: $status"
				[ "$(ls -A f)" = out ]
				case $status in
				0) cmp in f/out ;;
				2 | 127) [ "$(cat f/out)" = old ] ;;
				*) false ;;
				esac
			done
		done
	done
}

@test "kill -9 at any time never leaves a torn file" {
	local done_=0 whole=0

	for ((n = 0; n < 30; n++)); do
		echo old >out
		pass -j 3 --jitter -o out in &
		sleep "0.0$((RANDOM % 100))"
		kill -9 $! 2>/dev/null || :
		wait $! 2>/dev/null || :
		if [ "$(head -c 4 out)" = old ]; then
			done_=$((done_ + 1))
		else
			cmp in out
			whole=$((whole + 1))
		fi
	done
	echo "$done_ untouched, $whole whole"
}

@test "SIGTERM at any time leaves whole records, in order, and no file" {
	local status

	for ((n = 0; n < 30; n++)); do
		rm -f out got
		{ cat in; sleep 0.2; } | { status=0
			pass -j 3 --jitter >got &
			sleep "0.0$((RANDOM % 100))"
			kill -TERM $! 2>/dev/null || :
			wait $! || status=$?
			[ $status -eq 143 ] || [ $status -eq 0 ]
		}
		head -c "$(stat -c %s got)" in | cmp - got
		[ ! -s got ] || [ -z "$(tail -c 1 got)" ]
	done
}

@test "five hundred runs in pieces of any size end, and end alike" {
	sanitized && skip "sanitizers do not like company"
	head -n 400 in >some
	for ((n = 0; n < 500; n++)); do
		LD_PRELOAD=$BUILD/shim/faulty.so \
			FAULTY_READ=$((1 + RANDOM % 9000)) \
			FAULTY_WRITE=$((1 + RANDOM % 9000)) \
			FAULTY_EVERY=$((3 + RANDOM % 50)) \
			timeout 20 pass -j 8 -o out.gz <some
		gzip -dc out.gz | cmp some -
	done
}

@test "little memory, few files and few threads are said or lived with" {
	local kib status

	sanitized && skip "sanitizers need address space"
	for kib in 6000 8000 12000 20000 40000 80000 200000; do
		status=0
		(ulimit -v $kib; exec pass -j 4 in >out 2>err) || status=$?
		echo "$kib KiB: $status"
		case $status in
		0) cmp in out ;;
		2) grep -q '^pass: ' err
			head -c "$(stat -c %s out)" in | cmp - out ;;
		127) [ ! -s out ] ;; # the loader had not enough
		*) false ;;
		esac
	done
	# bats has some open itself
	(ulimit -n 8; exec pass -j 4 -o out in 3>&- 4>&-)
	cmp in out
	echo old >out
	for n in 5 6; do
		run -2 bash -c "exec 3>&- 4>&-; ulimit -n $n; exec pass -o out in"
		[[ $output == *'Too many open files'* ]]
		[ "$(cat out)" = old ]
	done
	# no more threads than this one
	strace -f -o strace.txt -e inject='/^clone3?$:error=EAGAIN' \
		pass -j 8 in | cmp in -
}

@test "short lines behind a long one are not copied once for every block" {
	sanitized && skip "sanitizers take their time"
	python3 -c 'print("id,text\nc," + "x" * 17000000 + "\n" * 17000000)' >giant
	# it takes a fifth of a second
	(ulimit -t 5; pass -j 1 --max-record 64M giant >out)
	[ "$(wc -l <out)" -eq 2 ]
	(ulimit -t 5; exec hoff-import -j 1 --from csv --max-record 64M giant \
		>out 2>err) || [ $? -eq 3 ]
}
