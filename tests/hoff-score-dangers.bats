# Conversations in which somebody is in danger, or which go to a desk of their own,
# and those that only sound so.

load common
load stories

@test "whoever may harm themselves reaches the crisis queue, whatever else" {
	become <<-'END'
	escalate 0 crisis language=en
	customer: I want to kill myself

	escalate 0 crisis language=en
	customer: everyone would be better off without me

	escalate 0 crisis language=en
	customer: Sometimes I think about ending it all

	escalate 0 crisis language=de
	customer: Ich will nicht mehr leben

	escalate 0 crisis language=es
	customer: ya no quiero vivir

	escalate 0 crisis language=pl
	customer: mam zamiar ze sobą skończyć

	escalate 0 crisis language=pl
	customer: nie widzę już sensu życia

	escalate 0 crisis language=en
	customer: thanks, great. let me talk to an agent. I want to kill myself
	END
	jq -r '.hoff.score | "\(.tier) \(.queue) \(.priority)"' out |
		sort -u >got
	echo 'human-only crisis 100' | diff -u - got
}

@test "who speaks of killing and dying as everybody does is left alone" {
	all_become 'contain - - language=en' <<-'END'
	This app is killing me
	the battery is dead
	shoot me an email when it's ready
	I'm dying to see the new collection
	Where is the kill switch on the mower?
	how do I kill a background process
	kill the subscription please
	the rent is murder here, is there a cheaper tariff?
	my boss will kill me if I lose this receipt
	I will drop it off myself at the shop
	does the account come with fraud protection?
	what happens if my card gets stolen, am I covered?
	can I get a subscription to bitch magazine?
	END
	all_become 'contain - -' <<-'END'
	je veux en finir avec ces publicités
	kann man in raten zahlen?
	llevo tres días sin luz
	i waited all morning, still nothing
	Mein Sohn ist acht Jahre alt
	Jag dör av skratt, så roligt var det
	mam ochotę skończyć z tą umową
	END
}

@test "a medical emergency goes to the safety queue, a claim does not" {
	become <<-'END'
	escalate 0 medical-emergency language=en
	customer: My father has chest pain and can't breathe

	escalate 0 medical-emergency language=en
	customer: she is unconscious and not waking up

	escalate 0 medical-emergency language=de
	customer: Sie ist bewusstlos und atmet nicht

	contain - - language=en
	customer: I had a heart operation in 2019, does that raise my premium?
	END
}

@test "gas and fire go to the safety queue, bills and what is over do not" {
	become <<-'END'
	escalate 0 hazard language=en
	customer: the meter box is on fire

	escalate 2 hazard
	customer: hi, my bill is too high
	bot: Which bill do you mean?
	customer: wait, there is smoke coming out of the socket

	contain - - language=en
	customer: no, i can't smell gas any more

	contain - - language=en
	customer: do you sell a gas leak detector
	END
	all_become 'escalate 0 hazard language=en' <<-'END'
	there is a burning smell from the meter
	there's a rotten egg smell by the meter cupboard
	the phone battery swelled up and started smoking
	water is dripping through the light fitting
	END
	all_become 'contain - - language=en' <<-'END'
	my husband started smoking again, does the premium change?
	do I need a carbon monoxide alarm for the annexe?
	can I mix your bleach with water?
	sparking joy since day one
	END
}

@test "a yes to a danger that the bot asks about is heard" {
	become <<-'END'
	escalate 2 hazard
	customer: my bill is too high
	bot: Sorry about that. Do you smell gas at home?
	customer: yes I do

	escalate 2 crisis language=de
	customer: Hallo
	bot: Denkst du an Selbstmord?
	customer: ja

	escalate 3 medical-emergency language=en
	customer: I feel odd
	bot: Do you have chest pain?
	bot: Help is near.
	customer: yeah

	contain - - language=en
	customer: I have a question
	bot: Do you have chest pain?
	customer: no

	contain - - language=en
	customer: my bill is too high
	bot: If you smell gas, leave the house. Shall I book an engineer?
	customer: yes please

	contain - - language=en
	customer: my bill is too high
	bot: Shall I tell you what to do if you smell gas?
	customer: yes please

	contain - - language=en
	customer: my bill is too high
	bot: Do you smell gas?
	customer: yesterday I called about that bill
	bot: I will look at it.
	customer: yes
	END
	[ "$(jq -r '.hoff.score.reasons[0].evidence[]? | "\(.turn) \(.start) \(.end)"' out |
		sed -n 1,2p | paste -sd ,)" = '1 25 34,2 0 8' ]
}

@test "fraud, lawyers and complaints go to their desks, data is watched" {
	become <<-'END'
	escalate 0 fraud language=en
	customer: someone used my card for things i did not buy

	escalate 0 legal language=en
	customer: you will hear from my lawyer

	escalate 0 complaint language=en
	customer: I want to make a formal complaint

	watch 0 privacy-request language=en
	customer: please delete my personal data
	END
	jq -r .hoff.score.queue out >got
	printf '%s\n' fraud complaints complaints general | diff -u - got
}

@test "a long pasted text does not hide the danger at its end" {
	jq -nc '{ conversation_id: "long", turns: [ { role: "customer",
		text: ("good service, " * 3000 + "I want to kill myself") } ] }' >in
	hoff-score in >out
	[ "$(jq -r .hoff.score.decision out)" = escalate ]
	[ "$(signals '.safety.self_harm >= 0.3')" = true ]
}

@test "what a policy pays for is asked about, and no danger by itself" {
	all_become 'contain - - language=en' <<-'END'
	does the plan cover suicide, or is there a waiting period
	is suicide excluded in the group scheme
	does the home plan cover a gas leak behind the meter
	END
	all_become 'contain - -' <<-'END'
	meine tante hatte 2012 einen schlaganfall, muss ich das melden
	zahlt die versicherung bei suizid im ausland
	el plan familiar cubre el suicidio?
	est-ce que l'offre couvre le suicide
	la convenzione copre il suicidio?
	END
	all_become 'contain - - language=es' <<-'END'
	el camión me golpeó el coche
	un taxista me golpeó la moto y se fue
	golpearon mi coche aparcado
	END
}

@test "whoever goes on with himself after such a question is in danger" {
	become <<-'END'
	escalate 0 crisis language=en
	customer: is suicide covered if I do it after the first year

	escalate 0 crisis language=en
	customer: does the plan cover suicide, I want to die

	escalate 0 crisis language=en
	customer: does my policy cover suicide

	escalate 0 crisis language=de
	customer: ist suizid mitversichert, weil ich nicht mehr will

	escalate 0 violence language=es
	customer: el conductor me golpeó en el carro
	END
}

@test "whoever is shut in a lift is fetched, whoever was is not" {
	become <<-'END'
	escalate 0 hazard language=en
	customer: we are trapped in the lift on the third floor

	escalate 0 hazard language=de
	customer: meine Frau sitzt im Aufzug fest

	escalate 0 hazard language=fr
	customer: je suis coincée dans l'ascenseur

	escalate 0 hazard language=pl
	customer: utknęłam w windzie i nikt nie odbiera
	END
	all_become 'contain - - language=en' <<-'END'
	we were stuck in the lift last spring, is it repaired by now
	the parcel is in the lift lobby
	END
}

@test "what smokes or gives shocks is a hazard in other languages, too" {
	become <<-'END'
	escalate 0 hazard language=en
	customer: I got a shock from the toaster

	escalate 0 hazard language=nl
	customer: de accu van de step staat te roken

	escalate 0 hazard language=pl
	customer: suszarka się pali

	escalate 0 hazard language=sv
	customer: diskmaskinen ger mig stötar
	END
	all_become 'contain - -' <<-'END'
	lampka w lodówce się nie pali
	lampan brinner inte
	END
}

@test "what befell somebody years ago and a form asks for is no emergency" {
	all_become 'contain - - language=en' <<-'END'
	my aunt had a heart attack eleven years ago, does the policy care
	I had a stroke in 2009 and have fully recovered
	we had a gas leak two years ago, is it in our file
	END
	all_become 'contain - -' <<-'END'
	mein Onkel hatte vor zwanzig Jahren einen Herzinfarkt, kommt das in den Antrag
	mi madre tuvo un infarto hace nueve años, ¿lo digo en el formulario?
	ma tante a eu un infarctus il y a quinze ans, c'est dans le questionnaire ?
	mia zia ha avuto un ictus sei anni fa, va nella polizza?
	mijn oom had acht jaar geleden een hartaanval, moet dat in de aanvraag
	meu avô teve um infarto há vinte anos, preciso declarar?
	min mormor hade en stroke för nio år sedan, ska jag uppge det
	moja ciocia miała zawał osiem lat temu, czy podać to we wniosku
	END
}

@test "what befell somebody minutes ago, comes again or goes on is one" {
	all_become 'escalate 0 medical-emergency language=en' <<-'END'
	my aunt had a heart attack eleven minutes ago, does the policy care
	my aunt had a heart attack eleven years ago
	my aunt had a heart attack eleven years ago and is on the floor again, are we covered
	she had a stroke in 2009, declared it, and cannot speak
	declared a stroke from 2009. My aunt is having a heart attack
	I had a stroke in 2009 and never recovered
	END
	become <<-'END'
	escalate 0 medical-emergency language=de
	customer: mein Onkel hatte vor zwanzig Jahren einen Herzinfarkt, steht im Antrag, und jetzt hat er Schmerzen in der Brust

	escalate 0 hazard language=en
	customer: I insured the flat two years ago and I smell gas

	escalate 0 crisis language=en
	customer: I had an overdose in 2009, it is in the file, and I want to die
	END
}

@test "who wants to be rid of a thing, or waits for one, wants to live" {
	all_become 'contain - - language=en' <<-'END'
	I want to end the trial tonight
	been sitting here googling your opening times
	I can't go on with this router
	I won't be here tomorrow for the parcel
	the app keeps crashing and i can't take it anymore
	END
	all_become 'contain - - language=fr' <<-'END'
	je ne suis plus chez moi demain
	je ne suis pas du tout fâché
	je veux en finir avec cet opérateur ce soir
	END
	all_become 'contain - - language=de' <<-'END'
	Ich will Schluss machen mit dem Tarif
	ich möchte mit dem Abo Schluss machen
	END
	all_become 'contain - -' <<-'END'
	quiero acabar con este plan
	quero acabar com este contrato
	voglio farla finita con questo gestore
	ik wil een einde maken aan de bundel
	END
	all_become 'escalate 0 crisis' <<-'END'
	I want to end the suffering tonight
	cancel my contract, I am going to end my life
	I can't go on with this life
	sitting here googling how many pills it takes to die
	je ne suis plus capable de vivre
	je veux en finir avec cette existence
	Ich möchte Schluss machen mit dem Leben
	quiero acabar con mi sufrimiento
	voglio farla finita con questa vita
	ik wil een einde maken aan mijn leven
	END
}

@test "what is paid by, twice or late is no want of money" {
	all_become 'contain - - language=en' <<-'END'
	I couldn't pay with my card
	unable to pay the bill online
	how long until payday
	I can't keep up with the questions
	what payment plans are there for the tablet
	I was charged twice and want one back
	I want to pay off my student loan
	END
	all_become 'contain - -' <<-'END'
	Die Lieferung ist in Verzug
	die Mahngebühr nicht zahlen, das ist mein Wunsch
	no puedo pagar en la web
	hay un corte de agua en mi barrio
	je ne peux pas payer en ligne
	il faut plus d'argent sur la carte
	O comboio vinha atrasado
	não consigo pagar pelo app
	non riesco a pagare con la carta
	ik kan niet betalen met ideal
	END
	all_become 'escalate 0 cannot-pay' <<-'END'
	I was charged twice and now I can't pay my rent
	I can't keep up with the payments
	Ich kann diesen Monat nicht zahlen
	no puedo pagar el recibo
	je n'arrive plus à payer
	as parcelas atrasadas, não tenho dinheiro
	non ho soldi per pagare
	ik kan de huur niet betalen
	END
}

@test "a 112 in an address, a bill that shocks and a socket that is switched are no emergency" {
	all_become 'contain - - language=de' <<-'END'
	Hausnummer 112, zweiter Stock
	die Linie 112 kommt nicht
	ich habe fast einen Herzinfarkt bekommen, als der Beleg kam
	schalte die Steckdose im Flur aus
	END
	all_become 'contain - - language=en' <<-'END'
	the price nearly gave me a heart attack
	switch off the plug socket
	is there an outlet plug adapter
	END
	all_become 'contain - -' <<-'END'
	Kerkstraat 112
	casi me da un infarto al ver la factura
	j'ai failli avoir une crise cardiaque en voyant la facture
	END
	all_become 'escalate 0 medical-emergency' <<-'END'
	bitte die 112 rufen
	bel 112 alsjeblieft
	my dad had a heart attack
	mein Vater hat einen Herzinfarkt
	END
	all_become 'escalate 0 hazard' <<-'END'
	turn off the socket, it is sparking and smells burnt
	the power outlet is on fire
	END
}

@test "who knocks, hits a button or will kill me over a gift harms nobody" {
	all_become 'contain - - language=en' <<-'END'
	my neighbour Steve knocks every morning
	our courier Ahmed knocked twice
	Linda knocked over the router
	my husband punched in the wrong pin
	Dave shot me a text
	your agent pushed me into a contract
	your rep threatened to cancel my plan
	my flatmate is gonna murder me for the phone bill
	END
	all_become 'contain - -' <<-'END'
	me pegó un susto el precio
	Carlos golpeó la puerta
	Frau Weber hat mir einen Rabatt vorgeschlagen
	ma femme va me tuer si le cadeau n'arrive pas
	minha mulher me mata se não chegar
	END
	all_become 'escalate 0 violence' <<-'END'
	he knocked me down the stairs
	my husband punched me in the stomach
	my ex is going to kill me
	mi marido me pegó
	mein Mann hat mich geschlagen
	mon mari me frappe
	END
}

@test "a cover for lawsuits that is asked for is no lawsuit" {
	all_become 'contain - -' <<-'END'
	Was kostet die Rechtsschutzversicherung?
	gibt es eine Rechtsschutz
	quiero un seguro de defensa jurídica
	END
	all_become 'escalate 0 legal' <<-'END'
	meine Rechtsschutzversicherung wird sich melden
	ich schalte meinen Anwalt ein
	END
}

@test "a dish, a right shoe, a leak and a payment to process go to no desk" {
	all_become 'contain - -' <<-'END'
	Welches Gericht auf der Karte ist vegetarisch?
	de rechter schoen is te klein
	waar doe ik mijn aangifte inkomstenbelasting
	quanto tempo demora processar o pagamento
	tem um vazamento na torneira
	cuánto es el consumo del coche
	hay una gran demanda de entradas
	quiero reclamar mis millas
	une assurance décès, quel prix
	END
	all_become 'escalate 0 legal' <<-'END'
	Wir sehen uns vor Gericht
	ik stap naar de rechter
	ik doe aangifte tegen jullie
	eu vou processar vocês
	voy a ir a la oficina de consumo
	os voy a poner una demanda
	END
	all_become 'escalate 0 account-under-attack' <<-'END'
	houve um vazamento dos meus dados
	END
}

@test "pumps, glue guns, haircuts and burnt pizzas endanger nobody" {
	all_become 'contain - - language=es' <<-'END'
	cómo se arma la silla
	la bomba de la piscina gotea
	quería cortarme las puntas, cita el martes
	END
	all_become 'contain - - language=de' <<-'END'
	Die Umbuchung ist wegen höherer Gewalt
	die Pizza war total verbrannt
	mein Akku stirbt nach einer Stunde
	END
	all_become 'contain - - language=en' <<-'END'
	do I qualify for the lifeline program
	weapon skins are not in my inventory
	the shelf collapsed after a day
	END
	all_become 'contain - -' <<-'END'
	la bombe de laque est vide
	minha bateria está morrendo rápido
	END
	all_become 'escalate 0 violence' <<-'END'
	hay una bomba en el edificio
	tiene un arma y me apunta
	er droht mir mit Gewalt und hat eine Pistole
	END
	all_become 'escalate 0 crisis' <<-'END'
	quiero cortarme las venas
	END
	all_become 'escalate 0 medical-emergency' <<-'END'
	meine Oma stirbt gerade
	my mum collapsed in the kitchen
	END
}
