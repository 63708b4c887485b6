load common
load packet

@test "a customer who asked for a person comes with request, answers and reason" {
	golden asked-for-a-person
}

@test "the agent reads nothing that was said after the decision" {
	packet_of <"$in" >packet
	run -1 grep 'I read everything' packet
	[ "$(jq '.transcript.turns[-1].turn' packet)" -eq 6 ]
	# more turns behind the decision change nothing
	jq -c '.turns += [{"role":"customer","text":"how late is it now?"}]' "$in" |
		packet_of | cmp packet -
}

@test "a risk comes first in the advice" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -c '.hoff.packet | [.next_step, .risks]' >advice
	[[ $(tail -n 1 advice) == '["Alert the crisis lead.'*'[{"kind":"safety.self_harm","value":0.9},{"kind":"compliance.fraud","value":0.6}]]' ]]
	[[ $(head -n 1 advice) == '["Check identity, block the card, order a new one. Then answer: “the machine kept my card, when do I get it back?”",[]]' ]]
}

@test "a contained conversation needs no packet" {
	jq -c '.hoff.score.decision = "contain" | .hoff.score.turn = null' "$in" |
		packet_of >packet
	[ "$(cat packet)" = '{"status":"not_needed"}' ]
}

@test "without a judgement the log's own handoff decides" {
	jq -c 'del(.hoff.score)' "$in" | packet_of >packet
	jq -e '.status == "ready" and .why.turn == 6 and .decided_by.hoff_score == false' packet
	jq -c 'del(.hoff.score) | .turns |= .[0:5]' "$in" | packet_of >packet
	[ "$(cat packet)" = '{"status":"not_needed"}' ]
}

@test "the transcript keeps the first request beside the last turns" {
	packet_of --last 2 <"$in" >packet
	[ "$(jq -c '[.transcript.turns[].turn]' packet)" = '[1,5,6]' ]
	[ "$(jq .transcript.left_out packet)" -eq 4 ]
	packet_of --last 0 <"$in" >packet
	[ "$(jq -c '[.transcript.turns[].turn]' packet)" = '[0,1,2,3,4,5,6]' ]
}

@test "texts are cut behind a word, and never inside a character" {
	jq -c '.turns[1].text = "né " * 60' "$in" | packet_of --text 20 >packet
	[ "$(jq -r .goal.first.text packet)" = 'né né né né né né né…' ]
	jq -c '.turns[1].text = "日本" * 600' "$in" | packet_of --text 5 >packet
	[ "$(jq -r .goal.first.text packet)" != "" ]
	jq -r '.transcript.turns[] | select(.turn == 1).text' packet | grep -qx '日本日本日…'
}

@test "the brief has at most seven lines, and each names its turns" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -e '.hoff.packet.brief | length <= 7 and
			all(.[]; .text != "" and (.turns | type) == "array")'
	packet_of --brief-seconds 0 <"$in" | jq -r '.brief[] | .label' | paste -sd' ' >labels
	[ "$(cat labels)" = 'customer wants tried why mood next' ]
	# who it is, and what the answer is written in, as far as the log tells
	scored '., (.channel = "sms" | .language = "fr-CA"), (.customer.tier = "gold" | .turns += [
		{role: "bot", text: "Please tell me your date of birth."}, {role: "user", text: "no"}] | .hoff.score.turn = 2),
		(.customer.is_verified = true), (.slots.authenticated = "yes")' |
		hoff-packet | jq -r '.hoff.packet.brief[] | select(.label == "customer").text' | diff - <(printf '%s\n' \
		'reply language unknown, channel unknown; no identity check logged' \
		'reply French, sms; no identity check logged' 'gold; reply language unknown, channel unknown' \
		'reply language unknown, channel unknown' 'reply language unknown, channel unknown')
}

@test "a brief is read in ten seconds: what decides stays longest" {
	# read_in SECONDS JQ: how long it takes, and its labels
	read_in() {
		told "$2" | packet_of --brief-lines 99 --brief-seconds "$1" >packet
		jq -r '"\(.brief_figures.seconds | ceil) " + (.brief | map(.label) | join(" "))' packet
	}
	# who is here, and the mood, which is not the least where nobody is angry
	mild='.channel = "sms" | .hoff.score.signals.anger = 0'
	long='.turns[1].text = "it is late because of the snow, " * 9
		| .turns[2].text = "and where is it now, after all these days? " * 9'
	[ "$(read_in 0 "$mild | $long")" = '29 customer wants tried known why mood next' ]
	# a line has an end, whatever time there is
	says 'all(.brief[].text; [splits(" ")] | length < 60)' <packet
	[ "$(read_in 20 "$mild | $long")" = '20 customer wants tried known next' ]
	[ "$(read_in 10 "$mild | $long")" = '10 customer wants known next' ]
	[ "$(read_in 9 "$mild | $long")" = '9 customer wants known next' ]
	[ "$(read_in 6 "$mild | $long")" = '6 customer wants known next' ]
	# what is asked is not quoted where there is no time for it, what to do stays
	says '.brief[-1].text == "Find the delivery; give a new time, or refund."' <packet
	[ "$(read_in 1 "$mild | $long")" = '2 wants' ]
}

@test "of a long text the brief tells what is the matter, and what is wished" {
	# gist JQ SECONDS: what is wanted, and the next step
	gist() {
		told "$1" | packet_of --brief-seconds "$2" |
			jq -r '.brief[] | select(.label == ("wants", "tried", "next")) | .text'
	}
	# greetings, courtesies and outcries are passed over, lines have no mark, and
	# what is long is cut, but neither a wish nor a number
	diff - <(gist '.turns = [{role: "user", text: ("Subject: lamp\n\nDear Sir or Madam,\n\nI hope this finds you well. " +
			"The lamp you sent me " + "on Monday " * 20 + "is broken. I liked the other one. I would like a new lamp instead. Are you kidding me?!\nKind regards\nAnn")}]
			| .hoff.score.turn = 0' 10) <<-'END'
	…The lamp you sent me on Monday on Monday on Monday on… I would like a new lamp instead.
	See the order; agree on replacement or refund.
	END
	# of the bot's answer a promise, or what it asked; of the customer what is asked
	diff - <(gist '.turns[1].text = "I understand how you feel. Could you please tell me the number of the order and the day on which " + "it " * 30 + "came?"
			| .slots = {} | .turns[4].text = "a person" | .turns[2] |= del(.slots) | .turns[2].text = "It is late. " * 9 + "Can you send it today, by somebody who comes here?"' 13) <<-'END'
	my order 1042 never came
	Could you please tell me the number of the order and the day on…
	Find the delivery; give a new time, or refund. Then answer: “…Can you send it today, by somebody who comes here?”
	END
	diff - <(gist '.turns[1].text = "Sorry for this. " * 9 + "You will receive it by tomorrow. Is there anything else?"
			| .slots = {} | .turns[4].text = "a person" | .turns[0, 2] |= del(.slots, .entities)' 10) <<-'END'
	my order 1042 never came
	You will receive it by tomorrow.
	Find the delivery; give a new time, or refund.
	END
	# pictures go, what was said twice is marked
	diff - <(gist '.turns[1].text = "😟 The amount of the order should " + "very " * 20 + "soon be refunded within 2-3 business days"
			| .hoff.score.friction = [{kind: "bot_repeat", turn: 1}]' 14 | sed -n 2p) <<-'END'
	…very very soon be refunded within 2-3 business days (repeated)
	END
	# dates and abbreviations end no sentence, nor does what is listed
	diff - <(told '.turns[1].text = ("The amount of Rs. 1299 comes on the 16.03. at noon. " + "Fine weather here " * 9, "Cards: 1. Get a new one 2. Change the PIN 3. See the limit of it", "A colleague comes.")
			| .slots = {} | .turns[0, 2] |= del(.slots, .entities)' |
		hoff-packet --brief-seconds 13 | jq -r '.hoff.packet.brief | map(select(.label == "tried").text)[0]') <<-'END'
	The amount of Rs. 1299 comes on the 16.03. at noon. … Fine weather here
	Cards: 1. Get a new one 2. Change the PIN 3. See the limit of it
	null
	END
	told '.turns[1].text = "Cards: 1. Get a new one 2. Change the PIN 3. See the limit of it" | .slots = {} | .turns[0, 2] |= del(.slots, .entities)' |
		packet_of | says 'any(.brief[]; .text == "Cards: 1. Get a new one 2. Change the PIN 3. See…")'
	# an answer stands beside what it points back at: an offer, not how it ends; an
	# outcry is no request
	told '.turns[1].text = ("We can send a new lamp. Would that be acceptable?", "I am looking at it.")
			| .turns[3] = {role: "bot", text: "The lamp is blue."} | .hoff.score.friction = [] | .turns[2] = {role: "user", text: ("yes, do that", "my sister is so sad")}
			| .slots = {} | .turns[4].text = "a person" | .turns[0] |= del(.slots, .entities)' | hoff-packet --brief-seconds 9 |
		jq -r '.hoff.packet.brief[] | select(.label == ("tried", "now")) | .text' | diff - <(cat <<-'END'
		We can send a new lamp. Would that be acceptable?
		yes, do that
		The lamp is blue.
		my sister is so sad
		The lamp is blue.
		yes, do that
		The lamp is blue.
		END
		)
	# what only names an order is not what is the matter with it
	told '("Regarding order no. 408-2468135-7913579.", "I am writing to you concerning my order number 408-2468135-7913579.") as $order
			| .turns = [{role: "user", text: ($order + " The lamp that you sent is broken in two places. " + "It is late. " * 9)}] | .slots = {} | .hoff.score.turn = 0' |
		hoff-packet --brief-seconds 5 | jq -r '.hoff.packet.brief[] | select(.label == "wants").text | test("The lamp that you sent is broken in two places[.]")' | diff - <(printf 'true\ntrue\n')
	# where the log has no slots, numbers of other turns are told
	told '.slots = {} | .turns[0, 2] |= del(.slots, .entities) | .turns[0].text = "my lamp never came"
		| .turns += [{role: "user", text: "SCK41XQ7TZ, <PHONE_1>"}, {role: "user", text: "<NAME_1> here at 10:30"}, .turns[4]] | .hoff.score.turn = 7' |
		packet_of --brief-seconds 0 | says '.brief[] | select(.label == "known") | .text == "customer says SCK41XQ7TZ" and .turns == [5]'
	# of what a customer says no, number or day goes before what has none
	diff - <(told '.turns[2].text = "I was there, and it was fine weather, but nobody opened, which I find quite remarkable, since I was told of 14:30, and I did ring, believe me" | .turns[4].text = "a person"' |
		packet_of | jq -r '.brief[] | select(.label == "now").text') <<-'END'
	…but nobody opened… since I was told of 14:30…
	END
	# and what the decision rests on is told, where no line has it
	diff - <(told '.hoff.score.reasons = [{rule: "r", reason: "The bot goes in circles and the customer tries in vain.",
		evidence: [{turn: 3, start: 20, end: 24, signal: "negative_feedback"}]}]
		| .turns[3] = {role: "user", text: "That is not it. You told me the same before! Stop."} | .turns[4].text = "my lamp is blue"' |
		packet_of --brief-seconds 20 | jq -r '.brief[] | select(.label == "why") | .text') <<-'END'
	the bot went in circles: “You told me the same before!”
	END
	# that answers did not help says less than what was wrong with them
	told '.hoff.score.reasons = [{rule: "r", reason: "The customer says that the answer did not help, and not for the first time.",
		evidence: [{turn: 4, signal: "negative_feedback"}]}]
		| (., (.turns += [.turns[4]] | .turns[4].text = "what now?" | .turns[5].text = "a person" | .hoff.score.turn = 5),
			(.hoff.score.friction = [{kind: "bot_repeat", turn: 1}]))' |
		hoff-packet --brief-seconds 0 --brief-lines 99 | jq -r '.hoff.packet.brief[] | select(.label == ("why", "tried")).text' | diff - <(printf '%s\n' \
		'You will receive it by tomorrow. Anything else?' "the bot's answers did not help" \
		'You will receive it by tomorrow. Anything else?' 'the bot did not answer the question' \
		'You will receive it by tomorrow. Anything else? (repeated; did not help)')
	# what was chosen from a menu tells less than what was said with it
	told '.turns[4].text = ("2, but not the blue one", "22 but not the blue one")' | hoff-packet |
		jq -r '.hoff.packet.brief[] | select(.label == "now").text' | diff - <(printf '%s\n' 'but not the blue one' '22 but not the blue one')
	# what is known is no sentence
	told '.slots.plan = "a. b? I want c"' | packet_of --brief-seconds 20 |
		says '.brief[] | select(.label == "known").text | test("city: Nairobi; plan: a. b[?] I want c")'
	# a table of your own, and one that cannot be used
	printf 'list,term\nwish,zebra\n' >own.csv
	told '.turns[4].text = "It is late. " + "a zebra to me. " + "and so on " * 20' | packet_of --gist own.csv |
		says '.brief[-1].text | test("“…a zebra to me[.]")'
	printf 'list,term\nwhish,zebra\n' >own.csv
	run -2 --separate-stderr hoff-packet --gist own.csv "$in"
	[ "$stderr" = "hoff-packet: own.csv:2: no list is called 'whish'; the nearest is 'wish'" ]
}

@test "a call for help is no request yet" {
	told '.turns[0].text = "hello, can you help me?"' | packet_of |
		says '.goal == {first: {turn: 2, text: "the order is 1043, not that one"}, current: null}'
	told '.turns[0].text = "hi, i need help" | .turns[2].text = "hello?" | .turns[4].text = "a person"' | packet_of |
		says '.goal.first.turn == 0 and (.next_step | test("Ask what it is about[.]"))'
}

@test "the next step answers what was not answered" {
	told '.turns += [{role: "bot", text: "Sorry?"}, {role: "user", text: "is it blue?"},
		{role: "user", text: "the big parcel with the lamp"}, {role: "user", text: "may I have a person?"}]
		| .hoff.score += {turn: 8, friction: [{kind: "fallback", turn: 5}], reasons: [
			{rule: "r", reason: "x", evidence: [{signal: "human_request", turn: 8}]}]}' >in
	packet_of --brief-lines 99 --brief-seconds 0 <in |
		says '.brief | map({(.label): .}) | add |
			(.next | .text == "Find the delivery; give a new time, or refund. Do not ask again for plan, order id, city."
				and .turns == [8]) and
			.now.turns == [7] and (.open | .text == "is it blue?" and .turns == [6]) and
			(.tried | .text == "You will receive it by tomorrow. Anything else?" and .turns == [1])'
	jq -c '.turns[7].text += " please"' in >asks
	packet_of --brief-lines 99 --brief-seconds 0 <asks |
		says '.brief | map({(.label): .}) | add | (has("now") | not) and (.next | .turns == [7] and
			(.text | test("Then answer: “the big parcel with the lamp please” Do not")))'
	# of what nobody may see it quotes nothing
	packet_of --fields next_step <asks | says '.next_step == "Find the delivery; give a new time, or refund."'
	packet_of --fields next_step,current <asks |
		says '.next_step == "Find the delivery; give a new time, or refund. Then answer: “the big parcel with the lamp please”"'
	# a number is no request yet
	told '.turns[0] = {role: "user", text: "order 10425 please"} | .turns[4].text = "my lamp never came"' | packet_of --brief-seconds 0 |
		says '.goal.first.turn == 4 and .goal.current == null and
			(.brief[] | select(.label == "known") | .turns == [0, 2] and (.text | test("^customer says order 10425 please; order id: 1043; city")))'
}

@test "what to do, and in what to answer, stands in the brief whatever was said" {
	told '.slots = {} | .turns[0, 2] |= del(.slots, .entities)
		| .turns[0].text = "my order of the third of March was supposed to arrive three whole days ago at ten, and I complain"
		| .turns[2].text = "can you please just call them and tell them to bring it here today or not at all?"
		| .hoff.score.signals.compliance.complaint = 0.5' >in
	packet_of --brief-seconds 8 <in | says '.brief | map(.label) == ["risk", "wants", "next"]'
	packet_of <in | jq -r '.brief[] | "\(.label): \(.text)"' | diff - <(cat <<-'END'
	risk: complaint (possible)
	customer: reply English, channel unknown
	wants: my order of the third of March was supposed to arrive three… and I complain
	next: Find the delivery; give a new time, or refund. Log the complaint; say its reference and reply date.
	END
	)
}

@test "what to do is told by what the customer is here for, in each language" {
	steps() {
		jq -Rc '(. / "|") as [$language, $text, $intent] | {conversation_id: "c", $language,
			turns: [{role: "user", text: "hello there my friend"}, {role: "user", $text, intent: {name: ($intent // "other")}},
				{role: "bot", text: "Which one?"}, {role: "user", text: "you do not read this"}],
			hoff: {redact: {}, score: {decision: "escalate", turn: 3}}}' |
			hoff-packet "$@" | jq -r '.hoff.packet.next_step'
	}
	# numbers stand in no phrase's way, an intent's name helps where no word does,
	# what may be meant otherwise only where nothing else is told, and a thing near
	# its trouble in one sentence does, too; what does harm where it is wrong needs
	# more than one word
	diff - <(steps <<-'IN'
		en|order #1042-7 cancelled!
		de|die Karte 5500 ist gesperrt
		fr|je veux être remboursé
		es|tengo una fuga del piso de arriba
		pt|perdi o cartão ontem
		nl|het pakket is zoek
		en|I am not happy|lost_card
		en|do you have a discount on the fridge that arrived broken
		en|my broadband has been painfully slow all week
		en|My card is blue. The road was blocked
		en|what a day this was
		en|I only got half the stuff and I am so stressed
		en|I am stressed
		en|I am stressed, I am so lonely
		en|I lost, on the way to the office by tram, I think, my card
		en|you charged for return shipping
		en|delivered to an address that is not mine
	IN
	) <<-'END'
	Say why it was cancelled; offer another or a refund.
	Check identity; find why the card is blocked; unblock or replace.
	Look up the refund, decide, say amount and date.
	Send emergency repair today; ask: water and power off?
	Check identity, block the card, order a new one.
	Have the parcel traced; agree on resending or refund.
	Check identity, block the card, order a new one.
	See the order; agree on replacement or refund.
	Check outage and line; repair, or book an engineer.
	Settle what they want, not as the bot did; say by when.
	Settle what they want, not as the bot did; say by when.
	See the order; agree on replacement or refund.
	Settle what they want, not as the bot did; say by when.
	Listen first; ask what brings them, whether they are safe.
	Settle what they want, not as the bot did; say by when.
	Look up the charge; explain it or refund it.
	Have the parcel traced; agree on resending or refund.
	END
	# what was told most counts, and the first request more than what comes up
	told '.turns[0].text = "my card was stolen" | .turns[2].text = "where is my parcel? it has not arrived"
		| (.turns[4].text = "a person please"), (.turns[4].text = "is my order late?"),
		(.turns += [.turns[2], .turns[2]] | .hoff.score.turn = 6), (.turns[4].text = "there is a water leak")' |
		hoff-packet | jq -r '.hoff.packet.next_step' | cut -d' ' -f1 | paste -sd' ' >got
	[ "$(cat got)" = 'Check Check Find Send' ]
	# a table of your own, and one that cannot be used
	printf 'list,term\nrefund,a zebra\n' >own.csv
	[ "$(steps --matters own.csv <<<'en|I lost my card and a zebra')" = 'Look up the refund, decide, say amount and date.' ]
	printf 'list,term\nrefnud,zebra\n' >own.csv
	run -2 --separate-stderr hoff-packet --matters own.csv "$in"
	[ "$stderr" = "hoff-packet: own.csv:2: no list is called 'refnud'; the nearest is 'refund'" ]
}

@test "a line of the brief is one line" {
	scored '.turns[0].text = "The lamp, as I said,\n\n  is\tbroken\r\n"' | packet_of |
		says '[.brief[] | select(.label == "wants").text] == ["The lamp, as I said, is broken"]'
	scored '.turns[0].text = ("👍🏽 👩‍👩‍👧", "my ⭐ lamp 😡 broke")' | hoff-packet | jq -r '.hoff.packet.brief[1].text' |
		diff - <(printf '👍🏽 👩‍👩‍👧\nmy lamp broke\n')
}

@test "a handoff that was only offered does not hide the agent who came" {
	jq -nc '{conversation_id: "c", turns: [
		{role: "user", text: "where is my parcel now", at: "2026-03-01T09:00:00Z"},
		{role: "user", text: "hello?", at: "2026-03-01T09:02:00Z"},
		{role: "agent", text: "hi", at: "2026-03-01T09:05:00Z"}],
		events: [{type: "handoff_offered", at: "2026-03-01T09:01:00Z"}]}' |
		packet_of --unredacted >packet
	jq -e '.status == "ready" and .why.turn == 1' packet
}

@test "whatever an earlier filter is said to have written, the packet is JSON" {
	scored '.hoff.score.signals.safety["a\"b\\\u0000\n"] = 0.5' | packet_of >packet
	[ "$(jq -c .risks packet)" = '[{"kind":"safety.a\"b\\\u0000\n","value":0.5}]' ]
	for wait in 1e300 1e999 -1e300 -5 null '"soon"' '[]'; do
		scored '.hoff.route = {outcome: "assigned", wait_s: 7}' |
			sed "s/\"wait_s\":7/\"wait_s\":$wait/" | packet_of >packet
		jq -e '.message.text | test("[{}]|inf|nan") | not' packet
	done
}

@test "each intent comes once, where it was surest, in the order it came up" {
	scored '.hoff.score.turn = 6 | .turns = [
		["b", null], ["a", 0.5], ["b", 0.25], ["a", 0.75], ["", 0.9],
		["b", 0.25], ["a", 0.75]] | .turns |= map({role: "user",
		text: "x", intent: {name: .[0], confidence: .[1]}})' |
		packet_of >packet
	[ "$(jq -c '[.intents[] | [.name, .turn, .confidence]]' packet)" = \
		'[["b",2,0.25],["a",3,0.75]]' ]
}

@test "a question is open until the bot answers it without friction" {
	scored '.hoff.score.turn = 7 | .hoff.score.friction = [
		{kind: "fallback", turn: 1}, {kind: "loop", turn: 4}] |
		.turns = [["user", "a?"], ["bot", "b"], ["user", "c?"],
		["user", "d?"], ["bot", "e"], ["user", "f?"], ["bot", "g"],
		["user", "h?"], ["bot", "i"]] |
		.turns |= map({role: .[0], text: .[1]})' | packet_of >packet
	[ "$(jq -c .open_questions packet)" = '[0,2,3,7]' ]
	[ "$(jq -c '[.tried[].kind]' packet)" = '["fallback","repeat","answer"]' ]
}

@test "a conversation of forty thousand turns takes no time" {
	sanitized && skip "sanitizers take time of their own"
	scored '.hoff.score += {turn: 39999, friction: [range(40000) |
		{kind: "fallback", turn: .}], reasons: [{evidence: [
		range(40000) | {turn: ., signal: "human_request"}]}]} |
		.turns = [range(40000) | {role: (if . < 20000 then "user"
		else "bot" end), text: "why?", intent: {name: "i\(.)"}}]' >long
	timeout 10 hoff-packet --max-record 32M long >/dev/null
}

@test "a record of hundreds of thousands of turns keeps to the bound on memory" {
	local bound

	sanitized && skip 'a sanitizer needs memory of its own'
	# 32 MiB and four times the longest line
	awk 'BEGIN {
		printf "{\"conversation_id\":\"x\",\"turns\":[{\"role\":\"bot\"}"
		for (i = 1; i < 340000; i++)
			printf ",{\"role\":\"bot\"}"
		print "]}" }' >long
	bound=$((32 * 1024 + 4 * $(wc -c <long) / 1024))
	for j in 1 2; do
		command time -f %M -o kib hoff-packet --unredacted -j "$j" long \
			>out
		echo "$(cat kib) KiB of $bound"
		[ "$(cat kib)" -lt "$bound" ]
	done
	[ "$(wc -l <out)" -eq 1 ]
}

@test "what the customer has told comes with its turn, corrections instead of slips" {
	told . | packet_of >packet
	[ "$(jq -c .known packet)" = '[{"turn":null,"name":"plan","value":"gold"},{"turn":2,"name":"order_id","value":"1043"},{"turn":2,"name":"city","value":"Nairobi"}]' ]
	[ "$(jq -c '.brief[] | select(.label == "known") | [.text, .turns]' packet)" = \
		'["customer says order id: 1043; city: Nairobi; plan: gold (record)",[2]]' ]
	[ "$(jq -c '.articles | map([.turn, .id, .title])' packet)" = \
		'[[1,"kb-7",null],[1,"9","Late parcels"]]' ]
	run -1 grep 'of the note' packet
}

@test "a promise of the bot is quoted, so that the agent can keep it" {
	told . | packet_of >packet
	[ "$(jq -c .promises packet)" = '[{"turn":1,"text":"You will receive it by tomorrow."}]' ]
	# the same words of the customer are none
	told '.turns[1].role = "user"' | packet_of | says '.promises == []'
	# a list of one's own
	printf 'term,language\nAnything else,\n' >own.csv
	told . | packet_of --promises own.csv |
		says '.promises == [{turn: 1, text: "Anything else?"}]'
	told '.turns[1].text = "Wir melden uns bis 10.30 Uhr! Gut?" | .language = "de-AT"' |
		packet_of | says '.promises[0].text == "Wir melden uns bis 10.30 Uhr!"'
	printf 'term,kind\n[0-9]+ days,regex\n' >own.csv
	run -2 --separate-stderr hoff-packet --promises own.csv "$in"
	[ "$stderr" = 'hoff-packet: own.csv:2: a promise is a phrase, not a regular expression' ]
}

@test "a brief of fewer lines keeps those that matter, in their order" {
	labels() {
		told . | packet_of --brief-lines "$1" --brief-seconds 0 |
			jq -r '.brief | map(.label) | join(" ")'
	}
	[ "$(labels 99)" = 'customer wants tried now known why mood next' ]
	[ "$(labels 5)" = 'customer wants now known next' ]
	[ "$(labels 3)" = 'customer wants next' ]
	[ "$(labels 1)" = 'wants' ]
	[ "$(labels 0)" = '' ]
	told '.hoff.score.signals.safety.self_harm = 0.4
		| .hoff.score.signals.compliance.fraud = 0.3' |
		packet_of --brief-lines 1 |
		says '.brief == [{label: "risk", text: "self-harm (possible); words withheld; ask first, then read them", turns: [4]}]'
}

@test "a danger says what to do, then what the decision rests on" {
	steps() {
		told '.hoff.score.signals = {compliance: {fraud: 0.5, complaint: 1}, anger: 1}
			| .hoff.score.reasons = [{rule: "r", reason: "x",
				evidence: [{signal: "compliance.complaint", turn: 4}]}]
			| '"$1" | packet_of | jq -r .next_step
	}
	# a complaint is logged where somebody says so
	[ "$(steps '.turns[2].text = "the order is 1043, and I complain"')" = \
		'Find the delivery; give a new time, or refund. Log the complaint; say its reference and reply date.' ]
	[[ $(steps .) == 'Verify identity, block account'* ]]
	# goods that are not what they should be are no fraud with an account
	[[ $(steps '.turns[0].text = "it is a fake"') == 'See the order;'* ]]
	[[ $(steps '.turns[0].text = "I returned a watch, it says return rejected: is that fraud?" | .turns[2].text = "so what of my return?"') == 'Say how it goes back;'* ]]
	[[ $(steps 'del(.hoff.score.reasons)') == *'block account or card'* ]]
	[[ $(steps '.hoff.score.signals.safety.child = 0.6') == *safeguarding* ]]
}

@test "a risk is as sure as its signal, in words" {
	for value in 0.3 0.59 0.6 0.89 0.9; do
		told ".hoff.score.signals.compliance.fraud = $value"
	done | hoff-packet | jq -r '.hoff.packet.brief[0].text' | diff - <(printf 'fraud (%s)\n' \
		possible possible likely likely 'clear signs')
}

@test "who asks for a person and says what for is heard" {
	# asked TEXT START END: the last turn, and where it asks for a person
	asked() {
		told ".turns[4].text = \"$1\" | .hoff.score.reasons = [{rule: \"r\",
			evidence: [{turn: 4, start: $2, end: $3, signal: \"human_request\"}]}]" |
			packet_of | jq -r '.goal.current.turn'
	}
	[ "$(asked 'five days but i have no cash and cannot walk is there somebody i can talk to' 57 76)" = 4 ]
	[ "$(asked 'please can you get me a real person to talk to right now' 14 46)" = 2 ]
	[ "$(asked 'a person please, now' 0 8)" = 2 ]
}

@test "a greeting is no answer" {
	told '.turns = [{role: "bot", text: "Welcome to us."}] + .turns | .hoff.score.turn = 5' >in
	packet_of --brief-seconds 0 <in | says '(.tried | map(.turn)) == [2] and
		(.brief[] | select(.label == "tried") | .turns == [2])'
	told '.turns[0].role = "bot" | .turns[2:4] = [] | .hoff.score.turn = 2' | packet_of |
		says '.tried == [] and all(.brief[]; .label != "tried")'
}

@test "the brief is in the language that agents read, as far as its words are ours" {
	told '.turns += [.turns[1, 2, 1, 4]] | .hoff.score.turn = 8
		| .hoff.score.friction = [{kind: "fallback", turn: 5}]
		| .hoff.score.reasons = [{rule: "r", reason: "The customer is very angry."}]
		| .hoff.score.signals.safety.medical = 0.4' >in
	packet_of --brief-language de-AT --brief-seconds 0 --brief-lines 99 <in >packet
	jq -r '.brief[] | "\(.title): \(.text)"' packet >got
	diff -u - got <<-'END'
	Risiko: medizinischer Notfall (möglich)
	Wer: Antwort Englisch, Kanal unbekannt; keine Identitätsprüfung im Protokoll
	Anliegen: my order 1042 never came
	Bot sagte: You will receive it by tomorrow. Anything else?
	Jetzt: the order is 1043, not that one
	Bekannt: Kunde sagt order id: 1043; city: Nairobi; plan: gold (Datensatz)
	Warum jetzt: Die Person ist sehr wütend.
	Stimmung: wütend, wird besser
	Nächster Schritt: Lieferung suchen; neuen Termin nennen oder erstatten. Nicht noch einmal fragen nach: plan, order id, city.
	END
	# as a person reads it, too; in the customer's language; and in English
	packet_of --brief-language de -T text --brief-seconds 0 --brief-lines 9 <in |
		says '.payload | test("(^|\n)Warum jetzt: Die Person")'
	jq -c '.language = "fr"' in | packet_of --brief-language customer |
		says '.brief[0].title == "Risque"'
	packet_of <in | says '.brief[0] | .text == "medical emergency (possible)" and (has("title") | not)'
	# what is said to the customer, and all else, stays as it is
	told . | packet_of >plain
	told . | packet_of --brief-language nl | jq -c 'del(.brief, .brief_figures)' |
		diff - <(jq -c 'del(.brief, .brief_figures)' plain)
	run -2 --separate-stderr hoff-packet --brief-language xx in
	[ "$stderr" = 'hoff-packet: --brief-language: the templates have no xx' ]
}

@test "how the brief reads is counted by its own words" {
	# long words, of more than six letters: English, channel, unknown, identity,
	# customer, Nairobi, delivery
	told . | packet_of --brief-lines 5 >packet
	[ "$(jq -r '.brief[].text' packet)" = 'reply English, channel unknown; no identity check logged
my order 1042 never came
the order is 1043, not that one
customer says order id: 1043; city: Nairobi; plan: gold (record)
Find the delivery; give a new time, or refund.' ]
	# 39 words in 5 lines: 39 x 60 / 238 s; 39 / 5 + 100 x 7 / 39
	[ "$(jq -c .brief_figures packet)" = \
		'{"words":39,"seconds":9.8319,"lix":25.7487,"coverage":1}' ]
	told . | packet_of --brief-lines 3 | says '.brief_figures.coverage == 0'
	told . | packet_of | says '.brief_figures.coverage == 1'
	told '.slots.more = "x" * 150' | packet_of |
		says '.brief_figures.coverage == 0.75'
	packet_of "$in" | says '.brief_figures.coverage == null'
}

@test "mood and trend are named by what hoff-score measured" {
	told . | packet_of | says '.mood.word == "angry" and .mood.trend == "rising"'
	told '.hoff.score.signals = {sentiment: -0.3, sentiment_trend: -0.1}' |
		packet_of | says '.mood.word == "unhappy" and .mood.trend == "falling"'
	told '.hoff.score.signals = {}' |
		packet_of | says '.mood.word == null and .mood.trend == null'
}

@test "the channels a customer came from are told, those of later are not" {
	told '.turns[4].at = "2026-03-01T09:05:00Z" | .events = [
		{type: "channel_changed", at: "2026-03-01T09:01:00Z", from: "voice", to: "app"},
		{type: "channel_changed", at: "2026-03-01T09:06:00Z", from: "app", to: "sms"}]' |
		packet_of | says '.customer.came_from == ["voice"]'
}

@test "what the import doubts is told with the provenance" {
	told '.hoff.import = {format: "zendesk", dropped: 0, derived: [],
		warnings: ["times_missing", 7, "roles_guessed"]}' >given
	packet_of <given | says '.imported == {format: "zendesk", warnings: ["times_missing", "roles_guessed"]}'
	packet_of -T zendesk <given | says '.imported.format == "zendesk"'
	told . | packet_of | says 'has("imported") | not'
}
