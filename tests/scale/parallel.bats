#!/usr/bin/env bats
# What the manual says of GNU parallel, word for word.

load ../common
load recipes

setup() {
	needs env_parallel # moreutils has a parallel too
	cd "$BATS_TEST_TMPDIR" || return
	export PARALLEL_HOME=$BATS_TEST_TMPDIR/parallel
	mkdir "$PARALLEL_HOME"
	a_log 700
}

# same ARG...: the recipe's output is the report of the whole log.
same() {
	[ -s report ]
	hoff-kpi "$@" log.ndjson | cmp - report
}

@test "GNU parallel counts a file cut at its lines" {
	bash -c "$(recipe --pipepart)" >report
	same
}

@test "GNU parallel counts files, compressed or not" {
	split -n r/5 --filter 'gzip >"$FILE.gz"' log.ndjson log.
	bash -c "$(recipe :::)" >report
	same
}

@test "GNU parallel keeps a customer's conversations together" {
	bash -c "$(recipe --shard)" >report
	same --history
	# and they would not be by chance
	bash -c "$(recipe --pipepart | sed 's/--block -1/--block 20k/
		s/--partial/& --history/')" >apart
	run ! cmp report apart
}
