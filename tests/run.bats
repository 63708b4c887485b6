# tests/run is what people look at while the tests run.
load common

@test "the outcome of a test shows before the next one has ended" {
	# bats would take the lines for tests of this file
	sed 's/^+/@/' >"$BATS_TEST_TMPDIR/four.bats" <<-END
	+test "one" { true; }
	+test "two" { timeout 20 cat '$BATS_TEST_TMPDIR/seen'; }
	+test "three" { skip; }
	+test "four" { false; }
	END
	mkfifo "$BATS_TEST_TMPDIR/seen"
	run timeout 60 bash -c '"$1" "$2"/four.bats | while IFS= read -r line; do
		echo "$line"
		[[ $line != "ok 1 "* ]] || echo >"$2"/seen
	done' - "$root/tests/run" "$BATS_TEST_TMPDIR"
	[[ $output == *"ok 2 two"*"not ok 4 four"* ]]
	[ "${lines[-1]}" = '2 passed, 1 failed, 1 skipped' ]
}

@test "without the program that a file tests it ends at once, and says so" {
	BUILD=$BATS_TEST_TMPDIR run timeout 20 "$root/tests/run" "$root/tests/stream.bats"
	[ "$status" -ne 0 ]
	[[ $output == *"$BATS_TEST_TMPDIR/unit/pass is not built: make check builds it"* ]]
	[[ ${lines[-1]} == '0 passed, '*' failed' ]]
}
