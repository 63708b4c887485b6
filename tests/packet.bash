# Small records and what becomes of them, loaded by the tests of hoff-packet.

# shellcheck disable=SC2034,SC2154 # what the tests read, and what run sets

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	in=$root/testdata/hoff-packet/asked-for-a-person.in.ndjson
}

# packet_of ARG...: the packet of the first record.
packet_of() {
	hoff-packet "$@" >"$BATS_TEST_TMPDIR/packets" || return
	jq -nce 'first(inputs).hoff.packet' "$BATS_TEST_TMPDIR/packets"
}

# says EXPR: the one packet on standard input, in its record or not, makes the
# expression true.
says() {
	jq -e -s "length == 1 and (.[0]
		| if has(\"hoff\") then .hoff.packet | objects else . end | $1)"
}

# scored JQ: a small record that hoff-score escalated, changed by JQ
scored() {
	jq -nc '{conversation_id: "c", turns: [
		{role: "user", text: "where is my parcel now"}],
		hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: 0}}} | '"$1"
}

# told JQ: a record whose bot was told things and promised some, changed by JQ
told() {
	jq -nc '{conversation_id: "c", language: "en", slots: {plan: "gold"},
		turns: [
		{role: "user", text: "my order 1042 has not arrived", entities: [
			{entity: "order_id", value: "1042"}, {name: "", value: "x"}]},
		{role: "bot", text: "Sorry. You will receive it by tomorrow. Anything else?",
			articles: ["kb-7", {id: 9, title: "Late parcels"}]},
		{role: "user", text: "the order is 1043, not that one",
			slots: {order_id: {value: 1043}, city: "Nairobi", gone: null}},
		{role: "agent", private: true, text: "a note",
			slots: {secret: "of the note"}},
		{role: "user", text: "a person please, now"}],
		hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: 4,
			signals: {sentiment: -0.5, sentiment_trend: 0.1, anger: 0.5}}}} | '"$1"
}

# packed TARGET [ARG]...: the whole record of `told` as the target gets it
packed() {
	local target=$1

	shift
	told '.turns |= [to_entries[] | .value.at = 1772355600 + .key | .value]
		| .turns[4].message_id = "m-4"
		| .turns[0] += {message_id: "m-0", intent: {name: "late, parcel", confidence: 0.5}}
		| .customer = {id: "u-7", name: "Ann", tier: "gold"}
		| .bot = {name: "teller"} | .channel = "webchat"
		| .hoff.redact.counts = {NAME: 1}
		| .hoff.score.reasons = [{rule: "wants-human", reason: "Asked for a person."}]
		| .hoff.route = {outcome: "assigned", queue: "general", agent: "a-1",
			wait_s: 90, priority: 80, skills: ["billing", "card"],
			arrival: "2026-03-01T09:00:05.250Z"}' |
		packet_of --target "$target" "$@"
}

# by_matter: the lines of standard input, with the step that the built-in
# templates have for a matter told by its name, as <refund>.
by_matter() {
	local script=$BATS_FILE_TMPDIR/by_matter.sed own

	if [ ! -e "$script" ]; then
		own=$script.$BASHPID
		hoff-packet --show-defaults=templates.jq >"$own.jq"
		jq -nr -f "$own.jq" | jq -r '.matter_steps | to_entries[]
			| "s/\(.value | gsub("(?<c>[][.*^$/\\\\])"; "\\\(.c)"))/<\(.key)>/"' \
			>"$own"
		mv "$own" "$script"
	fi
	sed -f "$script"
}
