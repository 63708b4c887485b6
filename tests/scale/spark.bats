#!/usr/bin/env bats
# What the manual says of Spark, word for word, but without it.

load ../common
load recipes

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	a_log 700
	mkdir logs
	split -n r/3 log.ndjson logs/
}

spark() {
	recipe "$1" | python3 "$root/tests/scale/spark.py"
}

merged() {
	cat parts/part-* | hoff-kpi --merge
}

@test "Spark counts the partitions of a folder" {
	spark '1 --partial"'
	[ "$(ls parts | wc -l)" -eq 3 ]
	merged | cmp <(hoff-kpi log.ndjson) -
}

@test "Spark keeps a customer's conversations together" {
	spark keyBy
	[ "$(ls parts | wc -l)" -eq 40 ] # some of them empty
	merged | cmp <(hoff-kpi --history log.ndjson) -
}

@test "Spark's job fails with a part of it, when it is to" {
	echo '{' >>logs/aa
	run -1 spark '1 --partial"'
	[[ $output == *'exit status 3'* ]]
	[ ! -e parts ]
}
