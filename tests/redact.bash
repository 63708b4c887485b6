# What the tests of hoff-redact have in common, loaded by them.

# shellcheck disable=SC2154 # what run sets

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# said TEXT...: a conversation of these turns, redacted; its texts.
said() {
	jq -n -c --args '{conversation_id: "c", turns: [$ARGS.positional | to_entries[] |
		{role: (if .value | startswith("bot: ") then "bot" else "customer" end), text: (.value | sub("^bot: "; ""))}]}' "$@" |
		hoff-redact | jq -r '.turns[].text'
}
