# What takes too long for every day: make torture.

# shellcheck disable=SC2154 # what run sets, bats reads

load ../common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	python3 "$root/tests/kpi_oracle.py" generate 400 21 >log
}

# trees OPTION...: forty splits, orders and trees of the log
trees() {
	echo "$@"
	python3 "$root/tests/kpi_trees.py" 40 "$RANDOM" log "$@"
}

@test "any split, order and tree of parts gives the bytes of the whole" {
	trees
	trees --history
	trees --by channel,customer.plan --every 1d
	trees --by customer.id --max-groups 7 --history
	trees --sweep --per-agent --every 1w --time-zone Asia/Kolkata
	trees --ab channel
	trees --ab channel --unit customer --pre-period 2026-03-09T00:00:00Z
	trees --fair-by channel --definitions google
}
