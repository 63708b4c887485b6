# Logs that name no language: hoff-score guesses it, turn by turn, so that the
# words of one language do not mean harm in another.
load common

ordinary=$root/testdata/hoff-score/ordinary.tsv

# The rows "language<TAB>text" as conversations of a turn; with $1, named.
rows() {
	jq -Rnc --arg named "$1" '[inputs][1:][] | split("\t") |
		{conversation_id: "c", turns: [{role: "customer", text: .[1]}]} +
		if $named == "" then {} else {language: .[0]} end'
}

# How many of the records on standard input have any signal of a problem.
alarms() {
	hoff-score | jq -n '[inputs.hoff.score.signals | [.human_request, .anger,
		.anxiety, .urgency, .profanity, .negative_feedback, .safety[],
		.compliance[]] | select(any(. >= 0.5))] | length'
}

@test "everyday sentences in six languages mean nothing, though nobody names the language" {
	local named unnamed

	named=$(rows named <"$ordinary" | alarms)
	unnamed=$(rows '' <"$ordinary" | alarms)
	echo "named: $named, unnamed: $unnamed"
	[ "$unnamed" -le 16 ]
	[ "$unnamed" -le $((named + 4)) ]
}

# name, then the text of each turn of the customer's; prints what the last says
last_profanity() {
	jq -nc '{conversation_id: "c", turns: [$ARGS.positional[] |
		{role: "customer", text: .}, {role: "bot", text: "..."}]}' \
		--args "$@" | hoff-score --turns |
		jq -c '.hoff.score.trajectory[-1].signals.profanity'
}

@test "a word that says nothing of its language is read in that spoken before" {
	[ "$(last_profanity con)" = 1 ]
	[ "$(last_profanity 'todavía no me ha llegado el paquete' con)" = 0 ]
	[ "$(last_profanity "je n'ai pas encore reçu mon colis" con)" = 1 ]
}

@test "a bot that falls back to English has not understood a customer of another language" {
	local out

	out=$(jq -nc '{conversation_id: "c", turns: [
		{role: "customer", text: "no me llega la factura"},
		{role: "bot", text: "Sorry, I did not understand."},
		{role: "customer", text: "la factura de mayo"},
		{role: "bot", text: "Su factura de mayo ya está en la web."},
		{role: "customer", text: "gracias"}]} |
			., .language = ("es", "fi", "en")' | hoff-score |
		jq -c '.hoff.score.signals.fallbacks' | paste -sd ' ')
	[ "$out" = '1 1 1 1' ]
}

@test "a danger is heard in a language that the talk was not in" {
	local out

	out=$(jq -nc '{conversation_id: "c", turns: [
		{role: "customer", text: "Ich habe eine Frage zu meiner Rechnung"},
		{role: "bot", text: "Gern, welche Rechnung meinen Sie?"},
		{role: "customer", text: "suicide"}]}' | hoff-score |
		jq -c '.hoff.score | [.decision, .turn]')
	[ "$out" = '["escalate",2]' ]
}

@test "what is asked for and threatened is found without a language as with one" {
	local named unnamed

	{
		echo
		tail -qn +2 "$root"/testdata/hoff-score/unseen-{mixed,hard}*.tsv |
			grep -v '^none' | cut -f2,3
	} >"$BATS_TEST_TMPDIR/meant"
	named=$(rows named <"$BATS_TEST_TMPDIR/meant" | alarms)
	unnamed=$(rows '' <"$BATS_TEST_TMPDIR/meant" | alarms)
	echo "named: $named, unnamed: $unnamed"
	[ "$named" -ge 400 ]
	[ "$unnamed" -ge $((named - 2)) ]
}

# Each line of standard input is what its text says at 0.5 or more, of what an
# agent must know of, in a log that names Hindi and in one that names nothing.
@test "Hindi is heard in both scripts, named or not" {
	local rows=$BATS_TEST_TMPDIR/rows

	cat >"$rows"
	jq -Rnc '[inputs | split("|")][] | {conversation_id: .[1],
		turns: [{role: "customer", text: .[1]}]} | ., .language = "hi"' "$rows" |
		hoff-score --no-model | jq -r '.hoff.score.signals | [{human_request},
			(.safety | del(.abuse)), .compliance] | add
			| [to_entries[] | select(.value >= 0.5).key] | join(" ")' \
			>"$BATS_TEST_TMPDIR/got"
	sed 's/|.*//; p' "$rows" | diff - "$BATS_TEST_TMPDIR/got"
} <<'EOF'
human_request|kisi agent se baat karni hai
human_request|मुझे किसी इंसान से बात करनी है
|mujhe kisi se baat nahi karni, bas address bata do
self_harm|main apni jaan de dunga
self_harm|मैं मर जाना चाहता हूँ
violence|wo mujhe jaan se maarne ki dhamki de raha hai
medical|dadi ko saans lene me taklif ho rahi hai
medical|पिताजी बेहोश पड़े हैं
hazard|gas ki badbu aa rahi hai
hazard|मीटर में आग लग गई है
|gas ka naya connection lena hai
fraud|otp bata diya aur khate se paise kat gaye
payment|naukri chali gayi, kist nahi bhar paunga
security|मेरा एटीएम कार्ड खो गया है
complaint|मुझे शिकायत दर्ज करनी है
|बिल की कॉपी भेज दीजिए
EOF
