# The expressions of rules files and --select: lib/expr through tests/unit/expr.
load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# program TEXT: evaluate it once, on null, as a rules file is.
program() {
	printf '%s' "$1" >program.jq
	"$BUILD/unit/expr" --program program.jq
}

# refused TEXT PLACE WORDS: it ends with status 2 and this one line.
refused() {
	run program "$1"
	if [ "$status" -ne 2 ] ||
	    [ "$output" != "hoff: program.jq:$2: $3" ]; then
		printf 'program: %s\nstatus %s: %s\n' "$1" "$status" "$output"
		return 1
	fi
}

@test "a thousand random expressions mean to us what they mean to jq" {
	run python3 "$root/tests/expr_differential.py" "$BUILD/unit/expr" 1000
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *' programs, '*' 0 different'*' jailed, 0 of them different' ]]
}

@test "a word of the syntax is a member's name as well" {
	local word

	for word in def as if 'then' elif else end and or reduce foreach try catch \
	    label import include module __loc__; do
		run -0 program "[({$word: 1} | .$word), {$word: 2}.$word]"
		[ "$output" = '[1,2]' ]
	done
}

# The version of libjq.
linked() {
	hoff-score --version | sed -n 's/^libjq //p'
}

@test "where versions of libjq disagree, ours does as the table says" {
	cat >check.py <<-'END'
	import json, subprocess, sys
	unit, version, table = sys.argv[1:]
	rows = [line.rstrip("\n").split("\t") for line in open(table) if line[0] != "#"]
	column = {"1.6": 2, "1.7": 3, "1.8": 4}[version]

	def ask(mode, programs):
	    open("programs", "w").write("".join(p + "\n" for p in programs))
	    out = subprocess.run([unit, mode, "programs"], input=b"null\n",
	        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
	    return out.stdout.decode().split("\n")[:-1] or [out.stderr.decode()]

	def same(got, want):
	    return got == "[[%s]]" % ('"error"' if want == "error" else want)

	wrong = []
	native = [r for r in rows if r[1] != "-"]
	for r, got in zip(native, ask("--batch", ["[(%s)]" % r[0] for r in native])):
	    if not same(got, r[1]):
	        wrong.append((r[0], "core", r[1], got))
	known = [r for r in rows if r[column] != "refused"]
	answers = ask("--jailed", ["label $hoff | [(%s)]" % r[0] for r in known])
	assert len(answers) == len(known), answers
	for r, got in zip(known, answers):
	    if not same(got, r[column]):
	        wrong.append((r[0], version, r[column], got))
	for r in rows:
	    if r[column] == "refused":
	        got = ask("--jailed", ["label $hoff | [(%s)]" % r[0]])[0]
	        if not got.startswith("hoff: program 0:"):
	            wrong.append((r[0], version, "refused", got))
	for w in wrong:
	    print(*w, sep="\t")
	print(len(native), "native", len(rows), "in all", len(wrong), "wrong")
	sys.exit(len(wrong) > 0)
	END
	run python3 check.py "$BUILD/unit/expr" "$(linked)" \
		"$root/tests/libjq_versions.tsv"
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == '2'?' native '??' in all 0 wrong' ]]
}

@test "what differs from jq on purpose, so that a rule is right" {
	# libjq 1.6 swallows the error behind a try, and takes error(null)
	# for empty; later ones do as we do.
	for text in '[(1, 2)?] | .[0] | error("x")' '(1? | error("x"))' \
	    'error(null)'; do
		run "$BUILD/unit/expr" --native "$text" <<<null
		[[ $output == error:* ]]
	done
	# An else is optional, operators need no parentheses in an object and
	# a path may follow anything: jq 1.6 refuses all three.
	for text in 'if false then 1 end' '{a: 1 + 2}.a - 3' \
	    'if true then {a: null} else 1 end.a' '[[null]].[0].[0]'; do
		run "$BUILD/unit/expr" --native "$text" <<<null
		[[ $output =~ ^(null|0)$ ]]
	done
}

@test "ignoring case finds what jq finds, ligatures and the Kelvin sign too" {
	cat >cases.json <<-'END'
	[["office", "the oﬃce"], ["office", "oﬀice"], ["office", "ofﬁce"],
	 ["OFFLINE", "oﬄine"], ["miss", "MIß"], ["miss", "MIẞ"],
	 ["mis", "MIß"], ["ass", "aſS"], ["kelvin", "\u212aELVIN"],
	 ["stop", "ﬆop"], ["stop", "ﬅOP"], ["sst", "sﬅ"], ["sst", "ßt"],
	 ["fi", "ﬁ"], ["f", "ﬁ"], ["agent", "AGENT"], ["agent", "agenT!"],
	 ["i", "İ"], ["h", "ẖ"], ["ab|CD", "xcd"], ["", ""], ["a", ""]]
	END
	jq -r '.[] | "[.[1] | test(\(.[0] | tojson); \"i\")]"' cases.json \
		>programs.jq
	jq -c '.[]' cases.json >facts.ndjson
	jq -c '[.[] | .[1]] as $texts | .[] | .[0] as $re |
		[$texts[] | [[test($re; "i")]]]' cases.json >theirs
	"$BUILD/unit/expr" --batch programs.jq <facts.ndjson >ours
	[ "$(wc -l <ours)" -eq 22 ]
	diff theirs ours
}

@test "a wrong program is refused with its line, its column and what is wrong" {
	refused '{a: 1' 1:6 "the end where ',' or '}' should be"
	refused $'{ a: 1,\n  b 2 }' 2:5 "a number where ',' or '}' should be"
	refused '[1, 2' 1:6 "the end where ']' should be"
	refused $'"é" +\n"never' 2:1 'this string never ends'
	refused '"é\q"' 1:3 'this escape does not exist in strings'
	refused '.a = .b = 1' 1:9 'assignments do not chain: use parentheses'
	refused '1 == 1 == 2' 1:8 'comparisons do not chain: use parentheses'
	refused 'if 1 then 2' 1:12 "the end where 'end' should be"
	refused '' 1:1 'the end where an expression should be'
	refused '"é" + $x' 1:7 '$x is not defined'
	refused 'lenght' 1:1 'lenght/0 is not defined; length is'
	refused 'def f(x): x; f' 1:14 'f/0 is not defined'
	refused 'def unused: $x; 1' 1:13 '$x is not defined'
	refused '1 / 0' 1:3 'division by zero'
	refused '{(1): 2}' 1:3 "a member's name must be a string"
	refused $'[1,\n{} + 1]' 2:4 'cannot add (object, number)'
	refused '1 | .a' 1:5 'cannot index (number, string)'
	refused $'"\xff"' 1:2 'the text is not UTF-8'
	refused '1 `' 1:3 "the character '\`' has no meaning here"
	# as other languages have it
	refused '.a && .b' 1:4 "the character '&' has no meaning here; jq's is 'and'"
	refused '.a || .b' 1:5 "'|' where an expression should be; jq's is 'or'"
	refused '.a => 1' 1:5 "'>' where an expression should be; jq's is '>='"
	refused '.a == “b”' 1:7 'this character has no meaning here; a string stands in straight quotes'
	refused '.a == 1 AND .b' 1:9 "a name where the end should be; jq's is 'and', in small letters"
	refused '.a == 1 ANDY' 1:9 "a name where the end should be"
}

@test "a program has exactly one output, in either engine" {
	refused '1, 2' 1:1 'it has 2 outputs instead of one'
	refused 'empty' 1:1 'it has 0 outputs instead of one'
	refused '[1] | .[] |= empty | .[]' 1:1 \
		'it has 0 outputs instead of one'
	refused '{} | .a = (1, 2)' 1:1 'it has more than one output'
}

@test "what the native core leaves out is done by libjq" {
	run program '{a: ("x-y" | sub("-"; "+")), b: ({} | .c = 1)}'
	[ "$output" = '{"a":"x+y","b":{"c":1}}' ]
	run program $'# a comment\n[limit(3; repeat(1))] # and one\r\n'
	[ "$output" = '[1,1,1]' ]
	refused $'{} | @text |\n  foo' 2:3 'foo/0 is not defined'
	refused $'{} | @text |' 1:13 'the text ends too early'
	refused '{} | .a = 1 + "secret"' 1:1 'cannot add'
}

@test "a program sees no environment, file, input or clock, in either engine" {
	local shut door

	export SECRET=hunter2 HOME=$PWD
	echo 'def planted: "from home";' >.jq
	echo '"from a module"' >m.jq
	shut='is shut: a program sees no environment, files, input or clock'
	for door in env input inputs debug stderr halt halt_error modulemeta \
	    input_filename input_line_number get_search_list now localtime \
	    builtins; do
		refused "$door" 1:1 "$door $shut"
		refused "{} | @text | $door" 1:1 \
			"it asks for what $shut"
	done
	refused '$ENV.SECRET' 1:1 "\$ENV $shut"
	refused '{} | .a = $ENV.SECRET' 1:11 "\$ENV $shut"
	run program '{} | [@text, $ENV.SECRET]'
	[ "$output" = '["{}",null]' ]
	refused 'import "m" as m; 1' 1:1 \
		'a program is one file: there are no modules'
	refused '{} | .a = planted' 1:11 'planted/0 is not defined'
}

@test "a program that would never end, or fill the memory, is given up" {
	refused '[range(1e9)]' 1:1 'it takes too many steps'
	refused '"x" * 1e9' 1:5 'it needs too much memory'
	refused 'reduce range(1e5) as $i (0; [.])' 1:1 \
		'a value is nested too deeply'
	refused 'def f: f; f' 1:1 'it takes too long'
	if [ "$(linked)" = 1.6 ]; then
		# it writes where nothing is, but for the thread sanitizer
		[[ $BUILD == */tsan ]] ||
			refused 'null | .[2147483647] = 1' 1:1 'it brings libjq down'
		refused '1e18 | todate' 1:1 'it brings libjq down'
	fi
	run program "$(printf '[%.0s' {1..300})"
	[ "$output" = 'hoff: program.jq:1:201: nested deeper than 200 levels' ]
	# of two branches one is run
	branch=$(printf '.+1|%.0s' {1..300}).
	run program "1 | if . then $branch else $branch end"
	[ "$output" = 301 ]
	run program "1 | if . then $branch | $branch else . end"
	[[ $output == *': nested deeper than 1500 levels' ]]
	run program "$(printf 'def f%d: f%d, f%d; ' 1 0 0 | sed 's/f0/1/g'
		for i in {2..40}; do
			printf 'def f%d: f%d, f%d; ' "$i" $((i - 1)) $((i - 1))
		done) f40"
	[ "$status" -eq 2 ]
}
