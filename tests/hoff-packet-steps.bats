load common
load packet

@test "a step rests on what was said first or is asked for now, and on nothing that is refused" {
	# a line a conversation: turns, customer and bot by turns
	jq -Rc '(. / "|") as $said | {conversation_id: "c", language: "en", turns: [range($said | length) as $i
			| {role: (if $i % 2 == 0 then "user" else "bot" end), text: $said[$i]}],
		hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: (($said | length) - 1)}}}' <<-'IN' |
		the sofa looks lovely in the room but for one thing|Which?|you took the replacement and have it|Sorry.|do not collect it
		I returned the kettle in march and there is no refund|Sorry.|do not send it back, it is broken
		I need to stop the payments on the loan
		my card has not arrived since the move of last week
		it is about my dad and the methotrexate that you sent|Which box?|the one of friday|Sorry.|his mouth has gone all sore
		how do I split my bill from the family plan please|The holder has to agree.|no, he always knows where I am|Sorry.|I only want to keep the number
		nobody picks up at your desk, I rang it three times|Sorry.|my husband has slipped in the bath
		pipe burst in may, any news of my claim AB-55019|Sorry.|and when is it decided
		I returned two coats on the 9th of may and still no refund|It was paid.|two coats, less the fee of 3.95, to the new card or by cheque, either is fine with me
		my broadband is off since the storm of sunday night|Sorry.|and every bill has the debt of the last tenant
	IN
		hoff-packet --brief-seconds 0 | jq -r '.hoff.packet.brief[-1].text' | by_matter | diff - <(cat <<-'END'
	Read [0, 2, 4] first; then settle what they ask for, or say why not, by when.
	<refund>
	<cannot_pay>
	<card_new>
	<medicine> Mind: “the one of friday”
	<harassed>
	<symptom>
	<claim>
	<refund>
	<connection>
	END
		)
}

@test "the next step answers what was not answered" {
	told '.turns += [{role: "bot", text: "Sorry?"}, {role: "user", text: "is it blue?"},
		{role: "user", text: "the big parcel with the lamp"}, {role: "user", text: "may I have a person?"}]
		| .hoff.score += {turn: 8, friction: [{kind: "fallback", turn: 5}], reasons: [
			{rule: "r", reason: "x", evidence: [{signal: "human_request", turn: 8}]}]}' >in
	keep='Find the delivery and its last scan; ask: needed by when, medicine or food inside; check address and stock; say the next date. Keep what was promised in [1], or say why not.'
	hoff-packet <in | says ".next_step == \"$keep Do not ask again for plan, order id, city.\" and .brief[-1].text == \"$keep\""
	jq -c '.turns[7].text += " please"' in >asks
	hoff-packet <asks | says '.next_step | test("not[.] Then answer: “the big parcel with the lamp please” Do not")'
	# of what nobody may see it quotes nothing
	hoff-packet --fields next_step <asks | says ".next_step == \"$keep\""
	hoff-packet --fields next_step,current <asks |
		says ".next_step == \"$keep"' Then answer: “the big parcel with the lamp please”"'
	# a number is no request yet
	told '.turns[0] = {role: "user", text: "order 10425 please"} | .turns[4].text = "my lamp never came"' | hoff-packet |
		says '.goal.first.turn == 4 and .goal.current == null'
}

@test "of a turn that asks the next step quotes what asks, and not the rest" {
	step() { # LANGUAGE TEXT
		jq -nc --arg language "$1" --arg text "$2" '{conversation_id: "c", $language, turns: [
			{role: "user", text: "Where is my order 1042? It should have been here on Monday."},
			{role: "bot", text: "It is on its way."}, {role: "user", $text}],
			hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: 2}}}' |
			hoff-packet | jq -r '.hoff.packet.next_step | capture("[:“](?<q>[^“”]*)”$").q? // "-"'
	}
	[ "$(step en 'I am so tired of this. When will it be at my door? Worst shop ever.')" = 'When will it be at my door?' ]
	[ "$(step de 'Das ist eine Frechheit! Wann kommt der Bote denn nun? Ich bin stocksauer.')" = 'Wann kommt der Bote denn nun?' ]
	[ "$(step es 'Vaya desastre. ¿A qué hora llega el repartidor? Nunca más compro aquí.')" = '¿A qué hora llega el repartidor?' ]
	# two that stand together, and of two that do not the last
	[ "$(step en 'Which day is it? And who signs for it? I am out till noon.')" = 'Which day is it? And who signs for it?' ]
	[ "$(step en 'Who signs for it? I am out till noon. Which day is it going to be?')" = 'Which day is it going to be?' ]
	# what means nothing alone comes with what is before it
	[ "$(step en 'The blue van is outside. Do it right now please, can you? Thanks.')" = 'The blue van is outside. Do it right now please, can you?' ]
	# a cry is no question, and what they want is told once
	[ "$(step en 'No. WTF is going on?? Third time this week.')" = - ]
	[ "$(step de 'Halten Sie mich für dumm? Drei Wochen!')" = - ]
	[ "$(step en 'No. I want a full refund. This is unacceptable.')" = - ]
}

@test "what to do is told by what the customer is here for, in each language" {
	steps() {
		jq -Rc '(. / "|") as [$language, $text] | {conversation_id: "c", $language,
			turns: [{role: "user", text: "hello"}, {role: "user", $text},
				{role: "bot", text: "Which one?"}, {role: "user", text: "a person please"}],
			hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: 3}}}' |
			hoff-packet "$@" | jq -r '.hoff.packet.next_step'
	}
	# whatever words it is told in; what nothing tells is not guessed, and where a
	# payment was declined and no money went there is no payment to look for
	diff - <(steps <<-'IN' | by_matter
		en|order #1042-7 cancelled!
		de|die Karte 5500 ist gesperrt
		fr|je veux être remboursé
		es|tengo una fuga del piso de arriba
		pt|perdi o cartão ontem
		nl|het pakket is zoek
		en|do you have a discount on the fridge that arrived broken
		en|my broadband has been painfully slow all week
		en|what a day this was
		en|I am stressed, I am so lonely
		en|I lost, on the way to the office by tram, I think, my card
		en|delivered to an address that is not mine
		en|my payment failed at the checkout
		de|die Zahlung ist fehlgeschlagen
		en|payment failed but the money was deducted
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
		de|die Mülltonne wurde nicht geleert
		fr|je suis en panne sur l'autoroute
		nl|mijn simkaart werkt niet
		es|me he dejado el abrigo en el tren
		pt|os meus pontos não foram creditados
	IN
	) <<-'END'
	<order_cancelled>
	<card_blocked>
	<refund> They want: refund. Decide; say by when.
	<leak>
	<card_lost>
	<parcel_missing>
	<item_damaged>
	<connection>
	Read [1] first; then settle what is open, not as the bot did, say by when.
	<talk>
	<card_lost>
	<parcel_missing>
	See why it was declined; offer another way to pay.
	See why it was declined; offer another way to pay.
	<payment_failed>
	<payment_failed> They want: refund. Decide; say by when.
	<delivery_late> They want: compensation. Decide; say by when.
	Read [1] first; then settle what is open, not as the bot did, say by when.
	<medicine>
	<baggage>
	<supply>
	<meter>
	<visit>
	<not_mine>
	<baggage>
	<connection>
	<flight>
	<cancel_contract> They want: refund. Decide; say by when. Settle the other matter of [1], too.
	<gas>
	<gas>
	<fine>
	<ticket>
	<on_behalf>
	<topup>
	<name_wrong>
	<symptom>
	<collection_missed>
	<roadside>
	<sim>
	<left_behind>
	<points>
	END
	# the first request counts more than what comes up
	told '.turns[0].text = "my card was stolen" | .turns[2].text = "where is my parcel? it has not arrived"
		| (.turns[4].text = "a person please"), (.turns[4].text = "is my order late?"),
		(.turns += [.turns[2], .turns[2]] | .hoff.score.turn = 6)' |
		hoff-packet | jq -r '.hoff.packet.next_step' | by_matter | cut -d' ' -f1 | paste -sd' ' >got
	[ "$(cat got)" = '<card_lost> <card_lost> <card_lost>' ]
	# a table of your own takes the place of the phrases, not of what was learned, and
	# one that cannot be used
	printf 'list,term\ngas,there is a zebra\n' >own.csv
	diff - <(printf 'en|%s\n' 'there is a zebra' 'my mother lost her card' | steps --matters own.csv | by_matter) <<<$'<gas>\n<card_lost>'
	printf 'list,term\nrefnud,zebra\n' >own.csv
	run -2 --separate-stderr hoff-packet --matters own.csv "$in"
	[ "$stderr" = "hoff-packet: own.csv:2: no list is called 'refnud'; the nearest is 'refund'" ]
}

@test "what is wanted where nobody says so is of the templates, and your own are used" {
	{
		echo '('
		hoff-packet --show-defaults=templates.jq
		echo ') | .matter_wants = {delivery_late: "the cow", item_damaged: "the cow (or two)"}
			| .whisper.nl["the cow"] = "de koe" | .matter_steps.card_lost = "Find the cow."'
	} >own.jq
	told '.turns[0].text = ("my order has not arrived", "the lamp is broken", "my card was stolen") | .turns[2].text = "as I said"' >in
	for language in en nl; do
		hoff-packet -t own.jq --brief-language "$language" in
	done | jq -r '.hoff.packet | (.brief[] | select(.label == "wants").text), .next_step[:13]' | diff - <(cat <<-'END'
	the cow (implied)
	Find the deli
	the cow (or two)
	Ask whether a
	not stated
	Find the cow.
	de koe (impliciet)
	Find the deli
	the cow (or two)
	Ask whether a
	niet gezegd
	Find the cow.
	END
	)
	# a language that has no word for it says nothing of it
	echo '| .whisper.nl["not stated"] = ""' | cat own.jq - >mute.jq
	hoff-packet -t mute.jq --brief-language nl in | tail -n 1 | says 'all(.brief[]; .label != "wants")'
	# a step that points at turns has a place for them
	echo '| .keep_step = "Keep it."' | cat own.jq - >blank.jq
	run -2 --separate-stderr hoff-packet -t blank.jq in
	[ "$stderr" = 'hoff-packet: blank.jq: keep_step: has no {turns}' ]
}

@test "a plain sentence is told by its matter, whatever was said around it" {
	# what it may be, the language, what the customer says turn by turn
	cat >rows <<-'END'
		leak|en|my card was stolen|where is my parcel? it has not arrived|there is a water leak
		delivery_late,parcel_missing|en|my order never came
		delivery_late,parcel_missing|en|my order 1042 never came|the order is 1043, not that one|a person please, now
		delivery_late,parcel_missing|en|sorry, my order 1042-7 never came|it is 1042-77-100, and I opened a case on sunday
		delivery_late,parcel_missing|en|my lamp never came
		delivery_late,parcel_missing|en|it never came, and it is late because of the snow
		delivery_late,parcel_missing|en|my parcel has not arrived
		delivery_late,parcel_missing|en|where is my parcel 104233, see https://x.example or a@b.example
		delivery_late,parcel_missing|en|my delivery 104233 is late, see https://x.example or a@b.example
		delivery_late,parcel_missing|de|meine Bestellung ist nie angekommen
		delivery_late,parcel_missing|fr|ma commande n'est jamais arrivée
		delivery_late,parcel_missing|es|mi pedido nunca llegó
		delivery_late,parcel_missing|pt|a minha encomenda não chegou
		delivery_late,parcel_missing|nl|mijn bestelling is nooit aangekomen
		delivery_late,parcel_missing|nl|mijn pakket is niet aangekomen
		delivery_late,parcel_missing|en|hope you are well|my package has not arrived
		parcel_missing|nl|hello there my friend|het pakket is zoek
		connection|en|hello there my friend|my broadband has been painfully slow all week
		fine|nl|hello there my friend|ik heb een boete gekregen
		charge,dispute|de|ich wurde doppelt abgebucht
		item_missing|en|I only got half of my order and I am so stressed
		delivery_late,parcel_missing,charge,document|en|my parcel is late, and also the invoice has a mistake|do not call, write to me please
		delivery_late|en|my order 1042-77 is late|I do not want a pick-up
		supply,home_repair|en|the new smart meter is in and the boiler does not come on
		document,offer,none|en|I want to know what my contract has in it please
		card_lost|de|meine Karte 104233 ist weg, siehe https://x.example
		item_damaged|en|the lamp arrived broken|I do not want a refund
		payment_failed,charge|en|my payment failed but the money was taken
		payment_failed,charge|fr|le paiement a échoué mais la somme a été prélevée
		payment_failed,charge|nl|de betaling is mislukt maar het geld is afgeschreven
		item_damaged,warranty|en|I do not want a refund|the lamp is broken
		item_damaged|en|the lamp is broken|I want to talk to a person
		item_damaged|en|order number 1042-77: the lamp is broken|your driver said he would bring a new one
		name_wrong|en|my name is wrong on the booking, i rang at 12.30 and paid 412.60
		item_wrong,seller|en|it is a fake|the order is 1043, not that one
		item_damaged|en|the sofa looks lovely in the room|the left leg is broken|do not send it back, it is broken
		none|en|hi, i need help|hello?|a person
		complaint|en|hello|I am not happy|a person please
	END
	# what people say first, to a bot that does not understand and is left for a person
	awk -F'|' 'BEGIN { ask["en"] = "a person please"; ask["de"] = "ein Mensch bitte"; ask["fr"] = "un conseiller svp"
			ask["es"] = "una persona por favor"; ask["pt"] = "uma pessoa por favor"; ask["nl"] = "een medewerker graag"
			ask["it"] = "un operatore per favore"; ask["hi"] = "kisi insaan se baat karni hai" }
		{ print $0 "|" ask[$2] }' >>rows <<-'END'
		delivery_late,parcel_missing|en|where is my order?
		delivery_late|en|my parcel is late
		parcel_missing|en|it says delivered but I did not get my parcel
		refund|en|I am still waiting for my refund
		cancel_order|en|I want to cancel my order
		return_item|en|how do I return this?
		item_damaged|en|my order arrived damaged
		item_wrong|en|you sent me the wrong size
		item_missing|en|there is an item missing from my order
		exchange|en|can I swap it for a bigger size?
		address|en|I need to change my delivery address
		charge|en|I have been charged twice
		dispute|en|there is a payment on my card that I did not make
		card_lost|en|I lost my card
		card_blocked|en|my card is blocked
		card_kept|en|the cash machine kept my card
		payment_failed|en|payment failed but my account was charged
		cannot_pay|en|I cannot pay my bill this month
		login|en|I forgot my password
		login,account_blocked|en|I cannot log in to my account
		code|en|I am not getting the code by text
		account_taken|en|someone has hacked my account
		scam|en|I think I have been scammed
		connection|en|my internet is not working
		cancel_contract|en|I want to cancel my subscription
		price_up|en|why has my bill gone up?
		move_home|en|I am moving house next month
		appointment|en|I need to change my appointment
		prescription|en|I need a repeat prescription
		flight|en|my flight was cancelled
		baggage|en|my suitcase did not arrive
		claim|en|I want to make a claim
		booking|en|I want to change my booking
		sim|en|my new sim card is not working
		close_account|en|please close my account
		complaint|en|I want to make a complaint
		points|en|my points are missing
		gas|en|I can smell gas
		death|en|my husband has died and I need to close his account
		home_repair|en|my boiler is not working
		limit|en|can you raise my credit limit?
		name_wrong|en|the name on my ticket is wrong
		details|en|I want to change my phone number
		price|en|do you have any discounts?
		document|en|I need a copy of my invoice
		delivery_late,parcel_missing|de|wo ist mein Paket?
		refund|de|wann bekomme ich mein Geld zurück?
		cancel_contract|de|ich möchte meinen Vertrag kündigen
		login|de|ich habe mein Passwort vergessen
		connection|de|mein Internet geht nicht
		card_lost|fr|j'ai perdu ma carte bancaire
		delivery_late,parcel_missing|fr|où est mon colis ?
		cancel_order|fr|je veux annuler ma commande
		dispute,charge|fr|il y a un paiement que je n'ai pas fait
		item_damaged|es|mi pedido llegó roto
		charge,dispute|es|me han cobrado dos veces
		flight|es|han cancelado mi vuelo
		login|pt|não consigo entrar na minha conta
		cancel_contract|pt|quero cancelar a minha assinatura
		item_wrong|pt|recebi o produto errado
		return_item|nl|hoe kan ik dit terugsturen?
		delivery_late|nl|mijn bestelling is te laat
		card_blocked|nl|mijn pas is geblokkeerd
		item_damaged|de|die Lampe ist kaputt
		home_repair|de|die Heizung in der Wohnung geht nicht
		item_damaged|es|la lámpara está rota
		item_damaged|it|la lampada è rotta
		item_damaged|pt|o candeeiro está partido
		item_damaged|en|the lamp does not work
		item_missing|es|pedí dos camisas y solo ha venido una
		item_missing|de|ich habe zwei Hemden bestellt, nur eins war drin
		offer|en|how about korean food
		offer|en|can you recommend a good korean restaurant in the centre
		offer|de|ich suche ein günstiges Restaurant in der Innenstadt
		claim|en|my holiday was cut short, claim for the flights home and unused nights
		delivery_late,parcel_missing|it|dove è il mio pacco
		wrong_transfer|it|bonifico non arrivato
		delivery_late|hi|mera order abhi tak nahi aaya
		refund|hi|mera refund kab aayega
	END
	jq -Rc '(. / "|") as $row | {conversation_id: "c", language: $row[1], turns: [$row[2:][]
			| {role: "user", text: .}, {role: "bot", text: "Sorry, I did not understand that."}],
		hoff: {redact: {status: "done"}, score: {decision: "escalate", turn: (2 * ($row | length) - 6)}}}' rows |
		hoff-packet | jq -r '.hoff.packet.next_step' | by_matter | paste -d'|' - rows |
		awk -F'|' '{ is = match($1, /<[a-z_]+>/) ? substr($1, RSTART + 1, RLENGTH - 2) : "none"
			if (index("," $2 ",", "," is ",") == 0)
				print is " is none of " $0 }' >wrong
	diff - wrong </dev/null
}

@test "what a log's intent or a phrase of one's own names is the matter where no word tells it" {
	printf 'list,term\nrefund,there is a zebra\n' >own.csv
	{
		told '.turns[0] = {role: "user", text: "I am here again", intent: {name: "lost_card"}} | .turns[2].text = "as I said"' |
			packet_of
		told '.turns[0].text = "there is a zebra" | .turns[2].text = "as I said"' | packet_of --matters own.csv
	} | jq -r .next_step | by_matter | cut -d' ' -f1 | diff - <(printf '%s\n' '<card_lost>' '<refund>')
}
