# Loaded by every test file.  The vocabulary:
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
