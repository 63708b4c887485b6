# What holds for hoff-score whatever the term lists say, on real logs.

# shellcheck disable=SC2154 # common.bash sets root

load common

properties() {
	python3 "$root/tests/score_properties.py" "$@"
}

@test "what comes later changes nothing that was decided before" {
	properties causality "$root"/testdata/logs/*.ndjson
}

@test "every number printed follows from what is printed" {
	properties recomputation "$root"/testdata/logs/*.ndjson
}

@test "every reason is a rule's, and its evidence lies in the text" {
	properties evidence "$root"/testdata/logs/*.ndjson
}

@test "more trouble never lowers the readiness" {
	properties monotone "$root"/testdata/logs/*.ndjson
}

@test "sentiment is VADER's rule, word by word" {
	properties sentiment
}

# The sentences were written without a look at the term lists.  The floors are
# what is reached, less a little: never lower them, and do not copy a sentence
# of theirs into a term list.

@test "who asks for a person in words we did not tune on is found" {
	properties unseen "$root/testdata/hoff-score/unseen-requests.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-requests-2.tsv"
}

@test "danger in words we did not tune on is found" {
	properties unseen "$root/testdata/hoff-score/unseen-dangers.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-dangers-2.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-dangers-3.tsv"
}

@test "what only sounds like a danger is told from one, in part" {
	properties unseen "$root/testdata/hoff-score/unseen-alike.tsv"
}

@test "what means it in a turn of phrase of its own is found, in part" {
	properties unseen "$root/testdata/hoff-score/unseen-hard.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-wide.tsv"
}

@test "what was mended on one set of sentences holds, and on its sister" {
	properties unseen "$root/testdata/hoff-score/unseen-mixed.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-mixed-2.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-strangers.tsv"
}

@test "short turns in nine languages, and what only sounds alike" {
	properties unseen "$root/testdata/hoff-score/unseen-turns.tsv"
	properties unseen "$root/testdata/hoff-score/unseen-turns-2.tsv"
}
