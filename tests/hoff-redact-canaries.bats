# hoff-redact: values are planted in every kind of place; none of them comes out
# of it, nor of any command where it fails, by another way than its output.

# shellcheck disable=SC2030,SC2031,SC2154 # what run sets, bats reads

load common
load canaries

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	plant 124 7
}

@test "no planted value leaves, whatever is written in its place" {
	no_canary_leaves
}

@test "no planted value shows where a run of hoff-redact fails" {
	no_canary_shows_in_failures
}

@test "no planted value shows when a run is ended from outside" {
	no_canary_shows_when_killed
}

@test "no command tells a planted value by messages, statistics or file names" {
	no_command_tells
}
