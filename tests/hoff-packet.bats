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

@test "the brief has seven lines, each with its turns, and says what is missing" {
	hoff-packet "$root/testdata/hoff-packet/moments.in.ndjson" |
		jq -e '.hoff.packet.brief | length <= 7 and
			all(.[]; .text != "" and (.turns | type) == "array")'
	scored . | packet_of | jq -r '.brief[] | "\(.label): \(.text) \(.turns)"' | diff - <(cat <<-'END'
	why: much speaks for a person [0]
	customer: language unknown, channel unknown; identity: not checked []
	problem: where is my parcel now [0]
	wants: see problem []
	known: no number given []
	so_far: nothing asked or promised []
	next: Find the delivery; say where it is and when it comes. [0]
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
	[ "$(read_in 0 "$long | $more")" = '19 why customer problem wants known so_far next' ]
	# a line has an end, whatever time there is
	says 'all(.brief[].text; [splits(" ")] | length < 90)' <packet
	[ "$(read_in 10 "$long | $more")" = '10 why customer problem wants known so_far next' ]
	[ "$(read_in 5 "$long")" = '5 why customer problem wants known next' ]
	[ "$(read_in 1 "$long")" = '1 why customer problem wants known next' ]
	# what to do is not cut
	says '.brief[-1].text == "Find the delivery. They want: sending it again. Decide; say by when."' <packet
}

@test "of a long text the brief tells what is the matter, and what is wished" {
	# gist JQ SECONDS: what is the matter, what is wanted, and the next step
	gist() {
		told "$1 | .slots = {} | .turns |= map(del(.slots, .entities))" | packet_of --brief-seconds "$2" |
			jq -r '.brief[] | select(.label == ("problem", "wants", "next")) | .text'
	}
	# greetings, courtesies and outcries are passed over, lines have no mark, and
	# what is long is cut around what tells most
	diff - <(gist '.turns = [{role: "user", text: ("Subject: lamp\n\nDear Sir or Madam,\n\nI hope this finds you well. " +
			"The lamp you sent me " + "on Monday " * 20 + "is broken. I liked the other one. I would like a replacement instead. Are you kidding me?!\nKind regards\nAnn")}]
			| .hoff.score.turn = 0' 10) <<-'END'
	“…on Monday on Monday on Monday on Monday on Monday on Monday on Monday on Monday on Monday on Monday on Monday is broken.”; “I liked the other one.”
	replacement; “I would like a replacement instead.”
	See the order and what was agreed. They want: replacement. Decide; say by when.
	END
	# what only names an order is not what is the matter with it, but stands where
	# numbers do
	told '("Regarding order no. 408-2468135-7913579.", "I am writing to you concerning my order number 408-2468135-7913579.") as $order
			| .turns = [{role: "user", text: ($order + " The lamp that you sent is broken in two places. " + "It is late. " * 9)}] | .slots = {} | .hoff.score.turn = 0' |
		hoff-packet | jq -r '.hoff.packet.brief | map({(.label): .text}) | add | .problem, .known' | diff - <(printf '%s\n' \
			'“The lamp that you sent is broken in two places.”; “It is late.”' 'order: 408-2468135-7913579' \
			'“The lamp that you sent is broken in two places.”; “It is late.”' 'order number: 408-2468135-7913579')
	# the last choice counts, a "no" to it, too; a time that matters stands by what
	# is to be done
	diff - <(gist '.turns[0].text = "the lamp is broken" | .turns[1].text = "Would you like a refund or a replacement?"
			| .turns[2].text = "a refund please" | .turns[4].text = "no. replacement please, no voucher. I am away from friday 5 pm"' 10) <<-'END'
	the lamp is broken
	replacement; no voucher; “replacement please, no voucher.”
	See the order and what was agreed. They chose: replacement. Arrange it; say by when. Mind: “I am away from friday 5 pm”
	END
	# a date is part of a sentence, and what was in the past is no time to mind
	diff - <(gist '.turns[0].text = "die Lampe ist kaputt und ich brauche sie vor dem 20. Juni" | .turns[4].text = "I wrote in June and again on monday"' 10 | sed -n '1p;3p') <<-'END'
	“die Lampe ist kaputt und ich brauche sie vor dem 20. Juni” [0]; “the order is 1043, not that one” [2]
	Read [0, 2, 4] first; then settle what is open, not as the bot did, say by when. Keep what was promised, or say why not.
	END
	# however little time there is
	[[ $(gist '.turns[0].text = "my ex opens my post" | .turns[2].text = "the lamp is broken and the phone is broken. the door is broken. the bed is broken, too"
		| .turns[4].text = "I only need to keep the number because the school has it. dont text it after 4"' 3) == *'reach them: “dont text it after 4”'* ]]
	[[ $(gist '.turns[4].text = "I like the lamp. " * 20 + "I am away from friday 5 pm"' 2) == *'Mind: “I am away from friday 5 pm”' ]]
	# a question is no wish for what it names, who asks for a person wishes nothing,
	# and what is called useless is not wished
	told '.turns[0].text = "the lamp is broken" | .turns[2].text = ("was the replacement sent to me at all?", "your refund is useless", "it has not been refunded, I was told")
			| .turns[4].text = "I want to talk to a person"' | hoff-packet |
		jq -r '.hoff.packet.brief[] | select(.label == "wants").text' | diff - <(printf '%s\n' 'refund or replacement (ask which)' 'no refund; “your refund is useless”' \
			'refund or replacement (ask which)')
	# a table of your own, and one that cannot be used
	printf 'list,term\nwant.refund,zebra\nwish,give\n' >own.csv
	told '.turns[4].text = "give me the zebra"' | packet_of --gist own.csv |
		says 'any(.brief[]; .label == "wants" and (.text | test("^refund")))'
	printf 'list,term\nwhish,zebra\n' >own.csv
	run -2 --separate-stderr hoff-packet --gist own.csv "$in"
	[ "$stderr" = "hoff-packet: own.csv:2: no list is called 'whish'; the nearest is 'wish'" ]
}

@test "the brief tells what was asked, offered, done, tried and promised" {
	# so_far JQ: that line, and the next step
	so_far() {
		told ".slots = {} | .turns |= map(del(.slots, .entities)) | $1" | packet_of --brief-seconds 20 |
			jq -r '.brief | map({(.label): .}) | add | (.so_far | "\(.text) \(.turns)"), .next.text'
	}
	diff - <(so_far '.turns = [["user", "the lamp is broken"], ["bot", "Could you send a photo and your order number?"], ["user", "no photo, order 1042-77"],
			["bot", "I have opened ticket 55. We will call you by 5 pm."], ["user", "i already called twice"],
			["bot", "We can offer you a voucher, or shall we replace it?"], ["user", "yes"], ["bot", "What?"], ["bot", "What?"]] | .turns |= map({role: .[0], text: .[1]})
			| .hoff.score = {decision: "escalate", turn: 8, friction: [{kind: "fallback", turn: 7}, {kind: "bot_repeat", turn: 8}]}') <<-'END'
	bot asked for reference number (given [2]), photo (customer has none); bot offered replacement, voucher; bot promised: “We will call you by 5 pm.”; bot did: “I have opened ticket 55.”; customer said yes to: “We can offer you a voucher, or shall we replace it?”; customer tried: “i already called twice”; not understood 1×; bot repeated itself 1× [1,3,4,5,7,8]
	See the order and what was agreed (1042-77); ask: replace, repair or refund? Decide without photo. Keep what was promised, or say why not.
	END
	# what people promised, how the customer is reached, what the bot did against
	# the wish; a number that was given is not missing
	told '.slots = {} | .turns = [["user", "order number 1042-77: the lamp is broken"], ["bot", "What is your order number?"],
			["user", "your driver said he would leave a new one with us. text me about it tonight"], ["bot", "I have cancelled your order."], ["user", "undo that now"]]
			| .turns |= map({role: .[0], text: .[1]}) | .hoff.score.turn = 4' | packet_of |
		jq -r '.brief | map({(.label): .text}) | add | .wants, .so_far, .next' | diff - <(cat <<-'END'
	“undo that now”; reach them: “text me about it tonight”
	bot asked for reference number (given); bot did: “I have cancelled your order.”; customer says: “your driver said he would leave a new one with us.”
	First check what the bot did; undo what is wrong. See the order and what was agreed (1042-77); ask: replace, repair or refund?
	END
	)
	# a bot is quoted from the start of its sentence; what stands for a value is
	# named; what is said in anger is no wish, and a time stands by what is to be done
	told '.slots = {} | .turns = [["user", "my parcel was due yesterday. [URL REDACTED] where is it?"], ["bot", "Please tell me your account number and your name to verify your identity."],
			["user", "<PIN_1>, Jo"], ["bot", "According to what the carrier told us this morning, the parcel was handed to the guard at the door at two, and he signed for it."],
			["user", "do you need more photos?! i need that, how hard can it be. i fly thursday 6am"], ["bot", "Sorry."], ["user", "i want compensation for it"]]
			| .turns |= map({role: .[0], text: .[1]}) | .hoff.score.turn = (4, 6)' | hoff-packet --brief-seconds 30 |
		jq -r '.hoff.packet.brief | map({(.label): .text}) | add | .customer, .wants, .known, .so_far, .next' | diff - <(cat <<-'END'
	English, channel unknown; identity: asked for, given, not confirmed
	delivery, or a date (implied)
	account number: masked
	bot asked for reference number (given [2]), name (given [2]); bot said: “According to what the carrier told us this morning, the parcel was handed to the guard at the door at two…”
	Find the delivery; say where it is and when it comes. Mind: “i fly thursday 6am”
	English, channel unknown; identity: asked for, given, not confirmed
	compensation
	account number: masked
	bot asked for reference number (given [2]), name (given [2]); bot said: “According to what the carrier told us this morning, the parcel was handed to the guard at the door at two…”
	Find the delivery; say where it is and when it comes. They want: compensation. Decide; say by when. Mind: “i fly thursday 6am”
	END
	)
	# what one is asked to wait for is no promise, and a yes with a but is none
	diff - <(so_far '.turns = [["user", "the lamp is broken"], ["bot", "Please allow 5 working days. Is that alright for you?"], ["user", "yes but it is broken"]]
			| .turns |= map({role: .[0], text: .[1]}) | .hoff.score = {decision: "escalate", turn: 2}') <<-'END'
	bot said: “Please allow 5 working days.” [1]
	See the order and what was agreed; ask: replace, repair or refund?
	END
}

@test "the brief pairs what was said with what it answers, and names all that is open" {
	# a line a conversation: turns, customer and bot by turns
	jq -Rc '(. / "|") as $said | {conversation_id: "c", language: "en", turns: [range($said | length) as $i
			| {role: (if $i % 2 == 0 then "user" else "bot" end), text: $said[$i]}],
		hoff: {redact: {}, score: {decision: "escalate", turn: (($said | length) - 1)}}}' <<-'IN' |
		my fridge is broken|Reply A for repair, B for a new one: A) repair on 3 May B) a new one, next week|B but not in the morning
		i returned a coat, no money came|A refund of 69.00 was issued on 19 May.|no, that card was cancelled in march
		cancel my subscription and give me the 29.98 back, and no more letters|We have a discount.|they put it on my bill, maybe
		hello, what shall we do?|Reply 1 collect 2 deliver 3 cancel|2
		we cannot pay until it is corrected, it has the wrong VAT number|Sorry.|a person
		cancel my plan|I have found your plan. Are you moving abroad?|no i just do not want it
		my name is wrong for 2009-13, i rang at 12.30 and paid 412.60|Sorry.|a person
		my lamp is dark|The lamp has to be off for an hour by our guide.|did that already, also with another plug|Sorry.|a person
		the box came without the lamp|We could look. What would you like?|or can you, it is tonight right
		no heating here, the boiler is broken|Sorry.|my mother is 82 and it is cold
		the fee of 65 euros is wrong and the deposit was £300|Sorry.|call me back after five please
		my parcel is late, and also the invoice has a mistake|I found application U19-40772. Your booking number?|M4RTQX|Sorry.|do not call, in writing only please
		sorry, my order 1042-7 never came|Twelve signs, please.|it is 1042-77-100, and I opened a case on sunday
		so my order 2009-7716 never came|Sorry.|please dont give me that|Sorry.|and now your letters are harassment of us
		my ex opens my post, where do you send the card|I have sent it to Mill Street 5. You will get it on monday.|no! do not text me, call the new number
		19. not 17, my order 1042-77 is late and has 88123 on it|Your reference number?|JX 5530 1128 GH|Would you like a pick-up?|I do not want a pick-up
	IN
		hoff-packet --brief-seconds 0 | jq -r '.hoff.packet.brief | map({(.label): .text}) | add | "\(.problem) | \(.wants) | \(.known) | \(.so_far) | \(.next)"' >got
	diff - got <<-'END'
	“my fridge is broken” [0]; “[a new one] but not in the morning” [2] | replacement | no number given | bot said: “Reply A for repair, B for a new one: A) repair on 3 May B) a new one, next week”; chose: a new one | See the order and what was agreed. They want: replacement. Decide; say by when.
	“i returned a coat, no money came” [0]; “no, that card was cancelled in march” [2] | refund (implied) | no number given | bot said: “A refund of 69.00 was issued on 19 May.” | Look up the refund; compare what was paid with what they claim, pay the rest or say why not.
	“cancel my subscription and give me the 29.98 back, and no more letters” [0]; “they put it on my bill, maybe” [2] | refund; cancellation | no number given | bot did: “We have a discount.” | Say end date and costs; confirm it in writing. They want: refund. Decide; say by when.
	what shall we do? | delivery | no number given | bot said: “Reply 1 collect 2 deliver 3 cancel”; chose: deliver | Read [0] first. They want: delivery. Decide; say by when.
	we cannot pay until it is corrected, it has the wrong VAT number | record put right (implied) | no number given | nothing asked or promised | Compare the record with what they show; put it right, or say who decides and when.
	“cancel my plan” [0]; “no i just do not want it” [2] | cancellation | no number given | bot did: “I have found your plan.” | Say end date and costs; confirm it in writing.
	my name is wrong for 2009-13, i rang at 12.30 and paid 412.60 | record put right (implied) | no number given; paid: 412.60 | nothing asked or promised | Compare the record with what they show; put it right, or say who decides and when.
	my lamp is dark | not stated | no number given | bot said: “The lamp has to be off for an hour by our guide.”; customer: “did that already, also with another plug” | Read [0, 2] first; then settle what is open, not as the bot did, say by when.
	the box came without the lamp | refund or replacement (ask which) | no number given | nothing asked or promised | See the order and what was agreed; ask: replace, repair or refund? Mind: “or can you, it is tonight right”
	“no heating here, the boiler is broken” [0]; “my mother is 82 and it is cold” [2] | the supply back today (implied) | no number given | nothing asked or promised | Ask: is the supply on, who depends on it? Restore it or credit the meter today; bills come later.
	the fee of 65 euros is wrong and the deposit was £300 | call back; “call me back after five please” | no number given; fee: 65 euros; deposit: £300 | nothing asked or promised | See whether the deposit or hold was released (fee 65 euros); release or refund it, say when it arrives. Arrange: call back; say when.
	my parcel is late, and also the invoice has a mistake | document; “do not call, in writing only please” | booking: M4RTQX; application (bot): U19-40772 | bot asked for reference number (given [2]); bot said: “I found application U19-40772.” | Find the delivery; say where it is and when it comes. Arrange: document; say when. Settle the other matter of [0], too.
	“my order 1042-7 never came” [0]; “it is 1042-77-100, and I opened a case on sunday” [2] | delivery, or a date (implied) | 1042-77-100 | nothing asked or promised | Find the delivery; say where it is and when it comes.
	“my order 2009-7716 never came” [0]; “and now your letters are harassment of us” [4] | delivery, or a date (implied) | order: 2009-7716 | nothing asked or promised | Find the delivery (order 2009-7716); say where it is and when it comes.
	“my ex opens my post, where do you send the card” [0]; “do not text me, call the new number” [2] | see problem | no number given | bot promised: “You will get it on monday.”; bot did: “I have sent it to Mill Street 5.” | Ask: are they safe, how and when to reach them? Use no other way; tell that person or an account holder nothing. Danger: police. Pass it to the safety team today; then what they ask.
	19. not 17, my order 1042-77 is late and has 88123 on it | “I do not want a pick-up” | order: 1042-77 | bot asked for reference number (given [2]); bot offered visit or pick-up | Find the delivery (order 1042-77); say where it is and when it comes.
	END
}

@test "a step rests on what was said first or is asked for now, and on nothing that is refused" {
	# a line a conversation: turns, customer and bot by turns
	jq -Rc '(. / "|") as $said | {conversation_id: "c", language: "en", turns: [range($said | length) as $i
			| {role: (if $i % 2 == 0 then "user" else "bot" end), text: $said[$i]}],
		hoff: {redact: {}, score: {decision: "escalate", turn: (($said | length) - 1)}}}' <<-'IN' |
		the sofa looks lovely in the room but for one thing|Which?|you took the replacement and have it|Sorry.|do not collect it
		I returned the kettle in march and there is no refund|Sorry.|do not send it back, it is broken
		I need to stop the payments on the loan
		I want to know what my contract has in it please|You can use our app.|my login does not work, I do it here or by post
		my bag was delayed 4 days, you have paid me 90 of the 341.80, pay the rest
		the new smart meter is in and the boiler does not come on
		my card has not arrived since the move of last week
		it is about my dad and the methotrexate that you sent|Which box?|the one of friday|Sorry.|his mouth has gone all sore
		how do I split my bill from the family plan please|The holder has to agree.|no, he always knows where I am|Sorry.|I only want to keep the number
		nobody picks up at your desk, I rang it three times|Sorry.|my husband has slipped in the bath
		pipe burst in may, any news of my claim AB-55019|Sorry.|and when is it decided
		the sofa looks lovely in the room but for one thing|Which?|do not send it back, it is broken
		I returned two coats on the 9th of may and still no refund|It was paid.|two coats, less the fee of 3.95, to the new card or by cheque, either is fine with me
		my broadband is off since the storm of sunday night|Sorry.|and every bill has the debt of the last tenant
	IN
		hoff-packet --brief-seconds 0 | jq -r '.hoff.packet.brief[-1].text' | diff - <(cat <<-'END'
	Read [0, 2, 4] first; then settle what they ask for, or say why not, by when.
	Look up the refund; compare what was paid with what they claim, pay the rest or say why not.
	Read [0] first; then settle what they ask for, or say why not, by when.
	Read [0, 2] first; then settle what they ask for, or say why not, by when.
	Look up the refund (paid 90 of the 341.80); compare what was paid with what they claim, pay the rest or say why not.
	Ask: is the supply on, who depends on it? Restore it or credit the meter today; bills come later.
	See which card they need; order, send or activate it.
	Say: take no more of it for now. Ask: what was taken, how are they? Ill: emergency number. Let a pharmacist or clinician call at once. Mind: “the one of friday”
	Ask: are they safe, how and when to reach them? Use no other way; tell that person or an account holder nothing. Danger: police. Pass it to the safety team today; then what they ask.
	Ask: who, how bad, since when; bad, or no answer: emergency number. Else a nurse; tell the duty manager.
	Find or open the claim (AB-55019); say what is missing. Also: Ask: is it still leaking, water and power off.
	Read [0, 2] first; then settle what they ask for, or say why not, by when.
	Look up the refund; compare what was paid with what they claim, pay the rest or say why not.
	Check outage and line; repair, or book an engineer. Also: Check whose debt it is.
	END
		)
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
	keep='Find the delivery; say where it is and when it comes. Keep what was promised, or say why not.'
	packet_of <in | says ".next_step == \"$keep Do not ask again for plan, order id, city.\" and .brief[-1].text == \"$keep\""
	jq -c '.turns[7].text += " please"' in >asks
	packet_of <asks | says '.next_step | test("not[.] Then answer: “the big parcel with the lamp please” Do not")'
	# of what nobody may see it quotes nothing
	packet_of --fields next_step <asks | says ".next_step == \"$keep\""
	packet_of --fields next_step,current <asks |
		says ".next_step == \"$keep"' Then answer: “the big parcel with the lamp please”"'
	# a number is no request yet
	told '.turns[0] = {role: "user", text: "order 10425 please"} | .turns[4].text = "my lamp never came"' | packet_of |
		says '.goal.first.turn == 4 and .goal.current == null'
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
		en|my payment failed at the checkout
		de|die Zahlung ist fehlgeschlagen
		en|payment failed but the money was deducted
		en|money is missing
		en|payment failed and my money is gone
		en|it has not been received, I want compensation
		en|my fridge stands beside my freezer
		en|my tablets, which came by post on monday, look different
		de|der Koffer ist nicht angekommen
		fr|plus de chauffage depuis hier
		es|la factura de la luz no me cuadra
		pt|o técnico não apareceu
		nl|dat is de schuld van de vorige bewoner
		en|where is my parcel? my suitcase never came off the plane
		en|no internet since we moved house
		en|the flight was cancelled and it cost 120 pounds
		en|please cancel my subscription and I want the 29.98 back
		en|where is my order? it smells of gas in the hall
		en|the little white alarm by the boiler keeps going, four beeps and stops
		nl|ik heb een boete gekregen
		en|you never sent my tickets for the show
		en|stop the direct debit of my mum, I have power of attorney
		en|I topped up on sunday and you say nothing came
		fr|mon nom est faux, c'est le mauvais nom
		en|my tooth came off, I am in a lot of pain, chest pain too
	IN
	) <<-'END'
	Say why it was cancelled (order 1042-7); ask whether to order again.
	Check identity; find why the card is blocked; unblock or replace.
	Look up the refund. They want: refund. Decide; say by when.
	Ask: is it still leaking, water and power off; send emergency repair today.
	Check identity, block the card, order a new one.
	Trace the parcel; say what you find, what comes next, by when.
	Check identity, block the card, order a new one.
	See the order and what was agreed; ask: replace, repair or refund?
	Check outage and line; repair, or book an engineer.
	Read [0, 1, 3] first; then settle what is open, not as the bot did, say by when.
	Read [0, 3] first; then settle what is open, not as the bot did, say by when.
	See the order and what was agreed; ask: replace, repair or refund?
	Read [0, 3] first; then settle what is open, not as the bot did, say by when.
	Listen first; ask what brings them, whether they are safe.
	Read [0, 1, 3] first; then settle what is open, not as the bot did, say by when.
	Look up the charge; explain it or refund it.
	Trace the parcel; say what you find, what comes next, by when.
	See why it was declined; offer another way to pay.
	See why it was declined; offer another way to pay.
	Look up the charge; explain it or refund it.
	Check identity, find the transfer, start a recall.
	Find the payment; say what went wrong and where the money is.
	Find the delivery; say where it is and when it comes. They want: compensation. Decide; say by when.
	Read [0, 1, 3] first; then settle what is open, not as the bot did, say by when.
	Say: take no more of it for now. Ask: what was taken, how are they? Ill: emergency number. Let a pharmacist or clinician call at once.
	Trace the bag; say where it is, send it to where they are, say who pays their costs.
	Ask: is the supply on, who depends on it? Restore it or credit the meter today; bills come later.
	Check the reading on the bill against theirs; correct bill or meter, hold the payment until then.
	Find why the visit failed; book one at a time that suits, drop any fee for it.
	Check whose debt it is; stop collection meanwhile, take off what is not theirs.
	Trace the bag; say where it is, send it to where they are, say who pays their costs.
	Check outage and line; repair, or book an engineer. Also: Correct the address as written.
	Find the journey; see what happened, rebook or refund, say what compensation is due.
	Say end date and costs; confirm it in writing. They want: refund. Decide; say by when. Settle the other matter of [1], too.
	Say: get out, no switch or flame, call the gas emergency line; anyone ill: ambulance. Send repair today.
	Say: get out, no switch or flame, call the gas emergency line; anyone ill: ambulance. Send repair today.
	Check the fine against their proof; cancel or hold it, stop the deadline meanwhile.
	Find the document, send it, ask whether it arrived.
	Find the authority on file; act on it, or say what is missing.
	Find their payment; credit it, stop reminders and blocks meanwhile.
	Compare the record with what they show; put it right, or say who decides and when.
	Ask: who, how bad, since when; bad, or no answer: emergency number. Else a nurse; tell the duty manager.
	END
	# the first request counts more than what comes up, but for what gets worse
	told '.turns[0].text = "my card was stolen" | .turns[2].text = "where is my parcel? it has not arrived"
		| (.turns[4].text = "a person please"), (.turns[4].text = "is my order late?"),
		(.turns += [.turns[2], .turns[2]] | .hoff.score.turn = 6), (.turns[4].text = "there is a water leak")' |
		hoff-packet | jq -r '.hoff.packet.next_step' | cut -d' ' -f1 | paste -sd' ' >got
	[ "$(cat got)" = 'Check Check Check Ask:' ]
	# a table of your own, and one that cannot be used
	printf 'list,term\nrefund,a zebra\n' >own.csv
	[ "$(steps --matters own.csv <<<'en|I lost my card and a zebra')" = 'Look up the refund; compare what was paid with what they claim, pay the rest or say why not.' ]
	printf 'list,term\nrefnud,zebra\n' >own.csv
	run -2 --separate-stderr hoff-packet --matters own.csv "$in"
	[ "$stderr" = "hoff-packet: own.csv:2: no list is called 'refnud'; the nearest is 'refund'" ]
}

@test "a line of the brief is one line" {
	scored '.turns[0].text = "The lamp, as I said,\n\n  is\tbroken\r\n"' | packet_of |
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
		'["order id: 1043; city: Nairobi; plan: gold (record)",[2]]' ]
	told '.turns[4].text = "I paid €50, not 7$"' | packet_of |
		says 'any(.brief[]; .text == "order id: 1043; city: Nairobi; paid: €50; plan: gold (record)")'
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
	[ "$(labels 99)" = 'why customer problem wants known so_far next' ]
	[ "$(labels 5)" = 'why problem wants so_far next' ]
	[ "$(labels 3)" = 'why problem next' ]
	[ "$(labels 1)" = 'next' ]
	[ "$(labels 0)" = '' ]
	told '.hoff.score.signals.safety.self_harm = 0.4
		| .hoff.score.signals.compliance.fraud = 0.3' |
		packet_of |
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
			| '"$1" | packet_of | jq -r .next_step
	}
	# a complaint is logged where somebody says so
	[[ $(steps '.turns[2].text = "the order is 1043, and I complain"') == \
		'Find the delivery; say where it is and when it comes. Log the complaint; say its reference and reply date.'* ]]
	# what it does not rest on has to be clear, and comes last
	[[ $(steps .) == 'Find the delivery; '* && $(steps .) != *fraud* ]]
	[[ $(steps '.hoff.score.signals.compliance.fraud = 0.9') == 'Find the delivery;'*' If it is fraud: '* ]]
	# goods that are not what they should be are no fraud with an account
	[[ $(steps '.turns[0].text = "it is a fake"') == 'See the order and what was agreed;'* ]]
	[[ $(steps '.turns[0].text = "I returned a watch, it says return rejected: is that fraud?" | .turns[2].text = "so what of my return?"') == 'Say how it goes back '* ]]
	[[ $(steps 'del(.hoff.score.reasons) | .hoff.score.signals.compliance.fraud = 0.9') == *'block account or card'* ]]
	[[ $(steps '.hoff.score.signals.safety.child = 0.6') == *safeguarding* ]]
	# what may be a danger is asked first, then the rest is done; the surest of two
	[[ $(steps '.hoff.score.signals.safety.medical = 0.42') == 'First ask: “How is everybody now: is anyone ill?” Ill: '*'Find the delivery;'* ]]
	[[ $(steps '.hoff.score.signals.safety = {medical: 0.39, child: 0.2}') == 'Find the delivery;'* ]]
	[[ $(steps '.hoff.score.signals.safety = {self_harm: 0.35, medical: 0.7}') == 'Ask first: “Do you need an ambulance?'* ]]
	# pills that were taken, with harm in mind or not, and who is unwell by them; the
	# account that somebody else is in
	[[ $(steps '.turns[0].text = "he took the wrong tablets" | .hoff.score.signals.safety.self_harm = 0.7') == *'then what was taken, by whom.'* ]]
	[[ $(steps '.turns[0].text = "he took the wrong tablets" | .hoff.score.signals.compliance = {vulnerable: 0.9}') == 'Say: take no more '* ]]
	[[ $(steps '.turns[0].text = "somebody is in there" | .turns[2].text = "so what now" | .hoff.score.signals.compliance = {security: 0.9}
		| .hoff.score.reasons[0].evidence[0].signal = "compliance.security"') == 'Lock the account; stop orders '* ]]
	# who did not order what was paid for is protected first
	# what has nothing to do with an account is not locked
	text=$(steps '.turns[0].text = "no heating here" | .turns[2].text = "still no heating" | .hoff.score.signals.compliance.fraud = 0.9')
	[[ $text == 'Ask: is the supply on, '* && $text != *fraud* ]]
	[[ $(steps '.turns[0].text = "tracking says delivered but it is not here" | .turns[2].text = "so where is it" | .hoff.score.signals.compliance.fraud = 0.9') == 'Verify identity, block '*'Trace the parcel;'* ]]
}

@test "a risk is as sure as its signal, in words" {
	for value in 0.3 0.59 0.6 0.89 0.9; do
		told ".hoff.score.signals.compliance.fraud = $value"
	done | hoff-packet | jq -r '.hoff.packet.brief[0].text' | diff - <(printf 'much speaks for a person%s; angry\n' '' '' \
		'; risk: fraud (likely)' '; risk: fraud (likely)' '; risk: fraud (clear signs)')
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
	told '.turns = [{role: "bot", text: "Welcome to us."}] + .turns | .hoff.score.turn = 5' |
		packet_of | says '(.tried | map(.turn)) == [2]'
	told '.turns[0].role = "bot" | .turns[2:4] = [] | .hoff.score.turn = 2' | packet_of | says '.tried == []'
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
	problem: “my order 1042 never came” [0]; “the order is 1043, not that one” [2]
	Anliegen: Lieferung oder Termin (ergibt sich)
	Bekannt: order id: 1043; city: Nairobi; plan: gold (laut Akte)
	Bisher: Bot sagte zu: “You will receive it by tomorrow.”; nicht verstanden 1×
	Nächster Schritt: Lieferung suchen; sagen, wo sie ist und wann sie kommt. Zusage halten oder sagen, warum nicht.
	END
	# as a person reads it, too; in the customer's language; and in English
	packet_of --brief-language de -T text --brief-seconds 0 --brief-lines 9 <in |
		says '.payload | test("(^|\n)Warum jetzt: Die Person")'
	jq -c '.language = "fr"' in | packet_of --brief-language customer |
		says '.brief[0].title == "Pourquoi maintenant"'
	{ packet_of --brief-language fr <in; packet_of --brief-language es <in; } |
		jq -r '.brief[3].text' | paste -sd'|' >got
	[ "$(cat got)" = 'livraison, ou une date (sous-entendu)|entrega, o una fecha (se deduce)' ]
	packet_of <in | says '.brief[0] | (.text | test("risk: complaint [(]likely")) and (has("title") | not)'
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
“my order 1042 never came” [0]; “the order is 1043, not that one” [2]
delivery, or a date (implied)
order id: 1043; city: Nairobi; plan: gold (record)
bot promised: “You will receive it by tomorrow.”
Find the delivery; say where it is and when it comes. Keep what was promised, or say why not.' ]
	# 18 words of what was said, of 66: 18 x 60 / 300 s; 66 words in 9 sentences,
	# and 13 of them have more than six letters: 66 / 9 + 100 x 13 / 66
	[ "$(jq -c .brief_figures packet)" = \
		'{"words":66,"seconds":3.6,"lix":27.0303,"coverage":1}' ]
	told . | packet_of --brief-lines 3 | says '.brief_figures.coverage == 0.3333'
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
