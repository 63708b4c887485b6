# Time zones: exact cases are in tests/unit/zone.c.
load common

setup() {
	[ -e /usr/share/zoneinfo/Europe/Berlin ] || skip "no time zones here"
}

@test "clocks show what Python says they show, in every zone" {
	python3 -c 'import zoneinfo' || skip "Python has no zoneinfo"
	python3 "$root/tests/zones_differential.py" "$BUILD/unit/zone"
}

@test "the machine's own zone and its settings change nothing" {
	printf 'Europe/Berlin 1774746000\nUTC 1774746000\n' >"$BATS_TEST_TMPDIR/in"
	run env TZ=Asia/Tokyo TZDIR="$BATS_TEST_TMPDIR" "$BUILD/unit/zone" \
		local <"$BATS_TEST_TMPDIR/in"
	[ "${lines[0]}" = "2026 3 29 3 0 0 7 7200" ]
	[ "${lines[1]}" = "2026 3 29 1 0 0 7 0" ]
}

@test "a system without zones is told to be one" {
	! sanitized && strace -o /dev/null true 2>/dev/null || skip "no strace here"
	without_zones() {
		run -2 --separate-stderr strace -f -o /dev/null \
			-P /usr/share/zoneinfo/zone.tab \
			-P /usr/share/zoneinfo/Europe/Berlin \
			-e trace=openat -e inject=openat:error=ENOENT "$@"
		[[ $stderr == *"$lacks"* ]]
		[[ $stderr != *'did you mean'* ]]
	}
	local lacks='(this system knows no zone but UTC: it lacks tzdata)'

	cd "$BATS_TEST_TMPDIR"
	without_zones hoff-kpi --every 1d --time-zone Europe/Berlin /dev/null
	without_zones hoff-import --from whatsapp --time-zone Europe/Berlin /dev/null
	echo '{time_zone: "Europe/Berlin", hours: {}, rules: []}' >rules.jq
	without_zones hoff-score -r rules.jq /dev/null
}
