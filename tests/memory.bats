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
# be, and of personal data, in turns, a few bytes apart in one text, and as
# elements and keys; all filters may have seen them.
write_giants() {
	awk 'BEGIN {
		begin = "{\"conversation_id\":\"x\",\"hoff\":{\"score\":{" \
			"\"decision\":\"escalate\",\"turn\":0,\"readiness\":0.9," \
			"\"reasons\":[]},\"redact\":{\"status\":\"done\"}}," \
			"\"turns\":[{\"role\":\"customer\",\"text\":\"a\"}"
		printf "%s", begin >"silent"
		for (i = 0; i < 340000; i++)
			printf ",{\"role\":\"bot\"}" >"silent"
		printf "%s", begin >"empty"
		for (i = 0; i < 190000; i++)
			printf ",{\"role\":\"customer\"}" >"empty"
		printf "%s", begin >"short"
		for (i = 0; i < 205000; i++)
			printf ",{\"role\":\"bot\",\"text\":\"\\u00e9\"}" >"short"
		printf "%s", begin >"personal"
		for (i = 0; i < 60000; i++)
			printf ",{\"role\":\"customer\",\"text\":\"card 4111 " \
				"1111 1111 1111, mail a%d@b.co, please\"}", i >"personal"
		printf "%s,{\"role\":\"customer\",\"text\":\"", begin >"mails"
		for (i = 0; i < 700000; i++)
			printf "a@b.co " >"mails"
		printf "%s,{\"role\":\"customer\",\"text\":\"", begin >"calls"
		for (i = 0; i < 300000; i++)
			printf "call me 5 a@b.co " >"calls"
		printf "%s],\"list\":[\"\"", begin >"elements"
		for (i = 0; i < 500000; i++)
			printf ",\"a@b.co\"" >"elements"
		printf "%s]", begin >"keys"
		for (i = 0; i < 250000; i++)
			printf ",\"a%d@b.co\":1", i >"keys"
		printf "%s]", begin >"members"
		for (i = 0; i < 500000; i++)
			printf ",\"k%d\":1", i >"members"
		print "]}" >"silent"
		print "]}" >"empty"
		print "]}" >"short"
		print "]}" >"personal"
		print "\"}]}" >"mails"
		print "\"}]}" >"calls"
		print "]}" >"elements"
		print "}" >"keys"
		print "}" >"members" }'
}

# keeps_to_bound GIANT COMMAND...: 32 MiB and four times the longest line
keeps_to_bound() {
	local bound=$((32 * 1024 + 4 * $(wc -c <"$1") / 1024)) kib

	command time -f %M -o kib "${@:2}" "$1" >out || [ $? -eq 1 ]
	kib=$(tail -n 1 kib)
	echo "$*: $kib KiB of $bound"
	[ "$kib" -lt "$bound" ]
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

	for giant in personal mails calls elements keys; do
		keeps_to_bound $giant hoff-redact --spans
		[ "$(wc -c <out)" -gt $((4 * $(wc -c <$giant))) ]
	done
	keeps_to_bound mails hoff-redact --check --spans
	for giant in personal empty; do
		keeps_to_bound $giant hoff-score --turns
		[ "$(wc -c <out)" -gt $((10 * $(wc -c <$giant))) ]
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
	local i

	for i in {1..9000}; do
		printf '{"conversation_id":"%s","turns":[{"role":"customer","text":"hi"}]}\n' $i
	done | hoff-score -o many
	grows_by 8000 hoff-kpi -j 1 many
	grows_by 23000 hoff-kpi -j 4 many
	grows_by 3000 hoff-diff -j 1 many many
	grows_by 12000 hoff-diff -j 4 many many
}
