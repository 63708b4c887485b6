# Where in a program's text a value is written: lib/expr through
# tests/unit/places.
load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# places PATH...: of program.jq, which standard input is, only these; for a
# string three places: its own, and those of its first and last characters.
places() {
	local path

	cat >program.jq
	"$BUILD/unit/places" program.jq >all || return
	for path; do
		grep -F -- "$path " all | grep -x -F -- \
		    "$(awk -v p="$path" '$1 == p' all)" || return
	done
}

@test "members, elements and names are found line by line" {
	places .name .name= .rules .rules[0] .rules[1].when .rules[1].when= \
	    .limits.escalate .empty >got <<-'END'
	# a comment
	{ name: "x",
	  "limits": {escalate: -0.5, watch: (1 + 2)},
	  rules: [
	    {id: "a"},
	    {id: "b", when: "true"} ],
	  empty: [] }
	END
	diff -u - got <<-'END'
	.name 2:9 2:10 2:10
	.name= 2:3
	.rules 4:10
	.rules[0] 5:5
	.rules[1].when 6:21 6:22 6:25
	.rules[1].when= 6:15
	.limits.escalate 3:24
	.empty 7:10
	END
}

@test "columns are characters, tabs too, and a byte order mark is none" {
	printf '\xef\xbb\xbf{"gr\xc3\xbc\xc3\x9fe": "\xe2\x82\xac",\t"b":\t1}' |
	    places .grüße .b= .b >got
	diff -u - got <<-'END'
	.grüße 1:11 1:12 1:12
	.b= 1:16
	.b 1:21
	END
}

@test "escapes make a string longer in the file than it is" {
	places .a .b .c .d .e >got <<-'END'
	{ a: "\"x\" == \"y\"",
	  b: "line\nnext",
	  c: "\u20ac\ud83d\ude00\ud83dz",
	  d: "two
	lines", e: "" }
	END
	diff -u - got <<-'END'
	.a 1:6 1:7 1:19
	.b 2:6 2:7 2:16
	.c 3:6 3:7 3:31
	.d 4:6 4:7 5:5
	.e 5:12 5:13 5:13
	END
}

@test "behind defs, bindings and pipes, and where objects are added up" {
	places .a .b .b= .list[0] .list[1] .list[2] .text >got <<-'END'
	def half: . / 2;
	def rule(id; $when): {id: id, when: $when};
	1 as $one | 5 |
	{ a: half, b: 1, list: ([rule("x"; "y"), {z: 1}]
	  + [$one]),
	  text: ("one " + "two " + "three") } +
	{ b: 2 }
	END
	diff -u - got <<-'END'
	.a 4:6
	.b 7:6
	.b= 7:3
	.list[0] 4:26
	.list[1] 4:42
	.list[2] 5:6
	.text 6:10 6:11 6:33
	END
}

@test "what is computed is placed where the nearest around it begins" {
	places .list[0] .list[1] .list[2] .made.x .many[0] .many[1] \
	    .sum[0] .sum[1] >got <<-'END'
	def pair: {x: 1};
	{ list: [ 1,
	          (2, 3) ],
	  made: pair,
	  many: [ range(2), 1 ],
	  sum: ([range(1)] + [7]) }
	END
	diff -u - got <<-'END'
	.list[0] 2:11
	.list[1] 3:12
	.list[2] 2:9
	.made.x 4:9
	.many[0] 5:11
	.many[1] 5:9
	.sum[0] 6:10
	.sum[1] 6:23
	END
}

@test "a computed name may be that of a member before it, not behind it" {
	places .before .behind >got <<<'{before: 1, ("a" + "b"): 2, behind: 3}'
	diff -u - got <<-'END'
	.before 1:1
	.behind 1:37
	END
}

@test "a text that cannot be read has one place" {
	printf '{a: {b: 1}} as {$a} |\n {list: ["x" | @base64]}' |
	    places .list .list[0] >got
	diff -u - got <<-'END'
	.list 1:1
	.list[0] 1:1 1:1 1:1
	END
}
