load common
load packet

# called JQ: a call whose customer keyed something in, changed by JQ
called() {
	scored '.channel = "voice" | .hoff.score.turn = 2 | .turns = [
		{role: "bot", text: "Please key in your card number"},
		{role: "user", text: "4111 1111", dtmf: "41111111"},
		{role: "user", text: "my parcel 104233 was not delivered, see https://x.example or a@b.example", asr: {confidence: 0.42}}]
		| .hoff.score.reasons = [{rule: "r", reason: "The parcel is late."}]' |
		jq -c "$1"
}

# mailed TEXT: what is left of a mail
mailed() {
	scored '.channel = "email"' | jq -c --arg text "$1" '.turns[0].text = $text' |
		hoff-packet | jq -r '.hoff.packet.transcript.turns[0].text'
}

# own JQ: the built-in templates, changed by JQ, as t.jq
own() {
	(echo '('; hoff-packet --show-defaults=templates.jq; echo ") | $1") >t.jq
}

@test "nothing that was keyed in is read out, nor shown" {
	called . | packet_of >packet
	run -1 grep 4111 packet
	[ "$(jq -r '.transcript.turns[1].text' packet)" = '[keyed in]' ]
	# in the middle of what was said, and where only that keys were pressed is known
	called '.turns[1] = {role: "user", text: "it is 778899 I think", dtmf: "778899"}' |
		hoff-packet | says '.transcript.turns[1].text == "it is [keyed in] I think"'
	called '.turns[1] = {role: "user", text: "4111", dtmf: true}' |
		hoff-packet | says '.transcript.turns[1].text == "[keyed in]"'
	called '.turns[1] = {role: "user", text: "one and key too", dtmf: "key"}' |
		hoff-packet | says '.transcript.turns[1].text == "one and key too"'
}

@test "what was keyed in is not shown where it is noted or said again" {
	called '.slots = {card: "4111-1111", plan: "gold"} | .turns[1].slots = {pin: "12"}
		| .turns[1].dtmf = "4111 1111#" | .turns[2].text = "yes 41111111, and 141111111 is another"
		| .turns[2].slots = {menu: "12"} | .turns |= map(.at = 1772355600)' >given
	packet_of <given >packet
	jq -e '[.known[] | [.name, .value]] == [["card", "[keyed in]"], ["plan", "gold"], ["pin", "12"], ["menu", "12"]] and
		.transcript.turns[2].text == "yes [keyed in], and 141111111 is another"' packet
	# of few digits only the slot of that very turn
	jq -c '.turns[1] |= (.text = "12" | .dtmf = "12")' given | hoff-packet |
		says '[.known[].value] == ["4111-1111", "gold", "[keyed in]", "12"]'
	for target in connect zendesk vcon; do
		packet_of -T "$target" <given >packet
		run -1 grep -E '[^0-9]4111[ -]?1111[^0-9]' packet
	done
	# the packet does not tell it, so to ask for it is not to ask again
	jq -c '.turns += [{role: "agent", text: "What is your card number please?"}]' given |
		hoff-packet --audit-transfer | jq -e '.hoff.packet.audit.asked == []'
	jq -c '.turns[1] = {role: "user", text: "4111 1111"} | .turns += [
		{role: "agent", text: "What is your card number please?"}]' given |
		hoff-packet --audit-transfer | jq -e '.hoff.packet.audit.asked != []'
}

@test "a transcript of speech says how surely it was heard" {
	called . | hoff-packet | says '[.transcript.turns[] | .asr_confidence] == [null, null, 0.42]'
	called . | packet_of -T text | jq -r .payload >text
	grep -q '^.2. Customer (not clearly heard): my parcel' text
	grep -q '^.1. Customer: .keyed in' text
}

@test "the whisper is short enough, and holds nothing that cannot be said" {
	called . | packet_of --whisper 12 >packet
	jq -e '.whisper.text == "Wants: my parcel a number was not delivered, see a link or an address. Why: The parcel is late. Next: Trace the parcel." and .whisper.seconds == 9.2 and .whisper.cut' packet
	called . | hoff-packet --whisper 20 |
		says '.whisper.seconds <= 20 and (.whisper.cut | not) and (.whisper.text | test("say by when[.]$"))'
	called . | hoff-packet --whisper 4 |
		says '.whisper.seconds <= 4 and .whisper.cut and (.whisper.text | test("^Wants: "))'
	called '.hoff.score.signals.compliance.fraud = 0.3' | hoff-packet |
		says '.whisper.text | test("^Risk: fraud[.] Wants: ")'
	called '.hoff.score.signals.compliance.fraud = 0.29' | hoff-packet |
		says '.risks == [] and (.whisper.text | test("^Wants: "))'
	called . | hoff-packet --whisper 0 | says 'has("whisper") | not'
	called '.channel = "webchat"' | hoff-packet | says 'has("whisper") | not'
	# whoever is in danger is not talked about
	called '.hoff.score.signals.safety.self_harm = 0.9' | hoff-packet |
		says '.whisper.text | test("Wants|order") | not'
}

@test "the whisper is in the language of the call, as far as it is ours" {
	called '.language = "de-AT" | .hoff.score.signals.compliance.fraud = 0.6
		| .hoff.score.reasons[0] = {rule: "r", reason: "The customer reports a fraud.",
			evidence: [{signal: "compliance.fraud", turn: 2}]}
		| .turns[2].text = "ich habe meine Karte 104233 verloren, siehe https://x.example"' |
		hoff-packet --whisper 60 | says '.whisper.language == "de" and .whisper.text ==
			"Risiko: Betrug. Anliegen: ich habe meine Karte eine Nummer verloren, siehe ein Link. Grund: Ein Betrug wird gemeldet. Nächster Schritt: Identität prüfen, Karte sofort sperren; fragen: wann, PIN oder Handy weg, Zahlungen nicht von ihnen; Lieferadresse prüfen; sehen, wie sie solange zahlen. Betrugsfall anlegen."'
	called '.language = "nl" | .turns = [{role: "user", text: "het is 778899 denk ik", dtmf: "778899"}]
		| .hoff.score.turn = 0' | hoff-packet |
		says '.whisper.text | test("^Wil: het is ingetoetst denk ik[.] Reden: The parcel is late[.] Volgende")'
	called '.language = "ja"' | hoff-packet | says '.whisper.language == "en"'
	own 'del(.whisper)'
	called '.language = "de"' | hoff-packet -t t.jq |
		says '.whisper.language == "en" and (.whisper.text | test("^Wants: .* a link"))'
	own '.whisper.de["Wants"] = 7'
	run -2 --separate-stderr hoff-packet -t t.jq "$in"
	[ "$stderr" = 'hoff-packet: t.jq: whisper: a text is not a string' ]
	run -1 hoff-packet --lint t.jq
	[[ $output = *bad-member* ]]
}

@test "what we say to an agent is there in each language, rules and steps too" {
	hoff-score --show-defaults=rules.jq | jq -n -f /dev/stdin |
		jq '[.rules[] | select(.then == "escalate").reason]' >reasons
	hoff-packet --show-defaults=templates.jq | jq -n -f /dev/stdin >templates
	[ "$(jq length reasons)" -ge 15 ]
	jq -e --slurpfile reasons reasons '
		($reasons[0] + [.next_steps[].text, .matter_steps[], .matter_wants[], (to_entries[] | select(.key | endswith("_step")).value)]) as $said |
		(.whisper | del(.en) | map_values(keys)) as $keys |
		($keys | keys) == ["de", "es", "fr", "nl", "pt"] and
		($keys | all(. == $keys.de)) and ($said - $keys.de | unique) == ["{matter}"] and
		(.matter_steps | keys) == (.matter_wants | keys) and (.matter_steps | length) > 100 and
		$reasons[0] - (.whisper.en | keys) == [] and
		# nobody who calls is told to write
		all(.messages[]; all(.waiting, .closed; any(.[]; .channel? // [] | index("voice"))))' templates
}

@test "of an e-mail only what its writer wrote is told" {
	[ "$(mailed $'My lamp broke.\n\nOn Mon, 2 March 2026 Bot wrote:\n> How can we help?\n> again')" = 'My lamp broke.' ]
	[ "$(mailed $'Die Lampe ist kaputt.\nAm 2.3.2026 schrieb Bot <b@x.example>:\nWie kann ich helfen?')" = 'Die Lampe ist kaputt.' ]
	[ "$(mailed $'La lampe.\r\nLe lundi 2 mars, Bot\r\n<b@x.example> a écrit :\r\n> oui')" = 'La lampe.' ]
	[ "$(mailed $'Broken.\n-----Original Message-----\nold')" = 'Broken.' ]
	[ "$(mailed $'Kaputt.\nVon: Bot\nGesendet: Montag\nalt')" = 'Kaputt.' ]
	[ "$(mailed $'Broken.\n-- \nAnn\nACME')" = 'Broken.' ]
	# answers between the lines stay
	[ "$(mailed $'On Monday Bot wrote:\n> Which lamp?\nThe red one.\n> When?\nToday.')" = $'The red one.\nToday.' ]
	# and what only looks like it
	[ "$(mailed $'On Monday I wrote you a letter.\nNobody answered.\n--\n5 > 3')" = $'On Monday I wrote you a letter.\nNobody answered.' ]
	scored '.turns[0].text = "a\n> b"' | hoff-packet | says '.goal.first.text == "a\n> b"'
}

@test "an answer by e-mail goes on in its thread" {
	scored '.channel = "email" | .turns[0] += {message_id: "<1@x>", subject: "Lamp",
		references: ["<0@x>", 7]}' >given
	hoff-packet <given | says '.thread == {turn: 0, in_reply_to: "<1@x>",
		references: ["<0@x>", "<1@x>"], subject: "Lamp"}'
	jq -c 'del(.turns[0].message_id)' given | hoff-packet | says 'has("thread") | not'
}

@test "the length of a message is counted as its channel does" {
	moment() {
		scored ".channel = \"$1\" | .language = \"$2\"" | hoff-packet
	}
	moment sms en | says '.message.sms == {encoding: "gsm-7",
		units: (.message.text | length), segments: 1}'
	# ç is not in the alphabet of GSM
	own '.messages.en.offered = "ç" * 100'
	scored '.channel = "sms"' | hoff-packet -t t.jq |
		says '.message.sms == {encoding: "ucs-2", units: 100, segments: 2}'
	moment whatsapp en | says '.message.characters == (.message.text | length)'
	# a queue of any name does not make it longer than an SMS may be
	own '.messages.en.queued = ["{queue} for {queue}", "last"]'
	scored '.channel = "sms" | .hoff.route = {outcome: "assigned", wait_s: 9, queue: ("q" * 5000)}' |
		hoff-packet -t t.jq | says '.message.text | test("^q{40}… for q{40}…$")'
}

@test "in a social channel nothing personal is said in public" {
	hoff-packet --show-defaults=templates.jq >t.jq
	for language in en de fr es pt nl; do
		told ".channel = \"social\" | .language = \"$language\" | .customer = {name: \"Ann\"}" |
			packet_of >packet
		jq -e '.message.public | length > 20 and (test("Ann|1042|[{]") | not)' packet
	done
	[ "$(told '.channel = "social"' | packet_of | jq -r .message.public | cut -c1-9)" = 'Thank you' ]
	sed 's/en: "Thank you for writing to us/&, {agent}/' t.jq >own.jq
	run -2 --separate-stderr hoff-packet -t own.jq "$in"
	[ "$stderr" = 'hoff-packet: own.jq: in_public: has a blank' ]
	sed '/^  in_public: {/,/},$/d' t.jq >own.jq
	told '.channel = "social"' | hoff-packet -t own.jq | says '.message.public == null'
	told '.channel = "webchat"' | hoff-packet | says '.message | has("public") | not'
}

@test "the app gets a card that leads to the conversation" {
	scored '.channel = "app" | .conversation_id = "a b/ü"' | packet_of --link 'my://c/{id}?x' >packet
	jq -e '.card.body[0].text == .message.text and
		.card.actions == [{type: "Action.OpenUrl", title: "→", url: "my://c/a%20b%2F%C3%BC?x"}]' packet
	scored '.channel = "app"' | hoff-packet | says '.card.actions == []'
	run -2 --separate-stderr hoff-packet --link my://c "$in"
	[ "$stderr" = 'hoff-packet: --link: has no {id} for the conversation' ]
}

@test "a change of channel is linked both ways" {
	scored '.events = [{type: "channel_changed", from: "voice", to: "webchat",
		from_id: "v 1", at: "2026-03-01T09:00:00Z"}]' >given
	hoff-packet --link 'https://a/{id}' <given | says '.links == [
		{rel: "previous", channel: "voice", conversation_id: "v 1", url: "https://a/v%201", at: "2026-03-01T09:00:00Z"},
		{rel: "next", channel: "webchat", conversation_id: "c", url: "https://a/c", at: "2026-03-01T09:00:00Z"}]'
	hoff-packet -T zendesk <given | says '[.links[].url] == [null, null]'
	jq -c 'del(.events)' given | hoff-packet | says 'has("links") | not'
}
