# The five filters in a pipe, on logs as people have them.

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

pipe() {
	hoff-score "$@" | hoff-route | hoff-redact | hoff-packet
}

@test "the whole pipe takes every log and loses no conversation" {
	pipe "$root"/testdata/logs/*.ndjson >out
	[ "$(wc -l <out)" -eq "$(cat "$root"/testdata/logs/*.ndjson | wc -l)" ]
	jq -e -s 'all(.[]; .hoff | has("score") and has("route") and has("redact")
		and has("packet"))' out
	hoff-kpi --by channel --html report.html out >report
	grep -q 145 report
	[ -s report.html ]
}

@test "a log that is cut off fails the pipe, as the manual says: with pipefail" {
	gzip -c "$root/testdata/logs/bank.ndjson" | head -c 4000 >cut.gz
	gated() {
		hoff-score cut.gz 2>told | hoff-kpi --gate 'conversations >= 0'
	}
	run -0 gated
	set -o pipefail
	run -2 gated
	grep -q 'hoff-score: cut.gz: gzip data end in the middle' told
}

@test "an escalated conversation is routed, and its agent gets a packet" {
	pipe "$root"/testdata/logs/*.ndjson >out
	jq -s -e '[.[] | select(.hoff.score.decision == "escalate")] as $e
		| ($e | length) > 20
		and all($e[]; .hoff.packet.status == "ready"
			and .hoff.route.outcome != "not_routed")' out
	jq -s -e '[.[] | select(.hoff.score.decision != "escalate")] as $c
		| ($c | length) > 20
		and all($c[]; .hoff.packet.status == "not_needed"
			and .hoff.route.outcome == "not_routed")' out
}

@test "the order of the filters does not change what each of them says" {
	hoff-score "$root"/testdata/logs/bank.ndjson | hoff-redact | hoff-route |
		hoff-packet | jq -c '.hoff | .score, .route, .redact' >late
	pipe "$root"/testdata/logs/bank.ndjson |
		jq -c '.hoff | .score, .route, .redact' >early
	cmp early late
}

@test "what stood in the record and was not personal is there byte for byte" {
	pipe "$root"/testdata/logs/insurance.ndjson >out
	grep -q 9007199254740993 "$root"/testdata/logs/insurance.ndjson
	grep -q 9007199254740993 out
	# without redaction nothing but the annotation is new
	hoff-score "$root"/testdata/logs/retail.ndjson | hoff-route >out
	python3 -c '
import re, sys
for raw, annotated in zip(open(sys.argv[1], "rb"), open(sys.argv[2], "rb")):
    at = annotated.rindex(b",\"hoff\":{\"score\":")
    assert annotated[:at] + annotated[-len(raw) + raw.rindex(b"}"):] == raw
' "$root"/testdata/logs/retail.ndjson out
}

@test "the demonstration runs on what is built" {
	"$root"/testdata/demo "$BUILD/bin" demo >out
	grep -q 'The report' out
	[ -s demo/report.html ]
}

@test "the filters take every public dialogue without a reject" {
	local file

	[ -n "$SHARED" ] || skip 'no public data beside the clone'
	for file in "$SHARED"/data/dialogues/*.ndjson.gz; do
		echo "file: $file"
		hoff-score --stats score.json "$file" | hoff-route --window 0 |
			hoff-redact --stats redact.json |
			hoff-packet --stats packet.json >out
		[ "$(jq .in score.json)" -eq "$(wc -l <out)" ]
		hoff-kpi out >/dev/null
	done
}
