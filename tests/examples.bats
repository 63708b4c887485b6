# What a manual shows as an example must work as it stands there.
load common

# Run each example of a program as a reader would, in the top folder.  Returns
# instead of relying on errexit, which is off below "run".  A program that head
# has seen enough of ends by SIGPIPE, as it should.
examples_run() {
	local line n=0 printed sigpipe=141

	while IFS= read -r line; do
		n=$((n + 1))
		echo "$1: $line"
		printed=$(cd "$root" && bash -euo pipefail -c "$line" \
			</dev/null | tr -d '\0'; exit "${PIPESTATUS[0]}") ||
			[ $? -eq $sigpipe ] || return
		echo "${printed:0:2000}"
		[ -n "$printed" ] || return
	done < <("$1" --emit=examples)
	[ "$n" -gt 0 ]
}

@test "every example of every command runs and prints something" {
	local c

	for c in $(commands); do
		examples_run "$c"
	done
}

# A program whose only example is the line given.
with_example() {
	printf '#!/bin/sh\necho "%s"\n' "$2" >"$bin/$1"
	chmod +x "$bin/$1"
}

@test "an example that fails or prints nothing would be found" {
	local bin=$BATS_TEST_TMPDIR/bin

	mkdir "$bin"
	ln -s "$BUILD/unit/toy" "$bin/hoff-toy"
	PATH=$bin:$PATH
	with_example fails 'hoff-toy --no-such'
	with_example fails-early 'hoff-toy --no-such | cat; echo x'
	with_example silent true
	printf '#!/bin/sh\n' >"$bin/none"
	chmod +x "$bin/none"

	run -0 examples_run hoff-toy
	run ! examples_run fails
	run ! examples_run fails-early
	run ! examples_run silent
	run ! examples_run none
}
