# Loaded by the tests of hoff-score: conversations written down as one reads them.

# shellcheck disable=SC2034 # the test files use what is set here

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# Conversations, with an empty line between, as NDJSON:
#	DECISION TURN RULE [MEMBER=VALUE]...	what should come of it
#	ROLE: TEXT
#	ROLE[INTENT [CONFIDENCE [NEXT]]]: TEXT	with the log's opinion
# MEMBER is of the record: language, channel, tier (of the customer).
records() {
	jq -Rnc '
	def turn: capture("^(?<role>[a-z]+)(\\[(?<intent>[^\\] ]+)" +
		"( (?<sure>[0-9.]+))?( (?<next>[0-9.]+))?\\])?: ?(?<text>.*)$")
		| { role, text } + if .intent then
			{ intent: ({ name: .intent }
			+ if .sure then { confidence: (.sure | tonumber) }
			  else {} end
			+ if .next then { alternatives: [ { name: "other",
				confidence: (.next | tonumber) } ] }
			  else {} end) }
		  else {} end;
	[inputs] | join("\n") | split("\n\n") | to_entries[]
	| (.value | split("\n") | map(select(. != ""))) as $lines
	| ($lines[0] | split(" ")) as $head
	| ($head[3:] | map(split("=") | { (.[0]): .[1] }) | add // {}) as $x
	| { conversation_id: "story \(.key + 1)",
	    expect: ($head[:3] | join(" ")) } + ($x | del(.tier))
	+ if $x.tier then { customer: { tier: $x.tier } } else {} end
	+ { turns: ($lines[1:] | map(turn)) }'
}

# become [ARG]...: judge such conversations, and compare with what should come.
become() {
	records >in
	jq -r '"\(.conversation_id): \(.expect) <- \(.turns[-1].text)"' \
		in >expected
	hoff-score "$@" in >out
	jq -r '"\(.conversation_id): \(.hoff.score
		| "\(.decision) \(.turn // "-") \(.reasons[0].rule // "-")"
		) <- \(.turns[-1].text)"' out >got
	diff -u expected got
}

# all_become HEAD [ARG]...: each line of standard input is a conversation of
# one customer turn, and HEAD comes of it.
all_become() {
	local head=$1

	shift
	sed "s/^/customer: /; i $head" | sed '0~2 G' | become "$@"
}

# signals FILTER: what jq's FILTER prints of .hoff.score.signals of `out`.
signals() {
	jq -r ".hoff.score.signals | $1" out
}
