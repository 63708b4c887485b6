# The stored logs and the small vocabulary of the tests of hoff-kpi, loaded by
# them.

# shellcheck disable=SC2034,SC2154 # what is set here, and what run sets, others read

data=$root/testdata/hoff-kpi
story=$data/story.in.ndjson
hostile=$data/hostile.in.ndjson

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# kept NAME ARG...: the report of the story with these arguments is the one
# stored as testdata/hoff-kpi/NAME; UPDATE=1 stores it.
kept() {
	local at=$data/$1

	shift
	hoff-kpi "$@" "$story" >got
	if [ -n "${UPDATE-}" ]; then cp got "$at"; fi
	diff -u "$at" got
}

# conversation JSON...: one that consists of these members.
conversation() {
	local IFS=,

	echo "{\"conversation_id\":\"x\",$*}"
}

# kpi ID FIELD: of the report on standard input.
kpi() {
	jq -c ".kpis[] | select(.id == \"$1\") | .$2"
}

amount() {
	jq -c ".amounts[] | select(.id == \"$1\") | .$2"
}

# arms N_A K_A N_B K_B: an experiment, of which K reached a human.
arms() {
	awk -v a="$1" -v ka="$2" -v b="$3" -v kb="$4" 'BEGIN {
		for (i = 0; i < a + b; i++) {
			k = i < a ? i < ka : i - a < kb
			printf "{\"conversation_id\":\"%d\",", i
			printf "\"experiment\":{\"arm\":\"%s\"},", i < a ? "A" : "B"
			printf "\"turns\":[{\"role\":\"customer\"}%s],", \
				k ? ",{\"role\":\"agent\"}" : ""
			printf "\"outcome\":{\"csat\":%d}}\n", i < a ? i % 5 + 1 : i % 4 + 2
		}
	}'
}

# labelled LANGUAGE TP FN FP TN: conversations judged and labelled so.
labelled() {
	awk -v l="$1" -v tp="$2" -v fn="$3" -v fp="$4" -v tn="$5" 'BEGIN {
		for (i = 0; i < tp + fn + fp + tn; i++) {
			yes = i < tp + fn
			judged = i < tp || (!yes && i < tp + fn + fp)
			printf "{\"conversation_id\":\"%d\",\"language\":\"%s\",", i, l
			printf "\"turns\":[{\"role\":\"customer\",\"at\":0}],"
			printf "\"labels\":{\"escalate\":%s},", yes ? "true" : "false"
			printf "\"hoff\":{\"score\":{\"decision\":\"%s\",", judged ? "escalate" : "contain"
			printf "\"signals\":{\"turns\":%d}}}}\n", i % 3
		}
	}'
}

# The groups of a report as "key/key n", one a line.
groups() {
	jq -r '.groups[] | (if .other then "other" else
		[.key[] | . // "null"] | join("/") end) + " " +
		(.conversations | tostring)'
}
