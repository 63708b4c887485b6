# The command line, on a command that exists for this: tests/unit/toy.c has an
# option of every kind and prints what it understood.
load common

toy() {
	"$BUILD/unit/toy" "$@"
}

# says ARG... -- LINE...: with these arguments the toy prints these lines.
says() {
	local args=() line

	while [ "$1" != --- ]; do
		args+=("$1")
		shift
	done
	shift
	run -0 --separate-stderr toy "${args[@]}"
	for line; do
		[[ $'\n'$output$'\n' == *$'\n'"$line"$'\n'* ]] || {
			echo "${args[*]}: no line '$line' in"
			echo "$output"
			return 1
		}
	done
}

# refuses MESSAGE ARG...: one line on standard error, nothing else, status 2.
refuses() {
	local message=$1

	shift
	run -2 --separate-stderr toy "$@"
	echo "arguments: $*"
	echo "said: $stderr"
	[ -z "$output" ]
	[ "$stderr" = "hoff-toy: $message" ]
}

# Every command, and the toy.
each() {
	local program

	for program in $(commands) "$BUILD/unit/toy"; do
		echo "command: $program"
		"$1" "$program"
	done
}

@test "an option may be long or short, its value apart or attached" {
	says --threshold=0.25 --- 'threshold 0.25'
	says --threshold 0.25 --- 'threshold 0.25'
	says -t0.25 --- 'threshold 0.25'
	says -t 0.25 --- 'threshold 0.25'
	says -avt.25 --- 'total 1' 'verbose 1' 'threshold 0.25'
	says -av -t .25 --- 'total 1' 'verbose 1' 'threshold 0.25'
	says --word= --- 'word '
	says -w '' --- 'word '
	says --word=a=b --- 'word a=b'
	says -w -v --- 'word -v' 'verbose 0'
	says --word --total --- 'word --total' 'total 0'
}

@test "options and operands may stand in any order, and -- ends the options" {
	says one -v two --by byte three --- \
		'operand one' 'operand two' 'operand three' 'verbose 1' 'by byte'
	says one -- -v -- --by --- \
		'operand one' 'operand -v' 'operand --' 'operand --by' 'verbose 0'
	says - -v - --- 'operand -' 'verbose 1'
	says '' --- 'operand '
	run -0 toy a -v - b -- c
	[ "$(grep ^operand <<<"$output" | paste -sd' ')" = \
		'operand a operand - operand b operand c' ]
}

@test "a file name that may be left out is never taken from the next word" {
	says --log a --- 'log unnamed' 'operand a'
	says --log=a b --- 'log a' 'operand b'
	says --log=a --log --- 'log unnamed'
	says --- 'log (none)'
	refuses '--log: an empty file name' --log=
	run -0 toy --help
	[[ $output == *'--log[=FILE]'* ]]
	run -0 toy --emit=zsh
	[[ $output == *"'--log=-[say what is done, in FILE]::FILE:_files'"* ]]
	run -0 toy --emit=fish
	[[ $output == *'-l log -F'* ]]
}

@test "of an option given twice the last one counts" {
	says -n 1 --at-least=2 -n3 --- 'at-least 3'
	says --by=byte -b turn --- 'by turn'
}

@test "of an option that may be repeated every one counts, up to a ceiling" {
	local many=()

	says -g 'a >= 1' --gate=b -gc --- 'gates [a >= 1] [b] [c]'
	says --list x -g y --list=z --- 'lists [x] [z]' 'gates [y]'
	says --- 'gates' 'lists'
	refuses '--list: an empty file name' --list ''
	for i in $(seq 64); do many+=(-g "$i"); done
	run -0 toy "${many[@]}"
	refuses '--gate: given too many times: 65' "${many[@]}" -g 65
	run -0 toy --help
	[[ $output == *'--gate=EXPR'*'hold to EXPR (repeatable)'* ]]
	run -0 toy --emit=man
	[[ $output == *'It may be given up to 64 times.'* ]]
	run -0 toy --emit=zsh
	[[ $output == *"'*'{-g+,--gate=}'[hold to EXPR]"* ]]
	[[ $output == *"'*''--list=[read FILE as well]:FILE:_files'"* ]]
}

@test "a mistyped option or choice is answered with the nearest one" {
	refuses 'unknown option --treshold (did you mean --threshold?)' \
		--treshold=0.5
	refuses 'unknown option --max-reject (did you mean --max-rejects?)' \
		--max-reject=3
	refuses 'unknown option --verbsoe (did you mean --verbose?)' --verbsoe
	refuses 'unknown option -s (did you mean --strict?)' -strict
	refuses 'unknown option --no-such-option (try --help)' --no-such-option
	refuses 'unknown option -q (try --help)' -vq
	refuses '--by: unknown choice bite (did you mean byte?)' --by bite
	refuses '--by: unknown choice x (one of turn, byte, conversation)' -bx
}

@test "the beginning of an option is not the option, or new options break scripts" {
	refuses 'unknown option --thresh (did you mean --threshold?)' \
		--thresh=0.5
	refuses 'unknown option --verb (did you mean --verbose?)' --verb
}

@test "a value that is wrong is refused in one line that names the option" {
	refuses '--threshold needs a value: SCORE' --threshold
	refuses '-t needs a value: SCORE' -vt
	refuses '--total takes no value' --total=yes
	refuses '--threshold: not a number from 0 to 1: 1.5' -t 1.5
	refuses '--threshold: not a number from 0 to 1: nan' -t nan
	refuses '--factor: not a number: 3x' --factor 3x
	refuses '--factor: not a number: inf' --factor inf
	refuses '--factor: too large: 1e999' --factor 1e999
	refuses '--at-least: not a whole number: -1' --at-least -1
	refuses '--at-least: not a whole number: 1.5' --at-least 1.5
	refuses '--at-least: too large: 99999999999999999999' \
		-n 99999999999999999999
	refuses '--max-record: not a size such as 4096, 64K, 8M or 1G: 8MB' \
		--max-record 8MB
	refuses '--max-record: too large: 99999999999G' \
		--max-record 99999999999G
	refuses '--max-rejects: not a number of records, nor 0% to 100%: 101%' \
		--max-rejects=101%
	refuses '--output: an empty file name' --output=
	refuses '--stats: standard output is for -o (a file of that name is ./-): -' --stats -
	refuses '--log: standard output is for -o (a file of that name is ./-): -' --log=-
	refuses '--at-least: not a whole number' -n ''
}

@test "a line break in an argument does not break the message" {
	refuses 'unknown option --a?b (try --help)' $'--a\nb'
}

@test "sizes are in powers of 1024" {
	says --max-record=1K --- 'max-record 1024'
	says --max-record=2M --- 'max-record 2097152'
	says --max-record=3G --- 'max-record 3221225472'
	says --max-record=4096 --- 'max-record 4096'
}

@test "the options of every filter reach it" {
	says -o out.gz -j3 --select '.channel == "voice"' --strict --- \
		'output out.gz' 'threads 3' 'select .channel == "voice"' \
		'strict 1'
	says -o old -o - --rules - --stats ./- --- 'output (none)' 'rules -' 'stats ./-'
	says --max-rejects 2.5% --reject r.ndjson --reject-raw --- \
		'max-rejects 2.5%' 'reject r.ndjson' 'reject-raw 1'
	says --summary --stats s.json --progress --no-progress --- \
		'summary 1' 'stats s.json' 'progress 1' 'no-progress 1'
}

@test "the defaults are those that the help shows" {
	says --- 'rules (none)' 'threshold 0.5' 'by turn' 'at-least 0' \
		'block 65536' 'factor 1' 'word (none)' 'total 0' 'threads 0' \
		'max-record 8388608' 'max-rejects (none)' 'strict 0'
	run -0 toy --help
	[[ $output == *'--threshold=SCORE '*' SCORE [0.5]'* ]]
	[[ $output == *'--max-record=SIZE '*' SIZE bytes [8M]'* ]]
	[[ $output == *'--threads=N '*'[online CPUs]'* ]]
}

helps() {
	run -0 --separate-stderr "$1" --help
	[ -z "$stderr" ]
	[[ ${lines[0]} == "usage: hoff-"*" [OPTION]... "* ]]
	[[ $output == *$'\nExit status:\n  0  '* ]]
	[[ $output != *$'\033'* ]]
	[[ $output != *--emit* ]]
	# Examples are for copying: they alone may be wide.
	[ -z "$(sed '/^Examples:/,$d' <<<"$output" | grep -E '.{80}')" ]
}

@test "the help fits the terminal and goes to standard output" {
	each helps
	run -0 toy -h
	[[ $output == *$'\nOptions:\n'*$'\nCommon to all filters:\n'* ]]
	[[ $output == *$'\nBuilt-in files '*$'\n  rules.jq   the rules\n'* ]]
	[[ $output == *'what to count (turn, byte, conversation) [turn]'* ]]
	[[ $output == *$'\nExamples:\n  # '*$'?\n  hoff-toy --by='* ]]
}

versions() {
	run -0 --separate-stderr "$1" --version
	[ -z "$stderr" ]
	[[ ${lines[0]} =~ ^hoff-[a-z]+\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	[[ $output == *GPL-3.0-or-later*$'\n'*'no warranty'* ]]
}

@test "the version names the command, its libraries and the licence" {
	each versions
	run -0 toy -V
	[ "${lines[1]}" = 'libtoy 1.0' ]
}

@test "the built-in files are printed byte for byte" {
	run -0 toy --show-defaults=rules.jq
	[ "$output" = '{ name: "toy" }' ]
	[ "$(toy --show-defaults=rules.jq | wc -c)" -eq 16 ]
	[ "$(toy --show-defaults=terms.csv | wc -c)" -eq 11 ]
	toy --show-defaults | diff - <(printf '%s\n' '==> rules.jq <==' \
		'{ name: "toy" }' '' '==> terms.csv <==' phrase help)
	refuses '--show-defaults: no built-in file rule.jq (one of rules.jq, terms.csv)' \
		--show-defaults=rule.jq
}

full() {
	local question

	for question in --help --version --show-defaults --emit=man; do
		run -2 --separate-stderr bash -c '"$1" "$2" >/dev/full' - "$1" \
			"$question"
		echo "$question: $stderr"
		[[ $stderr == hoff-*': standard output: No space left on device' ]]
	done
}

@test "a full disk is noticed by every question" {
	full "$BUILD/unit/toy"
}

@test "closed standard descriptors are noticed, and never reused for a file" {
	run -2 --separate-stderr bash -c '"$1" --help >&-' - "$BUILD/unit/toy"
	[[ $stderr == 'hoff-toy: standard output: '* ]]
	run -0 bash -c '"$1" --version <&- 2>&-' - "$BUILD/unit/toy"
	if sanitized; then skip "strace and the leak check exclude each other"; fi
	# Were 0 to 2 left closed, the next file opened would become them.
	run -0 strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=openat \
		bash -c 'exec "$1" <&- 2>&-' - "$BUILD/unit/toy"
	grep -q '"/dev/null", O_WRONLY) *= 0$' "$BATS_TEST_TMPDIR/trace"
	grep -q '"/dev/null", O_RDONLY) *= 2$' "$BATS_TEST_TMPDIR/trace"
}

@test "there are no core dumps" {
	says --- 'core-limit 0'
	sanitized || says --- 'dumpable 0'
}

page_is_clean() {
	local page=$BATS_TEST_TMPDIR/page.1

	"$1" --emit=man >"$page"
	run -0 mandoc -T lint -W warning "$page"
	[ -z "$output" ]
	run -0 --separate-stderr groff -mdoc -ww -Tascii "$page"
	[ -z "$stderr" ]
	mandoc -T ascii "$page" | col -b >"$page.txt"
	"$1" --help | grep -oE '^  (-., |    )--[a-z0-9-]+' |
		grep -oE -- '--[a-z0-9-]+' | sort -u >"$page.told"
	[ -s "$page.told" ]
	grep -oE '^ +(-., )?--[a-z0-9-]+([=[ ]|$)' "$page.txt" |
		grep -oE -- '--[a-z0-9-]+' | sort -u >"$page.shown"
	# what the help tells and the page does not
	comm -23 "$page.told" "$page.shown" | diff /dev/null -
}

@test "every man page is clean and has every option of the help" {
	each page_is_clean
}

@test "the man page has the reasons, the files, the fields and the sisters" {
	local page=$BATS_TEST_TMPDIR/page sister

	toy --emit=man | mandoc -T ascii | col -b >"$page"
	grep -oE '= \{ "[a-z0-9-]+"' "$root/lib/base/fault.c" |
		cut -d'"' -f2 | sort -u >"$page.codes"
	[ -s "$page.codes" ]
	sed 's/^ *//' "$page" | grep -Fxf "$page.codes" | sort -u |
		diff "$page.codes" -
	for sister in $(commands); do
		echo "looking for $sister"
		sed -n '/^SEE ALSO/,$p' "$page" | grep -q "$sister(1)"
	done
	grep -q '^ *hoff.toy.count$' "$page"
	grep -q '^ *terms.csv$' "$page"
	grep -q "grep '^by'$" "$page"
	grep -qF '.like this one, kept as it is: \fB --here' "$page"
	# A hyphen that can be copied, also where roff has a better-looking one.
	toy --emit=man | grep -qF 'use \-\-total.'
}

exits_as_documented() {
	local page=$BATS_TEST_TMPDIR/page status

	"$1" --emit=man | mandoc -T ascii | col -b >"$page"
	for status in $("$1" --help | sed -n '/^Exit status:/,/^$/p' |
		grep -oE '^  [0-9]'); do
		sed -n '/^EXIT STATUS/,/^EX/p' "$page" |
			grep -q "^  *${status}[[:space:]]" || return
	done
}

@test "help and manual agree about the exit status" {
	each exits_as_documented
}

has_unique_names() {
	local lines

	lines=$("$1" --emit=fish | grep '^complete ')
	[ -z "$(grep -oE -- ' -l [a-z0-9-]+' <<<"$lines" | sort | uniq -d)" ]
	[ -z "$(grep -oE -- ' -s .' <<<"$lines" | sort | uniq -d)" ]
}

@test "no two options of a command share a letter or a name" {
	each has_unique_names
}

@test "a table with a clash does not pass the build" {
	local bad=$BATS_TEST_TMPDIR/bad

	if sanitized; then skip "the copy is linked without the sanitizer"; fi
	sed "s/FLAG('v', \"verbose\"/FLAG('j', \"verbose\"/" \
		"$root/tests/unit/toy.c" >"$bad.c"
	run ! cmp -s "$bad.c" "$root/tests/unit/toy.c"
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -I"$root/lib" -o "$bad" "$bad.c" \
		"$BUILD/libhoff.a" -lz -pthread
	run -2 --separate-stderr "$bad" --emit=man
	[ "$stderr" = \
		'hoff-toy: option table: --threads has the letter of another option' ]
}

@test "--version names the scanner that reads JSON" {
	run -0 toy --version
	[[ $output == *$'\njson scanner: '@(avx2|sse2|portable)* ]]
}
