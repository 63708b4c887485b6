load common
load packet

@test "the brief has seven lines, each with its turns, and says what is missing" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -e '.hoff.packet.brief | length <= 7 and
			all(.[]; .text != "" and (.turns | type) == "array")'
	scored . | packet_of | jq -r '.brief[] | "\(.label): \(.text) \(.turns)"' | diff - <(cat <<-'END'
	why: much speaks for a person [0]
	customer: language unknown, channel unknown; identity: not checked []
	problem: where is my parcel now [0]
	wants: delivery, or a date (implied) []
	known: no number given []
	so_far: nothing asked or promised []
	next: Find the delivery and its last scan; ask: needed by when, medicine or food inside; check address and stock; say the next date. [0]
	END
	)
	# who it is, and what the answer is written in, as far as the log tells
	scored '(.channel = "sms" | .language = "fr-CA"), (.customer.tier = "gold" | .turns += [
		{role: "bot", text: "Please tell me your date of birth."}, {role: "user", text: "no"}] | .hoff.score.turn = 2),
		(.customer = {id: "u-7", is_verified: true}), (.slots.authenticated = "yes")' |
		hoff-packet | jq -r '.hoff.packet.brief | map({(.label): .text}) | add | .customer, .known' | diff - <(printf '%s\n' \
		'French, sms; identity: not checked' 'no number given' \
		'gold; language unknown, channel unknown; identity: asked for, not given' 'no number given' \
		'language unknown, channel unknown; identity: checked' 'no number given; customer id: u-7 (record)' \
		'language unknown, channel unknown; identity: checked' 'no number given; authenticated: yes (record)')
}

@test "a brief is read in ten seconds: what decides stays longest" {
	# read_in SECONDS JQ: how long it takes, and its labels
	read_in() {
		told "$2" | packet_of --brief-seconds "$1" >packet
		jq -r '"\(.brief_figures.seconds | ceil) " + (.brief | map(.label) | join(" "))' packet
	}
	long='.turns[0].text = "it never came, and it is late because of the snow, " * 9
		| .turns[1].text = "I have asked them, and " + "they did not say a thing, " * 9
		| .turns[2].text = "can you send it again, after all these days? " * 9'
	more='.turns[4].text = ([range(9) | "the box \(.) was broken in a place that nobody has ever seen before."] | join(" "))'
	[ "$(read_in 0 "$long | $more")" = '16 why customer problem wants known so_far next' ]
	# a line has an end, whatever time there is
	says 'all(.brief[].text; [splits(" ")] | length < 90)' <packet
	[ "$(read_in 10 "$long | $more")" = '10 why customer problem wants known so_far next' ]
	[ "$(read_in 9 "$long")" = '9 why customer problem wants known so_far next' ]
	[ "$(read_in 5 "$long")" = '5 why customer problem wants known next' ]
	[ "$(read_in 1 "$long")" = '1 why customer problem wants known next' ]
	# the first request is told where there is time for two, and a paste is no word
	told '.turns[0].text = "I returned a coat to you" | .turns[2].text = "I paid 120 pounds by card on the 9th of may and the money is not here, what is wrong with you, " + "really, " * 9
		| .turns[4].text = "x" * 90000' | hoff-packet --brief-seconds 5 |
		says '(.brief[2].text | startswith("“I returned a coat to you” [0]; “")) and all(.brief[].text; length < 900)'
	# what to do is not cut
	says '.brief[-1].text == "Find the delivery and its last scan; ask: needed by when, medicine or food inside; check address and stock; say the next date. They want: sending it again. Decide; say by when."' <packet
}

@test "of a long text the brief tells what is the matter, and what is wished" {
	# gist JQ SECONDS: what is the matter, what is wanted, and the next step
	gist() {
		told "$1 | .slots = {} | .turns |= map(del(.slots, .entities))" | packet_of --brief-seconds "$2" |
			jq -r '.brief[] | select(.label == ("problem", "wants", "next")) | .text' | by_matter
	}
	# greetings, courtesies and outcries are passed over, lines have no mark, and
	# what is long is cut around what tells most
	diff - <(gist '.turns = [{role: "user", text: ("Subject: lamp\n\nDear Sir or Madam,\n\nI hope this finds you well. " +
			"The lamp you sent me, which came in a box that was wet and torn and had been opened by somebody, with glass in all corners of it and a shade that was bent, and with no bulb and no screws, is broken. I liked the other one. I would like a replacement instead. Are you kidding me?!\nKind regards\nAnn")}]
			| .hoff.score.turn = 0' 10) <<-'END'
	“…it and a shade that was bent, and with no bulb and no screws, is broken.”; “I liked the other one.”
	replacement; “I would like a replacement instead.”
	<item_damaged> They want: replacement. Decide; say by when.
	END
	# the last choice counts, a "no" to it, too; a time that matters stands by what
	# is to be done
	diff - <(gist '.turns[0].text = "the lamp is broken" | .turns[1].text = "Would you like a repair, a voucher or a replacement?"
			| .turns[2].text = "a repair please" | .turns[4].text = "no. replacement please, no voucher. I am away from friday 5 pm"' 10) <<-'END'
	“the lamp is broken” [0]; “a repair please” [2]; “no. replacement please, no voucher. I am away from friday 5 pm” [4]
	replacement; no voucher
	<item_damaged> They chose: replacement. Arrange it; say by when.
	END
	# what was not offered is not told as refused, and what the matter cannot end in,
	# as a card that was replaced in a refund, not as wanted
	diff - <(gist '.turns[0].text = "the lamp is broken" | .turns[1].text = "Would you like a repair?"
			| .turns[2].text = "no repair, no voucher"' 10 | sed -n 2p) <<<'no repair'
	for text in 'I returned the shoes in march and there is no refund yet' 'the shoes are broken'; do
		gist ".turns[0].text = \"$text\" | .turns[1].text = \"Sorry.\" | .turns[2].text = \"please send me a replacement\"" 10 | sed 1d
	done | diff - <(cat <<-'END'
	“please send me a replacement”
	<refund>
	replacement
	<item_damaged> They want: replacement. Decide; say by when.
	END
	)
	# a date is part of a sentence, and what was in the past is no time to mind
	diff - <(gist '.turns[0].text = "die Lampe kam kaputt an und ich brauche sie vor dem 20. Juni" | .turns[4].text = "I wrote in June and again on monday"' 10 | sed -n '1p;3p') <<-'END'
	“die Lampe kam kaputt an und ich brauche sie vor dem 20. Juni” [0]; “the order is 1043, not that one” [2]; “I wrote in June and again on monday” [4]
	<item_damaged> Keep what was promised in [1], or say why not.
	END
	# however little time there is
	[[ $(gist '.turns[0].text = "my ex opens my post" | .turns[2].text = "the lamp is broken and the phone is broken. the door is broken. the bed is broken, too"
		| .turns[4].text = "I only need to keep the number because the school has it. dont text it after 4"' 3) == *'dont text it'*'<harassed>'* ]]
	[[ $(gist '.turns[4].text = "I like the lamp. " * 20 + "I am away from friday 5 pm"' 2) == *'Mind: “I am away from friday 5 pm”' ]]
	# a question is no wish for what it names, and who asks for a person wishes nothing
	told '.turns[0].text = "the lamp is broken" | .turns[1].text = "We can offer you a refund." | .turns[2].text = ("was the replacement sent to me at all?", "I do not want a refund")
			| .turns[4].text = "a person please"' | hoff-packet |
		jq -r '.hoff.packet.brief[] | select(.label == "wants").text' | diff - <(printf '%s\n' 'refund or replacement (ask which)' 'no refund')
	# a table of your own, and one that cannot be used
	printf 'list,term\nwant.refund,zebra\nwish,give\n' >own.csv
	told '.turns[4].text = "give me the zebra"' | hoff-packet --gist own.csv |
		says 'any(.brief[]; .label == "wants" and (.text | test("^refund")))'
	printf 'list,term\nwhish,zebra\n' >own.csv
	run -2 --separate-stderr hoff-packet --gist own.csv "$in"
	[ "$stderr" = "hoff-packet: own.csv:2: no list is called 'whish'; the nearest is 'wish'" ]
}

@test "the brief tells what was asked, offered, done, tried and promised" {
	# so_far JQ: that line, and the next step
	so_far() {
		told ".slots = {} | .turns |= map(del(.slots, .entities)) | $1" | packet_of --brief-seconds 20 |
			jq -r '.brief | map({(.label): .}) | add | (.so_far | "\(.text) \(.turns)"), .problem.text, .next.text' | by_matter
	}
	diff - <(so_far '.turns = [["user", "the lamp is broken"], ["bot", "Could you send a photo and your order number?"], ["user", "no photo, order 1042-77"],
			["bot", "I have opened ticket 55. We will call you by 5 pm."], ["user", "i already called twice"],
			["bot", "We can offer you a voucher, or shall we replace it?"], ["user", "yes"], ["bot", "What?"], ["bot", "What?"]] | .turns |= map({role: .[0], text: .[1]})
			| .hoff.score = {decision: "escalate", turn: 8, friction: [{kind: "fallback", turn: 7}, {kind: "bot_repeat", turn: 8}]}') <<-'END'
	bot asked for reference number (given [2]), photo (customer has none); bot offered replacement, voucher; bot did: “I have opened ticket 55.”; bot promised: “We will call you by 5 pm.”; customer said yes to: “We can offer you a voucher, or shall we replace it?”; not understood 1×; bot repeated itself 1× [1,3,5,7,8]
	“the lamp is broken” [0]; “no photo, order 1042-77” [2]; “i already called twice” [4]
	<item_damaged> Decide without photo. Keep what was promised in [3], or say why not.
	END
	# what people promised, how the customer is reached, what the bot did against
	# the wish; a number that was given is not missing
	told '.slots = {} | .turns = [["user", "order number 1042-77: the lamp is broken"], ["bot", "What is your order number?"],
			["user", "your driver said he would leave a new one with us. text me about it tonight"], ["bot", "I have cancelled your order."], ["user", "undo that"]]
			| .turns |= map({role: .[0], text: .[1]}) | .hoff.score.turn = 4' | packet_of |
		jq -r '.brief | map({(.label): .text}) | add | .problem, .so_far, .next' | by_matter | diff - <(cat <<-'END'
	“order number 1042-77: the lamp is broken” [0]; “your driver said he would leave a new one with us.” [2]
	bot asked for reference number (given); bot did: “I have cancelled your order.”
	First check what the bot did; undo what is wrong. <item_damaged> Mind: “text me about it tonight”
	END
	)
	# a bot is quoted from the start of its sentence; what stands for a value is
	# named; what is said in anger is no wish, and a time stands by what is to be done
	told '.slots = {} | .turns = [["user", "my parcel was due yesterday. [URL REDACTED] where is it?"], ["bot", "Please tell me your account number and your name to verify your identity."],
			["user", "<PIN_1>, Jo"], ["bot", "According to what the carrier told us this morning, the parcel was handed to the guard at the door at two, and he signed for it."],
			["user", "do you need more photos?! i need that, how hard can it be. i fly thursday 6am"], ["bot", "Sorry."], ["user", "i want compensation for it"]]
			| .turns |= map({role: .[0], text: .[1]}) | .hoff.score.turn = (4, 6)' | hoff-packet --brief-seconds 30 |
		jq -r '.hoff.packet.brief | map({(.label): .text}) | add | .customer, .wants, .known, .so_far, .next' | by_matter | diff - <(cat <<-'END'
	English, channel unknown; identity: asked for, given, not confirmed
	delivery, or a date (implied)
	account number: masked
	bot asked for reference number (given [2]), name (given [2]); bot said: “According to what the carrier told us this morning…”
	<delivery_late>
	English, channel unknown; identity: asked for, given, not confirmed
	compensation
	account number: masked
	bot asked for reference number (given [2]), name (given [2]); bot said: “According to what the carrier told us this morning…”
	<delivery_late> They want: compensation. Decide; say by when. Mind: “i fly thursday 6am”
	END
	)
	# what one is asked to wait for is no promise, and a yes with a but is none
	diff - <(so_far '.turns = [["user", "the lamp is broken"], ["bot", "Please allow 5 working days. Is that alright for you?"], ["user", "yes but it is broken"]]
			| .turns |= map({role: .[0], text: .[1]}) | .hoff.score = {decision: "escalate", turn: 2}') <<-'END'
	nothing asked or promised []
	“the lamp is broken” [0]; “yes but it is broken” [2]
	<item_damaged>
	END
}

@test "a question that a yes or no answers asks for nothing that it names" {
	# asked LANGUAGE QUESTION ANSWER: what the brief tells of it
	asked() {
		jq -nc --arg l "$1" --arg q "$2" --arg a "$3" '{conversation_id: "q", language: $l,
			events: [{type: "handoff_requested", turn: 3}], turns: [{role: "customer", text: "x"},
				{role: "bot", text: $q}, {role: "customer", text: $a}]}' |
			hoff-packet --unredacted | jq -r '.hoff.packet.brief[] | select(.label == "so_far").text'
	}
	[ "$(asked en 'Have you shared your password?' 'no. freeze it')" = 'customer said no to: “Have you shared your password?”' ]
	[ "$(asked de 'Ist die Telefonnummer noch aktuell?' 'Nein')" = 'customer said no to: “Ist die Telefonnummer noch aktuell?”' ]
	[ "$(asked es '¿Sigue en la misma dirección?' 'sí')" = 'customer said yes to: “¿Sigue en la misma dirección?”' ]
	[ "$(asked fr "S'agit-il de votre dernière facture ?" 'oui')" = 'customer said yes to: “S'\''agit-il de votre dernière facture ?”' ]
	# what is given, or asked for outright, is asked for
	[[ $(asked en 'Do you have your order number?' 'yes 104277') == 'bot asked for reference number (given'* ]]
	[[ $(asked de 'Welche Adresse haben Sie?' 'Lindenweg') == 'bot asked for address (given [2])' ]]
	[[ $(asked en 'Please send your photo.' 'no') == 'bot asked for photo (not given)' ]]
}

@test "the brief tells what was said by whom, what was chosen, what is open, and the numbers" {
	# a line a conversation: turns, customer and bot by turns
	jq -Rc '(. / "|") as $said | {conversation_id: "c", language: "en", turns: [range($said | length) as $i
			| {role: (if $i % 2 == 0 then "user" else "bot" end), text: $said[$i]}],
		hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: (($said | length) - 1)}}}' <<-'IN' |
		my fridge is broken|Reply A for repair, B for a new one: A) repair on 3 May B) a new one, next week|B but not in the morning
		i returned a coat, no money came|A refund of 69.00 was issued on 19 May.|no, that card was cancelled in march
		cancel my subscription and give me the 29.98 back, and no more letters|We have a discount.|they put it on my bill, maybe
		hello, what shall we do?|Reply 1 collect 2 deliver 3 cancel|2
		we cannot pay until it is corrected, it has the wrong VAT number|Sorry.|a person
		cancel my plan|I have found your plan. Are you moving abroad?|no i just do not want it
		my name is wrong on the ticket for 2009-13, i rang at 12.30 and paid 412.60|Sorry.|a person
		my lamp is broken|The lamp has to be off for an hour by our guide.|did that already, also with another plug|Sorry.|a person
		the box came without the lamp|We could look. What would you like?|or can you, it is tonight right
		no heating here, the boiler is broken|Sorry.|my mother is 82 and it is cold
		the fee of 65 euros is wrong and the deposit was £300|Sorry.|call me back after five please
		the lamp is broken, and also the invoice has a mistake|I found application U19-40772. Your booking number?|M4RTQX|Sorry.|do not call, in writing only please
		sorry, my order 1042-7 has not arrived|Twelve signs, please.|it is 1042-77-100, and I opened a case on sunday
		so my order 2009-7716 has not arrived|Sorry.|please dont give me that|Sorry.|and now your letters are harassment of us
		my ex opens my post, where do you send the card|I have sent it to Mill Street 5. You will get it on monday.|no! do not text me, call the new number
		19. not 17, the delivery of my order 1042-77 is late and has 88123 on it|Your reference number?|JX 5530 1128 GH|Would you like a voucher?|I do not want a voucher
		the lamp is broken|Sorry.|I do not want a refund
		my bill has the reading 41230 instead of 14230|Sorry.|a person
		my claim is open since march|Our current assessment time is 15 working days.|a person
		these shoes are a fake|Sorry. Can I have your booking code?|RKT9O2, and my birthday is 14/07/1988|I did not find it.|RKT902 then, or 55-1180. the box i did get. how do i get my money back?
		the bill came twice and I paid it|Would you like to see the receipt? It comes to 58 pounds excl. a fee of 7.50 that is due in May.|I have seen it|Pay it now? 1 yes 2 no|2
		it is about the sofa|Yes?|the left leg is broken and the cover has a hole|Sorry.|it was delivered broken on monday and nobody has called me since|Sorry.|I have paid 900 for it and I cannot sit on it|Sorry.|my son has cut his hand on it because the nail stands out
	IN
		hoff-packet --brief-seconds 0 | jq -r '.hoff.packet.brief | map({(.label): .text}) | add | "\(.problem) | \(.wants) | \(.known) | \(.so_far) | \(.next)"' | by_matter >got
	# the opening request is quoted, whatever tells more later
	diff - got <<-'END'
	“my fridge is broken” [0]; “[a new one] but not in the morning” [2] | replacement | no number given | bot said: “Reply A for repair, B for a new one…”; chose: a new one | <item_damaged> They want: replacement. Decide; say by when.
	“i returned a coat, no money came” [0]; “no, that card was cancelled in march” [2] | refund (implied) | no number given | bot said: “A refund of 69.00 was issued on 19 May.” | <refund>
	“cancel my subscription and give me the 29.98 back, and no more letters” [0]; “they put it on my bill, maybe” [2] | refund; cancellation | no number given | bot did: “We have a discount.” | <cancel_contract> They want: refund. Decide; say by when.
	what shall we do? | delivery | no number given | chose: deliver | Read [0] first; then settle what is open, not as the bot did, say by when. They want: delivery. Decide; say by when.
	we cannot pay until it is corrected, it has the wrong VAT number | record put right (implied) | no number given | nothing asked or promised | <record>
	“cancel my plan” [0]; “no i just do not want it” [2] | cancellation | no number given | nothing asked or promised | <cancel_contract>
	my name is wrong on the ticket for 2009-13, i rang at 12.30 and paid 412.60 | name or detail put right (implied) | no number given; paid: 412.60 | nothing asked or promised | <name_wrong>
	“my lamp is broken” [0]; “did that already, also with another plug” [2] | refund or replacement (ask which) | no number given | nothing asked or promised | <item_damaged>
	the box came without the lamp | missing part or refund (ask which) | no number given | nothing asked or promised | <item_missing> Mind: “or can you, it is tonight right”
	“no heating here, the boiler is broken” [0]; “my mother is 82 and it is cold” [2] | the repair, and a date (implied) | no number given | nothing asked or promised | <home_repair>
	the fee of 65 euros is wrong and the deposit was £300 | call back; “call me back after five please” | no number given; fee: 65 euros; deposit: £300 | nothing asked or promised | <deposit> Arrange: call back; say when.
	the lamp is broken, and also the invoice has a mistake | document; “do not call, in writing only please” | booking: M4RTQX; application (bot): U19-40772 | bot asked for reference number (given [2]) | <item_damaged> Arrange: document; say when. Settle the other matter of [0], too.
	“my order 1042-7 has not arrived” [0]; “it is 1042-77-100, and I opened a case on sunday” [2] | delivery, or a date (implied) | 1042-77-100 | nothing asked or promised | <delivery_late>
	“my order 2009-7716 has not arrived” [0]; “and now your letters are harassment of us” [4] | delivery, or a date (implied) | order: 2009-7716 | nothing asked or promised | <delivery_late>
	“my ex opens my post, where do you send the card” [0]; “do not text me, call the new number” [2] | to be safe (implied) | no number given | bot did: “I have sent it to Mill Street 5.”; bot promised: “You will get it on monday.” | <harassed>
	19. not 17, the delivery of my order 1042-77 is late and has 88123 on it | no voucher; “I do not want a voucher” | order: 1042-77 | bot asked for reference number (given [2]); bot offered voucher | <delivery_late>
	“the lamp is broken” [0]; “I do not want a refund” [2] | refund or replacement (ask which); no refund | no number given | nothing asked or promised | <item_damaged>
	my bill has the reading 41230 instead of 14230 | a correct bill (implied) | 41230 instead of 14230 | nothing asked or promised | <meter>
	my claim is open since march | a decision (implied) | no number given | bot said: “Our current assessment time is 15 working days.” | <claim>
	“these shoes are a fake” [0]; “RKT9O2, and my birthday is 14/07/1988” [2] | refund; “how do i get my money back?” | booking code: RKT9O2; booking code: RKT902 | bot asked for reference number (given [2]); bot said: “I did not find it.” | <item_wrong> They want: refund. Decide; say by when.
	“the bill came twice and I paid it” [0]; “I have seen it” [2] | payment credited, reminders stopped (implied) | no number given | bot said: “It comes to 58 pounds excl. a fee of 7.50 that is due in May.”; bot said: “1 yes 2 no” | <paid>
	“it is about the sofa” [0]; “it was delivered broken on monday and nobody has called me since” [4]; “I have paid 900 for it and I cannot sit on it” [6]; “my son has cut his hand on it because the nail stands out” [8] | refund or replacement (ask which) | no number given | nothing asked or promised | <item_damaged>
	END
}

@test "a call for help is no request yet" {
	told '.turns[0].text = "hello, can you help me?"' | hoff-packet |
		says '.goal == {first: {turn: 2, text: "the order is 1043, not that one"}, current: null}'
	told '.turns[0].text = "hi, i need help" | .turns[2].text = "hello?" | .turns[4].text = "a person"' | hoff-packet |
		says '.goal.first.turn == 0'
}

@test "two words say what it is about where there are no more, a name or a room do not" {
	local text

	for text in 'internet slow' 'Paket verloren' 'tarjeta bloqueada' 'colis perdu' 'volo cancellato' \
		'verkeerde maat' 'room 214' 'good evening' 'maria lopez'; do
		jq -nc --arg text "$text" '{conversation_id: "c", turns: [{role: "customer", text: $text},
			{role: "bot", text: "Okay."}, {role: "customer", text: "i want to talk to a human"}]}'
	done | hoff-score | hoff-packet --unredacted | jq -r '.hoff.packet.brief | map({(.label): .text}) | add |
		.next == "Ask what it is about."' | diff - <(printf '%s\n' false{,,,,,} true{,,})
}

@test "what the bot offered and the customer chose is told, and an order's number is no problem" {
	told '(.turns[0].text = "the lamp arrived broken" | (.turns[1].text = "Would you like a refund or a replacement?"
			| .turns[2].text = "a refund please" | .turns[4].text = "no. replacement please, no voucher."), .turns[2].text = "your refund is useless"),
		.turns[0].text = "Regarding order no. 408-2468135-7913579. The lamp that you sent is broken in two places. " + "It is late. " * 9' |
		hoff-packet | jq -r '.hoff.packet.brief | map({(.label): .text}) | add | .wants, .problem' |
		sed -n 's/; .*//; 1p; 3p; 6p' | diff - <(printf '%s\n' 'replacement' 'refund or replacement (ask which)' \
			'“The lamp that you sent is broken in two places.” [0]')
}

@test "a line of the brief is one line" {
	scored '.turns[0].text = "The lamp, as I said,\n\n  is\tbroken\r\n"' | hoff-packet |
		says '[.brief[] | select(.label == "problem").text] == ["The lamp, as I said, is broken"]'
	scored '.turns[0].text = ("👍🏽 👩‍👩‍👧", "my ⭐ lamp 😡 broke")' | hoff-packet | jq -r '.hoff.packet.brief[2].text' |
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

@test "what the customer has told comes with its turn, corrections instead of slips" {
	told . | packet_of >packet
	[ "$(jq -c .known packet)" = '[{"turn":null,"name":"plan","value":"gold"},{"turn":2,"name":"order_id","value":"1043"},{"turn":2,"name":"city","value":"Nairobi"}]' ]
	[ "$(jq -c '.brief[] | select(.label == "known") | [.text, .turns]' packet)" = \
		'["order id: 1043; city: Nairobi; plan: gold (record)",[2]]' ]
	told '.turns[4].text = "I paid €50, not 7$"' | hoff-packet |
		says 'any(.brief[]; .text == "order id: 1043; city: Nairobi; paid: €50; plan: gold (record)")'
	[ "$(jq -c '.articles | map([.turn, .id, .title])' packet)" = \
		'[[1,"kb-7",null],[1,"9","Late parcels"]]' ]
	run -1 grep 'of the note' packet
}

@test "a promise of the bot is quoted, so that the agent can keep it" {
	told . | packet_of >packet
	[ "$(jq -c .promises packet)" = '[{"turn":1,"text":"You will receive it by tomorrow."}]' ]
	# the same words of the customer are none
	told '.turns[1].role = "user"' | hoff-packet | says '.promises == []'
	# the list is ours as it is shown, or one's own
	hoff-packet --show-defaults=promises.csv >ours.csv
	told . | packet_of --promises ours.csv | cmp - packet
	printf 'term,language\nAnything else,\n' >own.csv
	told . | hoff-packet --promises own.csv |
		says '.promises == [{turn: 1, text: "Anything else?"}]'
	told '.turns[1].text = "Wir melden uns bis 10.30 Uhr! Gut?" | .language = "de-AT"' |
		hoff-packet | says '.promises[0].text == "Wir melden uns bis 10.30 Uhr!"'
	printf 'term,kind\n[0-9]+ days,regex\n' >own.csv
	run -2 --separate-stderr hoff-packet --promises own.csv "$in"
	[ "$stderr" = 'hoff-packet: own.csv:2: a promise is a phrase, not a regular expression' ]
}

@test "a brief of fewer lines keeps those that matter, in their order" {
	labels() {
		told . | packet_of --brief-lines "$1" --brief-seconds 0 |
			jq -r '.brief | map(.label) | join(" ")'
	}
	[ "$(labels 99)" = 'why customer problem wants known so_far next' ]
	[ "$(labels 5)" = 'why problem wants so_far next' ]
	[ "$(labels 3)" = 'why problem next' ]
	[ "$(labels 1)" = 'next' ]
	[ "$(labels 0)" = '' ]
	told '.hoff.score.signals.safety.self_harm = 0.4
		| .hoff.score.signals.compliance.fraud = 0.3' |
		hoff-packet |
		says '.brief[0] == {label: "why", text: "self-harm (possible); words withheld; ask first, then open turn 4; who and where: not known, ask; much speaks for a person", turns: [4]}'
	# whom it may be about is told, where it is not who writes
	told '.turns[0].text = "my son is in there, and it is dark" | .hoff.score.signals.safety = (
			{self_harm: 0.4, child: 0.7}, {self_harm: 0.7, child: 0.4})' | hoff-packet |
		jq -r '.hoff.packet.brief[0].text' | diff - <(cat <<-'END'
		child in danger (likely); words withheld; ask first, then open turn 4; speaks of: my son; where: not known, ask; much speaks for a person
		self-harm (likely); words withheld; ask first, then open turn 4; who and where: not known, ask; much speaks for a person
		END
		)
}

@test "a danger says what to do, then what the decision rests on" {
	steps() {
		told '.hoff.score.signals = {compliance: {fraud: 0.5, complaint: 1}, anger: 1}
			| .hoff.score.reasons = [{rule: "r", reason: "x",
				evidence: [{signal: "compliance.complaint", turn: 4}]}]
			| '"$1" | hoff-packet | jq -r .hoff.packet.next_step | by_matter
	}
	# a complaint is logged where somebody says so
	[[ $(steps '.turns[2].text = "the order is 1043, and I complain"') == \
		'<delivery_late> Log the complaint; say its reference and reply date.'* ]]
	# what it does not rest on has to be clear, and comes last
	[[ $(steps .) == '<delivery_late>'* && $(steps .) != *fraud* ]]
	[[ $(steps '.hoff.score.signals.compliance.fraud = 0.9') == '<delivery_late> If it is fraud: '* ]]
	# goods that are not what they should be are no fraud with an account
	[[ $(steps '.turns[0].text = "the watch you sent me is a fake"') == '<item_wrong>'* ]]
	[[ $(steps '.turns[0].text = "I returned a watch, it says return rejected: is that fraud?" | .turns[2].text = "so what of my return?"') == '<return_item>'* ]]
	[[ $(steps 'del(.hoff.score.reasons) | .hoff.score.signals.compliance.fraud = 0.9') == *'block account or card'* ]]
	[[ $(steps '.hoff.score.signals.safety.child = 0.6') == *safeguarding* ]]
	# what may be a danger is asked first, then the rest is done; the surest of two
	[[ $(steps '.hoff.score.signals.safety.medical = 0.42') == 'First ask: “How is everybody now: is anyone ill?” Ill: '*'<delivery_late>'* ]]
	[[ $(steps '.hoff.score.signals.safety = {medical: 0.39, child: 0.2}') == '<delivery_late>'* ]]
	[[ $(steps '.hoff.score.signals.safety = {self_harm: 0.35, medical: 0.7}') == 'Ask first: “Do you need an ambulance?'* ]]
	# a thing that endangers life is got away from first, gas as gas is
	[[ $(steps '.hoff.score.signals.safety = {medical: 1, hazard: 1}') == 'Say: everyone away from it and outside now; '*'Where is it, and is anyone hurt?'* ]]
	[[ $(steps '.turns[0].text = "gas is leaking in my house" | .turns[2].text = "so what now" | .hoff.score.signals.safety = {hazard: 1}') == 'Say: everyone away from it '* ]]
	[[ $(steps '.turns[0].text = "i smell gas in my kitchen" | .turns[2].text = "so what now" | .hoff.score.signals.safety = {hazard: 1}') == '<gas>'* ]]
	# pills that were taken, with harm in mind or not, and who is unwell by them; the
	# account that somebody else is in
	[[ $(steps '.turns[0].text = "he took the wrong tablets" | .hoff.score.signals.safety.self_harm = 0.7') == *'then what was taken, by whom.'* ]]
	[[ $(steps '.turns[0].text = "he took the wrong tablets" | .hoff.score.signals.compliance = {vulnerable: 0.9}') == '<medicine>'* ]]
	[[ $(steps '.turns[0].text = "somebody is in there" | .turns[2].text = "so what now" | .hoff.score.signals.compliance = {security: 0.9}
		| .hoff.score.reasons[0].evidence[0].signal = "compliance.security"') == '<account_taken>'* ]]
	# who did not order what was paid for is protected first
	# what has nothing to do with an account is not locked
	text=$(steps '.turns[0].text = "no heating here" | .turns[2].text = "still no heating" | .hoff.score.signals.compliance.fraud = 0.9')
	[[ $text == '<supply>'* && $text != *fraud* ]]
	[[ $(steps '.turns[0].text = "tracking says delivered but it is not here" | .turns[2].text = "so where is it" | .hoff.score.signals.compliance.fraud = 0.9') == 'Verify identity, block '*'<parcel_missing>'* ]]
}

@test "a risk is as sure as its signal, in words" {
	for value in 0.3 0.59 0.6 0.89 0.9; do
		told ".hoff.score.signals.compliance.fraud = $value"
	done | hoff-packet | jq -r '.hoff.packet.brief[0].text' | diff - <(printf 'much speaks for a person%s; angry\n' '' '' \
		'; risk: fraud (likely)' '; risk: fraud (likely)' '; risk: fraud (clear signs)')
	# what a rule of the user's rests on is quoted, unless what was redacted before it moved it
	told '.turns[2].text = ("I will <not> sue you. Bye <NAME_1>", "<NAME_1>, bye. I will sue you all. So long now")
		| .hoff.score.reasons = [{rule: "r", reason: "x", evidence: [{turn: 2, start: 15}]}]' |
		hoff-packet | jq -r '.hoff.packet.brief[0].text' | diff - <(printf '%s\n' 'x; “I will <not> sue you.”; angry' 'x; angry')
}

@test "who asks for a person and says what for is heard" {
	# asked TEXT START END: the last turn, and where it asks for a person
	asked() {
		told ".turns[4].text = \"$1\" | .hoff.score.reasons = [{rule: \"r\",
			evidence: [{turn: 4, start: $2, end: $3, signal: \"human_request\"}]}]" |
			hoff-packet | jq -r '.hoff.packet.goal.current.turn'
	}
	[ "$(asked 'five days but i have no cash and cannot walk is there somebody i can talk to' 57 76)" = 4 ]
	[ "$(asked 'please can you get me a real person to talk to right now' 14 46)" = 2 ]
	[ "$(asked 'a person please, now' 0 8)" = 2 ]
	# that is why an agent is needed, and not how it is to end
	told '.turns[2].text = "I want to speak with a person who knows about it, and soon" | .hoff.score.reasons = [{rule: "r",
			evidence: [{turn: 2}]}] | .hoff.score.reasons[0].evidence[0].signal = ("human_request", "anger")' |
		hoff-packet | jq -r '.hoff.packet.brief[] | select(.label == "wants").text' | diff - <(printf '%s\n' 'delivery, or a date (implied)' \
			'“I want to speak with a person who knows about it, and soon”')
	told '.turns[2].text = "get me a person who can ring, do not call the landline" | .hoff.score.reasons = [{rule: "r",
			evidence: [{turn: 2, signal: "human_request"}]}]' |
		hoff-packet | says 'any(.brief[]; .label == "wants" and (.text | test("landline")))'
}

@test "a greeting is no answer" {
	told '.turns = [{role: "bot", text: "Welcome to us."}] + .turns | .hoff.score.turn = 5' |
		hoff-packet | says '(.tried | map(.turn)) == [2]'
	told '.turns[0].role = "bot" | .turns[2:4] = [] | .hoff.score.turn = 2' | hoff-packet | says '.tried == []'
}

@test "the brief is in the language that agents read, as far as its words are ours" {
	told '.turns += [.turns[1, 2, 1, 4]] | .hoff.score.turn = 8
		| .hoff.score.friction = [{kind: "fallback", turn: 5}]
		| .hoff.score.reasons = [{rule: "r", reason: "The customer is very angry."}]
		| .hoff.score.signals.compliance.complaint = 0.6' >in
	packet_of --brief-language de-AT --brief-seconds 0 --brief-lines 99 <in >packet
	jq -r '.brief[] | "\(.title // .label): \(.text)"' packet >got
	diff -u - got <<-'END'
	Warum jetzt: Die Person ist sehr wütend; Risiko: Beschwerde (wahrscheinlich); wütend
	Wer: Englisch, Kanal unbekannt; Identität: nicht geprüft
	problem: “my order 1042 has not arrived” [0]; “the order is 1043, not that one” [2]
	Anliegen: Lieferung oder Termin (ergibt sich)
	Bekannt: order id: 1043; city: Nairobi; plan: gold (laut Akte)
	Bisher: Bot sagte zu: “You will receive it by tomorrow.”; nicht verstanden 1×
	Nächster Schritt: Lieferung und letzten Scan suchen; fragen: bis wann gebraucht, Medikamente oder Essen darin; Adresse und Bestand prüfen; nächsten Termin nennen. Zusage aus [7] halten oder sagen, warum nicht.
	END
	# as a person reads it, too; in the customer's language; and in English
	hoff-packet --brief-language de -T text --brief-seconds 0 --brief-lines 9 <in |
		says '.payload | test("(^|\n)Warum jetzt: Die Person")'
	jq -c '.language = "fr"' in | hoff-packet --brief-language customer |
		says '.brief[0].title == "Pourquoi maintenant"'
	{ packet_of --brief-language fr <in; packet_of --brief-language es <in; } |
		jq -r '.brief[3].text' | paste -sd'|' >got
	[ "$(cat got)" = 'livraison, ou une date (sous-entendu)|entrega, o una fecha (se deduce)' ]
	hoff-packet <in | says '.brief[0] | (.text | test("risk: complaint [(]likely")) and (has("title") | not)'
	# what is said to the customer, and all else, stays as it is
	told . | packet_of >plain
	told . | packet_of --brief-language nl | jq -c 'del(.brief, .brief_figures)' |
		diff - <(jq -c 'del(.brief, .brief_figures)' plain)
	run -2 --separate-stderr hoff-packet --brief-language xx in
	[ "$stderr" = 'hoff-packet: --brief-language: the templates have no xx' ]
}

@test "how the brief reads is counted by its own words" {
	told . | packet_of >packet
	[ "$(jq -r '.brief[].text' packet)" = 'much speaks for a person; angry
English, channel unknown; identity: not checked
“my order 1042 has not arrived” [0]; “the order is 1043, not that one” [2]
delivery, or a date (implied)
order id: 1043; city: Nairobi; plan: gold (record)
bot promised: “You will receive it by tomorrow.”
Find the delivery and its last scan; ask: needed by when, medicine or food inside; check address and stock; say the next date. Keep what was promised in [1], or say why not.' ]
	# 19 words of what was said, of 81: 19 x 60 / 300 s; 81 words in 9 sentences,
	# and 16 of them have more than six letters: 81 / 9 + 100 x 16 / 81
	[ "$(jq -c .brief_figures packet)" = \
		'{"words":81,"seconds":3.8,"lix":28.7531,"coverage":1}' ]
	told . | hoff-packet --brief-lines 3 | says '.brief_figures.coverage == 0.3333'
	told . | hoff-packet | says '.brief_figures.coverage == 1'
	told '.slots.more = "x" * 150' | hoff-packet |
		says '.brief_figures.coverage == 0.75'
	hoff-packet "$in" | says '.brief_figures.coverage == null'
}

@test "mood and trend are named by what hoff-score measured" {
	told . | hoff-packet | says '.mood.word == "angry" and .mood.trend == "rising"'
	told '.hoff.score.signals = {sentiment: -0.3, sentiment_trend: -0.1}' |
		hoff-packet | says '.mood.word == "unhappy" and .mood.trend == "falling"'
	told '.hoff.score.signals = {}' |
		hoff-packet | says '.mood.word == null and .mood.trend == null'
}

@test "the channels a customer came from are told, those of later are not" {
	told '.turns[4].at = "2026-03-01T09:05:00Z" | .events = [
		{type: "channel_changed", at: "2026-03-01T09:01:00Z", from: "voice", to: "app"},
		{type: "channel_changed", at: "2026-03-01T09:06:00Z", from: "app", to: "sms"}]' |
		hoff-packet | says '.customer.came_from == ["voice"]'
}

@test "what the import doubts is told with the provenance" {
	told '.hoff.import = {format: "zendesk", dropped: 0, derived: [],
		warnings: ["times_missing", 7, "roles_guessed"]}' >given
	hoff-packet <given | says '.imported == {format: "zendesk", warnings: ["times_missing", "roles_guessed"]}'
	hoff-packet -T zendesk <given | says '.imported.format == "zendesk"'
	told . | hoff-packet | says 'has("imported") | not'
}
