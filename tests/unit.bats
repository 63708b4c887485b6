# The pure algorithms have programs of their own, tests/unit/ROOM.c: each
# exits non-zero and says which check failed.
load common

@test "each algorithm passes its own program of checks" {
	local program failed=''

	for program in "$root"/tests/unit/*.c; do
		program=$(basename "$program" .c)
		[ $program != redact_memory ] || continue # see below
		run "$BUILD/unit/$program" </dev/null
		if [ "$status" -ne 0 ]; then
			echo "$program: status $status"
			echo "$output"
			failed+=" $program"
		fi
	done
	echo "failed:$failed"
	[ -z "$failed" ]
}

@test "redaction comes out the same behind thousands of other records as alone" {
	run "$BUILD/unit/redact_memory" "$root"/testdata/logs/*.ndjson
	echo "${output:0:4000}"
	[ "$status" -eq 0 ]
}
