# Conversations with the bot alone, with what hoff-score should make of each.

load common
load stories

@test "whoever asks for a person gets one, however it is put" {
	all_become 'escalate 0 asked-for-a-person language=en' <<-'END'
	I want to talk to a person
	can I speak to a human please
	Let me speak with your manager
	I don't want to talk to a bot
	live chat with an agent please
	i need a real person not a robot
	Is there anybody there I can actually talk to?
	how do i reach a human here
	This bot is useless, give me a person.
	AGENT
	put me in touch with your billing team
	can i have a word with someone
	I'd like a word with your manager
	Human.
	but an agent
	Person please
	END
}

@test "a person and a please amid other matters are a request" {
	all_become 'escalate 0 asked-for-a-person language=en' <<-'END'
	charged on day 15! someone real please or my bank does it monday
	ok this is silly, agent please, i was told 3 days and its been 2 weeks
	My order is late. An agent, please, and not by phone.
	END
	all_become 'escalate 0 asked-for-a-person language=es' <<-'END'
	una persona YA por favor. lo tengo aqui, lo que sea
	END
	all_become 'escalate 0 asked-for-a-person language=de' <<-'END'
	Das schicke ich nicht. Bitte einen Mitarbeiter, und schriftlich
	END
	all_become 'escalate 0 asked-for-a-person language=fr' <<-'END'
	je conduis pour le travail. passez moi qqn svp
	END
	all_become 'contain - - language=en' <<-'END'
	i sent the form to the agent please have a look at it
	is the agent now on holiday and who has my file then
	END
}

@test "a yes, or the choice that is a person, takes the bot's offer" {
	awk -F'|' '{ print $1; print "customer: my order has not arrived"
		print "bot: " $2; print "customer: " $3 "\n" }' <<-'END' | become
	escalate 2 asked-for-a-person|Would you like to speak to the claims team?|yes please
	escalate 2 asked-for-a-person|I can pass this to a specialist. Is that ok?|sure
	escalate 2 asked-for-a-person|Would you like a call back?|y
	escalate 2 asked-for-a-person|I can connect you with someone. Reply YES to continue.|YES
	escalate 2 asked-for-a-person|I can also pass you to a colleague. We are open until 8.|that would be lovely
	escalate 2 asked-for-a-person|Gern kann ich Sie mit einem Mitarbeiter verbinden.|ja bitte
	escalate 2 asked-for-a-person|Puedo pasarle con un agente.|sí, por favor
	contain - -|I can not connect you to an agent.|ok
	contain - -|Write again if it is late so that we can pass you to a colleague.|ok
	contain - -|You can speak to an agent on 0800 220.|ok
	escalate 2 asked-for-a-person|Shall I get you an adviser?|if you'd be so kind
	contain - -|Shall I get you an adviser?|how can I do it myself
	escalate 2 asked-for-a-person|Reply 1 to keep waiting or 2 to speak to an agent.|2
	contain - -|Reply 1 to keep waiting or 2 to speak to an agent.|1
	escalate 2 asked-for-a-person|A - Track my order B - Change address C - Speak to an adviser|C
	contain - -|A - Track my order B - Change address C - Speak to an adviser|A
	escalate 2 asked-for-a-person|1. Refund 2. Replacement 3. Speak to a person|option 3 please
	contain - -|1. Refund 2. Replacement 3. Speak to a person|3 days ago I ordered it
	contain - -|Would you like to speak to the claims team?|no
	contain - -|Your parcel has 2 items. An agent will see it.|2
	END
}

@test "an answer that did not help twice is enough" {
	become <<-'END'
	escalate 4 answer-did-not-help
	customer: my bill is too high
	bot: Your bill of May was 30 euro.
	customer: i asked for june
	bot: Payments are due on the 15th.
	customer: that does not answer my question
	END
}

@test "why is not said to be the second time where it is the first" {
	records >in <<-'END'
	escalate 3 answer-did-not-help
	customer: my bill is too high
	bot: Sorry, I did not get that.
	bot[fallback]: Would you like to see your last bill?
	customer: that does not help me
	END
	hoff-score in >out
	[ "$(jq -c '.hoff.score | [.decision, .signals.unhelpful, .reasons[0].rule]' out)" = \
		'["escalate",1,"answer-did-not-help"]' ]
	[ "$(jq -r '.hoff.score.reasons[0].reason' out)" = \
		'The customer says that the answer did not help, and it is not the only sign of trouble.' ]
	hoff-packet --unredacted out >packet
	run ! grep -iE 'first time|again' packet
}

@test "a request with a slip of the finger is a request" {
	all_become 'escalate 0 asked-for-a-person language=en' <<-'END'
	talk to a live agnet
	speek to a representitive pls
	END
}

@test "Germans and Spaniards get their person, too" {
	all_become 'escalate 0 asked-for-a-person language=de' <<-'END'
	Ich möchte mit einem Menschen sprechen
	Verbinden Sie mich mit dem Kundendienst
	ich will nicht mit einem Roboter reden
	Mitarbeiter bitte
	stellen Sie mich zu einem Mitarbeiter durch
	Stellen Sie mich bitte an einen Menschen durch
	leiten Sie mich an einen Mitarbeiter weiter
	END
	all_become 'escalate 0 asked-for-a-person language=es' <<-'END'
	Quiero hablar con una persona
	necesito hablar con alguien de facturación
	páseme con un humano
	agente por favor
	Me gustaría que me atendiera una persona
	quiero que me atendiese un humano
	END
}

@test "a log that does not name its language is understood as well" {
	all_become 'escalate 0 asked-for-a-person' <<-'END'
	I want to talk to a person
	Ich möchte mit einem Menschen sprechen
	Quiero hablar con una persona
	Jag skulle vilja tala med en rådgivare.
	kan någon ringa mig i eftermiddag
	Proszę mnie przełączyć do konsultanta.
	END
}

@test "words about people are no request for one" {
	all_become 'contain - - language=en' <<-'END'
	My insurance agent told me to upload the form here
	Is this agent free of charge?
	Please don't transfer me, just answer the question
	What is the user agent string your API expects?
	Thank you for your humanity
	He is a skilled carpenter and I need cover for his tools
	Are you a human or a robot?
	How many people can travel on one ticket?
	call me Anna
	Do you support live chat on Sundays?
	human papilloma vaccine, is it covered?
	END
}

@test "a yes to the bot's offer of a person is a request, a no is none" {
	become <<-'END'
	escalate 2 asked-for-a-person
	customer: the router blinks red
	bot: Shall I connect you to an agent?
	customer: yes please

	contain - -
	customer: the router blinks red
	bot: Shall I connect you to an agent?
	customer: no thanks, tell me what red means

	contain - -
	customer: the router blinks red
	bot: Shall I send you the manual?
	customer: yes please
	END
}

@test "a yes answers the bot's last question, and no earlier one" {
	become <<-'END'
	contain - -
	customer: the router blinks red
	bot: Shall I connect you to an agent?
	bot: Or is the cable plugged in at both ends of the router?
	customer: yes it is

	escalate 3 asked-for-a-person
	customer: the router blinks red
	bot: Shall I connect you to an agent?
	bot: It takes about five minutes.
	customer: yes

	escalate 3 asked-for-a-person
	customer: the router blinks red
	bot: I can connect you to an agent.
	bot: Would you like that?
	customer: yes

	contain - -
	customer: the router blinks red
	bot: I can connect you to an agent.
	bot: Is the cable plugged in at both ends of the router?
	customer: yes

	contain - -
	customer: the router blinks red
	bot: Shall I connect you to an agent?
	customer: hm
	bot: Is the cable plugged in?
	customer: yes
	END
}

@test "a German who says nicht behind the verb does not ask" {
	all_become 'contain - - language=de' <<-'END'
	Bitte verbinden Sie mich nicht
	Bitte verbinden Sie mich nicht mit einem Mitarbeiter
	verbinden Sie mich nicht mit einem Mitarbeiter
	bitte nicht verbinden
	END
	all_become 'escalate 0 asked-for-a-person language=de' <<-'END'
	Das geht nicht, verbinden Sie mich mit einem Mitarbeiter
	Ich will einen Mitarbeiter, nicht einen Bot
	END
}

@test "the same question about another item is another question" {
	become <<-'END'
	contain - -
	customer: track order 123
	bot: Order 123 is on its way to you.
	customer: track order 456
	bot: Order 456 is on its way to you.
	customer: track order 789
	END
	[ "$(signals .rephrases)" = 0 ]
	become <<-'END'
	contain - -
	customer: please track my parcel order 123
	bot: Parcels are tracked here.
	customer: track my parcel order 123 please
	END
	[ "$(jq -c '[.hoff.score.friction[].kind]' out)" = '["rephrase"]' ]
}

@test "the log's own intent is believed as far as it is sure" {
	become <<-'END'
	escalate 0 asked-for-a-person
	customer[human_handoff 0.93]: 4

	contain - -
	customer[human_handoff 0.41]: four of them

	escalate 0 asked-for-a-person
	customer[talk_to_agent]: option 4
	END
	[ "$(signals .human_request | tr '\n' ' ')" = "0.93 0.41 0.9 " ]
}

@test "a bot fails by its intent's name or by its wording, twice is enough" {
	become <<-'END'
	escalate 4 bot-keeps-failing
	customer: porting date
	bot[fallback]: Here is what I can do for you.
	customer: the day my number moves
	bot[nlu_fallback]: These are our topics of today.
	customer: number transfer

	escalate 4 bot-keeps-failing
	customer: porting date
	bot: Sorry, I did not understand that.
	customer: the day my number moves
	bot: Could you rephrase that?
	customer: number transfer

	escalate 4 bot-keeps-failing language=de
	customer: Portierung
	bot: Das habe ich leider nicht verstanden.
	customer: der Tag, an dem die Nummer umzieht
	bot: Entschuldigung, das habe ich nicht verstanden.
	customer: Rufnummer mitnehmen

	contain - -
	customer: porting date
	bot[fallback]: Here is what I can do for you.
	customer: the day my number moves
	bot[porting]: On Friday.
	customer: number transfer
	bot[fallback]: These are our topics of today.
	customer: fine
	END
	# not understood, understood, not understood: no streak of two
	[ "$(hoff-score --turns in | jq -r '.hoff.score.trajectory[-1].signals |
		"\(.fallbacks) \(.fallback_streak)"' | tail -1)" = "2 1" ]
}

@test "a bot that says the same thing again repeats, thanks are no repeat" {
	records >in <<-'END'
	- - -
	customer: where is my parcel
	bot: Your parcel is on its way to you.
	customer: still nothing here today
	bot: Your parcel is on its way to you.
	customer: and the second one
	bot: Your parcel is on its way to you.
	customer: hm

	- - -
	customer: where is my parcel
	bot: You're welcome!
	customer: still nothing here today
	bot: You're welcome!
	customer: hm
	END
	hoff-score --turns in >out
	jq -c '[.hoff.score.trajectory[].signals.bot_repeats]' out >got
	printf '%s\n' '[0,0,1,2]' '[0,0,0]' | diff -u - got
	jq -c '[.hoff.score.friction[] | select(.kind == "bot_repeat").turn]' \
		out >got
	printf '%s\n' '[3,5]' '[]' | diff -u - got
}

@test "two or three answers in turn are a loop when they come round again" {
	records >in <<-'END'
	- - -
	customer: the lamp is dark
	bot: Please unplug the router and wait.
	customer: done
	bot: Please plug the router in again.
	customer: nothing happens at all
	bot: Please unplug the router and wait.
	customer: that was before
	bot: Please plug the router in again.
	customer: hm

	- - -
	customer: the lamp is dark
	bot: Please unplug the router and wait.
	customer: done
	bot: Please plug the router in again.
	customer: nothing happens at all
	bot: Please unplug the router and wait.
	customer: that was before
	bot: Then a technician has to visit you.
	customer: hm

	- - -
	customer: the lamp is dark
	bot: Please unplug the router and wait.
	customer: done
	bot: Please plug the router in again.
	customer: nothing happens at all
	bot: Please look at the lamp now.
	customer: it is dark
	bot: Please unplug the router and wait.
	customer: that was before
	bot: Please plug the router in again.
	customer: really
	bot: Please look at the lamp now.
	customer: hm
	END
	hoff-score --turns in >out
	jq -c '[.hoff.score.trajectory[].signals.loops]' out >got
	printf '%s\n' '[0,0,0,0,1]' '[0,0,0,0,0]' '[0,0,0,0,0,0,1]' |
		diff -u - got
	jq -c '[.hoff.score.friction[] | select(.kind == "loop",
		.kind == "bot_repeat") | .turn]' out >got
	printf '%s\n' '[5,7,7]' '[5]' '[7,9,11,11]' | diff -u - got
}

@test "the same thing in other words is counted, something new is not" {
	local filler
	filler=$(printf 'it is that %.0s' {1..50})
	routers() { printf "%s_router_without_${1}_light " "${@:2}"; }
	records >in <<-END
	- - -
	customer: where is my blue parcel
	bot: Please give me your postcode.
	customer: my blue parcel, where is it
	bot: A postcode has five digits.
	customer: can I change the delivery address

	- - -
	customer: where is my blue parcel
	customer: my blue parcel, where is it
	bot: Please give me your postcode.
	customer: 10115

	- - -
	customer: $filler$(routers a {a..l})
	bot: Please give me your postcode.
	customer: $(routers a {a..f})$(routers any {g..l})

	- - -
	customer: $filler$(routers a {a..x})
	bot: Please give me your postcode.
	customer: $(routers a {a..l})$(routers any {m..x})
	END
	hoff-score --turns in >out
	jq -c '[.hoff.score.trajectory[].signals.rephrases]' out >got
	# nobody had answered in the second one: the customer only added to it;
	# the letters of the last one are too many to be kept
	printf '%s\n' '[0,1,1]' '[0,0,0]' '[0,1]' '[0,1]' | diff -u - got
}

@test "somebody who is not angry is not taken for angry" {
	records >in <<-'END'
	- - -
	customer: I am furious about this

	- - -
	customer: I am not furious about this

	- - -
	customer: I am angry

	- - -
	customer: I am not angry

	- - - language=de
	customer: ich bin nicht wütend

	- - - language=es
	customer: no estoy enfadado
	END
	hoff-score in >out
	signals '.anger > 0' >got
	printf '%s\n' true false true false false false | diff -u - got
}

@test "who counts, warns or mocks is angry, who scolds himself is not" {
	records >in <<-'END'
	- - - language=en
	customer: I have asked four times now. Consider this my final message.

	- - - language=en
	customer: Spare me another apology.

	- - - language=de
	customer: Ich frage jetzt zum fünften Mal

	- - - language=en
	customer: silly me, I'm such an idiot

	- - - language=de
	customer: Mir geht es schlecht, kann ich den Termin verschieben

	- - - language=en
	customer: my daughter told me that I should try the app
	END
	hoff-score in >out
	signals '.anger >= 0.5, .safety.self_harm >= 0.3' | paste -sd ' ' >got
	echo 'true false true false true false false false false false false false' |
		diff -u - got
}

@test "very good is better than good, not good is worse, but turns it" {
	records >in <<-'END'
	- - -
	customer: the service is good

	- - -
	customer: the service is very good

	- - -
	customer: the service is not good

	- - -
	customer: the service is good but the price is terrible

	- - -
	customer: the price is terrible but the service is good

	- - -
	customer: the service is good!!!

	- - -
	customer: the number of the service is four
	END
	hoff-score in >out
	signals .sentiment | paste -sd ' ' >got
	cat got
	# shellcheck disable=SC2016 # awk's own
	awk '{ exit !($1 > 0 && $2 > $1 && $3 < 0 && $4 < 0 && $5 > $4 &&
		$6 > $1 && $7 * $7 < 0.0025) }' got
}

@test "a bot that is not sure twice running gives up, once is no reason" {
	become <<-'END'
	escalate 2 not-sure-twice
	customer[a 0.3]: the thing with the lamp
	bot: Please unplug the router and wait.
	customer[b 0.39]: did that

	contain - -
	customer[a 0.3]: the thing with the lamp
	bot: Please unplug the router and wait.
	customer[b 0.8]: did that
	bot: Please plug it in.
	customer[c 0.3]: fine

	contain - -
	customer: the thing with the lamp
	bot: Please unplug the router and wait.
	customer[b 0.3]: did that
	END
}

@test "margin is what separates the best two intents, and null without" {
	records >in <<-'END'
	- - -
	customer[a 0.61 0.3]: the thing with the lamp

	- - -
	customer[a 0.61]: the thing with the lamp

	- - -
	customer: the thing with the lamp
	END
	hoff-score in >out
	signals '"\(.confidence) \(.margin) \(.intent)"' >got
	head -1 got | diff -u <(echo '0.61 0.31 a') -
	tail -1 got | diff -u <(echo 'null null null') -
}

@test "a button that asks for a person needs no words" {
	jq -nc '{ conversation_id: "button", turns: [ { role: "customer", text: "",
		intent: { name: "human_handoff", confidence: 0.95 } } ] }' >in
	hoff-score in >out
	[ "$(jq -r .hoff.score.decision out)" = escalate ]
	[ "$(signals .human_request)" = 0.95 ]
	[ "$(jq -c '.hoff.score.reasons[0].evidence[0] | [.start, .end]' out)" = '[0,0]' ]
}

@test "whoever asks for a person sideways gets one, in nine languages" {
	all_become 'escalate 0 asked-for-a-person' <<-'END'
	is there anybody alive in there
	I'd rather not type with a machine, can one of your colleagues ring me
	how do I get past you
	wer ist denn bei euch zuständig, ich will nicht mit dem Ding schreiben
	kann das einer von euch übernehmen
	prefiero hablarlo con uno de sus compañeros
	je préfère voir ça avec un de vos collègues
	vorrei parlarne con un vostro collega
	is er iemand van vlees en bloed
	prefiro tratar disto com um colega seu
	jag pratar inte med maskiner, hämta någon som jobbar där
	nie gadam z botem, dajcie kogoś
	END
	all_become 'escalate 0 asked-for-a-person language=pt' <<-'END'
	nao falo com robo
	END
	all_become 'contain - -' <<-'END'
	is there anyone else on my plan
	can someone else on my account collect it
	kann ich jemanden als zweiten Fahrer eintragen
	mi compañera ya tiene el mismo modelo
	ma collègue a commandé la même lampe
	la mia collega ha la stessa tariffa
	meu colega usa o mesmo aplicativo
	moja koleżanka ma ten sam telefon
	END
}

@test "whoever has had enough tells the bot so, by the words of each language" {
	records >in <<-'END'
	- - - language=en
	customer: this is pointless

	- - - language=de
	customer: ich gebs auf

	- - - language=es
	customer: me rindo

	- - - language=fr
	customer: laisse tomber

	- - - language=it
	customer: lascia stare

	- - - language=nl
	customer: laat maar

	- - - language=pt
	customer: deixa pra lá

	- - - language=sv
	customer: strunt i det

	- - - language=pl
	customer: daj spokój

	- - - language=en
	customer: don't bother with a bag

	- - - language=de
	customer: vergiss es bitte nicht

	- - - language=es
	customer: déjalo en recepción

	- - - language=fr
	customer: n'oublie pas le code

	- - - language=it
	customer: rinuncio al secondo biglietto

	- - - language=nl
	customer: laat maar bij de buren

	- - - language=pt
	customer: não esquece a nota

	- - - language=pl
	customer: nie zapomnij o fakturze
	END
	hoff-score in >out
	signals '.negative_feedback >= 0.5' | uniq -c | tr -s ' ' |
		paste -sd, >got
	echo ' 9 true, 8 false' | diff -u - got
}

@test "an idiom of giving up is none to doubt, however plain its words are" {
	records >in <<-'END'
	- - - language=en
	customer: forget it, I'll walk down to the shop

	- - - language=de
	customer: ach vergiss es, ich geh morgen in den Laden

	- - - language=fr
	customer: bon laisse tomber, je passe au magasin demain

	- - - language=it
	customer: ok lascia stare, passo io in negozio domani

	- - - language=en
	customer: I never forget it when I walk to the shop

	- - - language=de
	customer: vergiss es nicht, ich komme morgen in den Laden

	- - - language=fr
	customer: j'ai laissé tomber le vase, je passe au magasin demain
	END
	hoff-score in >out
	signals '.negative_feedback >= 0.5' | uniq -c | tr -s ' ' |
		paste -sd, >got
	echo ' 4 true, 3 false' | diff -u - got
}
