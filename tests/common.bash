# Loaded by every test file.  The vocabulary, beside that of bats:
#	$root		the top folder of the clone
#	$SHARED		public data beside the clone, or empty: then skip
#	$command	what the file tests: hoff-score.bats tests hoff-score
#	golden		run on a stored input, compare with the stored output
#	commands	the name of every command, one a line
#	jq		with -e, no output fails
#	built		whether a program of tests/unit is, else how to build it
#	sanitized	whether this build looks for bugs of memory or threads
# Scratch files go to $BATS_TEST_TMPDIR, which bats removes.

# shellcheck disable=SC2034 # the test files use what is set here

bats_require_minimum_version 1.5.0

# Without a subshell, for this is read again for every test.
root=${BASH_SOURCE[0]%/*}
cd -P "$root/.." && root=$PWD && cd "$OLDPWD" || exit
SHARED=${root%/*}/shared
[ -d "$SHARED" ] || SHARED=
command=${BATS_TEST_FILENAME##*/}
command=${command%.bats}

# bats notes before each command where it is, in a thousand times what most of
# them take.  Where one fails we know that still, and the way there.
bats_debug_trap() {
	:
}

bats_error_trap() {
	bats_check_status_from_trap
	[ -n "$BATS_DEBUG_LAST_STACK_TRACE_IS_VALID" ] || bats_capture_stack_trace
	BATS_DEBUG_LAST_STACK_TRACE_IS_VALID=1
}

# Asked for every test.
get_mills_since_epoch() {
	echo $((${EPOCHREALTIME/[!0-9]/} / 1000))
}

# run [!|-STATUS] [--separate-stderr] COMMAND [ARG]...: as that of bats, which
# starts two programs more for standard error.  What is run sees our variables.
run() {
	local run_expects='' run_errors='' run_flags=$-

	while [[ $1 == [-!]* ]]; do
		case $1 in
		'!') run_expects=failure ;;
		--separate-stderr) run_errors=$BATS_TEST_TMPDIR.stderr.$BASHPID ;;
		-[0-9]*) run_expects=${1#-} ;;
		*)
			echo "run: $1: no such option"
			return 1
			;;
		esac
		shift
	done
	set +eET
	if [ -n "$run_errors" ]; then
		output=$("$@" 2>"$run_errors") && status=0 || status=$?
		read -r -d '' stderr <"$run_errors" || :
		IFS=$'\n' read -r -d '' -a stderr_lines <"$run_errors" || :
	else
		output=$("$@" 2>&1) && status=0 || status=$?
	fi
	IFS=$'\n' read -r -d '' -a lines <<<"$output" || :
	set "-$run_flags"
	case $run_expects in
	'') [ "$status" -ne 127 ] || bats_generate_warning 1 "$*" ;;
	failure)
		if [ "$status" -eq 0 ]; then
			BATS_ERROR_SUFFIX=', expected nonzero exit code!'
			return 1
		fi
		;;
	*)
		if [ "$status" -ne "$run_expects" ]; then
			BATS_ERROR_SUFFIX=", expected exit code $run_expects, got $status"
			return 1
		fi
		;;
	esac
}

# built PROGRAM
built() {
	[ ! -x "$BUILD/unit/$1" ] || return 0
	echo "$BUILD/unit/$1 is not built: make check builds it"
	return 1
}

# golden [-STATUS] CASE [ARG]...
#
# Run the command on testdata/COMMAND/CASE.in.*, expect STATUS (0) and compare
# what it prints with CASE.out.*.  UPDATE=1 rewrites the expectation instead;
# review it in git diff.
golden() {
	local expected=0 status=0 at got=$BATS_TEST_TMPDIR/golden.out input output

	if [[ $1 =~ ^-[0-9]+$ ]]; then
		expected=${1#-}
		shift
	fi
	at=$root/testdata/$command/$1
	shift
	input=("$at".in.*)
	"$command" "$@" <"${input[0]}" >"$got" || status=$?
	if [ "$status" -ne "$expected" ]; then
		echo "$command $*: status $status, expected $expected"
		return 1
	fi
	output=("$at".out.*)
	[ -e "${output[0]}" ] || output=("$at.out.ndjson")
	if [ -n "${UPDATE-}" ]; then
		cp "$got" "${output[0]}"
	fi
	diff -u "${output[0]}" "$got"
}

# jq, but that with -e no input at all is a failure: in jq 1.6 it is none, and
# then a command that prints nothing would pass every test of what it prints.
# With -n and -s there always is one.
jq() {
	local arg asked='' out

	for arg; do
		case $arg in
		-*[!a-zA-Z]*) ;;
		-*[ns]*) asked=never ;;
		-*e*) asked=${asked:-yes} ;;
		esac
	done
	if [ "$asked" = yes ]; then
		out=$(command jq "$@") || return
		[ -n "$out" ] || return 4
		printf '%s\n' "$out"
		return
	fi
	command jq "$@"
}

commands() {
	local file

	for file in "$root"/cmd/*.c; do
		file=${file##*/}
		echo "${file%.c}"
	done
}

sanitized() {
	[[ $BUILD == */asan || $BUILD == */tsan ]]
}
