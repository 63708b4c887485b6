# Whole commands on input by chance: a few rounds of what `make storm` does.

load common

@test "whatever comes in, commands keep their promises" {
	run python3 "$root/tests/storm/storm.py" --records 8 1 28
	echo "$output"
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == '28 rounds, '* ]]
}
