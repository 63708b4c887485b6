# Loaded by the tests of engines that run hoff-kpi in parts, beside
# ../common.bash.  The vocabulary:
#	recipe WORD	what the manual says to type where it says WORD
#	needs COMMAND	the engine; plain bats may do without it
#	a_log N		N conversations, as log.ndjson

# The literal paragraph with this word in it, set off by mdoc as all are.
recipe() {
	hoff-kpi --emit=man | mandoc -T ascii | awk -v word="$1" '
		BEGIN { RS = ""; offset = 11 }
		substr($0, 1, offset) ~ /^ +$/ && index($0, word) {
			n = split($0, line, "\n")
			for (i = 1; i <= n; i++)
				print substr(line[i], offset + 1)
			found++
		}
		END { exit found != 1 }'
}

# `make test-all` brings the engine, and must not pass without it.
needs() {
	PATH=$PATH:/usr/sbin:/sbin
	if [ -z "${TEST_ALL-}" ]; then
		command -v "$1" >/dev/null || skip "no $1 here"
	fi
}

a_log() {
	# shellcheck disable=SC2154 # ../common.bash sets it
	python3 "$root/tests/kpi_oracle.py" generate "$1" 12 >log.ndjson
}
