# What conversations are like beside their words, signal by signal.

load common

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# talk: the turns on standard input ("customer: text" or "bot: text", then
# perhaps a tab and more members as JSON) as a conversation, scored turn by turn
talk() {
	jq -nRc '{ conversation_id: "x", language: "en", turns: [inputs
		| split("\t") as [$said, $more]
		| ($said | capture("^(?<role>[a-z]+): ?(?<text>.*)$"))
		+ ($more // "{}" | fromjson)] }' | hoff-score --turns >out
}

# signals NAME...: their values at each customer turn
signals() {
	local names
	names=$(printf '.%s,' "$@")
	jq -c ".hoff.score.trajectory[].signals | [${names%,}]" out
}

friction() {
	jq -r '.hoff.score.friction[] | [.kind, .turn, .detail] | join(" ")' out
}

@test "a slot the bot asks for again counts, whatever the wording" {
	talk <<-'END'
	customer: i want a ticket
	bot: What is your date of birth?
	customer: the third of may
	bot: Thanks. Could you tell me your birth date?	{"slot":"birthday"}
	customer: third of may as i said
	bot: And the year?	{"slot":"birthday"}
	customer: 1980
	END
	[ "$(signals slot_repeats | tr -d '\n')" = "[0][0][1][2]" ]
	[ "$(friction | grep slot)" = "slot_repeat 3 asked at turn 1
slot_repeat 5 asked at turn 3" ]
	talk <<-'END'
	customer: i want a ticket
	bot: What is your date of birth?
	bot: What is your date of birth?
	customer: the third of may
	bot: Sorry, what was your date of birth again?
	customer: third of may as i said
	END
	[ "$(signals slot_repeats | tr -d '\n')" = "[0][0][1]" ]
}

@test "another slot, a confirmation and a promise are not the same asked again" {
	talk <<-'END'
	customer: a flight
	bot: When are you leaving?
	customer: monday
	bot: Where are you leaving from?
	customer: rome
	bot: Can I book flight 7 at 8 pm for you?
	customer: no
	bot: Can I book flight 9 at 9 pm for you?
	customer: no
	bot: I will give you the number of the desk.
	customer: ok
	bot: I will give you the number of the gate.
	customer: fine
	END
	[ "$(signals slot_repeats | sort -u)" = "[0]" ]
}

# The last question is told by its mark alone, behind more words than are kept.
@test "what is asked once the bot asked for anything else is no other wording of what was" {
	local asked

	more() { # LANGUAGE QUESTION
		jq -nc --arg language "$1" --arg more "$2" '{conversation_id: "x", $language,
			turns: [["customer", "give me the price of the red kettle in Leeds"],
				["bot", "The red kettle is 20 pounds."],
				["customer", "lovely, we are moving in next week"], ["bot", $more],
				["customer", "give me the price of the red toaster in Leeds"]]
			| map({role: .[0], text: .[1]})}' | hoff-score --turns >out
		signals rephrases | tail -n 1
	}
	[ "$(more en 'We deliver on Mondays.')" = '[1]' ]
	[ "$(more en 'Thanks, noted.')" = '[1]' ]
	for asked in 'en:Is there anything else I can do for you?' 'de:Kann ich sonst noch etwas tun?' \
		'es:¿Necesita algo más?' 'fr:Puis-je faire autre chose ?'; do
		[ "$(more "${asked%%:*}" "${asked#*:}")" = '[0]' ]
	done
	# but what was said right before may be said again, and is of its own record
	talk <<-'END'
	customer: block my card please it is gone
	bot: Is there anything else I can do for you?
	customer: please block my card it is gone
	END
	[ "$(signals rephrases | tr -d '\n')" = "[0][1]" ]
	cat out out >twice
	hoff-score --turns -j1 twice >out
	[ "$(signals rephrases | tr -d '\n')" = "[0][1][0][1]" ]
}

@test "who says next or done at every step rephrases nothing" {
	local word

	steps() { # WORD LANGUAGE
		jq -nc --arg word "$1" --arg language "$2" '{conversation_id: "x", $language,
			turns: [["customer", "my set-up"], ["bot", "Unplug the cable."], ["customer", $word],
				["bot", "Wait for the green lamp."], ["customer", "\($word)!"]]
			| map({role: .[0], text: .[1]})}' | hoff-score --turns >out
		signals rephrases | tail -n 1
	}
	for word in done:en proceed:en weiter:de siguiente:es terminé:fr próximo:pt avanti:it klaar:nl; do
		[ "$(steps "${word%:*}" "${word#*:}")" = '[0]' ]
	done
	[ "$(steps invoice en)" = '[1]' ]
	[ "$(steps 'invoice done' en)" = '[1]' ]
}

@test "a question that gets a fallback or nothing for long is unanswered" {
	talk <<-'END'
	customer: where is my parcel?	{"at":"2026-03-01T09:00:00Z"}
	customer: it is a blue one	{"at":"2026-03-01T09:00:20Z"}
	customer: how long will it take	{"at":"2026-03-01T09:00:40Z"}
	customer: it is urgent	{"at":"2026-03-01T09:01:40Z"}
	bot: Sorry, I did not understand.	{"at":"2026-03-01T09:01:41Z"}
	customer: blue parcel red box green bag tin crate chest case drum tube flat pack wooden barrel glass jar paper bundle silver coin copper kettle velvet curtain marble statue ivory comb?	{"at":"2026-03-01T09:01:50Z"}
	bot: Sorry, I did not understand.	{"at":"2026-03-01T09:01:51Z"}
	customer: hello	{"at":"2026-03-01T09:01:55Z"}
	END
	[ "$(signals unanswered | tr -d '\n')" = "[0][0][0][1][1][2]" ]
	friction | grep -qx "unanswered 3 asked at turn 2"
	friction | grep -qx "unanswered 7 asked at turn 5"
}

@test "what stands before a but counts less, in six languages" {
	for word in but aber pero mais mas maar butt bu; do
		printf 'great %s terrible\n' $word
	done | jq -nRc '{ conversation_id: "x", turns: [inputs
		| { role: "customer", text: . }] }' |
		hoff-score --no-model --turns >out
	signals sentiment | tr -d '\n' >got
	grep -qxE '(\[-0.[0-9]+\]){6}(\[0.[0-9]+\]){2}' got
}

@test "an answer called no use counts, but there must have been one" {
	talk <<-'END'
	customer: that did not help
	bot: Restart the router.
	customer: that did not help
	bot: Call the shop.
	customer: ok
	END
	[ "$(signals unhelpful | tr -d '\n')" = "[0][1][1]" ]
	[ "$(jq .hoff.score.turn out)" != 0 ]
}

@test "turns that grow longer or shorter show in the trend of their length" {
	talk <<-'END'
	customer: one two three four
	customer: one two three four
	customer: one two three four five six seven eight nine ten eleven twelve
	customer: one
	END
	# means 4, 4, 20/3
	[ "$(signals length_trend | tr -d '\n')" = "[0][0][0.5][-0.7391]" ]
}

@test "what a voice platform logs becomes signals" {
	talk <<-'END'
	bot: welcome to northfold bank how can i help
	customer: uh my card	{"asr":{"confidence":0.41},"barge_in":true}
	bot: please say the digits on your card
	customer: 	{"dtmf":"4929","silence_s":6.2}
	bot: please hold	{"silence_s":9}
	customer: yes	{"dtmf":true,"silence_s":1}
	END
	[ "$(signals asr_confidence silences dtmf barge_ins human_request |
		tr -d '\n')" = "[0.41,0,0,1,0][null,1,1,1,0][null,2,2,1,0]" ]
	friction | grep -qx "silence 3 6.2 s"
	friction | grep -qx "silence 4 9 s"
}

@test "voice members of another shape are somebody else's and lose no record" {
	talk <<-'END'
	customer: hello	{"asr":"ok","dtmf":7,"silence_s":"long","barge_in":1,"slot":{}}
	customer: hello	{"asr":{"confidence":7},"silence_s":-4}
	END
	[ "$(signals asr_confidence silences dtmf barge_ins | sort -u)" = \
		"[null,0,0,0]" ]
}

@test "whoever presses nothing but a zero asks for a person" {
	talk <<-'END'
	customer: 	{"dtmf":"10"}
	customer: my card	{"dtmf":"0"}
	customer: 	{"dtmf":"*0"}
	END
	[ "$(signals human_request | tr -d '\n')" = "[0][0][0.6]" ]
	[ "$(jq -r '.hoff.score.reasons[0].rule' out)" = asked-for-a-person ]
}

@test "a yes to another question is not a yes to an earlier offer" {
	talk <<-'END'
	customer: my router is broken
	bot: Shall I connect you to an agent?
	bot: Is the light red?
	customer: yes
	bot: Shall I connect you to an agent?
	bot: please say the number on the router
	customer: yes
	bot: Shall I connect you to an agent?
	customer: yes
	END
	[ "$(signals human_request | tr -d '\n')" = "[0][0][0][0.9]" ]
}

@test "friction says what it rests on, in fixed words" {
	talk <<-'END'
	customer: porting date please
	bot: Sorry, I did not understand that.
	customer: please the porting date
	bot: fallback	{"intent":{"name":"fallback"}}
	customer: let me talk to an agent
	bot: Sorry, I did not understand that.
	customer: that did not help at all
	END
	friction >got
	diff -u - got <<-'END'
	fallback 1 by its wording
	rephrase 2 said at turn 0
	fallback 3 by its intent
	fallback 5 by its wording
	bot_repeat 5 said at turn 1
	blocked_exit 5 asked for at turn 4
	negative_feedback 6 negative_feedback 1
	END
}

@test "the log's schema and the annotation's know what voice brings" {
	talk <<-'END'
	customer: 	{"asr":{"confidence":0.3},"dtmf":"0","silence_s":8}
	bot: Which card?	{"slot":"card","barge_in":false}
	customer: blue
	END
	hoff-score --show-defaults=score.schema.json >schema
	python3 - <<-'PYTHON'
	import json, jsonschema
	out = json.load(open("out"))
	jsonschema.validate(out["hoff"]["score"], json.load(open("schema")))
	PYTHON
}

# What the second customer turn says of the bot's turn before it.
breakdown_of() {
	jq -nc '{conversation_id: "c", turns: [{role: "customer", text: $ARGS.positional[0]},
		{role: "bot", text: $ARGS.positional[1]}, {role: "customer", text: "hm"}]}' \
		--args "$@" | hoff-score --no-model --turns |
		jq -c '.hoff.score.trajectory[-1].signals.breakdown'
}

@test "a breakdown adds up as the manual says, the lists alone speaking" {
	# 1 / (1 + e^-x), x = -1.6 - 0.9 + 0.2 and what is beside it
	[ "$(breakdown_of 'my parcel is late' 'Your parcel is on its way.')" = 0.0911 ]
	[ "$(breakdown_of 'my parcel is late' 'Pandas eat bamboo.')" = 0.1824 ]       # + 0.8
	[ "$(breakdown_of 'my parcel is late' 'Do pandas eat?')" = 0.1192 ]           # + 0.8 - 0.5
	[ "$(breakdown_of 'where is my parcel?' 'Do pandas eat?')" = 0.1824 ]         # + 0.8 - 0.5 + 0.5
	[ "$(breakdown_of 'my parcel is late' 'Sorry, I did not understand that.')" = 0.5 ] # + 0.8 + 1.5
}

# The mean is of numbers with four decimals, and has four itself.
@test "the outlook adds up over the turns that were judged" {
	talk <<-'END'
		customer: my parcel is late
		bot: It is on its way.
		customer: it is not, this is useless
		bot: It will be there today.
		customer: thanks, goodbye
	END
	jq -e '.hoff.score | .outlook as $seen |
		[.trajectory[] | select(.turn <= $seen.turn)] as $turns |
		($turns | map(.readiness) | add / length) as $mean |
		$turns[-1].signals as $last |
		def logistic: 1 / (1 + (0 - . | exp));
		$seen.turn == (.turn // 4) and ($turns | length) > 1 and
		((-3.9 + 8.6 * $mean | logistic) - $seen.dissatisfied | fabs) < 2e-4 and
		((-0.9 - 4 * $last.closing - 4 * $last.sentiment_trend | logistic)
			- $seen.unfinished | fabs) < 6e-5' out
	echo '{"conversation_id":"x","turns":[]}' | hoff-score |
		jq -e '.hoff.score.outlook == null'
}
