# What the tests of hoff-redact have in common, loaded by them.

# shellcheck disable=SC2154 # what run sets

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# turns TEXT...: a conversation of these turns, of which some begin "bot: "
turns() {
	jq -n -c --args '{conversation_id: "c", turns: [$ARGS.positional[] |
		{role: (if startswith("bot: ") then "bot" else "customer" end), text: sub("^bot: "; "")}]}' -- "$@"
}

# said TEXT...: the same, redacted; its texts.
said() {
	turns "$@" | hoff-redact | jq -r '.turns[].text'
}
