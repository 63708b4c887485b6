# What the tests of lib/stream share: a filter on it that gives every line back
# (tests/unit/pass.c), so that what comes out can be compared with what went in.

# Without it some tests would wait for what nobody writes.
setup_file() {
	built pass
}

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	PATH=$BUILD/unit:$PATH
}

# lines LENGTH...: a line of each length, no two alike
lines() {
	python3 -c '
import sys
for i, n in enumerate(map(int, sys.argv[1:])):
    print((str(i) + "." + "x" * n)[:n])
' "$@"
}
