load common

@test "every character folds as Python folds it" {
	run python3 "$root/tests/fold_differential.py" "$BUILD/unit/text"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "naughty strings can be read, and folded twice are folded once" {
	[ -n "$SHARED" ] || skip "the public corpora are not here"
	local once="$BATS_TEST_TMPDIR/once" twice="$BATS_TEST_TMPDIR/twice"

	"$BUILD/unit/text" --fold <"$SHARED/corpora/blns/blns.txt" >"$once"
	"$BUILD/unit/text" --fold <"$once" >"$twice"
	[ "$(wc -l <"$once")" -eq "$(wc -l <"$SHARED/corpora/blns/blns.txt")" ]
	diff "$once" "$twice"
}
