# The built-in model comes from its sources, bit for bit.
load ../common

@test "the data sets give the model that is built in, to the byte" {
	[ -n "$SHARED" ] || skip "no data beside the clone"
	make -s -C "$root" BUILD="$BUILD" "$BUILD/train-signals"
	"$BUILD/train-signals" "$SHARED/data" "$root/lib/model/train" \
		"$root/testdata/hoff-score" "$BATS_TEST_TMPDIR/model"
	cmp "$BATS_TEST_TMPDIR/model" "$root/lib/model/defaults/hoff.model"
}
