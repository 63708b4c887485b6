# How much of it a run takes: bounded, whatever the input.

# shellcheck disable=SC2154 # what common.bash sets

load common

setup_file() {
	cd "$BATS_FILE_TMPDIR" || exit
	write_giants
}

setup() {
	cd "$BATS_FILE_TMPDIR" || exit
	! sanitized || skip 'a sanitizer needs memory of its own'
}

# write_giants: records of some 5 MB, of as many turns and members as there can
# be, and of personal data, in turns and a few bytes apart in one text; and
# records of 8 MB, as long as one may be, of personal elements and keys, and of
# a text that cannot be read as it stands; and a card in every two turns, and
# events of nothing.  All filters may have seen them.
write_giants() {
	awk '
	# many times a format, of which %d is which; then what is behind them all
	function write(giant, head, n, format, tail,    i) {
		printf "%s", head >giant
		for (i = 0; i < n; i++)
			printf format, i >giant
		print tail >giant
	}
	BEGIN {
		begin = "{\"conversation_id\":\"x\",\"hoff\":{\"score\":{" \
			"\"decision\":\"escalate\",\"turn\":0,\"readiness\":0.9," \
			"\"reasons\":[]},\"redact\":{\"status\":\"done\"}}," \
			"\"turns\":[{\"role\":\"customer\",\"text\":\"a\"}"
		text = begin ",{\"role\":\"customer\",\"text\":\""
		write("silent", begin, 340000, ",{\"role\":\"bot\"}", "]}")
		write("empty", begin, 190000, ",{\"role\":\"customer\"}", "]}")
		write("short", begin, 205000,
			",{\"role\":\"bot\",\"text\":\"\\u00e9\"}", "]}")
		write("personal", begin, 60000,
			",{\"role\":\"customer\",\"text\":\"card 4111 1111 1111 " \
			"1111, mail a%d@b.co, please\"}", "]}")
		write("mails", text, 700000, "a@b.co ", "\"}]}")
		write("calls", text, 300000, "call me 5 a@b.co ", "\"}]}")
		write("dense", text, 1198000, "a@b.co ", "\303\251\"}]}")
		write("dictated", begin, 66000,
			",{\"role\":\"customer\",\"text\":\"4111 1111\"}," \
			"{\"role\":\"customer\",\"text\":\"1111 1111\"}", "]}")
		for (pad = "of "; length(pad) < 3000000;)
			pad = pad pad
		write("events", begin "],\"events\":[{}", 1040000, ",{}",
			"],\"pad\":\"" pad "\"}")
		write("elements", begin "],\"list\":[\"\"", 930000,
			",\"a@b.co\"", "]}")
		write("keys", begin "]", 520000, ",\"a%x@b.co\":1", "}")
		write("members", begin "]", 500000, ",\"k%d\":1", "}")
	}'
}

# keeps_to_bound GIANT COMMAND...: 32 MiB and four times the longest line
keeps_to_bound() {
	local bound=$((32 * 1024 + 4 * $(wc -c <"$1") / 1024)) kib

	command time -f %M -o kib "${@:2}" "$1" >out || [ $? -eq 1 ]
	mapfile -t kib <kib
	echo "$*: ${kib[-1]} KiB of $bound"
	[ "${kib[-1]}" -lt "$bound" ]
	[ -s out ]
}

@test "a giant record keeps to the bound on memory, whatever it holds" {
	local c giant

	for c in $(commands); do
		for giant in silent short personal mails calls elements keys members; do
			keeps_to_bound $giant "$c" -j 1
			keeps_to_bound $giant "$c" -j 2
		done
	done
}

@test "a giant record keeps to it where much more is told of it than it holds" {
	local giant

	for giant in personal mails dense calls elements keys; do
		keeps_to_bound $giant hoff-redact --spans
		[ "$(wc -c <out)" -gt $((4 * $(wc -c <$giant))) ]
	done
	for giant in mails dictated; do
		keeps_to_bound $giant hoff-redact --check --spans
	done
	for giant in personal empty; do
		keeps_to_bound $giant hoff-score --turns
		[ "$(wc -c <out)" -gt $((10 * $(wc -c <$giant))) ]
	done
}

@test "a record of a million events keeps to it" {
	local c

	for c in hoff-{score,route,packet,kpi,redact}; do
		keeps_to_bound events "$c" -j 1
	done
}

# kib_for GROUPS COMMAND...: what it takes at most with so many groups
kib_for() {
	command time -f %M -o kib "${@:2}" --by conversation_id \
		--max-groups "$1" >out
	tail -n 1 kib
}

# grows_by BYTES COMMAND...: for each group of 3000 more, and a quarter to spare
grows_by() {
	local few many

	few=$(kib_for 1000 "${@:2}")
	many=$(kib_for 4000 "${@:2}")
	echo "${*:2}: $few KiB, $many KiB"
	[ $((many - few)) -lt $((3000 * $1 / 1024 * 5 / 4)) ]
}

@test "a group takes the memory that --max-groups says" {
	printf '{"conversation_id":"%s","turns":[{"role":"customer","text":"hi"}]}\n' {1..9000} |
		hoff-score -o many
	grows_by 8000 hoff-kpi -j 1 many
	grows_by 23000 hoff-kpi -j 4 many
	grows_by 3000 hoff-diff -j 1 many many
	grows_by 12000 hoff-diff -j 4 many many
}
