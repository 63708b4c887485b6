load common

@test "a time is read and written as Python reads and writes it" {
	python3 "$root/tests/times_differential.py" "$BUILD/unit/conv_times" 2000
}
